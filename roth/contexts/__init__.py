"""Contexts as records of their own, their links to young people, and who has reach into them."""
