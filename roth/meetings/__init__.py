"""Conferences: invitations, attendance, views, decision, dissent."""
