"""The rules of the field in plain Python: facts in, findings out. No Django, no database, no clock, nothing of ours."""
