"""Named reads of what was said, what answers it, how people take part, and who has a page of their own.

Whose words a worker may know of starts from `people.access.visible_to`; what stands on somebody's own page is theirs,
or was released to them. Words for pages belong in `present` and `own_present`.
"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils import timezone

from roth.accounts.models import Membership, User
from roth.accounts.standing import Standing
from roth.domain.access import SITE_GRANTS, Role
from roth.domain.actions import LIVE
from roth.domain.voice import PARENTS, Audience, OfferState, Speaker
from roth.meetings.models import Meeting
from roth.pathway.models import Episode
from roth.people.access import Reader, visible_to
from roth.people.models import YoungPerson
from roth.plans.models import Action
from roth.voice.models import (
    AdvocateOffer,
    Beside,
    Feedback,
    Handover,
    Reply,
    SafetyMap,
    Said,
    Shown,
    TakingPart,
    Talk,
    Tie,
)

if TYPE_CHECKING:
    from roth.voice.access import Own

_LIVE: Final = [status.value for status in LIVE]
_STANDS: Final = ~Q(why_not="") | Q(action__status__in=_LIVE)  # `domain.voice.answers`, in SQL; a test holds them equal
_READERS: Final = SITE_GRANTS["young_person.list"]


# --- Ties and devices -------------------------------------------------------------------------------------------------
def _held(today: date) -> Q:
    return Q(starts_on__lte=today) & (Q(ends_on__isnull=True) | Q(ends_on__gte=today))


def open_ties_of(user: User) -> list[Tie]:
    """The pages of their own that a user has today, by the role that each needs; without those that are paused."""
    today, ties = timezone.localdate(), Tie.objects.select_related("young_person")
    found = ties.filter(_held(today), user=user, paused_at__isnull=True)
    roles = user.standing.roles_at
    return [tie for tie in found if Role(tie.role) in roles(tie.young_person.site_id)]


def speakers_of(user: User, young_person: YoungPerson) -> frozenset[Speaker]:
    """As whom a user speaks on their own page of this record."""
    held = Tie.objects.filter(_held(timezone.localdate()), user=user, young_person=young_person)
    return frozenset(Speaker(each) for each in held.values_list("speaks_as", flat=True))


def ties_of(young_person: YoungPerson) -> list[Tie]:
    """Everybody who has, or had, a page of their own about this young person."""
    return list(young_person.ties.select_related("user", "made_by").order_by(F("ends_on").desc(nulls_first=True), "pk"))


def tie_with(young_person: YoungPerson, number: int) -> Tie | None:
    """One of them."""
    return young_person.ties.select_related("user").filter(pk=number).first()


def tie_between(user: User, young_person: YoungPerson, speaker: Speaker) -> Tie | None:
    """A user's own page of this record, as this speaker."""
    held = young_person.ties.filter(_held(timezone.localdate()), user=user, speaks_as=speaker)
    return held.first()


def sole_tie(young_person: YoungPerson, speaker: Speaker) -> Tie | None:
    """The page on which this speaker's words are shown, when it is certain whose it is."""
    found = list(young_person.ties.filter(_held(timezone.localdate()), speaks_as=speaker, role=_role_of(speaker))[:2])
    return found[0] if len(found) == 1 else None


def _role_of(speaker: Speaker) -> str:
    return Role.PARENT.value if speaker in PARENTS else Role.YOUNG_PERSON.value


def account_for(young_person: YoungPerson, email: str, role: Role) -> User | None:
    """The user of the young person's site with this email and role today. There is no list of them to choose from:
    it would name other families."""
    held = Membership.objects.current().filter(user=OuterRef("pk"), site=young_person.site_id, role=role.value)
    return User.objects.filter(Exists(held), email__iexact=email.strip(), is_active=True).first()


def has_page_already(user: User, young_person: YoungPerson, role: Role) -> bool:
    """Would another page be one too many? A young person has one account, and that account one page."""
    open_ties = Tie.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=timezone.localdate()), role=role.value)
    if role is Role.YOUNG_PERSON:
        return open_ties.filter(Q(user=user) | Q(young_person=young_person)).exists()
    return open_ties.filter(user=user, young_person=young_person).exists()


def live_handover(key: int) -> Handover | None:
    """A device that a young person holds now."""
    now = timezone.now()
    found = Handover.objects.filter(pk=key, ended_at__isnull=True, starts_at__lte=now, ends_at__gt=now)
    return found.select_related("young_person__site", "by").first()


# --- What was said, and what answers it -------------------------------------------------------------------------------
def standing_replies() -> QuerySet[Reply]:
    """Replies that still answer: they give a reason, or their action is still in the plan."""
    return Reply.objects.filter(_STANDS)


def _with_reply(said: QuerySet[Said]) -> QuerySet[Said]:
    """Each with the newest reply that stands, as columns: one statement, however many there are."""
    newest = standing_replies().filter(said=OuterRef("pk")).order_by("-pk")
    columns = {
        "reply_words": "words",
        "reply_on": "on",
        "reply_why_not": "why_not",
        "reply_by": "by__name",
        "reply_action": "action__text",
        "reply_action_owner": "action__owner_name",
        "reply_action_key": "action_id",
    }
    return said.annotate(**{name: Subquery(newest.values(field)[:1]) for name, field in columns.items()})


def said_about(young_person: YoungPerson) -> list[Said]:
    """Everything that anybody said, the newest first, with what stands beside it and what answers it: two queries."""
    beside = Prefetch("beside", Beside.objects.select_related("by"))
    return list(_with_reply(young_person.said.select_related("action")).prefetch_related(beside))


def said_and_answered(young_person: YoungPerson, most: int = 6) -> list[Said]:
    """The newest words of each kind of speaker, for a page about something else: one query."""
    return list(_with_reply(young_person.said.exclude(words="").select_related("action"))[:most])


def said_with(number: int) -> Said | None:
    """Somebody's words by their number, with the replies that they had."""
    replies = Prefetch("replies", Reply.objects.select_related("by", "action"))
    return _with_reply(Said.objects.filter(pk=number)).prefetch_related(replies).first()


def own_words(own: "Own") -> list[Said]:
    """What stands on somebody's own page as theirs: the young person's words, or this parent's own."""
    said = own.young_person.said.select_related("action")
    if own.is_parent:
        said = said.filter(tie=own.tie)
    else:
        said = said.filter(speaker=Speaker.YOUNG_PERSON.value)
        if not own.is_self:
            said = said.filter(to_advocate=True)
    return list(_with_reply(said))


def released_to_parents(young_person: YoungPerson) -> list[Said]:
    """Words that the young person wants their parents to read."""
    said = young_person.said.filter(speaker=Speaker.YOUNG_PERSON.value, to_parent=True)
    return list(said.exclude(words=""))


def to_the_meeting(young_person: YoungPerson) -> list[Said]:
    """Words that whoever is at the meeting may read."""
    return list(_with_reply(young_person.said.filter(to_meeting=True).exclude(words="")))


def unanswered() -> QuerySet[Said]:
    """Words that no standing reply answers, of young people whose episode is open; the oldest first."""
    standing = standing_replies().filter(said=OuterRef("pk"))
    at_work = Episode.objects.filter(young_person=OuterRef("young_person"), closed_on__isnull=True)
    return Said.objects.filter(~Exists(standing), Exists(at_work)).order_by("said_on", "pk")


def views_without_reply(user: User) -> QuerySet[Said]:
    """What somebody said and nobody has answered, about young people whose record this user may read.

    The oldest first, each with its young person. A partner's invitation opens no words, so it counts for nothing.
    """
    places = [place for place in user.standing.places if place.role in _READERS]
    reader = Reader(Standing.of(user.pk, places), user.pk, timezone.localdate(), timezone.now())
    return unanswered().filter(young_person__in=visible_to(reader)).select_related("young_person")


def last_account_on(young_person: YoungPerson) -> date | None:
    """The newest day on which the young person said where they feel safe or not: in words, or on a map (CARE-1)."""
    words = young_person.said.filter(speaker=Speaker.YOUNG_PERSON.value, about="safe").exclude(words="")
    days: Iterable[Any] = (
        words.order_by("-said_on").values_list("said_on", flat=True).first(),
        young_person.safety_maps.order_by("-made_on").values_list("made_on", flat=True).first(),
    )
    return max((day for day in days if day), default=None)


# --- Taking part ------------------------------------------------------------------------------------------------------
def wishes(young_person: YoungPerson) -> list[TakingPart]:
    """How each speaker wishes to take part now, the young person first."""
    newest: dict[tuple[str, int | None], TakingPart] = {}
    for each in young_person.taking_part.all():
        newest.setdefault((each.speaker, each.tie_id), each)
    return sorted(newest.values(), key=lambda each: (each.speaker != Speaker.YOUNG_PERSON, each.pk))


def newest_wish(young_person: YoungPerson) -> TakingPart | None:
    """How the young person wishes to take part now."""
    return young_person.taking_part.filter(speaker=Speaker.YOUNG_PERSON.value).first()


def own_wish(own: "Own") -> TakingPart | None:
    """How the owner of a page wishes to take part now."""
    return own.young_person.taking_part.filter(
        speaker=own.speaker.value, tie=own.tie if own.is_parent else None
    ).first()


def advocate_offer(young_person: YoungPerson) -> AdvocateOffer | None:
    """The newest offer of an advocate."""
    return young_person.advocate_offers.select_related("offered_by").first()


def has_advocate(offer: AdvocateOffer | None) -> bool:
    """Is an advocate arranged: by name, or met already? That the young person wants one is not enough."""
    if offer is None:
        return False
    return offer.state == OfferState.MET or (offer.state == OfferState.ACCEPTED and bool(offer.advocate_name.strip()))


def talks_of(young_person: YoungPerson) -> list[Talk]:
    """Talks about meetings, with the meeting of each."""
    return list(young_person.talks.select_related("meeting", "by"))


def feedback_of(young_person: YoungPerson) -> list[Feedback]:
    """What people thought afterwards, the newest first: two queries."""
    return list(young_person.feedback.prefetch_related("answers"))


def meeting_of(young_person: YoungPerson) -> Meeting | None:
    """The meeting to come, or the newest that was held, of the open episode."""
    meetings = Meeting.objects.filter(episode__young_person=young_person, episode__closed_on__isnull=True)
    return meetings.select_related("chair").order_by("-pk").first()


# --- Safety maps ------------------------------------------------------------------------------------------------------
def maps_of(young_person: YoungPerson) -> list[SafetyMap]:
    """Every map with its places, the newest first: two queries."""
    return list(young_person.safety_maps.prefetch_related("places"))


# --- What stands on somebody's own page -------------------------------------------------------------------------------
def shown_to(young_person: YoungPerson, audience: str) -> list[Shown]:
    """What is released to an audience now, with the action or meeting that it speaks of."""
    found = young_person.shown.filter(audience=audience, withdrawn_at__isnull=True)
    return list(found.select_related("action", "meeting__chair"))


def audience_of(own: "Own") -> str:
    """Whose releases stand on this page. An advocate reads what the young person may read."""
    return "parent" if own.is_parent else "young_person"


def actions_to_show(young_person: YoungPerson) -> list[Action]:
    """The live actions of the plan in hand, those due first."""
    actions = Action.objects.filter(
        plan__episode__young_person=young_person, plan__episode__closed_on__isnull=True, status__in=_LIVE
    )
    return list(actions.exclude(plan__status="ended").order_by("due_on", "pk"))


def invited_to(meeting: Meeting) -> list[Any]:
    """Who is asked to a meeting, as a page of one's own may name them."""
    return list(meeting.invitations.filter(withdrawn_on__isnull=True).select_related("agency"))


def worker_of(young_person: YoungPerson) -> User | None:
    """The allocated worker today."""
    held = young_person.allocations.filter(_held(timezone.localdate())).select_related("worker").first()
    return held.worker if held else None


def sees(said: Said) -> tuple[Audience, ...]:
    """Who else may read these words."""
    return tuple(audience for audience, field in Said.AUDIENCES.items() if getattr(said, field))
