"""The front door: who contacted us, about what, and what was decided, before any record of a young person exists."""
