"""Young people, their families, the adults they trust, who is allocated, and who may open the record."""
