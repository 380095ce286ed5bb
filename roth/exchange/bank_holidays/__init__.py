"""The published list of bank holidays: a JSON file with the days of each part of the United Kingdom."""
