"""Findings on a plan, and the answers that people gave to them."""
