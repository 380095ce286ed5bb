"""The invented borough and its cast. Nothing here runs outside demo mode."""
