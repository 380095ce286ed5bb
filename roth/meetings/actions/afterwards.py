"""What follows a decision: the letter is sent, minutes read over, corrected, approved by the chair, sent and closed.

The decision itself does not change here. Once the record is closed, nothing in it does: what comes to light later is
added beside it.
"""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.kinds import Kind
from roth.domain import conference_papers as papers
from roth.domain.access import Permission
from roth.domain.clock_events import Event
from roth.domain.document_stages import PAPER, PaperFacts, PaperStage
from roth.domain.errors import NotAllowed, NotPossible, NotVisible
from roth.domain.meeting_stages import CLOSED_TO_WRITING, MEETING, stage_of
from roth.domain.words import day_in_full
from roth.meetings import checks, selectors
from roth.meetings.actions.common import audit, known
from roth.meetings.actions.recording import RECORD_FIELDS
from roth.meetings.models import ANSWERS, Addition, Correction, Invitation, Meeting, Paper, Share
from roth.pathway import clocks
from roth.people.access import require

# What has happened when everybody who is to have a paper has it.
EVENTS: Final = {"decision_letter": Event.LETTER_SENT, "minutes": Event.MINUTES_SENT}
FAMILY: Final = {"young_person": "", "parent": "Parents or carers"}


@transaction.atomic
def share_paper(
    *, by: User, meeting: Meeting, kind: str, to: Sequence[str], channel: str, read_over: bool, on: date | None = None
) -> list[Share]:
    """Give the decision letter or the minutes to people, each the version that is theirs, and keep what it said.

    `to` holds "person:12" for somebody invited, "young_person" and "parent" for family who were not. `read_over`: the
    sender has read each version for its reader. `on` is the day of it, where that is written down on a later one: the
    limit is kept or missed by that day (T17, T18).
    """
    meeting = _held(meeting)
    require(by, meeting.episode.young_person, Permission.MEETING_RECORD)
    _refuse_sharing(meeting, kind, to, read_over)
    paper, day = _paper(meeting, kind), on or timezone.localdate()
    _refuse_day(meeting, paper, day)
    _take_out(by, paper, day)
    asked = {f"person:{one.key}": one for one in selectors.recipients_of(meeting)}
    given = [_give(by, meeting, paper, key, asked, channel, day) for key in dict.fromkeys(to)]
    _stop_clock(meeting, kind, day)
    after = {"kind": kind, "to": [(share.recipient, share.profile) for share in given], "channel": channel, "on": day}
    audit(Kind.PAPER_SHARED, by, meeting, target=f"paper:{paper.pk}", after=after)
    return given


@transaction.atomic
def edit_minutes(*, by: User, meeting: Meeting, version: int | None = None, **fields: Any) -> Meeting:
    """Put the words of the minutes in order while they are a draft. What was decided, and dissent, stay as they are."""
    known(fields, RECORD_FIELDS)
    meeting = _held(meeting)
    require(by, meeting.episode.young_person, Permission.MEETING_RECORD)
    _refuse_once_approved(meeting)
    before = meeting.save_over(version, fields)
    audit(Kind.MINUTES_EDITED, by, meeting, before=before, after=fields)
    return meeting


@transaction.atomic
def ask_for_correction(
    *, by: User, meeting: Meeting, part: str, should_say: str, invitation: Invitation | None = None
) -> Correction:
    """Somebody who was there says it differently. A partner asks for themselves; the recorder may ask for others."""
    meeting = _held(meeting)
    require(by, meeting.episode.young_person, Permission.MEETING_VIEW)
    one = _who_asks(by, meeting, invitation)
    _refuse_once_approved(meeting)
    if not should_say.strip():
        raise NotPossible("Nothing is asked yet.", (("should_say", "Write what the minutes should say."),))
    correction = Correction(
        meeting=meeting,
        asked_by=one.name if one else by.name,
        invitation=one,
        part=part,
        should_say=should_say,
        written_by=by,
        at=timezone.now(),
    )
    correction.save(force_insert=True)
    audit(Kind.CORRECTION_ASKED, by, meeting, target=f"correction:{correction.pk}", after={"part": part})
    return correction


@transaction.atomic
def answer_correction(
    *, by: User, correction: Correction, state: str, answer: str, version: int | None = None
) -> Correction:
    """The chair corrects the minutes, or leaves them and says why. Both stay beside the minutes."""
    meeting = _held(correction.meeting)
    checks.require_the_chair(by, meeting)
    _refuse_once_approved(meeting)
    if state not in ANSWERS or state == "open" or not answer.strip():
        raise NotPossible("Nothing is answered yet.", (("answer", "Say what was corrected, or why it was not."),))
    values: dict[str, object] = {"state": state, "answer": answer, "answered_at": timezone.now()}
    before = correction.save_over(version, values)
    audit(Kind.CORRECTION_ANSWERED, by, meeting, target=f"correction:{correction.pk}", before=before, after=values)
    return correction


@transaction.atomic
def approve_minutes(*, by: User, meeting: Meeting, on: date | None = None) -> Paper:
    """Only the chair approves the minutes, and not over a correction that nobody has answered.

    `on` is the day of it, where it is written down on a later one.
    """
    meeting = _held(meeting)
    checks.require_the_chair(by, meeting)
    facts = selectors.meeting_facts(meeting, by=by)
    MEETING.require("M17", stage_of(facts), facts)
    paper = _paper(meeting, "minutes")
    PAPER.require("D03", PaperStage(paper.stage), PaperFacts(written=True))
    day = on or timezone.localdate()
    _refuse_day(meeting, None, day)
    values = {"stage": PaperStage.APPROVED.value, "approved_at": _moment(day), "approved_by": by}
    before = paper.save_over(None, values)
    audit(Kind.MINUTES_APPROVED, by, meeting, target=f"paper:{paper.pk}", before=before, after=values)
    return paper


@transaction.atomic
def close_record(*, by: User, meeting: Meeting) -> Paper:
    """The chair closes the record. Nothing in it changes any more."""
    meeting = _held(meeting)
    checks.require_the_chair(by, meeting)
    facts = selectors.meeting_facts(meeting, by=by)
    MEETING.require("M19", stage_of(facts), facts)
    paper = _paper(meeting, "minutes")
    PAPER.require("D05", PaperStage(paper.stage), PaperFacts(shares=paper.shares.count()))
    before = paper.save_over(None, {"stage": PaperStage.LOCKED.value})
    audit(Kind.RECORD_CLOSED, by, meeting, target=f"paper:{paper.pk}", before=before, after={"stage": paper.stage})
    return paper


@transaction.atomic
def add_to_closed_record(*, by: User, meeting: Meeting, about: str, words: str) -> Addition:
    """Something that came to light after the minutes were approved. It stands beside them."""
    meeting = _held(meeting)
    require(by, meeting.episode.young_person, Permission.MEETING_RECORD)
    if stage_of(selectors.meeting_facts(meeting, by=by)) not in CLOSED_TO_WRITING:
        raise NotPossible("The minutes are not approved yet. Put them right themselves.")
    if not words.strip():
        raise NotPossible("Nothing is added yet.", (("words", "Write what is to be added."),))
    addition = Addition(meeting=meeting, about=about, words=words, by=by, at=timezone.now())
    addition.save(force_insert=True)
    audit(Kind.RECORD_ADDED_TO, by, meeting, target=f"addition:{addition.pk}", after={"about": about, "words": words})
    return addition


# --- Parts, not actions of their own ----------------------------------------------------------------------------------
def _held(meeting: Meeting) -> Meeting:
    """The meeting as it is now, locked until the end, if its chair has decided."""
    found = Meeting.objects.select_for_update(of=("self",)).select_related("episode__young_person__site", "chair")
    meeting = found.get(pk=meeting.pk)
    if not meeting.held:
        raise NotPossible("The chair has not decided yet. Its papers come after the decision.")
    return meeting


def _refuse_once_approved(meeting: Meeting) -> None:
    if stage_of(selectors.meeting_facts(meeting)) in CLOSED_TO_WRITING:
        raise NotPossible("The minutes are approved and stay as they are. Add what is missing beside them.")


def _refuse_day(meeting: Meeting, paper: Paper | None, day: date) -> None:
    """Nothing of a conference is given before it, or before its chair approved it; nor on a day to come."""
    held = meeting.held_on or day
    first = max(held, timezone.localdate(paper.approved_at)) if paper is not None and paper.approved_at else held
    if not first <= day <= timezone.localdate():
        say = f"Enter a day from {day_in_full(first)} until today"
        raise NotPossible("Nothing is written down yet.", (("on", say),))


def _moment(day: date) -> datetime:
    """Now, or noon of an earlier day."""
    now = timezone.now()
    return now if day == timezone.localdate(now) else timezone.make_aware(datetime.combine(day, time(12)))


def _refuse_sharing(meeting: Meeting, kind: str, to: Sequence[str], read_over: bool) -> None:
    wrong: tuple[tuple[str, str], ...] = ()
    if not to:
        wrong += (("to", "Choose who is given it."),)
    if not read_over:
        wrong += (("read_over", "Read it over for each reader, and say that you have."),)
    if wrong:
        raise NotPossible("Nothing is sent yet.", wrong)
    if meeting.decision == "adjourned" and kind == "minutes":
        raise NotPossible("An adjourned conference has no minutes of a decision. It is asked for again.")
    if kind == "minutes" and not _paper(meeting, kind).approved_at:
        raise NotPossible("The chair approves the minutes before anybody is sent them.")


def _paper(meeting: Meeting, kind: str) -> Paper:
    found = meeting.papers.filter(kind=kind).order_by("-number").first()
    if found is None:
        found = Paper(meeting=meeting, kind=kind, made_at=timezone.now())
        found.save(force_insert=True)
    return found


def _take_out(by: User, paper: Paper, day: date) -> None:
    """The paper leaves the house: a letter is approved as the chair's decision, minutes were approved before."""
    stage = PaperStage(paper.stage)
    if stage is PaperStage.DRAFT:
        PAPER.require("D03", stage, PaperFacts(written=True))
        paper.save_over(None, {"stage": "approved", "approved_at": _moment(day), "approved_by": by})
        stage = PaperStage.APPROVED
    if stage is PaperStage.APPROVED:
        PAPER.require("D04", stage, PaperFacts(written=True))
        paper.save_over(None, {"stage": PaperStage.SHARED.value})


def _give(
    by: User,
    meeting: Meeting,
    paper: Paper,
    key: str,
    asked: dict[str, papers.Recipient],
    channel: str,
    day: date,
) -> Share:
    if key in FAMILY:
        name, profile, invitation = FAMILY[key] or meeting.episode.young_person.name, key, None
    elif key in asked:
        name, profile, invitation = asked[key].name, asked[key].audience, asked[key].key
    else:
        raise NotVisible
    return Share.objects.create(
        paper=paper,
        invitation_id=invitation,
        recipient=name,
        profile=profile,
        number=paper.number,
        channel=channel,
        said=selectors.said_in(meeting, paper.kind, profile),
        by=by,
        at=_moment(day),
    )


def _stop_clock(meeting: Meeting, kind: str, day: date) -> None:
    """The limit is met when everybody has the paper: all who were asked have the letter, all who came the minutes."""
    given = [share.invitation_id for share in selectors.shares_of(meeting, kind) if share.invitation_id]
    owed = selectors.recipients_of(meeting) if kind == "decision_letter" else selectors.who_came(meeting)
    if not papers.without_a_letter(owed, given):
        clocks.happened(meeting.episode, EVENTS[kind], day, since=meeting.held_on)


def _who_asks(by: User, meeting: Meeting, invitation: Invitation | None) -> Invitation | None:
    """Whose correction it is: the recorder writes it down for others, everybody else asks for themselves."""
    young_person = meeting.episode.young_person
    mine = meeting.invitations.filter(user=by, withdrawn_on__isnull=True).first()
    if invitation is not None and (mine is None or invitation.pk != mine.pk):
        require(by, young_person, Permission.MEETING_RECORD)
        if invitation.meeting_id != meeting.pk:
            raise NotVisible
        return invitation
    if mine is None:
        require(by, young_person, Permission.MEETING_RECORD)
        return None
    if not selectors.was_there(mine):
        raise NotAllowed("A correction is for those who were there.")
    return mine
