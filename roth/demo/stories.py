"""What kind of plan each invented young person has: one strong, one for each failure of the pilots, some ordinary.

A style says which actions a plan gets, in which words. Which of them the rules then question is for the rules to say.
Failures are X1 to X11 of the pilots' list. How a story is walked through the pathway is in `walk`.
"""

from dataclasses import dataclass, field
from typing import Final

from roth.demo.invented import Place

HEAVIEST, SECOND, THIRD = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Draft:
    """One action as a story plans it. `place` is which of the young person's contexts it changes, heaviest first."""

    text: str
    target: str
    approach: str
    owner_type: str
    owner: str = ""
    place: int | None = None
    dynamics: int = 0  # how many of that place's dynamics it answers
    need: int | None = None
    challenge: bool = False
    origin: str = "professional"
    owner_has_reach: bool = True
    restricts: bool = False
    moves: bool = False


@dataclass(frozen=True, slots=True)
class Style:
    """A kind of plan. `reason` is what the chair says to what it leaves open."""

    code: str
    title: str
    actions: tuple[Draft, ...] = ()
    changes_each_place: int = 0  # how many contexts get the action that their guardian can take, heaviest first
    change_measure: bool = True
    baseline: bool = True
    absent: bool = False  # whoever could change the heaviest context does not come
    reason: str = "Kept in view: the core group comes back to this at its first meeting."
    tags: frozenset[str] = field(default_factory=frozenset)


MUSIC: Final = Draft(
    "keep the recording room free for {name} on Tuesdays and Saturdays",
    "young_person_need",
    "support",
    "youth_service",
    need=0,
    origin="young_person",
)
SLEEP: Final = Draft(
    "see {name} at a place that {name} chooses, for as long as it takes to sleep again",
    "young_person_need",
    "relationship",
    "health",
    need=1,
    origin="young_person",
)
PARENTS: Final = Draft(
    "run the parents' evening that families asked for", "family_support", "support", "vcs", origin="parent"
)
SYSTEM: Final = Draft(
    "change how the service works so that it stops adding to the harm",
    "system",
    "change_policy",
    "education",
    challenge=True,
)
PHONE: Final = Draft("check {name}'s phone each evening", "parent_behaviour", "monitor", "parent_carer", restricts=True)
AVOID: Final = Draft(
    "stay away from the places where this happens", "young_person_behaviour", "education", "young_person"
)
CURFEW: Final = Draft("be home by eight", "young_person_behaviour", "restrict", "young_person", restricts=True)
REFER: Final = Draft("refer {name} to the exploitation panel", "process", "refer", "csc")
PROGRAMME: Final = Draft(
    "offer the six-session awareness programme", "young_person_behaviour", "education", "youth_service"
)
WATCH_PEERS: Final = Draft(
    "keep a list of who {name} is seen with", "peer_group", "monitor", "police", place=HEAVIEST, restricts=True
)
MOVE: Final = Draft(
    "arrange for {name} to live with an aunt in another town",
    "young_person_behaviour",
    "restrict",
    "csc",
    restricts=True,
    moves=True,
)

STRONG: Final = Style(
    "strong",
    "Every dynamic answered, by someone who can change it",
    (MUSIC, SLEEP, PARENTS, SYSTEM),
    changes_each_place=3,
)
ORDINARY: Final = Style(
    "ordinary", "Most of what was found is answered", (MUSIC, SLEEP, PARENTS, SYSTEM), changes_each_place=2
)
FAILURES: Final = (
    Style(
        "X1",
        "Whoever could change the heaviest context was not there",
        (MUSIC, SLEEP),
        changes_each_place=1,
        absent=True,
    ),
    Style("X2", "A warm tone, and controlling actions", (MUSIC, PHONE, CURFEW), changes_each_place=1),
    Style("X3", "Contexts were assessed, and the plan leaves them", (MUSIC, SLEEP, AVOID, PROGRAMME, SYSTEM)),
    Style("X4", "Familiar responses by reflex", (REFER, PROGRAMME, AVOID, SYSTEM)),
    Style("X5", "Doing before thinking", (REFER, MUSIC, SYSTEM), change_measure=False, baseline=False),
    Style("X6", "Parents are asked to do most of it", (PHONE, AVOID, PARENTS, SYSTEM)),
    Style("X7", "Effort measured and called change", (MUSIC, SLEEP), changes_each_place=2, change_measure=False),
    Style("X8", "Friends watched rather than kept safe", (MUSIC, WATCH_PEERS, SYSTEM)),
    Style("X9", "What services get in the way of has no owner", (MUSIC, SLEEP), changes_each_place=2),
    Style("X10", "No baseline, so nobody can tell", (MUSIC, SLEEP, SYSTEM), changes_each_place=2, baseline=False),
    Style("X11", "Moving the young person instead of changing the place", (MOVE, MUSIC, SYSTEM)),
)


def action_at(place: Place, name: str) -> Draft:
    """What whoever looks after a place would change there."""
    owners = {
        "transport": "other_system",
        "parks": "community_safety",
        "school": "education",
        "youth_service": "youth_service",
        "police": "police",
        "business": "business",
        "housing": "housing",
    }
    approach = "disrupt_source" if place.target == "source_of_harm" else "change_environment"
    return Draft(
        place.change.format(name=name), place.target, approach, owners[place.reach], owner=place.through, dynamics=9
    )
