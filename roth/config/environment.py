"""Reads settings from the process environment. What the settings mean belongs in `settings`."""

import os
from pathlib import Path


def text(name: str, default: str = "") -> str:
    """The variable, or the content of the file that `NAME_FILE` names (how container platforms hand over secrets)."""
    file = os.environ.get(f"{name}_FILE")
    if file:
        return Path(file).read_text(encoding="utf-8").strip()
    return os.environ.get(name, default).strip()


def flag(name: str, *, default: bool = False) -> bool:
    """True for 1, true, yes or on, in any case."""
    value = text(name)
    return value.lower() in {"1", "true", "yes", "on"} if value else default


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]
