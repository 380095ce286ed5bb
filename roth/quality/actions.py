"""Answers to findings: kept with the words that were answered, ended when the plan no longer raises the question."""

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.actions import record
from roth.audit.kinds import Kind
from roth.domain import closed, coverage
from roth.domain.access import Permission
from roth.domain.errors import NotPossible
from roth.people import access
from roth.plans import selectors as plans
from roth.plans.models import Plan
from roth.quality import selectors
from roth.quality.models import FindingAnswer


@transaction.atomic
def answer_finding(*, by: User, plan: Plan, rule: str, subject: str, sentence: str = "", answer: str) -> FindingAnswer:
    """Keep what the chair said to a finding that the plan raises now, with the sentence as it stands."""
    young_person = plan.episode.young_person
    access.require(by, young_person, Permission.PLAN_ANSWER)
    closed.refuse(closed.Kept.PLAN, finished=plan.status == "ended")
    found = next((each for each in selectors.check(plan) if (each.rule, each.subject_key) == (rule, subject)), None)
    if found is None:
        raise NotPossible("The plan no longer asks this. Look at it again: somebody may have changed it.")
    if not found.answerable:
        raise NotPossible(f"Words cannot settle this one. What would: {found.satisfied_by}")
    if sentence and sentence != found.sentence:
        raise NotPossible(f"The question has changed since you opened it. It now says: {found.sentence}")
    if not answer.strip():
        raise NotPossible("Write your answer.", (("answer", "Write your answer"),))
    kept = FindingAnswer.objects.create(
        plan=plan, rule=rule, subject=subject, sentence=found.sentence, answer=answer.strip(), by=by, at=timezone.now()
    )
    record(
        Kind.FINDING_ANSWERED,
        by=by,
        site=young_person.site.code,
        record=young_person.ref,
        target=f"{rule} {subject}",
        before={"answer": found.answer or ""},
        after={"question": found.sentence, "answer": kept.answer},
    )
    return kept


@transaction.atomic
def lapse_answers(*, by: User, plan: Plan) -> tuple[FindingAnswer, ...]:
    """After a change to the plan, end the answers to questions that it no longer raises.

    An answer was to the plan as it stood. When the question comes back, it comes back open.
    """
    if not selectors.answers(plan):
        return ()
    facts = plans.facts_for(plan)
    now = timezone.now()
    ended = tuple(
        FindingAnswer.objects.create(plan=plan, rule=rule, subject=subject, sentence="", answer="", by=by, at=now)
        for rule, subject in coverage.lapsed_answers(facts)
    )
    if ended:
        young_person = plan.episode.young_person
        record(
            Kind.FINDING_ANSWERED,
            by=by,
            site=young_person.site.code,
            record=young_person.ref,
            target=f"plan:{plan.pk}",
            before={f"{each.rule} {each.subject}": facts.answers[each.rule, each.subject] for each in ended},
            reason="The plan changed and no longer asks this, so the answer ended.",
        )
    return ended
