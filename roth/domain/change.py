"""How much has changed since the start, said by people with what they saw; what a restriction and a move must say.

Facts in, sentences out. Ratings are of a goal, a measure or a place, never of a person. What a review decides belongs
in `reviewing`; what ends a plan belongs in `ending`.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from roth.domain.labelled import Labelled


class Rating(Labelled):
    """How it is now beside how it was at the start (`roth.md` 5.4, inferred)."""

    WORSE = ("worse", "Worse", "Worse than at the start.")
    SAME = ("same", "The same", "No different from the start.")
    BIT_BETTER = ("bit_better", "A bit better", "Better than at the start, and somebody can say how they know.")
    MUCH_BETTER = ("much_better", "Much better", "Much better than at the start, and somebody can say how they know.")
    SUSTAINED = ("sustained", "Better, and it has lasted", "Much better, at this review and at the one before.")
    CANNOT_TELL = ("cannot_tell", "We cannot tell", "Nobody has asked or looked in the same way as at the start.")


BETTER: Final = frozenset({Rating.BIT_BETTER, Rating.MUCH_BETTER, Rating.SUSTAINED})
# A reading is one look; that something lasted takes two reviews to say.
OF_A_READING: Final = tuple(each for each in Rating if each is not Rating.SUSTAINED)


def against_rating(rating: str, evidence: str, before: str = "") -> str:
    """The sentence that stands against this rating; empty where it may stand.

    "Better" says how anybody knows. "It has lasted" follows a review at which it was much better already.
    """
    if rating in BETTER and not evidence.strip():
        return "Say how you know: what somebody saw, heard or counted. An action that was done is not yet a change."
    if rating == Rating.SUSTAINED and before not in (Rating.MUCH_BETTER, Rating.SUSTAINED):
        return "“It has lasted” follows a review that found it much better. Choose “Much better” this time."
    return ""


# --- Restrictions (V07) -----------------------------------------------------------------------------------------------
class Consent(Labelled):
    """What the young person thinks of being watched or limited."""

    AGREES = ("agrees", "Agrees", "They were asked, and want this.")
    ACCEPTS = ("accepts", "Puts up with it", "They were asked, would rather not, and will put up with it.")
    OBJECTS = ("objects", "Does not agree", "They were asked, and do not want this.")
    NOT_ASKED = ("not_asked", "Not asked yet", "Nobody has asked them.")


def restriction_is_live(ends_on: date | None, today: date) -> bool:
    """A restriction holds up to and including its last day. One without a last day never began to hold."""
    return ends_on is not None and today <= ends_on


def against_extension(*, now: date | None, until: date, today: date, reason: str) -> tuple[tuple[str, str], ...]:
    """What stands against letting a restriction go on: (field, sentence). It says why, and it still ends."""
    wrong = []
    if until <= today or (now is not None and until <= now):
        wrong.append(("until", "Enter a day after today, and after the day on which it ends now."))
    if not reason.strip():
        wrong.append(("reason", "Say why it is still needed, and what would let it end."))
    return tuple(wrong)


# --- Moves (V14) ------------------------------------------------------------------------------------------------------
class MoveKind(Labelled):
    """What kind of move is proposed."""

    HOME = ("home", "Living somewhere else", "With family, foster carers, in a home, or on their own.")
    FAMILY = ("family", "The whole family moves house", "To another street or town.")
    SCHOOL = ("school", "A change of school or college", "Or education away from the site.")
    AWAY = ("away", "Out of the area for a time", "A stay with relatives, a break, a hospital.")
    SECURE = ("secure", "Secure or locked", "A secure home, or custody.")
    OTHER = ("other", "Another move", "Anything else that takes the young person away from where they are.")


class MoveDecision(Labelled):
    """Where the decision about a move stands."""

    PROPOSED = ("proposed", "Proposed", "Nobody has decided yet.")
    AGREED = ("agreed", "Agreed", "Decided, and it has not happened yet.")
    MOVED = ("moved", "Happened", "The young person has moved.")
    REFUSED = ("refused", "Decided against", "The place will change instead.")
    BACK = ("back", "Came back", "The young person is back where they were.")


# The three safeties (`roth.md` 5.4, relocation research), before the move and after it.
SAFETIES: Final = (
    ("physical", "Physical safety", "Can they go where they want without being hurt?"),
    ("relational", "Safety in relationships", "Who do they trust, and who trusts them: friends, family, one adult?"),
    ("psychological", "Feeling safe in themselves", "Do they feel like themselves, or always look over a shoulder?"),
)
MOVE_NEEDS: Final = (
    *((f"{key}_before", f"{label} where they are now: say how it is.") for key, label, _ in SAFETIES),
    *((f"{key}_after", f"{label} after the move: say what is expected, and from whom.") for key, label, _ in SAFETIES),
    ("what_is_lost", "Say what would be lost: friends, a school, an adult, a culture, a language."),
    ("who_decides", "Say who decides, and by what right."),
    ("young_persons_view", "Write what the young person thinks of it, in their own words, or why they were not asked."),
    ("route_back", "Say what would have to change so that they can come back."),
)


_LIKE_A_MOVE: Final = re.compile(
    r"\b(live|lives|stay|stays|placed?) (with|elsewhere|in another)\b|\bmov(e|es|ing) (to|in with|away|out|house)\b"
    r"|\brelocat|\bmanaged move\b|\bout of area\b|\bsecure (home|unit)\b"
    r"|\b(another|new|different) (school|college|town|home|placement)\b",
    re.IGNORECASE,
)


def sounds_like_a_move(text: str) -> bool:
    """Do these words read as if the young person would be moved? A hint that asks; the author says whether it is so."""
    return bool(_LIKE_A_MOVE.search(text))


def against_move(values: Mapping[str, object], *, review_on: date | None, today: date) -> tuple[tuple[str, str], ...]:
    """What a record of a move still needs (V14): the three safeties before and after, what is lost, the way back."""
    wrong = [(field, say) for field, say in MOVE_NEEDS if not str(values.get(field) or "").strip()]
    if review_on is None or review_on <= today:
        wrong.append(("review_on", "Enter the day after today on which the move is looked at again."))
    return tuple(wrong)


# --- Between core groups ----------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class DriftFacts:
    """What is known of a plan that is being carried, on one day. Counts are of things, never of people."""

    today: date
    late_actions: int = 0
    untouched_actions: int = 0  # taken on, and nothing heard for six weeks
    stuck_actions: int = 0
    declined_actions: int = 0
    ended_restrictions: int = 0
    silent_measures: int = 0  # of change, with no reading since the start and six weeks gone
    contexts_without_progress: tuple[str, ...] = ()  # names of weighed contexts of which the group said nothing
    seen_on: date | None = None
    weight_covered: int | None = None  # M3 now, of 100
    weight_covered_at_start: int | None = None


@dataclass(frozen=True, slots=True)
class Drift:
    """One question about drift, with the rule that asks it."""

    code: str
    sentence: str
    source: str


OURS: Final = "Our reading (M17, drift); not published."
VISIT_DAYS: Final = 14  # ten working days are two weeks (T22)


def _several(number: int, one: str, many: str) -> str:
    return one if number == 1 else many.format(n=number)


def drift(facts: DriftFacts) -> tuple[Drift, ...]:
    """What a thoughtful colleague would ask before the plan drifts. Each is a question; nobody is scored."""
    asked: list[tuple[str, str]] = []
    if facts.stuck_actions:
        words = _several(facts.stuck_actions, "One action is stuck.", "{n} actions are stuck.")
        asked.append(("D1", f"{words} Who here could get it moving, or what would do instead?"))
    if facts.declined_actions:
        words = _several(facts.declined_actions, "One action was declined.", "{n} actions were declined.")
        asked.append(("D2", f"{words} Who else could do it?"))
    if facts.late_actions:
        words = _several(facts.late_actions, "One action is past its day.", "{n} actions are past their day.")
        asked.append(("D3", f"{words} Is it still the right one?"))
    if facts.untouched_actions:
        words = _several(facts.untouched_actions, "One action has", "{n} actions have")
        asked.append(("D4", f"{words} had no word from the owner for six weeks. What has been tried?"))
    if facts.ended_restrictions:
        words = _several(facts.ended_restrictions, "One restriction has", "{n} restrictions have")
        asked.append(("D5", f"{words} passed the day on which it ends. It holds no longer: is it still needed?"))
    if facts.silent_measures:
        words = _several(facts.silent_measures, "One measure has", "{n} measures have")
        asked.append(("D6", f"{words} not been looked at since the start. Who will ask again, in the same way?"))
    for name in facts.contexts_without_progress:
        asked.append(("D7", f"What has changed in {name}? The core group has not said yet."))
    if facts.seen_on is None or (facts.today - facts.seen_on).days > VISIT_DAYS:
        asked.append(("D8", "Nobody has written down seeing the young person in the last two weeks. Who has? (T22)"))
    start, now = facts.weight_covered_at_start, facts.weight_covered
    if start is not None and now is not None and now < start:
        asked.append(
            ("D9", f"At the start, contexts with {start} of 100 of the weight were being changed; now {now}. Why?")
        )
    return tuple(Drift(code, sentence, OURS) for code, sentence in asked)
