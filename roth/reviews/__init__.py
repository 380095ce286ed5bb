"""Reviews of a plan: then and now, what was decided, and what its ending may be called."""
