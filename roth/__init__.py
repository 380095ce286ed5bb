"""ROTH Pathways: a working system for Risk Outside of the Home child protection pathways."""
