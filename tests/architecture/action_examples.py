"""One example of each public action that a straight walk through the pathway does not pass. Each is given `do`."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from roth.accounts import actions as accounts
from roth.assessments import actions as assessments
from roth.chronology import actions as chronology
from roth.chronology.models import Entry
from roth.contacts import actions as contacts
from roth.contexts import actions as contexts
from roth.demo import conferring, contacting, planning, reviewing, turning
from roth.demo.borough import places_at
from roth.demo.cast import Cast
from roth.demo.planning import plan_of
from roth.demo.steps import walk_to
from roth.demo.stories import FAILURES
from roth.demo.turning import turn_to
from roth.demo.walk import Crew, Walk
from roth.disagreements import actions as disagreements
from roth.domain.access import Permission, Role
from roth.domain.calendar import ENGLAND_AND_WALES, add_months
from roth.domain.notifications import To
from roth.meetings import actions as meetings
from roth.meetings.guest import Guest
from roth.pathway import actions as pathway
from roth.people import actions as people
from roth.people.merging import actions as merging
from roth.plans import access
from roth.plans import actions as plans
from roth.quality import actions as quality
from roth.quality.selectors import check
from roth.timetable import actions as timetable
from roth.work import actions as work
from roth.work import tasks
from roth.work.models import Notice
from tests.architecture import voice_examples
from tests.weekday import a_weekday

Do = Callable[..., Any]
WRITE = Permission.PLAN_WRITE


def _walk(crew: Crew, start: date, until: str, number: int, style: int = 2) -> Walk:
    """A young person at a step, reached without proving anything again."""
    walk = Walk(crew, f"Given{number}", "Moss", places_at(crew, (0, 1, 2)), start, style=FAILURES[style], number=number)
    return walk_to(walk, until)


def people_and_roles(do: Do, crew: Crew, cast: Cast, start: date) -> None:
    """What an administrator does, and the people who run the service."""
    from roth.audit.actions import System

    admin, system = cast.administrator, System("tests")
    do(accounts.add_site, by=system, code="new", name="New site")
    do(accounts.add_team, by=admin, site=cast.site, name="New team")
    agency = do(accounts.add_agency, by=admin, site=cast.site, name="New agency", kind="faith")
    do(accounts.start_view_as, by=cast.team_manager, key=cast.school_lead.pk)
    do(accounts.end_view_as, by=cast.team_manager, key=cast.school_lead.pk)
    user = do(accounts.add_user, by=system, email="new@example.org", name="New Person")
    member = do(
        accounts.start_membership,
        by=admin,
        user=user,
        site=cast.site,
        agency=agency,
        role=Role.PARTNER,
        starts_on=start,
    )
    do(accounts.end_membership, by=admin, membership=member)
    do(
        accounts.add_colleague,
        by=admin,
        email="colleague@example.org",
        name="New Colleague",
        job_title="Worker",
        site=cast.site,
        agency=agency,
        role=Role.PARTNER,
    )
    do(accounts.change_user, by=admin, user=user, name="Renamed Person", email=user.email, job_title="")
    do(
        accounts.add_first_user,
        by=system,
        email="first@example.org",
        name="First Administrator",
        site=cast.site,
        role=Role.ADMINISTRATOR,
        agency="Council",
        password="a long enough pass phrase",
    )


def sign_in_and_elevated_access(do: Do, crew: Crew, cast: Cast, start: date) -> None:
    """What signing in and breaking the glass leave behind."""
    walk = _walk(crew, start, "referred", 30)
    do(accounts.note_sign_in, by=cast.social_worker, method="password")
    do(accounts.note_refused_sign_in, email="nobody@example.org")
    why = "The emergency duty team needs the safety plan tonight."
    do(accounts.refuse_elevated_access, by=cast.other_team_worker, reason=why)
    access = do(
        accounts.take_elevated_access,
        by=cast.other_team_worker,
        young_person=walk.young_person,
        reason=why,
        minutes=15,
    )
    do(accounts.end_elevated_access, by=cast.other_team_worker, access=access)


def the_record(do: Do, crew: Crew, cast: Cast, start: date) -> None:
    """Who the young person is, and who may open the record."""
    young_person = _walk(crew, start, "referred", 31).young_person
    do(people.note_likeness_to_hidden_record, by=cast.other_team_worker, site=crew.site)
    do(people.change_young_person, by=crew.manager, young_person=young_person, chosen_name="Sky")
    young_person.refresh_from_db()
    do(
        people.restrict,
        by=crew.manager,
        young_person=young_person,
        reason="A relative works here.",
        people={cast.social_worker: "Allocated"},
    )
    young_person.refresh_from_db()
    do(people.lift_restriction, by=crew.manager, young_person=young_person, reason="The relative has left.")
    young_person.refresh_from_db()
    do(people.declare_conflict, by=cast.quality_lead, young_person=young_person, reason="A neighbour")


def two_records_of_one(do: Do, crew: Crew, cast: Cast, start: date) -> None:
    """Joining two records, leaving them apart, and taking them apart again."""
    kept = _walk(crew, start, "referred", 41).young_person
    other = do(people.add_young_person, by=crew.social_worker, site=crew.site, team=crew.team, given_name="Given41")
    why = {"kept": kept, "joined": other, "reason": "The school gave us both spellings.", "choices": {}}
    merge = do(merging.propose_merge, by=crew.social_worker, **why)
    do(merging.refuse_merge, by=crew.manager, merge=merge, reason="They have two different dates of birth.")
    merge = do(merging.propose_merge, by=crew.social_worker, **why)
    merge = do(merging.approve_merge, by=crew.manager, merge=merge)
    do(merging.undo_merge, by=crew.manager, merge=merge, reason="They are two cousins after all.", assigned={})


def the_front_door(do: Do, crew: Crew, cast: Cast, start: date) -> None:
    """Contacts: written down, completed, answered with advice, and accepted until each has become something."""
    by, manager = crew.social_worker, crew.manager
    contact = do(contacts.record_contact, by=by, team=crew.team, received_at=timezone.now(), **contacting.WHOLE)
    do(contacts.change_contact, by=by, contact=contact, person_age="15")
    told = {"told_at": timezone.now(), "told_by": "Amara", "told_what": "Ring again", "reason": "Nobody was harmed"}
    do(contacts.give_advice, by=manager, contact=contact, **told)
    do(contacts.accept_contact, by=manager, contact=contacting.written(crew))
    new = do(
        contacts.add_young_person,
        by=by,
        contact=contacting.accepted(crew),
        site=crew.site,
        team=crew.team,
        given_name="K",
    )
    again = contacting.accepted(crew)
    again = do(contacts.name_young_person, by=by, contact=again, young_person=new)
    referral = {
        "childs_words": "It is fine.",
        "parents_views": "Worried.",
        "parents_told": True,
        "concern": "As it was said",
    }
    harms = [{"harm_type": "other", "role": "harmed"}]
    do(contacts.write_referral, by=by, contact=again, young_person=new, harms=harms, source_code="2A", **referral)
    do(contacts.join_open_episode, by=by, contact=contacting.accepted(crew, young_person=new))


def a_chronology(do: Do, crew: Crew, cast: Cast, start: date) -> None:
    """Writing, changing, sharing and adding to a chronology."""
    young_person, by = _walk(crew, start, "referred", 42).young_person, crew.social_worker
    words = {
        "source": "School",
        "event": "They changed school",
        "impact": "A fresh start, they say",
        "effect": "helpful",
    }
    entry = do(chronology.write_entry, by=by, young_person=young_person, on=start, **words)
    entry = do(chronology.change_entry, by=by, entry=entry, analysis="It was what they had asked for")
    on = timezone.localdate()
    do(chronology.share_chronology, by=by, young_person=young_person, shared_with="The young person", on=on)
    do(chronology.add_to_entry, by=by, entry=Entry.objects.get(pk=entry.pk), words="They have stayed there")


def places(do: Do, crew: Crew, cast: Cast, start: date) -> None:
    """Contexts, reach and links."""
    by, young_person = crew.social_worker, _walk(crew, start, "referred", 32).young_person
    context = do(contexts.add_context, by=by, site=crew.site, kind="park_open_space", name="The other park")
    do(contexts.change_context, by=by, context=context, area="North")
    agency = crew.agencies["parks"]
    reach = do(contexts.record_reach, by=by, context=context, agency=agency, through="Ranger", can_change="Lights")
    do(contexts.change_reach, by=by, reach=reach, through="Head ranger", can_change="Lights and hours")
    link = do(
        contexts.link_context,
        by=by,
        young_person=young_person,
        context=context,
        meaning="safety",
        reason="Friends are there",
        source="The young person",
    )
    do(contexts.change_link, by=by, link=link, reason="Friends and a ranger are there")


def the_steps(do: Do, crew: Crew, cast: Cast, start: date) -> None:
    """Turns that a straight walk does not take."""
    walk = _walk(crew, start, "referred", 33)
    do(
        pathway.change_referral,
        by=crew.social_worker,
        young_person=walk.young_person,
        harms=[{"harm_type": "online_harm", "role": "harmed"}],
        concern="Something more was said.",
        childs_words="It is on my phone too.",
        parents_views="Worried",
    )
    clock = walk.young_person.episodes.get().clocks.get(rule="T01")
    do(
        pathway.explain_clock,
        by=crew.manager,
        young_person=walk.young_person,
        clock=clock,
        lateness_reason="staff_absence",
        lateness_words="Cover was arranged late.",
    )
    Walk.triage(walk, "assessment")
    do(
        pathway.call_strategy_discussion,
        by=crew.manager,
        young_person=walk.young_person,
        on=timezone.localdate(),
        reason="Something new happened.",
    )


def the_assessment(do: Do, crew: Crew, cast: Cast, start: date) -> None:
    """Putting a finding right, and taking one away."""
    assessment = _walk(crew, start, "assessed", 34).young_person.episodes.get().assessments.get()
    need = assessment.needs.first()
    by = crew.social_worker
    do(assessments.change_part, by=by, assessment=assessment, part="need", number=need.pk, text="A quieter place")
    do(assessments.remove_part, by=by, assessment=assessment, part="need", number=need.pk)


def a_guest(do: Do, crew: Crew, meeting: Any) -> None:
    """Somebody without an account: a link, a code, a visit, an answer."""
    asked = meetings.invite(
        by=crew.coordinator, meeting=meeting, role="other", name="Jo Bright", email="jo@example.com"
    )
    link = do(meetings.send_guest_link, by=crew.coordinator, invitation=asked)
    guest = Guest(asked)
    do(meetings.send_guest_code, by=guest, link=link)
    do(meetings.begin_guest_visit, by=guest, link=link, digits="not it")
    do(meetings.answer_as_guest, by=guest, answer="coming", answer_words="", deputy_name="", deputy_contact="")
    do(meetings.end_guest_visit, by=guest)
    report = do(meetings.ask_for_report, by=crew.coordinator, invitation=asked)
    said = {"going_well": "Friends", "worries": "The bus", "contribution": "A key"}
    why = {"not_shared_with_young_person": "Not asked", "not_shared_with_parents": "Not asked"}
    do(meetings.write_report, by=guest, report=report, contexts={}, answers={}, lodge=True, **said, **why)
    report.refresh_from_db()
    do(meetings.add_to_report, by=guest, report=report, words="And the light is mended")
    do(meetings.prepare_meeting, by=crew.social_worker, meeting=meeting, interpreter="none", access="none")
    row = do(
        meetings.ask_to_exclude,
        by=crew.social_worker,
        meeting=meeting,
        name="An uncle",
        ground="chilling",
        reason="Others fall silent",
        duration="whole",
        on=timezone.localdate(),
    )
    do(meetings.decide_exclusion, by=crew.chair, exclusion=row, ruling="refused", reason="He is a help")


def the_conference(do: Do, crew: Crew, cast: Cast, start: date) -> None:
    """Asking, and changing who is asked."""
    walk = _walk(crew, start, "pathway_decided", 35)
    episode = walk.young_person.episodes.get()
    meeting = episode.meetings.get()
    meeting.delete()  # as if the decision had not asked yet: the action is proved alone
    do(meetings.ask_for_conference, by=crew.manager, episode=episode, on=timezone.localdate())
    booked = _walk(crew, start, "booked", 36).meeting
    invitation = booked.invitations.exclude(user=None).last()
    do(
        meetings.change_invitation,
        by=crew.coordinator,
        invitation=invitation,
        role=invitation.role,
        asked_to_bring="The rota",
        can_influence=[],
    )
    invitation.refresh_from_db()
    do(meetings.answer_invitation, by=invitation.user, invitation=invitation, answer="coming")
    invitation.refresh_from_db()
    reply = (
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n"
        f"UID:{booked.ref}.{crew.site.code}@roth-pathways\r\nSEQUENCE:0\r\nDTSTAMP:20270101T090000Z\r\n"
        f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{invitation.user.email}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    do(meetings.take_calendar_reply, by=crew.coordinator, meeting=booked, content=reply.encode())
    invitation.refresh_from_db()
    a_guest(do, crew, booked)
    do(meetings.withdraw_invitation, by=crew.coordinator, invitation=invitation, on=timezone.localdate())


def the_room(do: Do, crew: Crew, cast: Cast, start: date) -> None:
    """What is said again in the room, and what a plan takes over from there."""
    walk = _walk(crew, start, "opened", 40)
    walk.do = do
    conferring.carry_on(walk)
    meeting, by = walk.meeting, crew.chair
    do(meetings.change_option, by=by, option=meeting.options.first(), text="Said better", taken="taken", why="It helps")
    action = meeting.meeting_actions.first()
    said = {name: getattr(action, name) for name in ("text", "goal", "target", "approach", "context_id", "due_on")}
    owner = f"person:{action.invitation_id}"
    do(meetings.change_proposed_action, by=by, action=action, **said, owner=owner, accepted="no")
    view = meeting.dissents.first()
    do(meetings.change_dissent, by=by, view=view, about="action", words="Said again", invitation=view.invitation)
    held = _walk(crew, start, "held", 39).meeting
    held.for_whom, held.avoid_making_worse = "For all who are there", "Losing friends"
    held.save()
    do(plans.take_over_from_meeting, by=by, plan=held.plan, meeting=held)


def the_meeting_before_it_happens(do: Do, crew: Crew, cast: Cast, start: date) -> None:
    """Moving and cancelling; reviews; who must not meet."""
    today = timezone.localdate()
    walk = _walk(crew, start, "booked", 45)
    do(
        meetings.rearrange_conference,
        by=crew.coordinator,
        meeting=walk.meeting,
        scheduled_at=walk.meeting.scheduled_at - timedelta(hours=1),
        reason="interpreter",
        interim_safety="A youth worker meets the bus.",
    )
    walk.meeting.refresh_from_db()
    do(meetings.cancel_conference, by=crew.coordinator, meeting=walk.meeting, on=today, because="The building is shut")
    other = _walk(crew, start, "in_force", 46)
    row = do(
        meetings.keep_apart,
        by=crew.social_worker,
        young_person=walk.young_person,
        other=other.young_person,
        reason="Violence",
        source="Police",
        on=today,
        review_on=today + timedelta(days=30),
    )
    do(meetings.end_keeping_apart, by=crew.social_worker, row=row, on=today, because="They made peace")
    review = do(
        meetings.ask_for_review,
        by=crew.social_worker,
        episode=other.young_person.episodes.get(),
        on=today,
        kind="interim_review",
        asked_by="Rowan",
        reason="The bus has stopped",
    )
    do(meetings.agree_to_review, by=crew.chair, meeting=review, on=today)


def disagreeing(do: Do, crew: Crew, cast: Cast, start: date) -> None:
    """Dissent taken further, and a complaint answered."""
    today = timezone.localdate()
    meeting, chair = _walk(crew, start, "held", 43).young_person.episodes.get().meetings.get(), crew.chair
    raised = {"meeting": meeting, "about": "plan", "words": "We see it differently", "on": today}
    dissent = do(disagreements.raise_dissent, by=cast.police_sergeant, **raised)
    do(disagreements.move_dissent, by=chair, dissent=dissent, code="E01", on=today)
    complaint = do(
        disagreements.receive_complaint,
        by=crew.coordinator,
        meeting=meeting,
        on=today,
        complainant="parent_carer",
        name="A parent",
        ground="process",
        words="I was not heard",
        help_given="An advocate was offered",
    )
    do(disagreements.move_complaint, by=crew.coordinator, complaint=complaint, code="K02", on=today)


def after_the_room(do: Do, crew: Crew, cast: Cast, start: date) -> None:
    """Letter, minutes, correction, approval, sending, closing, and what is added later."""
    meeting, chair, coordinator = _walk(crew, start, "held", 41).meeting, crew.chair, crew.coordinator
    who = [f"person:{one.pk}" for one in meeting.invitations.all()]
    sending = {"by": coordinator, "meeting": meeting, "to": who, "channel": "post", "read_over": True}
    do(meetings.share_paper, kind="decision_letter", **sending)
    meeting.refresh_from_db()
    do(meetings.edit_minutes, by=coordinator, meeting=meeting, needs_discussed="Sleep, and music")
    one = meeting.invitations.first()
    correction = do(
        meetings.ask_for_correction,
        by=coordinator,
        meeting=meeting,
        part="needs_discussed",
        should_say="Music",
        invitation=one,
    )
    do(meetings.answer_correction, by=chair, correction=correction, state="made", answer="Music is there now")
    do(meetings.approve_minutes, by=chair, meeting=meeting)
    meetings.share_paper(kind="minutes", **sending)
    do(meetings.close_record, by=chair, meeting=meeting)
    do(meetings.add_to_closed_record, by=coordinator, meeting=meeting, about="other", words="A name was misspelt")


def the_plan(do: Do, crew: Crew, cast: Cast, start: date) -> None:
    """Changing a plan, and what lapses when it changes."""
    walk = _walk(crew, start, "planned", 37)
    walk.do = do
    planning.answer(walk)
    plan, by = plan_of(walk), crew.social_worker
    goal = do(plans.add_goal, by=by, plan=plan, statement="A goal to drop", level="family", whose="parent")
    do(plans.change_goal, by=by, goal=goal, statement="A goal said better")
    measure = plan.measures.first()
    do(plans.change_measure, by=by, measure=measure, target="Said by three young people")
    do(plans.remove_goal, by=by, goal=goal, reason="Said twice")
    do(plans.remove_measure, by=by, measure=measure, reason="Said twice")
    action = plan.actions.first()
    do(plans.change_action, by=by, action=action, young_persons_view="Yes please")
    dynamic = plan.episode.assessments.get().dynamics.last()
    do(plans.decide_not_to_act, by=by, plan=plan, subject=f"dynamic:{dynamic.pk}", reason="Another plan does this")
    action.refresh_from_db()
    do(plans.remove_action, by=by, action=action, reason="No longer wanted")
    answered = next(finding for finding in check(plan) if finding.answer and finding.rule == "V02")
    number = int(answered.subject_key.partition(":")[2])
    plan.actions.exclude(status="dropped_with_reason").first().dynamics.add(number)  # behind the actions' back
    do(quality.lapse_answers, by=by, plan=plan)


def a_plan_in_hand(do: Do, crew: Crew, cast: Cast, start: date) -> None:
    """What is said of a plan once people work to it."""
    plan, by = plan_of(_walk(crew, start, "in_force", 39, style=0)), crew.social_worker
    own = access.action_of(plan, plan.actions.filter(status="accepted").first().pk)
    do(plans.record_progress, by=by, action=own, state="started", said="A first evening", heard_from="Dee, by phone")
    measure = access.measure_of(plan, plan.measures.first().pk)
    today = timezone.localdate()
    asked = {"who_asked": "Dee", "who_was_asked": "Ten young people"}
    do(plans.read_measure, by=by, measure=measure, on=today, found="Six of ten", compared="same", **asked)
    met = {"chaired_by": "Dee", "who_came": "Everybody", "what_was_said": "We go on"}
    do(plans.record_core_group, by=by, plan=plan, held_on=today, **met)
    do(plans.make_plan_detailed, by=by, plan=access.plan_for(by, plan.episode.young_person.ref, WRITE), on=today)
    _limits_and_moves(do, crew, start)


def _limits_and_moves(do: Do, crew: Crew, start: date) -> None:
    walk, by = _walk(crew, start, "in_force", 41, style=1), crew.social_worker
    plan = plan_of(walk)
    limit = access.action_of(plan, plan.actions.filter(approach="restrict").first().pk)
    later = timezone.localdate() + timedelta(days=90)
    do(plans.extend_restriction, by=by, action=limit, until=later, reason="The debt is not settled yet")
    move = do(plans.weigh_move, by=by, plan=plan, **planning.a_move(walk))
    move.plan = plan
    do(plans.change_move, by=by, move=move, decision="refused")


def a_review(do: Do, crew: Crew, cast: Cast, start: date) -> None:
    """A plan is reviewed, and goes on."""
    with a_weekday():
        _reviewed(do, crew, start)


def _reviewed(do: Do, crew: Crew, start: date) -> None:
    walk = _walk(crew, start, "core_group_held", 42, style=0)
    reviewing.book_review(walk)
    reviewing.hold(walk)
    walk.do = do
    reviewing.rate(walk, plan_of(walk))
    reviewing.exit_test(walk, plan_of(walk))
    reviewing.decide(walk, plan_of(walk))


def starting_a_plan(do: Do, crew: Crew, cast: Cast, start: date) -> None:
    """The plan that a decision starts, proved alone."""
    walk = _walk(crew, start, "held", 38)
    plan_of(walk).delete()
    do(plans.start_plan, by=crew.chair, meeting=walk.meeting)


def notices_and_wishes(do: Do, crew: Crew, cast: Cast, start: date) -> None:
    """What is due is left and read; somebody says when to be written to; CP-IS has told of a look-up."""
    from roth.audit.actions import System

    walk = _walk(crew, start, "in_force", 62)
    now = timezone.now()
    notice = Notice(user=cast.chair, text="Something.", at=now, kind="N15", key="example")
    do(work.leave_notices, by=System("tests"), notices=[notice], now=now)
    do(work.read_all_notices, by=cast.chair)
    hours = {"quiet_from": time(20), "quiet_until": time(7), "quiet_weekends": True}
    do(work.save_wishes, by=cast.chair, how="daily", **hours)
    said = {"seen_at": now, "where": "Emergency department"}
    do(work.record_cpis_notice, by=cast.social_worker, young_person=walk.young_person, **said)


def a_notice(do: Do, crew: Crew, cast: Cast, start: date) -> None:
    """Marking a notice as read."""
    notice = Notice.objects.create(user=crew.social_worker, text="Something to know.", at=timezone.now())
    do(work.read_notice, by=crew.social_worker, number=notice.pk)


def turns_and_ways_out(do: Do, crew: Crew, cast: Cast, start: date) -> None:
    """Legal gateway, transfer, a plan that ends, and what follows."""
    for number, where in enumerate(("at_legal_gateway", "moving_away", "closed", "found_again"), 50):
        walk = Walk(crew, f"Given{number}", "Moss", places_at(crew, (0, 1, 2)), start, number=number, do=do)
        turn_to(walk, where)
        by, young_person, on = crew.manager, walk.young_person, timezone.localdate()
        taken = {"by": by, "young_person": young_person, "on": on}
        if where == "at_legal_gateway":
            do(pathway.come_back_from_legal_gateway, **taken, reason="The advice is followed.")
        elif where == "moving_away":
            do(pathway.call_off_transfer, **taken, reason="The move is off.")
            turning.hand_over(walk)
            theirs = {"conference_on": on, "accepted_on": on, "accepted_by": "Holmsea Council"}
            do(pathway.finish_transfer, **taken, **theirs)
        elif where == "closed":
            do(
                pathway.take_over,
                **taken,
                authority="Holmsea Council",
                contact="Duty manager",
                source_plan="HC-12",
                source_plan_started_on=None,
                concern="Their plan is about the same group.",
                pathway="roth_cp",
            )
        else:
            do(pathway.go_on_with_plan, **taken, reason="The plan answers it, and its review comes forward.")


def tasks_of_a_record(do: Do, crew: Crew, cast: Cast, start: date) -> None:
    """A task is done, and another is handed over."""
    walk = _walk(crew, start, "in_force", 61)
    for number, key in enumerate(("done", "over")):
        task = tasks.add(key=f"example:{key}", what="Hold it", whose=To.WORKER, young_person=walk.young_person)
        if number == 0:
            do(work.finish_task, by=cast.social_worker, task=task, words="Held at home")
        else:
            said = {"to": cast.team_manager.pk, "reason": "On leave next week"}
            do(work.hand_over_task, by=cast.social_worker, task=task, **said)


def limits_and_holidays(do: Do, crew: Crew, cast: Cast, start: date) -> None:
    """What a site makes of the limits, and the bank holidays of all."""
    today, admin = timezone.localdate(), cast.administrator
    since, why = add_months(today, 1), "Decided by the partnership."
    do(timetable.set_limit, by=admin, site=cast.site, rule="T19", number=8, in_force_from=since, reason=why)
    do(timetable.set_counting, by=admin, site=cast.site, mode="include", in_force_from=since, reason=why)
    day = ENGLAND_AND_WALES.add_working_days(today, 3)
    do(timetable.change_holiday, by=admin, day=day, added=True, title="Invented day", reason="The tests say so.")
    listed = {day: "Invented" for day in ENGLAND_AND_WALES.holidays if day.year == today.year}
    do(timetable.import_holidays, by=admin, published=listed, source="a test")
    do(timetable.recount_clocks, by=admin)


def beside_the_pathway(do: Do, crew: Crew, cast: Cast, start: date) -> None:
    """Being missing and coming back, and a visit."""
    walk = Walk(crew, "Given60", "Moss", places_at(crew, (0, 1, 2)), start, number=60, do=do)
    walk_to(walk, "in_force")
    turning.be_interviewed(walk)
    turning.visit(walk)
    enquiry = walk.young_person.episodes.get().enquiries.get()
    do(
        pathway.add_correction,
        by=crew.manager,
        young_person=walk.young_person,
        about="enquiry",
        key=enquiry.pk,
        what="The day of the visit",
        words="It was the day after.",
    )


EXAMPLES = (
    beside_the_pathway,
    turns_and_ways_out,
    people_and_roles,
    sign_in_and_elevated_access,
    the_record,
    two_records_of_one,
    the_front_door,
    a_chronology,
    places,
    the_steps,
    the_assessment,
    the_conference,
    the_room,
    the_meeting_before_it_happens,
    after_the_room,
    disagreeing,
    the_plan,
    a_plan_in_hand,
    a_review,
    starting_a_plan,
    notices_and_wishes,
    a_notice,
    tasks_of_a_record,
    limits_and_holidays,
    voice_examples.own_pages,
)
