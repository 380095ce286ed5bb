"""Finding what one may open: one box over people, contexts, meetings and plans, and never a trace of the rest."""
