"""Pages of the steps: where a young person is on the pathway, the referral and what was decided about it.

Pages of the later steps are in `decisions`.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from roth.accounts.models import User
from roth.contexts import selectors as contexts
from roth.domain.access import Permission
from roth.domain.closed import MAY_CORRECT, Kept
from roth.domain.errors import NotPossible, NotVisible
from roth.domain.pathway import Stage
from roth.pathway import actions, addresses, corrections, forms, present, records, selectors, writing
from roth.pathway.clocks.present import clock_cards
from roth.pathway.models import Episode, Referral
from roth.people import access
from roth.people.frame import frame
from roth.people.models import YoungPerson
from roth.ui.pages import form_page, page


def user_of(request: HttpRequest) -> User:
    """The signed-in user: every page here asks for one."""
    return request.user  # type: ignore[return-value]


def episode_of(young_person: YoungPerson) -> Episode:
    """The episode that a step's page is about."""
    episode = selectors.current_episode(young_person)
    if episode is None:
        raise NotPossible(f"{young_person.name} has no referral yet. Record one first.")
    return episode


def step_form(
    request: HttpRequest, young_person: YoungPerson, action: Callable[..., Any], **given: Any
) -> HttpResponse:
    """A form page of one step: saves with the action, links what is missing, and leads back to the steps."""
    ref = young_person.ref

    def save(data: dict[str, Any]) -> Any:
        with addresses.linked(ref, given["form_class"].base_fields):
            return action(by=user_of(request), young_person=young_person, **data)

    home = addresses.of("pathway:steps", ref)
    usual = {"save": save, "success": home, "back": home, **frame(request, young_person, "steps")}
    return form_page(request, **{**usual, **given})


def record_page(
    request: HttpRequest, young_person: YoungPerson, title: str, *, kept: tuple[Kept, Any] | None = None, **given: Any
) -> HttpResponse:
    """What one step recorded, by whom and when; of what is `kept` as it was, also its corrections."""
    context = {"change": "", "notes": (), "corrections": (), "correct": "", **given}
    if kept is not None:
        kind, (episode, key) = kept
        context["corrections"] = corrections.corrections_to(episode, kind, key)
        if access.may(young_person, MAY_CORRECT[kind]):
            context["correct"] = addresses.of("pathway:correct", young_person.ref, kind.value, key)
    context |= frame(request, young_person, "steps")
    return page(request, "pathway/record.jinja", title=title, **context)


def dates_of(episode: Episode) -> dict[str, Any]:
    """What a step's form checks its day against."""
    return {"opened_on": episode.opened_on}


def steps(request: HttpRequest, ref: str) -> HttpResponse:
    """The line, the clocks, what can happen next and what it lacks, and every step taken."""
    young_person = access.young_person_for(user_of(request), ref, Permission.RECORD_VIEW)
    episodes, today = selectors.episodes_of(young_person), timezone.localdate()
    may: Callable[[Permission], bool] = lambda permission: access.may(young_person, permission)  # noqa: E731
    context: dict[str, Any] = {"episode": None, "earlier": episodes[1:], "may_refer": may(Permission.REFERRAL_RECORD)}
    if episodes:
        episode = episodes[0]
        changes, running = selectors.stage_changes(episode), selectors.clocks(episode)
        facts = selectors.step_facts(episode, on=today)
        explains = may(Permission.RECORD_EDIT)
        context |= {
            "episode": episode,
            "line": selectors.line(episode, today, changes=changes, running=running),
            "clocks": clock_cards(running, episode, today, explains, may(Permission.CLOCK_DONE)),
            "next_steps": present.next_steps(episode, facts, may),
            "history": present.history(changes, ref),
        }
    return page(
        request,
        "pathway/steps.jinja",
        title="Steps and clocks",
        **context,
        **frame(request, young_person, "steps"),
    )


def refer(request: HttpRequest, ref: str) -> HttpResponse:
    """Record a referral, which opens an episode."""
    young_person = access.young_person_for(user_of(request), ref, Permission.REFERRAL_RECORD)
    if request.method == "GET" and selectors.open_episode(young_person):
        raise NotPossible(writing.open_already(young_person))
    return step_form(
        request,
        young_person,
        actions.record_referral,
        form_class=forms.ReferralForm,
        form_kwargs={"name": young_person.name, "contexts": _contexts(request, young_person)},
        title=f"Refer {young_person.name}",
        key=f"referral:{ref}:new",
        button="Save the referral",
        said="The referral is saved. The next step is decided within 1 working day.",
    )


def referral(request: HttpRequest, ref: str) -> HttpResponse:
    """The referral as it was recorded."""
    young_person = access.young_person_for(user_of(request), ref, Permission.RECORD_VIEW)
    episode, found = _referral_of(young_person)
    linked = [f"{link.context.name}: {link.reason}" for link in contexts.links_of(young_person)]
    changes = access.may(young_person, Permission.REFERRAL_RECORD) and episode.closed_on is None
    return record_page(
        request,
        young_person,
        "Referral",
        parts=records.referral(found, found.harms.all(), linked),
        recorded=records.recorded(found.recorded_by, found.recorded_at),
        notes=() if found.concern else ("This referral was imported with its dates and codes, and has no words yet.",),
        change=addresses.of("pathway:referral_edit", ref) if changes else "",
        kept=(Kept.REFERRAL, (episode, found.pk)) if episode.closed_on else None,
    )


def referral_edit(request: HttpRequest, ref: str) -> HttpResponse:
    """Complete or correct the referral."""
    young_person = access.young_person_for(user_of(request), ref, Permission.REFERRAL_RECORD)
    episode, found = _referral_of(young_person)
    initial = {name: getattr(found, name) for name in actions.REFERRAL_FIELDS}
    initial["harms"] = [{"harm_type": harm.harm_type, "role": harm.role} for harm in found.harms.all()]
    return step_form(
        request,
        young_person,
        actions.change_referral,
        form_class=forms.ReferralForm,
        form_kwargs={
            "name": young_person.name,
            "contexts": _contexts(request, young_person),
            "correcting": True,
            "may_move": episode.stage == Stage.REFERRAL,
        },
        title="Complete or correct the referral",
        key=f"referral:{ref}:{episode.pk}",
        version=found.version,
        initial=initial,
        success=addresses.of("pathway:referral", ref),
        said="The referral is saved",
    )


def triage(request: HttpRequest, ref: str) -> HttpResponse:
    """Decide what happens after the referral; afterwards, what was decided."""
    young_person = access.young_person_for(user_of(request), ref, Permission.RECORD_VIEW)
    episode = episode_of(young_person)
    decided = selectors.triage_of(episode)
    if decided is not None and request.method == "GET":
        return record_page(
            request,
            young_person,
            "What was decided after the referral",
            parts=records.triage(decided),
            recorded=records.recorded(decided.decided_by, decided.decided_on, "Decided"),
            kept=(Kept.TRIAGE, (episode, decided.pk)),
        )
    access.require(user_of(request), young_person, Permission.TRIAGE_DECIDE)
    refuse_unless_at(request, episode, Stage.REFERRAL)
    return step_form(
        request,
        young_person,
        actions.decide_triage,
        form_class=forms.TriageForm,
        form_kwargs={"name": young_person.name, **dates_of(episode)},
        title="Decide what happens next",
        key=f"triage:{episode.pk}",
        button="Save the decision",
        said="The decision is saved",
    )


def refuse_unless_at(request: HttpRequest, episode: Episode, *stages: Stage) -> None:
    """A form whose step has passed is not opened. One that is sent late goes on, so that its words are kept."""
    if request.method == "GET" and Stage.of(episode.stage) not in stages:
        raise NotPossible(writing.moved_on(episode))


def _referral_of(young_person: YoungPerson) -> tuple[Episode, Referral]:
    episode = episode_of(young_person)
    found = selectors.referral_of(episode)
    if found is None:
        raise NotVisible
    return episode, found


def _contexts(request: HttpRequest, young_person: YoungPerson) -> dict[int, Any]:
    """Contexts of the young person's site, by key, for a list to choose from."""
    found = contexts.visible_to(user_of(request)).filter(site=young_person.site_id)
    return {context.pk: context for context in found}
