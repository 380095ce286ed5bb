"""What everybody in the room sees: the item of the agenda now, what is written under it, and what came before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from roth.domain import in_the_room as rules
from roth.domain.conference import WeightedContext
from roth.domain.disagreements import DISSENT_ABOUT
from roth.meetings.models import DissentingView, Meeting, MeetingAction, OptionConsidered
from roth.meetings.present.held import written_under
from roth.ui import formats
from roth.ui.pictures import Picture, Weight, weights_picture

_TAKEN_TONE: Final = {"open": "", "taken": "done", "not_taken": "quiet"}
_MADE_TONE: Final = {"proposed": "due", "accepted": "done", "declined": "quiet"}


@dataclass(frozen=True, slots=True)
class OptionLine:
    """One thing that could be done."""

    key: int
    text: str
    about: str
    taken: str
    tone: str
    why: str


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One action as a sentence: who will do what, by when."""

    key: int
    owner: str
    agency: str
    text: str
    goal: str
    by_when: str
    status: str
    tone: str
    context: str


@dataclass(frozen=True, slots=True)
class DissentLine:
    """Somebody's words against it."""

    key: int
    who: str
    about: str
    words: str


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the agenda, with what is written under it."""

    number: int
    title: str
    state: str  # done, now, ahead
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Room:
    """The shared screen."""

    now: Item
    agenda: tuple[Item, ...]
    seen: int
    started: bool
    over: bool
    lacks_pause: tuple[str, ...]
    options: tuple[OptionLine, ...]
    actions: tuple[ActionLine, ...]
    dissents: tuple[DissentLine, ...]

    @property
    def earlier(self) -> tuple[Item, ...]:
        """What was written under the other items."""
        return tuple(item for item in self.agenda if item.rows and item.number != self.now.number)


def room(
    meeting: Meeting,
    *,
    options: Iterable[OptionConsidered] = (),
    actions: Iterable[MeetingAction] = (),
    dissents: Iterable[DissentingView] = (),
) -> Room:
    """The shared screen of a meeting, as it is now."""
    agenda = tuple(_item(meeting, number) for number in rules.TITLES)
    record = {name: getattr(meeting, name) for name, _ in rules.PAUSE}
    return Room(
        now=agenda[meeting.agenda_item - 1],
        agenda=agenda,
        seen=meeting.shown,
        started=meeting.started_at is not None,
        over=meeting.held,
        lacks_pause=tuple(sentence for _, sentence in rules.against_options(record)),
        options=tuple(map(option_line, options)),
        actions=tuple(map(action_line, actions)),
        dissents=tuple(map(dissent_line, dissents)),
    )


def _item(meeting: Meeting, number: int) -> Item:
    state = "now" if number == meeting.agenda_item else "done" if number < meeting.agenda_item else "ahead"
    rows = tuple(row for row in written_under(meeting, number) if row[1].strip())
    return Item(number, rules.TITLES[number], state, rows)


def option_line(option: OptionConsidered) -> OptionLine:
    """One option with why it was taken or not."""
    about = [option.context.name if option.context else "", option.who_could]
    return OptionLine(
        key=option.pk,
        text=option.text,
        about=" · ".join(filter(None, about)),
        taken=rules.OPTION_TAKEN[option.taken],
        tone=_TAKEN_TONE[option.taken],
        why=option.why,
    )


def action_line(action: MeetingAction) -> ActionLine:
    """One action as a sentence."""
    return ActionLine(
        key=action.pk,
        owner=action.owner_name,
        agency=action.agency.name if action.agency and action.agency.name != action.owner_name else "",
        text=formats.lower_first(action.text.strip().rstrip(".")),
        goal=action.goal,
        by_when=formats.day(action.due_on),
        status=rules.MADE_IN_THE_ROOM[action.status],
        tone=_MADE_TONE[action.status],
        context=action.context.name if action.context else "",
    )


def dissent_line(view: DissentingView) -> DissentLine:
    """Somebody's words against it."""
    who = f"{view.name}, {view.agency.name}" if view.agency else view.name
    return DissentLine(view.pk, who, DISSENT_ABOUT[view.about], view.words)


def agreed_weights(contexts: Sequence[WeightedContext]) -> Picture | None:
    """The contexts as areas that add to 100, where weights are agreed."""
    weighed = [Weight(each.name, each.kind, each.weight) for each in contexts if each.weight is not None]
    return weights_picture("What weighs how much, as agreed", weighed, id="weights-in-the-room") if weighed else None
