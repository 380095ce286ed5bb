"""How a small number of people may be said, so that nobody can be worked out from a count.

Which counts a reader may see at all belongs in `access`.
"""

from typing import Final

_WORDS: Final = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def count_in_words(
    number: int, minimum: int = 6, *, one: str = "young person", many: str = "young people", none: str = "no"
) -> str:
    """A count of people as a page may say it: "8 young people", "fewer than six young people", "no young people".

    A true zero is said plainly, because it describes nobody. Raises ValueError for a count below zero or a minimum
    below one.
    """
    if number < 0 or minimum < 1:
        raise ValueError("A count starts at zero and a minimum at one.")
    if number == 0:
        return f"{none} {many}"
    if number < minimum:
        return f"fewer than {_WORDS[minimum] if minimum < len(_WORDS) else minimum} {many}"
    return f"{number} {one if number == 1 else many}"
