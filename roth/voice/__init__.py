"""What young people, parents and advocates say, how they take part, and what happened because of it."""
