"""The only door to a young person's record, and its twin for lists.

`decide` in `domain.access` says what each tie allows; this module finds the ties. A test of generated people and
records holds `visible_to` and the door equal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from roth.accounts.models import User
from roth.accounts.standing import Standing
from roth.audit.actions import record
from roth.audit.kinds import Kind
from roth.domain.access import GRANTS, OWN_PAGES, Decision, Permission, Relation, Role, Ties, decide
from roth.domain.errors import Moved, NotAllowed, NotVisible
from roth.people.models import Allocation, AllowedPerson, ConflictOfInterest, ElevatedAccess, YoungPerson
from roth.people.names import folded
from roth.prepared import prepared


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks, and when. Of a user; or of the slots of a prepared read, which serves everybody of one standing."""

    standing: Standing
    key: Any
    today: Any
    now: Any
    viewer: Any = None  # the key of whoever looks as this reader

    @classmethod
    def of(cls, user: "User | Reader") -> "Reader":
        """This user, now."""
        if isinstance(user, Reader):
            return user
        viewer = user.standing.viewer.user_id if user.standing.viewer else None
        return cls(user.standing, user.pk, timezone.localdate(), timezone.now(), viewer)

    @classmethod
    def of_slots(cls, standing: Standing, slots: Mapping[str, Any]) -> "Reader":
        """Whoever fills these slots of a prepared read, which may have others."""
        return cls(standing, slots["key"], slots["today"], slots["now"], slots.get("viewer"))

    @property
    def values(self) -> dict[str, Any]:
        """What fills the slots of a prepared read that makes a Reader of them."""
        found = {"key": self.key, "today": self.today, "now": self.now}
        return found if self.viewer is None else {**found, "viewer": self.viewer}

    @property
    def behind(self) -> "Reader | None":
        """The reader who looks as this one, in their own right."""
        viewer = self.standing.viewer
        return Reader(viewer, self.viewer, self.today, self.now) if viewer else None


def visible_to(user: User | Reader) -> QuerySet[YoungPerson]:
    """Every young person whose record this user may know of. Start each list here."""
    return _seen_by(Reader.of(user), frozenset(Role))


def open_to(user: User | Reader) -> QuerySet[YoungPerson]:
    """Of those, the ones whose whole record this user may open: not those that an invitation alone ties them to."""
    return _seen_by(Reader.of(user), frozenset(Role) - {Role.PARTNER})


def not_hidden_from(reader: Reader) -> QuerySet[YoungPerson]:
    """Young people whom neither a restriction nor a conflict of interest hides from this reader. It gives no right to
    open anything: a room adds whom its reader may know of."""
    allowed = Q(restricted=False) | Q(pk__in=AllowedPerson.objects.filter(user=reader.key).values("young_person"))
    known = ConflictOfInterest.objects.filter(user=reader.key).values("young_person")
    return YoungPerson.objects.filter(allowed).exclude(pk__in=known)


def _seen_by(reader: Reader, roles: frozenset[Role]) -> QuerySet[YoungPerson]:
    standing, ours = reader.standing, YoungPerson.objects
    seen = Q(pk__in=[])
    for role, tie in (
        (Role.SOCIAL_WORKER, Q(pk__in=_allocations(reader).values("young_person"))),
        (Role.TEAM_MANAGER, Q(team__isnull=True) | Q(team__in=standing.teams_as(Role.TEAM_MANAGER))),
        (Role.ROTH_CHAIR, Q(pk__in=ours.filter(episodes__meetings__chair=reader.key).values("pk"))),
        (Role.CONFERENCE_COORDINATOR, Q(pk__in=ours.filter(episodes__meetings__isnull=False).values("pk"))),
        (Role.PARTNER, Q(pk__in=ours.filter(_invitation(reader)).values("pk"))),
        (Role.QUALITY_LEAD, Q()),
    ):
        sites = standing.sites_as(role) if role in roles else frozenset()
        if sites:
            seen |= Q(site__in=sites) & tie
    sites = standing.sites_where("access.elevate")
    if sites:
        seen |= Q(site__in=sites, pk__in=_live_elevations(reader).values("young_person"))
    found = not_hidden_from(reader).filter(seen)
    behind = reader.behind
    return found.filter(pk__in=visible_to(behind).values("pk")) if behind else found


def young_person_for(user: User, ref: str, permission: Permission) -> YoungPerson:
    """The young person behind a reference, if this user may do this; the read is logged.

    Raises NotVisible when the record is absent or not theirs to know of, Moved when it was joined to another,
    NotAllowed with the reason otherwise.
    """
    found = _tied_to(user, YoungPerson.key_of(ref))
    if found is None:
        raise _not_here(user, ref)
    decision = _refuse_or(_decided(user, found, permission))
    found.decision = decision  # type: ignore[attr-defined]  # pages ask it for the buttons
    log_read(user, found, permission, decision)
    return found


def require(user: User, young_person: YoungPerson, permission: Permission) -> Decision:
    """The decision, for an action that holds the record already. Raises as the door does; nothing is logged."""
    return _refuse_or(decision_for(user, young_person, permission))


def decision_for(user: User, young_person: YoungPerson, permission: Permission) -> Decision:
    """May this user do this? Asks the database afresh, so an action never trusts what a page knew."""
    found = _tied_to(user, young_person.pk)
    return _decided(user, found, permission) if found else Decision(False, False, "")


def may(young_person: YoungPerson, permission: Permission) -> bool:
    """For pages, of a record that came through the door: would this also be allowed?"""
    return decide(young_person.known_ties, permission).allowed  # type: ignore[attr-defined]


def log_read(user: User, young_person: YoungPerson, permission: Permission, decision: Decision) -> None:
    """Record that somebody opened a page of this record, and by what right.

    A page that elevated access alone opened is logged under that access, with the reason that was given for it.
    """
    elevated = decision.relations & GRANTS[permission] == {Relation.ELEVATED}
    key, reason = getattr(young_person, "tie_elevated", None), getattr(young_person, "tie_reason", "")
    record(
        Kind.READ_ELEVATED if elevated else Kind.READ,
        by=user,
        site=young_person.site.code,
        record=young_person.ref,
        target=f"elevated_access:{key}" if elevated else permission.value,
        after={"permission": permission.value} if elevated else None,
        reason=reason if elevated else " and ".join(sorted(relation.label for relation in decision.relations)),
    )


def record_sought(user: User, *, ref: str = "", name: str = "", born_on: date | None = None) -> YoungPerson | None:
    """The one record to which this user could take elevated access by its reference, or by exact name and birthday.

    None for a record that is absent, at a site where they have no such role, restricted, or hidden from them by a
    conflict of interest: whoever asks cannot tell these apart.
    """
    known = ConflictOfInterest.objects.filter(user=user).values("young_person")
    sites = user.standing.sites_where("access.elevate")
    within = YoungPerson.objects.filter(site__in=sites, restricted=False).exclude(pk__in=known).select_related("site")
    if ref:
        try:
            return within.filter(pk=YoungPerson.key_of(ref)).first()
        except NotVisible:
            return None
    if not name.strip() or born_on is None:
        return None
    born_then = within.filter(born_on=born_on).prefetch_related("aliases")
    found = [row for row in born_then if folded(name) in {folded(each) for each in _full_names(row)}]
    return found[0] if len(found) == 1 else None


def _full_names(row: YoungPerson) -> set[str]:
    """Each whole name a young person goes by. A single word is not one: too many share it."""
    names = {f"{first} {row.family_name}".strip() for first in (row.given_name, row.chosen_name)}
    names |= {row.chosen_name, *(alias.name for alias in row.aliases.all())}
    return {name for name in names if " " in name}


def _decided(user: User, found: YoungPerson, permission: Permission) -> Decision:
    """The answer for this user, and for whoever looks as them: neither sees what the other could not."""
    if user.seen_by is not None and not decision_for(user.seen_by, found, Permission.RECORD_VIEW).allowed:
        return Decision(False, False, "You have no part in this young person's care.")
    return decide(_ties(found, user), permission)


def _not_here(user: User, ref: str) -> Moved | NotVisible:
    """Where a record is read that was joined to another, for whoever may know of that one."""
    joined = YoungPerson.everyone.filter(pk=YoungPerson.key_of(ref)).values_list("merged_into", flat=True).first()
    kept = _tied_to(user, joined) if joined else None
    if kept is None or not decide(_ties(kept, user), Permission.MEETING_VIEW).visible:
        return NotVisible()
    return Moved(ref.strip().upper(), kept.ref)


def _refuse_or(decision: Decision) -> Decision:
    if not decision.visible:
        raise NotVisible
    if not decision.allowed:
        raise NotAllowed(decision.reason)
    return decision


def _tied_to(user: User, key: int) -> YoungPerson | None:
    """This young person with each tie to this user: one query, however many ties there are."""
    reader = Reader.of(user)
    return _with_ties.first(user.standing.shape, person=key, **reader.values)


@prepared
def _with_ties(standing: Standing, /, *, person: Any, **reader_of: Any) -> QuerySet[YoungPerson]:
    """A young person with each tie to a user as a column.

    A tie gives nothing without its role (`domain.access`), so one whose role the user does not hold is not sought.
    """
    this, reader = OuterRef("pk"), Reader(standing, **reader_of)
    key = reader.key
    same = YoungPerson.objects.filter(pk=this)
    elevation = _live_elevations(reader).filter(young_person=this)
    by_role = {
        Role.SOCIAL_WORKER: ("tie_allocated", _allocations(reader).filter(young_person=this)),
        Role.ROTH_CHAIR: ("tie_chairs", same.filter(episodes__meetings__chair=key)),
        Role.PARTNER: ("tie_invited", same.filter(_invitation(reader))),
        Role.CONFERENCE_COORDINATOR: ("tie_conference", same.filter(episodes__meetings__isnull=False)),
    }
    by_role |= {role: (f"tie_own_{role.value}", same.filter(_own_page(reader, role))) for role in OWN_PAGES}
    ties = dict(by_role[role] for role in by_role if role in standing.roles)
    people = YoungPerson.objects.filter(pk=person).select_related("site", "team")
    return people.annotate(
        **{name: Exists(rows) for name, rows in ties.items()},
        tie_elevated=Subquery(elevation.values("pk")[:1]),
        tie_reason=Subquery(elevation.values("reason")[:1]),
        tie_allowed=Exists(AllowedPerson.objects.filter(user=key, young_person=this)),
        tie_conflict=Exists(ConflictOfInterest.objects.filter(user=key, young_person=this)),
    )


def _ties(row: Any, user: User) -> Ties:
    ties = Ties(
        roles=user.standing.roles_at(row.site_id),
        roles_in_team=user.standing.roles_in(row.site_id, row.team_id),
        allocated=getattr(row, "tie_allocated", False),
        chairs=getattr(row, "tie_chairs", False),
        invited=getattr(row, "tie_invited", False),
        conference_asked_for=getattr(row, "tie_conference", False),
        elevated=row.tie_elevated is not None,
        restricted=row.restricted,
        on_allow_list=row.tie_allowed,
        conflict_declared=row.tie_conflict,
        own=frozenset(role for role in OWN_PAGES if getattr(row, f"tie_own_{role.value}", False)),
    )
    row.known_ties = ties
    return ties


def _allocations(reader: Reader) -> QuerySet[Allocation]:
    return Allocation.objects.filter(worker=reader.key, starts_on__lte=reader.today).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=reader.today)
    )


def _invitation(reader: Reader) -> Q:
    """A partner's invitation counts until it is withdrawn or the episode closes."""
    return Q(
        episodes__closed_on__isnull=True,
        episodes__meetings__invitations__user=reader.key,
        episodes__meetings__invitations__withdrawn_on__isnull=True,
    )


def _own_page(reader: Reader, role: Role) -> Q:
    """A tie of the `voice` room that holds today and is not paused. It is not in `visible_to`: no list is theirs."""
    held = Q(ties__ends_on__isnull=True) | Q(ties__ends_on__gte=reader.today)
    return held & Q(
        ties__user=reader.key, ties__role=role.value, ties__starts_on__lte=reader.today, ties__paused_at__isnull=True
    )


def _live_elevations(reader: Reader) -> QuerySet[ElevatedAccess]:
    return ElevatedAccess.objects.filter(user=reader.key, starts_at__lte=reader.now, ends_at__gt=reader.now)
