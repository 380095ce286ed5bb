"""Every write to an assessment: starting it, its sections, findings and weights, and authorising it.

An authorised assessment never changes, and one from a census never did: `_hold` is where that is held.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.assessments import factors as national
from roth.assessments.access import part_of, require_other_than_author
from roth.assessments.kinds import PartKind, kind_named
from roth.assessments.models import Assessment, AssessmentFactor, ContextWeight, Section
from roth.assessments.selectors import actions_on, reading_of
from roth.audit.actions import record
from roth.audit.kinds import Kind
from roth.contexts.selectors import links_of
from roth.domain import assessment as outline
from roth.domain import closed, codes
from roth.domain.access import Permission
from roth.domain.clock_events import Event
from roth.domain.errors import Conflict, NotPossible, NotVisible
from roth.pathway import clocks, steps
from roth.pathway.models import Episode
from roth.people.access import require
from roth.people.models import YoungPerson
from roth.plans.selectors import current_plan
from roth.quality.actions import lapse_answers

AGREED: Final = "agreed"
Weights = Mapping[int, tuple[int, str]]


@transaction.atomic
def start_assessment(*, by: User, episode: Episode, on: date | None = None) -> Assessment:
    """Start our assessment of an episode. Its clock runs from the referral, whenever this is."""
    young_person = episode.young_person
    require(by, young_person, Permission.ASSESSMENT_WRITE)
    day = on or timezone.localdate()
    held = Episode.objects.select_for_update().get(pk=episode.pk)  # two who start at once take turns
    if held.closed_on is not None:
        raise NotPossible("This episode is closed. A new referral opens the next one.")
    _require_day("on", day, held.opened_on, "An assessment does not start before the referral (1103). Check the date")
    if Assessment.objects.filter(episode=held, from_census=False).exists():
        raise NotPossible("The assessment has been started already, and one is open at a time (8896).")
    assessment = Assessment.objects.create(episode=episode, started_on=day, author=by)
    clocks.happened(episode, Event.ASSESSMENT_BEGUN, day, since=episode.opened_on)
    _audit(Kind.ASSESSMENT_STARTED, by, young_person, f"assessment:{assessment.pk}", after={"started_on": day})
    return assessment


@transaction.atomic
def write_section(
    *,
    by: User,
    assessment: Assessment,
    key: str,
    text: str,
    version: int | None = None,
    said_on: date | None = None,
) -> Section:
    """Write one section. `version` 0 means that the writer saw it empty. The young person's account keeps its day."""
    young_person = _hold(by, assessment)
    if key not in outline.BY_KEY or not outline.BY_KEY[key].written:
        raise NotVisible
    values: dict[str, Any] = {"text": text.strip(), "written_by": by, "written_at": timezone.now()}
    if key == outline.ACCOUNT_KEY:
        values["said_on"] = said_on or timezone.localdate()
        steps.refuse_future(values["said_on"], "said_on")
    section = Section.objects.filter(assessment=assessment, key=key).first()
    if section is None:
        section = Section(assessment=assessment, key=key, **values)
        before: dict[str, Any] = {}
        section.save(force_insert=True)
    else:
        before = section.save_over(version, values)
    shown = ("text", "said_on")
    _audit(
        Kind.SECTION_WRITTEN,
        by,
        young_person,
        f"section:{key}",
        before={name: before[name] for name in shown if name in before},
        after={name: values[name] for name in shown if name in values},
    )
    return section


@transaction.atomic
def add_part(*, by: User, assessment: Assessment, part: str, **values: Any) -> Any:
    """Add a need, strength, context, dynamic or challenge. Raises NotPossible at what is missing."""
    young_person = _hold(by, assessment)
    made = kind_named(part)
    kept = made.complete(values)
    _require_context_fits(assessment, young_person, made, kept)
    added = made.model(assessment=assessment, **kept)
    try:
        with transaction.atomic():
            added.save(force_insert=True)
    except IntegrityError:
        raise NotPossible(
            f"{kept['context'].name} is in the assessment already.", (("context", "Choose another context"),)
        ) from None
    _audit(Kind.FINDING_ADDED, by, young_person, f"{part}:{added.pk}", after=kept)
    return added


@transaction.atomic
def change_part(
    *, by: User, assessment: Assessment, part: str, number: int, version: int | None = None, **values: Any
) -> Any:
    """Change a finding. Its context stays what it was: dynamics and weights hang on it."""
    young_person = _hold(by, assessment)
    made = kind_named(part)
    found = part_of(assessment, made, number)
    kept = made.checked({name: value for name, value in values.items() if name != "context"})
    before = found.save_over(version, kept)
    _audit(Kind.FINDING_CHANGED, by, young_person, f"{part}:{number}", before=before, after=kept)
    return found


@transaction.atomic
def remove_part(*, by: User, assessment: Assessment, part: str, number: int) -> None:
    """Take a finding away. Not while a plan in force acts on it, nor a context while something hangs on it.

    A draft plan's action that pointed at it stays, and points at one thing less: the plan's page then asks about it.
    """
    young_person = _hold(by, assessment)
    made = kind_named(part)
    found = part_of(assessment, made, number)
    if any(action.plan.status == "in_force" for action in actions_on(part, number)):
        raise NotPossible(
            f"The plan in force acts on this {made.noun}. Change the plan first, so that it does not act on nothing."
        )
    before = {name: getattr(found, name) for name in made.fields}
    if part == outline.CONTEXT:
        before["weights"] = _clear_the_context(assessment, found.context_id, found.context.name)
    found.delete()
    _end_answers_about_it(by, assessment)
    _audit(Kind.FINDING_REMOVED, by, young_person, f"{part}:{number}", before=before)


@transaction.atomic
def weigh_contexts(
    *, by: User, assessment: Assessment, view: str, weights: Weights, version: int | None = None
) -> list[ContextWeight]:
    """Keep one view's weights of every context: together 100, each of the agreed ones with its reason.

    `version` is what the writer saw of this view, 0 for none. Views are written apart and never averaged.
    """
    young_person = _hold(by, assessment)
    if view not in codes.WEIGHT_VIEW:
        raise NotVisible
    seen = {each.context_id: each for each in assessment.weights.filter(view=view)}
    newest = max((each.version for each in seen.values()), default=0)
    if version is not None and version != newest:
        raise Conflict(_as_typed(seen), newest)
    _require_weights_fit(assessment, view, weights)
    day = timezone.localdate()
    assessment.weights.filter(view=view).delete()
    rows = [
        ContextWeight(
            assessment=assessment,
            context_id=context_id,
            view=view,
            weight=weight,
            reason=reason.strip(),
            recorded_by=by,
            recorded_on=day,
            version=newest + 1,
        )
        for context_id, (weight, reason) in weights.items()
    ]
    made = ContextWeight.objects.bulk_create(rows)
    if view == AGREED and rows:
        clocks.happened(assessment.episode, Event.CONTEXTS_WEIGHED, day)
    before, after = _as_typed(seen), _as_typed({each.context_id: each for each in rows})
    _audit(Kind.CONTEXTS_WEIGHED, by, young_person, f"weights:{view}", before=before, after=after)
    return made


@transaction.atomic
def authorise_assessment(
    *,
    by: User,
    assessment: Assessment,
    on: date | None = None,
    factors: Iterable[str] = (),
    shared_with_young_person_on: date | None = None,
    shared_with_parents_on: date | None = None,
) -> Assessment:
    """Authorise a complete assessment that somebody else started; its clock stops, and nothing in it changes again."""
    young_person = _hold(by, assessment, Permission.ASSESSMENT_AUTHORISE)
    require_other_than_author(by, assessment)
    day = on or timezone.localdate()
    _require_day("on", day, assessment.started_on, "Authorise it on or after the day it was started (8608)")
    lacks = outline.missing(reading_of(assessment).facts(on=day, started_on=assessment.started_on))
    if lacks:
        sentence = "Some things are needed before this assessment can be authorised."
        raise NotPossible(sentence, tuple((lack.key, lack.sentence) for lack in lacks))
    given = national.checked(factors)
    values: dict[str, Any] = {"authorised_on": day, "authorised_by": by}
    for name, shared in (
        ("shared_with_young_person_on", shared_with_young_person_on),
        ("shared_with_parents_on", shared_with_parents_on),
    ):
        if shared is not None:
            _require_day(name, shared, assessment.started_on, "Enter a day after the assessment started")
            values[name] = shared
    assessment.save_over(None, values)
    AssessmentFactor.objects.bulk_create([AssessmentFactor(assessment=assessment, code=code) for code in given])
    clocks.happened(assessment.episode, Event.ASSESSMENT_AUTHORISED, day)
    _audit(
        Kind.ASSESSMENT_AUTHORISED, by, young_person, f"assessment:{assessment.pk}", after={**values, "factors": given}
    )
    return assessment


def _hold(by: User, assessment: Assessment, permission: Permission = Permission.ASSESSMENT_WRITE) -> YoungPerson:
    """The young person, if this user may write now. Writers of one assessment take turns from here to the commit."""
    young_person = assessment.episode.young_person
    require(by, young_person, permission)
    held = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if held.from_census:
        raise NotPossible("This came from a census and stays as it came. Start our own assessment beside it.")
    closed.refuse(closed.Kept.ASSESSMENT, finished=held.authorised_on is not None)
    closed.refuse(closed.Kept.EPISODE, finished=assessment.episode.closed_on is not None)
    return young_person


def _require_day(field: str, day: date, earliest: date, sentence: str) -> None:
    steps.refuse_future(day, field)
    if day < earliest:
        raise NotPossible(f"{sentence}.", ((field, sentence),))


def _require_context_fits(
    assessment: Assessment, young_person: YoungPerson, kind: PartKind, values: Mapping[str, Any]
) -> None:
    """A context is one that is linked to the young person; a dynamic stands in a context that is assessed."""
    if kind.name == outline.CONTEXT and not links_of(young_person).filter(context=values["context"]).exists():
        sentence = "Link the context to the young person first"
        raise NotPossible(f"{sentence}.", (("context", sentence),))
    if kind.name == outline.DYNAMIC and not assessment.contexts.filter(context=values["context"]).exists():
        sentence = "Add the context to the assessment first"
        raise NotPossible(f"{sentence}.", (("context", sentence),))


def _clear_the_context(assessment: Assessment, context_id: int, name: str) -> dict[str, Any]:
    """Weights of a context that goes are taken away with it; how harm works there is taken away by hand."""
    if assessment.dynamics.filter(context=context_id).exists():
        raise NotPossible(f"Remove the ways that harm works in {name} first, so that none is lost unseen.")
    weights = assessment.weights.filter(context=context_id)
    gone = {each.view: each.weight for each in weights}
    weights.delete()
    return gone


def _require_weights_fit(assessment: Assessment, view: str, weights: Weights) -> None:
    """Every context of the assessment and no other, in whole numbers that make 100, with reasons where agreed."""
    assessed = set(assessment.contexts.values_list("context", flat=True))
    if not assessed:
        raise NotPossible("Add the contexts to the assessment first, then weigh them.")
    if set(weights) != assessed:
        raise NotPossible("The contexts of the assessment have changed. Look again, and weigh each of them.")
    wrong = [
        (f"weight_{context_id}", "Enter a whole number from 0 to 100")
        for context_id, (weight, _) in weights.items()
        if not 0 <= weight <= outline.WHOLE
    ]
    if view == "agreed":
        wrong += [
            (f"reason_{context_id}", "Say why, so that the conference can follow it")
            for context_id, (weight, reason) in weights.items()
            if weight and not reason.strip()
        ]
    said = outline.weights_said(weight for weight, _ in weights.values())
    if said or wrong:
        raise NotPossible(said or f"{wrong[0][1]}.", tuple(wrong))


def _end_answers_about_it(by: User, assessment: Assessment) -> None:
    """What a plan left open about the finding is no longer asked, so what was answered ends."""
    plan = current_plan(assessment.episode)
    if plan is not None and plan.status != "ended":
        lapse_answers(by=by, plan=plan)


def _as_typed(weights: Mapping[int, ContextWeight]) -> dict[str, object]:
    """Weights by the names of the fields in which they are typed."""
    typed: dict[str, object] = {}
    for context_id, each in weights.items():
        typed |= {f"weight_{context_id}": each.weight, f"reason_{context_id}": each.reason}
    return typed


def _audit(kind: Kind, by: User, young_person: YoungPerson, target: str, **values: Any) -> None:
    record(kind, by=by, site=young_person.site.code, record=young_person.ref, target=target, **values)
