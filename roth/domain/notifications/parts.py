"""What a kind of notification is made of: to whom, counted from what, and what it says. The kinds are in `table`."""

from dataclasses import dataclass, field

from roth.domain.labelled import Labelled


class To(Labelled):
    """Whom something is for, by their part in a record. Who that is today is found in `work.recipients`.

    The meaning says who stands in where no role here has that name; those who stand in are our inference.
    """

    WORKER = "worker", "allocated social worker", "The social worker who is allocated today"
    MANAGER = "manager", "team manager", "Managers of the team that holds the record; while none does, all at the site"
    DUTY = "duty", "duty worker", "Whoever takes records in: the allocated worker, or else the team's managers"
    CHAIR = "chair", "chair", "The chair of the latest conference about the young person"
    COORDINATOR = "coordinator", "conference coordinator", "Conference coordinators of the site"
    OWNER = "owner", "owner", "The person who took it on; of an agency's action, its partners who are invited"
    AUTHOR = "author", "author", "Whoever is asked to write it"
    CORE_GROUP = "core_group", "core group", "Members of the plan's core group who sign in here"
    PARTIES = "parties", "parties", "Those who disagree, and those who answer them"
    HEAD_OF_SERVICE = (
        "head_of_service",
        "head of service",
        "No role here: the site's quality lead; without one, its team managers",
    )
    UNIT_MANAGER = "unit_manager", "manager of the conference unit", "No role here: as the head of service"
    AGENCY_LEAD = "agency_lead", "agency's safeguarding lead", "No role here: the chair, who asks the agency"
    PARTNERSHIP = "partnership", "safeguarding partnership", "No role here: as the head of service"
    CONTEXT_LEAD = "context_lead", "lead of the context", "No role here yet: team managers of the site"
    EXPLOITATION_CHAIR = (
        "exploitation_chair",
        "chair of the exploitation panel",
        "No role here: as the head of service",
    )
    INFORMATION_LEAD = "information_lead", "information governance lead", "The site's Caldicott guardian"
    TRANSITION_LEAD = "transition_lead", "lead for moving to adult services", "No role here: as the head of service"
    RECORDS = "records", "records manager", "No role here: the site's administrator"


class Unit(Labelled):
    """What a moment is counted in."""

    WORKING_DAYS = "working_days", "working day"
    DAYS = "days", "day"
    HOURS = "hours", "hour"
    MONTHS = "months", "month"


class Anchor(Labelled):
    """What a moment is counted from."""

    START = "start", "the start"
    DUE = "due", "the day it is due"
    LIMIT = "limit", "the last day that keeps the limit"
    HAPPENED = "happened", "when it happened"
    EACH_DAY = "each_day", "each day while it is so"


@dataclass(frozen=True, slots=True)
class Moment:
    """One time at which a kind is told: to whom, how far from what, and the second half of the sentence.

    `number` is negative for before. `raised` marks those who hear because nothing happened (the escalation). Nobody is
    told of an earlier moment when a later one has come: two sentences about one thing would be one too many.
    """

    to: tuple[To, ...]
    says: str
    number: int = 0
    unit: Unit = Unit.WORKING_DAYS
    anchor: Anchor = Anchor.DUE
    raised: bool = False

    @property
    def name(self) -> str:
        """How the sent log names this moment."""
        return f"{self.anchor.value}{self.number:+d}{self.unit.value[0]}" + ("!" if self.raised else "")

    @property
    def in_words(self) -> str:
        """As the reference has it: "3 working days before the day it is due"."""
        if self.anchor is Anchor.EACH_DAY:
            return self.anchor.label
        if not self.number:
            return "at once" if self.anchor is Anchor.HAPPENED else f"on {self.anchor.label}"
        many = abs(self.number)
        side = "before" if self.number < 0 else "after"
        return f"{many} {self.unit.label}{'' if many == 1 else 's'} {side} {self.anchor.label}"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of notification.

    `triggers` name the facts that call for it, `needs` what must be so besides the dates. `safety` goes at once, at
    night too. `leads` names the page. `waits` says what must exist before a record can call for it; empty: connected.
    """

    code: str
    title: str
    words: str
    triggers: tuple[str, ...]
    moments: tuple[Moment, ...]
    leads: str = "people:young_person"
    needs: frozenset[str] = field(default_factory=frozenset)
    safety: bool = False
    waits: str = ""
    source: str = "Our inference from local procedures"

    def sentence(self, moment: Moment) -> str:
        """What the notice says. The same for everybody, about nobody."""
        return f"{self.words} {moment.says}".strip()
