"""Keeping somebody's words, writing beside them, saying who else may read them, and answering them."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.kinds import Kind
from roth.domain import voice
from roth.domain.access import Permission
from roth.domain.errors import NotAllowed, NotPossible
from roth.domain.voice import How, Speaker, Topic
from roth.people.access import require
from roth.people.models import YoungPerson
from roth.plans.models import Action
from roth.voice import selectors
from roth.voice.access import Actor, require_to_speak
from roth.voice.actions.common import account, audit, kept, not_in_the_future, page_of_words, refuse
from roth.voice.models import Beside, Handover, Reply, Said


@transaction.atomic
def say(
    *,
    by: Actor,
    young_person: YoungPerson,
    speaker: str = Speaker.YOUNG_PERSON.value,
    about: str = Topic.ANYTHING.value,
    words: str = "",
    how: str = How.OWN_PAGE.value,
    said_on: date | None = None,
    stance: str = "",
    action: Action | None = None,
    shown_to: Iterable[str] = (),
) -> Said:
    """Keep somebody's words exactly as they are.

    `by` is whoever writes: the speaker on their own page, an advocate, or a worker to whom they were said. `shown_to`
    are `Audience` codes; without one only the worker, the manager, the chair and those who check their work read it.
    """
    who, on, may_read = Speaker(speaker), said_on or timezone.localdate(), frozenset(shown_to)
    right = require_to_speak(by, young_person, who)
    _refuse_words(young_person, words or stance, on, action)
    said = Said(
        young_person=young_person,
        speaker=who.value,
        tie=page_of_words(by, right, young_person, who),
        about=Topic(about).value,
        words=words,
        stance=stance,
        action=action,
        how=_how(by, right, how),
        said_on=on,
        written_by=account(by),
        written_by_name=by.audit_name,
        at=timezone.now(),
        **{field: audience in may_read for audience, field in Said.AUDIENCES.items()},
    )
    said.save(force_insert=True)
    after = {"speaker": who.value, "about": said.about, "words": words, "stance": stance, "how": said.how}
    audit(Kind.SAID, by, young_person, f"said:{said.pk}", after=kept(after | {"shown_to": sorted(may_read)}))
    return said


def _refuse_words(young_person: YoungPerson, anything: str, on: date, action: Action | None) -> None:
    wrong = not_in_the_future(on, "said_on")
    if not anything.strip():
        wrong += (("words", "Write what was said, as it was said"),)
    if action is not None and action.plan.episode.young_person_id != young_person.pk:
        wrong += (("action", "Choose an action of this young person’s plan"),)
    refuse("Nothing is kept yet.", wrong)


def _how(by: Actor, right: Permission, how: str) -> str:
    """How the words came here: on an own page it is certain, and a worker says."""
    if isinstance(by, Handover):
        return How.SHARED_DEVICE.value
    own = {Permission.ADVOCATE_PAGE: How.ADVOCATE, Permission.VOICE_WRITE: How(how)}
    return own.get(right, How.OWN_PAGE).value


@transaction.atomic
def choose_readers(*, by: Actor, said: Said, shown_to: Iterable[str]) -> Said:
    """Say who else may read these words. It is the speaker's to say; a worker does it when they ask.

    An advocate speaks for the young person and does not choose for them.
    """
    young_person = said.young_person
    right = require_to_speak(by, young_person, Speaker(said.speaker))
    if right is Permission.ADVOCATE_PAGE:
        raise NotAllowed("Only the person who said it chooses who may read it.")
    if right is Permission.PARENT_PAGE and (said.tie is None or said.tie.user != by):
        raise NotAllowed("Only the person who said it chooses who may read it.")
    wanted = frozenset(shown_to)
    before = {field: getattr(said, field) for field in Said.AUDIENCES.values()}
    for audience, field in Said.AUDIENCES.items():
        setattr(said, field, audience in wanted)
    said.save(update_fields=list(Said.AUDIENCES.values()))
    after = {field: getattr(said, field) for field in Said.AUDIENCES.values()}
    audit(Kind.SAID_SHOWN_TO, by, young_person, f"said:{said.pk}", before=before, after=after)
    return said


@transaction.atomic
def write_beside(*, by: User, said: Said, text: str) -> Beside:
    """Write beside somebody's words: what was meant, what was done at once. The words themselves stay."""
    require(by, said.young_person, Permission.VOICE_WRITE)
    refuse("Nothing is kept yet.", () if text.strip() else (("text", "Write what belongs beside these words"),))
    beside = Beside(said=said, text=text, by=by, at=timezone.now())
    beside.save(force_insert=True)
    audit(Kind.WROTE_BESIDE, by, said.young_person, f"said:{said.pk}", after={"text": text})
    return beside


@transaction.atomic
def reply(
    *, by: User, said: Said, words: str, action: Action | None = None, why_not: str = "", on: date | None = None
) -> Reply:
    """Answer somebody: the action of the plan that does it, or why not, in words that they will read on their page."""
    young_person = said.young_person
    require(by, young_person, Permission.VOICE_REPLY)
    day = on or timezone.localdate()
    wrong = voice.against_reply(action=action is not None, why_not=why_not, words=words)
    wrong += not_in_the_future(day, "on")
    if action is not None and action.pk not in {each.pk for each in selectors.actions_to_show(young_person)}:
        wrong += (("action", "Choose an action that stands in this young person’s plan"),)
    refuse("The reply is not kept yet.", wrong)
    answer = Reply(
        said=said,
        words=words,
        action=action,
        why_not="" if action else why_not,
        on=day,
        by=by,
        at=timezone.now(),
    )
    answer.save(force_insert=True)
    after = {"words": words, "action": action, "why_not": answer.why_not, "on": day}
    audit(Kind.REPLIED, by, young_person, f"said:{said.pk}", after=kept(after))
    return answer


@transaction.atomic
def say_of_plan(*, by: Actor, young_person: YoungPerson, speaker: str, shown_key: int, stance: str, words: str) -> Said:
    """Agree or not with one thing of the plan that stands on one's own page."""
    audience = "parent" if Speaker(speaker) in voice.PARENTS else "young_person"
    shown = next((each for each in selectors.shown_to(young_person, audience) if each.pk == shown_key), None)
    if shown is None or shown.action is None:
        raise NotPossible("This is not on the page any more. Look again.")
    about, action = Topic.PLAN.value, shown.action
    return say(
        by=by, young_person=young_person, speaker=speaker, about=about, words=words, stance=stance, action=action
    )
