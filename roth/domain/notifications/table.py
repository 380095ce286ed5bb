"""The kinds N01-N36 in order, and which of them each fact may call for. What they are made of is in `parts`."""

from collections import defaultdict
from typing import Final

from roth.domain.notifications.from_clocks import CLOCK_KINDS
from roth.domain.notifications.from_events import EVENT_KINDS
from roth.domain.notifications.parts import Kind


def _by_trigger() -> dict[str, tuple[Kind, ...]]:
    found: dict[str, list[Kind]] = defaultdict(list)
    for kind in KINDS.values():
        for trigger in kind.triggers:
            found[trigger].append(kind)
    return {trigger: tuple(kinds) for trigger, kinds in found.items()}


KINDS: Final = {kind.code: kind for kind in sorted((*CLOCK_KINDS, *EVENT_KINDS), key=lambda kind: kind.code)}
BY_TRIGGER: Final = _by_trigger()
