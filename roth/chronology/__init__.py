"""Two chronologies of a young person: what the record holds, generated; and what matters of it, chosen and weighed."""
