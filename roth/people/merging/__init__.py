"""Joining two records of one young person, and taking them apart again with nothing lost (`docs/adr`)."""
