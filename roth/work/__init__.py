"""My work: what needs each person now, and the notices they have been given."""
