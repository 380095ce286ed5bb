"""Formats that other systems write or read, one folder each: reading, writing, and samples to try them on."""
