"""The ROTH assessment: needs, strengths, contexts and how harm works in them, system challenges, weights."""
