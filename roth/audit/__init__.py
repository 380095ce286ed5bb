"""Append-only events for changes and reads. The application never needs them to work."""
