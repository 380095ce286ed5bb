"""Every address, and what each of the cast gets there. A new address fails a test until it stands here.

A young person's pages: whoever may not know of the record gets 404, whoever may see it and not do this gets 403.
`VISIBLE` says who may know of a record at each stage, `may` who is let in.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.utils import timezone

from roth.chronology.models import Entry
from roth.demo import conferring, contacting
from roth.demo.turning import TURNED
from roth.demo.walk import Crew
from roth.disagreements.actions import raise_dissent, receive_complaint
from roth.domain.notifications import To
from roth.meetings.actions import ask_for_correction
from roth.people.models import Merge, YoungPerson
from roth.work import tasks
from tests.architecture import voice_access
from tests.architecture.conftest import World

Kwargs = Callable[[World], dict[str, Any]]

EVERYBODY = frozenset(  # who works here; see OWN_PAGES_ONLY
    [
        "social_worker",
        "team_manager",
        "chair",
        "coordinator",
        "school_lead",
        "police_sergeant",
        "youth_worker",
        "shop_manager",
        "quality_lead",
        "researcher",
        "caldicott_guardian",
        "administrator",
        "other_team_worker",
        "other_team_manager",
        "other_site_worker",
        "other_site_manager",
    ]
)
NOBODY: frozenset[str] = frozenset()
# They have a page of their own; every other address is one that is not there (`roth.voice.wall`).
OWN_PAGES_ONLY = frozenset({"young_person_user", "parent", "advocate"})
WHOLE_CAST = EVERYBODY | OWN_PAGES_ONLY
HOLDERS = frozenset({"social_worker", "team_manager"})
MANAGER = frozenset({"team_manager"})
CHAIR = frozenset({"chair"})
SERGEANT = frozenset({"police_sergeant"})
COORDINATOR = frozenset({"coordinator"})
INVITED = frozenset({"school_lead", "police_sergeant", "youth_worker"})
PARTNERS = INVITED | {"shop_manager"}
EARLY = HOLDERS | {"quality_lead"}
CALLED = EARLY | COORDINATOR
READERS = CALLED | CHAIR
IN_SOCIAL_CARE = frozenset(
    [
        "social_worker",
        "team_manager",
        "chair",
        "coordinator",
        "quality_lead",
        "other_team_worker",
        "other_team_manager",
        "other_site_worker",
        "other_site_manager",
    ]
)
THIS_SITE = IN_SOCIAL_CARE - {"other_site_worker", "other_site_manager"}
WRITERS = frozenset({"social_worker", "team_manager", "other_team_worker", "other_team_manager"})
ALL_WRITERS = WRITERS | {"other_site_worker", "other_site_manager"}
EMERGENCY = IN_SOCIAL_CARE - {"quality_lead"}
MANAGERS = frozenset({"team_manager", "other_team_manager", "other_site_manager"})
REVIEWERS = frozenset({"caldicott_guardian", "team_manager", "other_team_manager", "other_site_manager"})
ANSWER_FOR_MEETINGS = (MANAGERS - {"other_site_manager"}) | CHAIR | COORDINATOR | {"quality_lead"}

# Who may know of a young person's record at each stage of the world.
VISIBLE = {
    **dict.fromkeys(("added referred triaged seen strategy_held enquired enquiry_authorised").split(), EARLY),
    **dict.fromkeys(("pathway_decided assessed assessment_authorised").split(), CALLED),
    **dict.fromkeys(TURNED, READERS | INVITED),
    **dict.fromkeys(("assessing", "in_family_help", "not_taken_further"), EARLY),
    "closed": READERS,
    **dict.fromkeys(("booked opened held told paused planned answered").split(), READERS | INVITED),
    **dict.fromkeys(("in_force progress_said core_group_held").split(), READERS | INVITED),
}


@dataclass(frozen=True)
class Row:
    """One address. `stage` names the young person it is about; without one it is about nobody's record.

    `refused` is what somebody gets who is not let in, where there is no record to be hidden.
    """

    may: frozenset[str]
    stage: str = ""
    kwargs: Kwargs = lambda world: {}
    method: str = "GET"
    refused: int = 403
    visible: frozenset[str] = NOBODY  # who may know of a thing that is nobody's record, beside those let in
    own: int = 404  # what somebody gets who has only a page of their own

    def expected(self, part: str) -> int:
        """200 for "let in", else the refusal."""
        if part in self.may:
            return 200
        if part in OWN_PAGES_ONLY:
            return self.own
        if self.stage:
            return 403 if part in VISIBLE[self.stage] else 404
        return 403 if part in self.visible else self.refused


def of(stage: str, may: frozenset[str], method: str = "GET", **more: Callable[[World], Any] | str | int) -> Row:
    """A row about the young person at a stage; `more` are further parts of the address."""

    def kwargs(world: World) -> dict[str, Any]:
        found = {name: value(world) if callable(value) else value for name, value in more.items()}
        return {"ref": world.walks[stage].young_person.ref, **found}

    return Row(may, stage, kwargs, method)


def own(stage: str, may: frozenset[str], visible: frozenset[str], **more: Callable[[World], Any] | str | int) -> Row:
    """A row about something within a record that is one partner's own: others who are invited may not know of it."""
    return Row(may, "", of(stage, may, **more).kwargs, refused=404, visible=visible)


def _context(world: World) -> Any:
    return world.walks["in_force"].places[0][1]


def a_task(world: World) -> int:
    """A task for whoever is allocated to the young person in force."""
    asked = {"key": "access-table", "what": "Hold it", "whose": To.WORKER}
    return tasks.add(young_person=world.walks["in_force"].young_person, **asked).pk  # type: ignore[arg-type]


def _episode(world: World, stage: str) -> Any:
    return world.walks[stage].young_person.episodes.get()


def first(stage: str, path: str) -> Callable[[World], int]:
    """The key of the first row that hangs on the stage's episode by this path."""

    def find(world: World) -> int:
        found = _episode(world, stage)
        for name in path.split("."):
            manager = getattr(found, name)
            found = manager.first() if hasattr(manager, "first") else manager
        return found.pk

    return find


def link(stage: str) -> Callable[[World], int]:
    """The key of the young person's first link to a context."""
    return lambda world: world.walks[stage].young_person.context_links.first().pk


def an_action_of_the_room(world: World) -> int:
    """The key of an action that was written in the room, once the conference has come so far."""
    conferring.carry_on(world.walks["opened"])
    return first("opened", "meetings.meeting_actions")(world)


def a_report(world: World) -> dict[str, Any]:
    """The police are asked for a report before the conference that is booked."""
    from roth.meetings.actions import ask_for_report

    walk = world.walks["booked"]
    asked = walk.meeting.invitations.get(user=world.cast.police_sergeant)
    if not hasattr(asked, "report"):
        ask_for_report(by=world.cast.coordinator, invitation=asked)
    return {"ref": walk.young_person.ref}


def a_lodged_report(world: World) -> int:
    """The key of that report, lodged."""
    from roth.meetings.actions import write_report

    a_report(world)
    report = world.walks["booked"].meeting.reports.get()
    report.meeting.episode.young_person = world.walks["booked"].young_person
    said = {"going_well": "Friends", "worries": "The bus", "contribution": "Patrols"}
    why = {"not_shared_with_young_person": "Tomorrow", "not_shared_with_parents": "Tomorrow"}
    by = world.cast.police_sergeant
    return write_report(by=by, report=report, contexts={}, answers={}, lodge=True, **said, **why).pk


def somebody_to_keep_out(world: World) -> int:
    """The key of a request that somebody stay out of the conference that is booked."""
    from roth.meetings.actions import ask_to_exclude

    said = {"name": "An uncle", "ground": "chilling", "reason": "Others fall silent", "duration": "whole"}
    meeting = world.walks["booked"].meeting
    return ask_to_exclude(by=world.cast.social_worker, meeting=meeting, on=timezone.localdate(), **said).pk


def somebody_to_keep_apart(world: World) -> int:
    """The key of a record that the young person in force must not meet another."""
    from roth.meetings.actions import keep_apart

    today = timezone.localdate()
    return keep_apart(
        by=world.cast.social_worker,
        young_person=world.walks["in_force"].young_person,
        other=world.walks["planned"].young_person,
        reason="Violence between friends",
        source="Police",
        on=today,
        review_on=today + timedelta(days=90),
    ).pk


def a_correction(world: World) -> int:
    """The key of a correction that the coordinator wrote down for somebody who was there."""
    meeting = _episode(world, "held").meetings.get()
    asked = {"by": world.cast.coordinator, "meeting": meeting, "part": "needs_discussed", "should_say": "Sleep"}
    return ask_for_correction(**asked, invitation=meeting.invitations.first()).pk


def beside(stage: str) -> Callable[[World], int]:
    """The key of what goes on or went on beside the young person's pathway."""
    return lambda world: world.walks[stage].young_person.overlays.get().pk


def a_move(world: World) -> int:
    """The key of a proposed move in the plan in force, weighed when it is first asked for."""
    from roth.demo.planning import a_move as invented
    from roth.demo.planning import plan_of
    from roth.plans.actions import weigh_move

    walk = world.walks["in_force"]
    plan = plan_of(walk)
    found = plan.relocations.first() or weigh_move(by=world.cast.social_worker, plan=plan, **invented(walk))
    return found.pk


def the_sergeants_words(world: World) -> int:
    """The key of what the sergeant said against it in the room, which nobody has taken further."""
    return _dissenting_view(world, "in_force").pk


def _dissenting_view(world: World, stage: str) -> Any:
    """The sergeant's words in a conference."""
    meeting = _episode(world, stage).meetings.get()
    one = meeting.invitations.get(user=world.cast.police_sergeant)
    return meeting.dissents.create(
        invitation=one, name=one.name, agency=one.agency, about="plan", words="A shorter plan", at=timezone.now()
    )


def a_dissenting_view(world: World) -> int:
    """The key of the sergeant's words in a conference that is going on."""
    return int(_dissenting_view(world, "opened").pk)


def a_dissent(world: World) -> int:
    """The key of the sergeant's dissent, which stands in the record."""
    view = _dissenting_view(world, "held")
    known = {"by": world.cast.police_sergeant, "meeting": view.meeting, "about": "plan", "words": view.words}
    return raise_dissent(**known, view=view, on=timezone.localdate()).pk


def a_complaint(world: World) -> int:
    """The key of a parent's complaint."""
    return receive_complaint(
        by=world.cast.coordinator,
        meeting=_episode(world, "held").meetings.get(),
        on=timezone.localdate(),
        complainant="parent_carer",
        name="Leila",
        ground="process",
        words="I was not heard",
        help_given="An advocate",
    ).pk


def an_open_finding(world: World) -> tuple[str, str]:
    """Rule and subject of a finding at the "planned" stage that may be answered."""
    from roth.plans.selectors import current_plan
    from roth.quality.selectors import check

    found = next(finding for finding in check(current_plan(_episode(world, "planned"))) if finding.answerable)
    return found.rule, found.subject_key


NOTHING_MOVED = {"held": {}, "moves": [], "fields": {}, "drafts": []}


def a_merge(world: World, status: str) -> int:
    """The number of a proposal about two of the records, waiting or carried out."""
    if found := Merge.objects.filter(status=status).first():
        return found.pk
    kept, joined = world.walks["in_force"].young_person, world.walk(97, "added").young_person
    by, now = world.cast.social_worker, timezone.now()
    values = {"kept": kept, "joined": joined, "proposed_by": by, "proposed_at": now, "done": NOTHING_MOVED}
    return Merge.objects.create(status=status, **values).pk


def an_entry(world: World) -> int:
    """The number of an entry in the chronology of the young person whose plan is in force."""
    person, by = world.walks["in_force"].young_person, world.cast.social_worker
    values = {"effect": "both", "on": timezone.localdate(), "written_by": by, "written_at": timezone.now()}
    return Entry.objects.get_or_create(young_person=person, event="They moved school", defaults=values)[0].pk


ctx = {"ref": lambda world: _context(world).ref}
USER = {"key": lambda world: world.cast.other_team_worker.pk}


def at_site(
    may: frozenset[str],
    *,
    method: str = "GET",
    refused: int = 403,
    visible: frozenset[str] = NOBODY,
    **more: Callable[[World], Any],
) -> Row:
    """A row about a site's own things: contexts, people and roles."""
    return Row(may, "", lambda world: {name: value(world) for name, value in more.items()}, method, refused, visible)


def front_door(may: frozenset[str], make: Callable[..., Any], *, method: str = "GET", refused: int = 403) -> Row:
    """A page of a contact of the team: for whoever does not work at the front door of its site it is not there."""
    kwargs = lambda world: {"ref": make(world.crew).ref}  # noqa: E731
    row = at_site(may, method=method, refused=404, visible=WRITERS if refused == 403 else NOBODY)
    return replace(row, kwargs=kwargs)


def accepted_about_somebody(crew: Crew) -> Any:
    """An accepted contact about a record without a referral yet."""
    person = YoungPerson.objects.get(given_name="Given0")
    return contacting.accepted(crew, young_person=person)


def accepted_about_a_case(crew: Crew) -> Any:
    """An accepted contact about a record with an open episode."""
    return contacting.accepted(crew, young_person=YoungPerson.objects.get(given_name="Rowan"))


def own_invitation(stage: str, may: frozenset[str]) -> Row:
    """A page of the reader's own invitation: for whoever has none it is not there."""
    return replace(of(stage, may), stage="", refused=404)


TABLE: dict[str, Row] = {
    # My work
    "notices": at_site(EVERYBODY),
    "read_all_notices": at_site(EVERYBODY, method="POST"),
    "notice_settings": at_site(EVERYBODY),
    "cpis_notices": of("in_force", READERS),
    "home": at_site(WHOLE_CAST),
    "read_notice": at_site(NOBODY, method="POST", refused=404, number=lambda world: 10_000_000),
    # People
    "people:list": at_site(IN_SOCIAL_CARE),
    "people:add": at_site(ALL_WRITERS),
    "people:alike": at_site(ALL_WRITERS, method="POST"),
    "people:young_person": of("in_force", READERS),
    "people:edit": of("in_force", HOLDERS),
    "people:own_words": of("in_force", HOLDERS),
    "people:family": of("in_force", HOLDERS),
    "people:trusted_adults": of("in_force", HOLDERS),
    "people:allocate": of("in_force", MANAGER),
    "people:restrict": of("in_force", MANAGER),
    "people:lift_restriction": of("in_force", MANAGER),
    "people:declare_conflict": of("in_force", READERS | INVITED),
    "people:history": of("in_force", EARLY),
    "people:merge": of("in_force", HOLDERS),
    "people:merge_with": of("in_force", HOLDERS, other=lambda world: world.walks["added"].young_person.ref),
    "people:merge_decide": at_site(EARLY, refused=404, number=lambda world: a_merge(world, "proposed")),
    "people:merge_undo": at_site(
        MANAGER, refused=404, visible=READERS | INVITED, number=lambda world: a_merge(world, "joined")
    ),
    # Chronology
    "chronology:curated": of("in_force", READERS),
    "chronology:generated": of("in_force", READERS),
    "chronology:write": of("in_force", HOLDERS),
    "chronology:share": of("in_force", HOLDERS),
    "chronology:change": of("in_force", HOLDERS, number=lambda world: an_entry(world)),
    "chronology:add": of("in_force", HOLDERS, number=lambda world: an_entry(world)),
    # Finding
    "finding:search": at_site(EVERYBODY),
    "finding:around": at_site(ALL_WRITERS),
    # Accounts
    "accounts:profile": at_site(WHOLE_CAST),
    "accounts:users": at_site(frozenset({"administrator"})),
    "accounts:user_add": at_site(frozenset({"administrator"})),
    "accounts:team_add": at_site(frozenset({"administrator"})),
    "accounts:agency_add": at_site(frozenset({"administrator"})),
    "accounts:user": at_site(frozenset({"administrator"}), **USER),
    "accounts:membership_add": at_site(frozenset({"administrator"}), **USER),
    "accounts:membership_end": at_site(
        frozenset({"administrator"}),
        **USER,
        membership=lambda world: world.cast.other_team_worker.memberships.first().pk,
    ),
    "accounts:elevate": at_site(EMERGENCY),
    "accounts:elevations": at_site(REVIEWERS),
    "accounts:end_elevation": at_site(NOBODY, method="POST", refused=404, key=lambda world: 10_000_000),
    "accounts:view_as": at_site(MANAGERS),
    "accounts:view_as_start": at_site(
        frozenset({"team_manager", "other_team_manager"}),
        method="POST",
        refused=404,
        visible=EVERYBODY - MANAGERS,
        key=lambda world: world.cast.school_lead.pk,
    ),
    "accounts:view_as_end": at_site(EVERYBODY, method="POST"),
    # The pathway
    "pathway:steps": of("in_force", READERS),
    "pathway:finish_clock": of("in_force", HOLDERS | CHAIR | COORDINATOR, number=first("in_force", "clocks")),
    "pathway:explain_clock": of("in_force", HOLDERS, number=first("in_force", "clocks")),
    "pathway:refer": of("added", HOLDERS),
    "pathway:referral": of("in_force", READERS),
    "pathway:referral_edit": of("referred", HOLDERS),
    "pathway:triage": of("referred", MANAGER),
    "pathway:strategy": of("triaged", MANAGER),
    "pathway:call_strategy": of("referred", MANAGER),
    "pathway:strategy_record": of("in_force", READERS, number=first("in_force", "strategy_discussions")),
    "pathway:enquiry": of("strategy_held", EARLY),
    "pathway:authorise_enquiry": of("enquired", MANAGER),
    "pathway:decide": of("enquiry_authorised", MANAGER),
    "pathway:corrections": of("in_force", READERS),
    "pathway:correct": of("in_force", MANAGER, about="enquiry", key=first("in_force", "enquiries")),
    "pathway:alongside": of("in_force", READERS),
    "pathway:overlay_begin": of("in_force", HOLDERS),
    "pathway:overlay_end": of("came_back", HOLDERS, number=beside("came_back")),
    "pathway:return_interview": of("came_back", HOLDERS, number=beside("came_back")),
    "pathway:visit": of("in_force", HOLDERS),
    "pathway:go_on": of("found_again", MANAGER),
    "pathway:legal_gateway": of("in_force", MANAGER),
    "pathway:legal_gateway_back": of("at_legal_gateway", MANAGER),
    "pathway:hand_over": of("in_force", HOLDERS | COORDINATOR),
    "pathway:call_off_transfer": of("moving_away", HOLDERS | COORDINATOR),
    "pathway:finish_transfer": of("moving_away", MANAGER | COORDINATOR),
    "pathway:take_over": of("closed", HOLDERS | COORDINATOR),
    "pathway:end_plan": of("in_force", MANAGER),
    "pathway:what_follows": of("plan_ended", MANAGER),
    # Contexts
    # The front door
    "contacts:list": at_site(ALL_WRITERS),
    "contacts:add": at_site(ALL_WRITERS),
    "contacts:contact": front_door(WRITERS, contacting.written),
    "contacts:edit": front_door(WRITERS, contacting.written),
    "contacts:accept": front_door(MANAGER, contacting.written),
    "contacts:advise": front_door(MANAGER, contacting.written),
    "contacts:name_record": front_door(WRITERS, contacting.accepted),
    "contacts:add_person": front_door(WRITERS, contacting.accepted),
    "contacts:refer": front_door(HOLDERS, accepted_about_somebody, refused=404),
    "contacts:join": front_door(HOLDERS, accepted_about_a_case, method="POST", refused=404),
    "contexts:list": at_site(IN_SOCIAL_CARE),
    "contexts:add": at_site(ALL_WRITERS),
    "contexts:context": at_site(THIS_SITE, refused=404, **ctx),
    "contexts:edit": at_site(WRITERS, refused=404, visible=THIS_SITE, **ctx),
    "contexts:reach": at_site(WRITERS, refused=404, visible=THIS_SITE, **ctx),
    "contexts:reach_change": at_site(
        WRITERS, refused=404, visible=THIS_SITE, **ctx, number=lambda world: _context(world).reach.first().pk
    ),
    "contexts:links": of("in_force", READERS),
    "contexts:link": of("in_force", HOLDERS),
    "contexts:link_change": of("in_force", HOLDERS, number=link("in_force")),
    # The assessment
    "assessments:assessment": of("assessed", CALLED),
    "assessments:start": of("pathway_decided", HOLDERS, "POST"),
    "assessments:section": of("assessed", CALLED, key="A1"),
    "assessments:weights": of("assessed", HOLDERS, view="agreed"),
    "assessments:authorise": of("assessed", MANAGER),
    "assessments:part_add": of("assessed", HOLDERS, kind="need"),
    "assessments:part": of("assessed", HOLDERS, kind="need", number=first("assessed", "assessments.needs")),
    "assessments:part_remove": of("assessed", HOLDERS, kind="need", number=first("assessed", "assessments.needs")),
    # The conference
    "meetings:list": at_site(IN_SOCIAL_CARE | PARTNERS),
    "meetings:who_came": at_site(ANSWER_FOR_MEETINGS | {"other_site_manager"}),
    "meetings:who_came_from": at_site(
        ANSWER_FOR_MEETINGS,
        refused=404,
        visible=EVERYBODY - {"other_site_manager"},
        number=lambda world: world.crew.agencies["police"].pk,
    ),
    "meetings:run": of("held", READERS),
    "meetings:conference": of("booked", READERS | INVITED),
    "meetings:book": of("booked", COORDINATOR),
    "meetings:move": of("booked", COORDINATOR),
    "meetings:cancel": of("booked", COORDINATOR),
    "meetings:ask_review": of("in_force", HOLDERS | CHAIR | COORDINATOR),
    "meetings:agree_review": of("booked", CHAIR),
    "meetings:earlier": of("booked", READERS | INVITED, number=first("booked", "meetings")),
    "meetings:apart": of("in_force", READERS),
    "meetings:apart_add": of("in_force", HOLDERS),
    "meetings:apart_end": of("in_force", HOLDERS, number=somebody_to_keep_apart),
    "meetings:invite": of("booked", COORDINATOR),
    "meetings:answer": own_invitation("booked", frozenset({"social_worker"}) | INVITED),
    "meetings:calendar": own_invitation("booked", frozenset({"social_worker"}) | INVITED),
    "meetings:calendar_reply": of("booked", COORDINATOR),
    "meetings:send_link": of("booked", COORDINATOR, number=first("booked", "meetings.invitations")),
    "meetings:ready": of("booked", READERS),
    "meetings:prepare": of("booked", HOLDERS | CHAIR | COORDINATOR),
    "meetings:exclude": of("booked", HOLDERS | CHAIR | COORDINATOR),
    "meetings:rule_on_exclusion": of("booked", CHAIR, number=somebody_to_keep_out),
    "meetings:reports": of("booked", READERS),
    "meetings:own_report": Row(frozenset({"police_sergeant"}), "booked", a_report),
    "meetings:report": of("booked", READERS | INVITED, number=a_lodged_report),
    "meetings:ask_report": of("booked", COORDINATOR, number=first("booked", "meetings.invitations")),
    "meetings:invitation": of("booked", COORDINATOR, number=first("booked", "meetings.invitations")),
    "meetings:withdraw": of("booked", COORDINATOR, number=first("booked", "meetings.invitations")),
    "meetings:attendance": of("booked", CHAIR | COORDINATOR),
    "meetings:record": of("booked", CHAIR | COORDINATOR),
    "meetings:decide": of("booked", CHAIR),
    "meetings:room": of("opened", READERS | INVITED),
    "meetings:live": of("opened", READERS | INVITED),
    "meetings:start": of("booked", CHAIR),
    "meetings:item": of("opened", CHAIR | COORDINATOR, item=8),
    "meetings:show": of("opened", CHAIR | COORDINATOR, "POST", item=4),
    "meetings:option_add": of("opened", CHAIR | COORDINATOR),
    "meetings:option": of("opened", CHAIR | COORDINATOR, number=first("opened", "meetings.options")),
    "meetings:action_add": of("opened", CHAIR | COORDINATOR),
    "meetings:action": of("opened", CHAIR | COORDINATOR, number=an_action_of_the_room),
    "meetings:dissent_add": of("opened", CHAIR | COORDINATOR),
    "meetings:letter": of("held", READERS, audience="parent"),
    "meetings:send_letter": of("held", CHAIR | COORDINATOR),
    "meetings:minutes": of("held", READERS),
    "meetings:edit_minutes": of("held", CHAIR | COORDINATOR),
    "meetings:correct": of("held", CHAIR | COORDINATOR),
    "meetings:answer_correction": of("held", CHAIR, number=a_correction),
    "meetings:approve_minutes": of("held", CHAIR),
    "meetings:send_minutes": of("held", CHAIR | COORDINATOR),
    "meetings:close_record": of("held", CHAIR),
    "meetings:add_to_record": of("held", CHAIR | COORDINATOR),
    "meetings:dissent": of("opened", CHAIR | COORDINATOR, number=a_dissenting_view),
    # Disagreements
    "disagreements:list": of("held", READERS | INVITED),
    "disagreements:raise": of("held", HOLDERS | CHAIR | COORDINATOR | INVITED),
    "disagreements:take_further": own(
        "in_force", HOLDERS | CHAIR | COORDINATOR | SERGEANT, READERS, number=the_sergeants_words
    ),
    "disagreements:dissent": own("held", READERS | SERGEANT, READERS, number=a_dissent),
    "disagreements:move_dissent": own(
        "held", MANAGER | CHAIR | COORDINATOR | SERGEANT, READERS, number=a_dissent, code="E02"
    ),
    "disagreements:complain": of("held", HOLDERS | CHAIR | COORDINATOR),
    "disagreements:complaint": of("held", CHAIR | COORDINATOR | {"quality_lead"}, number=a_complaint),
    "disagreements:move_complaint": of("held", CHAIR | COORDINATOR, number=a_complaint, code="K02"),
    # The plan
    "plans:plan": of("in_force", READERS | INVITED),
    "plans:pause": of("held", HOLDERS | CHAIR),
    "plans:goal_add": of("planned", HOLDERS | CHAIR),
    "plans:goal": of("planned", HOLDERS | CHAIR, key=first("planned", "plans.goals")),
    "plans:goal_remove": of("planned", HOLDERS | CHAIR, key=first("planned", "plans.goals")),
    "plans:action_add": of("planned", HOLDERS | CHAIR),
    "plans:action": of("planned", HOLDERS | CHAIR, key=first("planned", "plans.actions")),
    "plans:action_remove": of("planned", HOLDERS | CHAIR, key=first("planned", "plans.actions")),
    "plans:progress": of("in_force", HOLDERS | CHAIR, key=first("in_force", "plans.actions")),
    "plans:mine": at_site(EMERGENCY | PARTNERS),
    "plans:measure_add": of("planned", HOLDERS | CHAIR),
    "plans:measure": of("planned", HOLDERS | CHAIR, key=first("planned", "plans.measures")),
    "plans:measure_remove": of("planned", HOLDERS | CHAIR, key=first("planned", "plans.measures")),
    "plans:reading": of("in_force", HOLDERS | CHAIR, key=first("in_force", "plans.measures")),
    "plans:core_group": of("planned", HOLDERS | CHAIR),
    "plans:core_group_held": of("in_force", HOLDERS | CHAIR | {"youth_worker"}),
    "plans:detailed": of("in_force", HOLDERS | CHAIR),
    "plans:extend": of("in_force", HOLDERS | CHAIR, key=first("in_force", "plans.actions")),
    "plans:move_add": of("in_force", HOLDERS | CHAIR),
    "plans:move": of("in_force", READERS, key=a_move),
    "plans:move_change": of("in_force", HOLDERS | CHAIR, key=a_move),
    "plans:contingency": of("planned", HOLDERS | CHAIR),
    "plans:unanswered": of("planned", READERS),
    "plans:answer": of(
        "planned", CHAIR, rule=lambda world: an_open_finding(world)[0], subject=lambda world: an_open_finding(world)[1]
    ),
    "plans:not_to_act": of(
        "planned",
        HOLDERS | CHAIR,
        subject=lambda world: f"dynamic:{first('planned', 'assessments.dynamics')(world)}",
    ),
    "plans:in_force": of("answered", CHAIR),
    # Its reviews
    "reviews:review": of("in_force", READERS),
    "reviews:rate": of("review_booked", CHAIR | COORDINATOR),
    "reviews:ending": of("review_booked", CHAIR | COORDINATOR),
    "reviews:decide": of("review_booked", CHAIR),
    # My work: a task of the young person's worker
    "task": at_site(HOLDERS, refused=404, number=a_task),
    "task_hand_over": at_site(HOLDERS, refused=404, number=a_task),
    # Limits and bank holidays: no young person is in them
    "timetable:clocks": at_site(EVERYBODY),
    "timetable:clock": at_site(EVERYBODY, code=lambda world: "T11"),
    "timetable:holidays": at_site(EVERYBODY),
    "timetable:limit": at_site(frozenset({"quality_lead", "administrator"}), code=lambda world: "T11"),
    "timetable:counting": at_site(frozenset({"quality_lead", "administrator"})),
    "timetable:holiday_change": at_site(frozenset({"administrator"})),
    # The rest
    "drafts:save": replace(at_site(NOBODY, method="POST"), own=403),
    "ui:gallery": at_site(EVERYBODY),
}
TABLE |= voice_access.rows(of, at_site, first)

# Answered without signing in, because signing in is what they are for; or closed to everybody.
OPEN = {
    *("meetings:guest_link", "meetings:guest", "meetings:guest_answer", "meetings:guest_calendar"),
    *("meetings:guest_leave", "meetings:guest_report"),
    "account_login",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "demo:cast",
    "voice:leave",  # leads away, whoever asks
}
CLOSED = {"account_signup", "socialaccount_signup", "accounts:closed_email", "accounts:closed_connections"}
# allauth's own pages: each asks for a session of one's own and shows nobody else's. Tested in test_sign_in.
ALLAUTH = ("account_", "mfa_", "socialaccount_", "openid_connect_")
