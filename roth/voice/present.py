"""What the workers' pages of this room say: frozen words, no queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from roth.domain.voice import (
    PARENTS,
    Agreement,
    Audience,
    Feeling,
    How,
    OfferState,
    Participation,
    PlaceFacts,
    PlaceKind,
    PlanForm,
    Speaker,
    Stance,
    TalkKind,
    TimeBand,
    Topic,
    items_for,
)
from roth.people.models import YoungPerson
from roth.ui.formats import day, listed, lower_first
from roth.voice.models import AdvocateOffer, Feedback, SafetyMap, Said, Shown, TakingPart, Talk, Tie
from roth.voice.picture import MapPicture, picture_of

_TONES: Final = {"offered": "due", "accepted": "done", "met": "done", "declined": "quiet"}


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """What answers somebody's words."""

    words: str
    on: date
    by: str
    because: str  # the action, or why not
    acts: bool


@dataclass(frozen=True, slots=True)
class SaidLine:
    """Somebody's words, as a page shows them."""

    key: int
    who: str
    words: str
    about: str
    how: str
    stance: str
    item: str
    readers: str
    beside: tuple[tuple[str, str], ...]
    reply: ReplyLine | None
    for_parents: bool


def name_of(young_person: YoungPerson) -> str:
    """How the young person is called in a sentence."""
    return young_person.chosen_name or young_person.given_name or young_person.name


def who_said(said: Said, name: str) -> str:
    """Whose words they are."""
    speaker = Speaker(said.speaker)
    if speaker is Speaker.YOUNG_PERSON:
        return f"{name}, through the advocate" if said.how == How.ADVOCATE else name
    return f"{speaker.label} of {name}" if speaker is not Speaker.CARER else f"A parent or carer of {name}"


def line(said: Said, name: str, *, beside: bool = False) -> SaidLine:
    """Words with what stands beside them and what answers them. The columns come from `selectors`."""
    readers = [lower_first(audience.label) for audience, field in Said.AUDIENCES.items() if getattr(said, field)]
    return SaidLine(
        key=said.pk,
        who=who_said(said, name),
        words=said.words,
        about=Topic(said.about).label,
        how=how_it_came(said),
        stance=Stance(said.stance).label if said.stance else "",
        item=f"{said.action.owner_name}: {said.action.text}" if said.action else "",
        readers=_audiences_in_words(said),
        beside=tuple((each.text, f"{each.by.name}, {day(each.at)}") for each in said.beside.all()) if beside else (),
        reply=_reply(said),
        for_parents=said.speaker in PARENTS or bool(readers and said.to_parent),
    )


def _audiences_in_words(said: Said) -> str:
    names = {
        Audience.MEETING: "everyone at the meeting",
        Audience.PARENT: "parents",
        Audience.ADVOCATE: "the advocate",
    }
    found = [names[audience] for audience, field in Said.AUDIENCES.items() if getattr(said, field)]
    return f"Also for {listed(found)}" if found else "For nobody else"


def how_it_came(said: Said) -> str:
    """How, when and through whom the words came here."""
    how = How(said.how)
    if how in (How.OWN_PAGE, How.SHARED_DEVICE, How.ADVOCATE) and not (how is How.ADVOCATE and said.written_by is None):
        by = f" by {said.written_by_name}" if how is How.ADVOCATE else ""
        return f"{how.label}{by}, {day(said.said_on)}"
    return f"{how.label}, {day(said.said_on)}. Written down by {said.written_by_name}"


def _reply(said: Any) -> ReplyLine | None:
    if not getattr(said, "reply_words", None):
        return None
    acts = said.reply_action_key is not None
    because = f"{said.reply_action_owner} will {lower_first(said.reply_action)}" if acts else said.reply_why_not
    return ReplyLine(said.reply_words, said.reply_on, said.reply_by, because, acts)


# --- Taking part -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody wishes to take part."""

    who: str
    when: str
    rows: tuple[tuple[str, str], ...]


def wish(found: TakingPart, name: str) -> Wish:
    """A wish as rows of a list; what was left out is left out."""
    rows = (
        ("Wishes to take part", _coded(Participation, found.participation)),
        ("Who helps", found.who_helps),
        ("Who should be there", found.who_there),
        ("Who should not be there", found.who_not),
        ("Place and time", found.place_and_time),
        ("What must not be said, and in front of whom", found.not_said),
        ("How they want the plan", PlanForm(found.plan_form).label if found.plan_form else ""),
    )
    who = name if found.speaker == Speaker.YOUNG_PERSON else f"{Speaker(found.speaker).label} of {name}"
    when = f"{day(found.on)}, written by {found.prepared_by}"
    return Wish(who, when, tuple(row for row in rows if row[1]))


def _coded(codes: type[Participation], code: str) -> str:
    return f"{codes(code).label} ({code})" if code else ""


@dataclass(frozen=True, slots=True)
class Offer:
    """How the offer of an advocate stands."""

    state: str
    tone: str
    rows: tuple[tuple[str, str], ...]
    open: bool
    declined: bool


def offer(found: AdvocateOffer | None) -> Offer | None:
    """The offer in words."""
    if found is None:
        return None
    rows = (
        ("Offered", f"{day(found.offered_on)} by {found.offered_by.name}"),
        ("Answered", day(found.answered_on)),
        ("Met", day(found.met_on)),
        ("Advocate", found.advocate_name),
        ("What they said to it", found.words),
    )
    state = OfferState(found.state)
    said = tuple(row for row in rows if row[1])
    return Offer(state.label, _TONES[state.value], said, state is not OfferState.MET, state is OfferState.DECLINED)


@dataclass(frozen=True, slots=True)
class TalkLine:
    """A talk about a meeting."""

    what: str
    when: str
    told: str


def talk(found: Talk) -> TalkLine:
    """A talk, or why there was none."""
    when = ", ".join(filter(None, (day(found.on), found.where, found.by.name))) if found.on else "Did not happen"
    return TalkLine(TalkKind(found.kind).label, when, found.told or found.why_not)


@dataclass(frozen=True, slots=True)
class FeedbackTable:
    """What one kind of speaker thought each time, sentence by sentence: then and now side by side, never added up."""

    who: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: tuple[tuple[str, str], ...]


def feedback(found: Sequence[Feedback], name: str) -> tuple[FeedbackTable, ...]:
    """A table for each speaker, the newest answer last."""
    tables = []
    for speaker in Speaker:
        mine = [each for each in reversed(found) if each.speaker == speaker][-3:]
        if not mine:
            continue
        answers = [{answer.item: Agreement(answer.answer).label for answer in each.answers.all()} for each in mine]
        rows = tuple((item.text, *(given.get(item.code, "–") for given in answers)) for item in items_for(speaker))
        head = ("", *(f"{day(each.on)}{f', asked by {each.asked_by}' if each.asked_by else ''}" for each in mine))
        said = tuple((each.words, day(each.on)) for each in mine if each.words)
        who = name if speaker is Speaker.YOUNG_PERSON else f"{speaker.label} of {name}"
        tables.append(FeedbackTable(who, head, rows, said))
    return tuple(tables)


# --- Safety maps -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class MapShown:
    """A map, its picture and its equal table."""

    when: str
    with_whom: str
    would_help: str
    picture: MapPicture
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def maps(found: Sequence[SafetyMap]) -> tuple[MapShown, ...]:
    """Every map, the newest first, each compared with the one before it."""
    return tuple(_map(each, found[n + 1] if n + 1 < len(found) else None) for n, each in enumerate(found))


def _map(found: SafetyMap, before: SafetyMap | None) -> MapShown:
    places = list(found.places.all())
    facts = [_facts(place) for place in places]
    then = [_facts(place) for place in before.places.all()] if before else None
    picture = picture_of(f"Safety map of {day(found.made_on)}", facts, then, key=f"map-{found.pk}")
    changes = {(row.label, row.when): row.in_words for row in picture.rows}
    rows = [
        (
            place.label,
            PlaceKind(place.kind).label,
            TimeBand(place.when).label,
            Feeling(place.feeling).label,
            *((changes[place.label, place.when],) if before else ()),
            place.why or "–",
            place.who_helps or "–",
            place.route or "–",
        )
        for place in places
    ]
    gone = [row for row in picture.rows if not row.now]
    rows += [
        (row.label, PlaceKind(row.kind).label, TimeBand(row.when).label, "–", row.in_words, "–", "–", "–")
        for row in gone
    ]
    head = (
        "Place",
        "What sort",
        "When",
        "Feels",
        *(("Since the map before",) if before else ()),
        "Why",
        "Who helps",
        "Way",
    )
    return MapShown(day(found.made_on), found.made_with, found.what_would_help, picture, head, tuple(rows))


def _facts(place: Any) -> PlaceFacts:
    return PlaceFacts(place.label, place.kind, place.when, place.feeling)


# --- Own pages -------------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class TieLine:
    """Who has a page of their own."""

    key: int
    name: str
    role: str
    span: str
    state: str
    tone: str
    open: bool
    paused: bool


def tie(found: Tie, today: date) -> TieLine:
    """A tie in words."""
    ended = found.ends_on is not None and found.ends_on < today
    state, tone = ("Ended", "quiet") if ended else ("Open", "done")
    if not ended and found.starts_on > today:
        state, tone = "Not yet", "due"
    if not ended and found.paused_at:
        state, tone = "Shut: not safe now", "late"
    role = found.get_role_display()
    as_whom = Speaker(found.speaks_as)
    until = f" to {day(found.ends_on)}" if found.ends_on else ""
    return TieLine(
        key=found.pk,
        name=found.user.name,
        role=f"{role}: {as_whom.label.lower()}" if as_whom in PARENTS else role,
        span=f"From {day(found.starts_on)}{until}",
        state=state,
        tone=tone,
        open=not ended,
        paused=found.paused_at is not None,
    )


def shown_keys(found: Iterable[Shown]) -> dict[str, str]:
    """What stands on a page, by the key that its form uses."""
    return {f"a{each.action_id}" if each.action_id else f"m{each.meeting_id}": each.words for each in found}
