"""Bridges for the sign-in pages, which are Django templates because allauth's are."""
