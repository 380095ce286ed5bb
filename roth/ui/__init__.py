"""Layouts, macros, form fields, pictures, errors and the gallery. It knows no room and reads no record."""
