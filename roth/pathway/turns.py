"""Pages of turns and ways out, each a form of one step: legal gateway, transfer, ending, what follows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse

from roth.domain.errors import NotPossible
from roth.domain.pathway import TRANSITIONS, Stage
from roth.pathway import actions, selectors, turn_forms, writing
from roth.pathway.addresses import TURN_PAGES, TURN_TITLES
from roth.pathway.forms import StepForm
from roth.pathway.views import dates_of, episode_of, refuse_unless_at, step_form, user_of
from roth.people import access


@dataclass(frozen=True, slots=True)
class Turn:
    """One page: its form, its action, and what it says when that is done."""

    page: str
    form: type[StepForm]
    action: Callable[..., Any]
    said: str
    button: str = "Save"

    @property
    def codes(self) -> tuple[str, ...]:
        """The steps of the table that this page takes."""
        return tuple(code for code, page in TURN_PAGES.items() if page == self.page)


TURNS: Final = {
    turn.page: turn
    for turn in (
        Turn("go_on", turn_forms.ReasonForm, actions.go_on_with_plan, "The plan goes on. Book its review early."),
        Turn(
            "legal_gateway",
            turn_forms.LegalGatewayForm,
            actions.go_to_legal_gateway,
            "The legal gateway is recorded. The plan stays in force.",
        ),
        Turn(
            "legal_gateway_back",
            turn_forms.ReasonForm,
            actions.come_back_from_legal_gateway,
            "The plan goes on",
        ),
        Turn(
            "hand_over",
            turn_forms.HandOverForm,
            actions.hand_over,
            "The move is recorded. Our plan stays in force until the other authority has held its conference.",
        ),
        Turn("call_off_transfer", turn_forms.ReasonForm, actions.call_off_transfer, "The plan goes on here"),
        Turn(
            "finish_transfer",
            turn_forms.FinishTransferForm,
            actions.finish_transfer,
            "Our plan has ended. Decide what follows, or close.",
            "End our plan",
        ),
        Turn(
            "end_plan",
            turn_forms.EndPlanForm,
            actions.end_plan_without_conference,
            "The plan has ended",
            "End the plan",
        ),
        Turn(
            "what_follows",
            turn_forms.WhatFollowsForm,
            actions.decide_what_follows,
            "The decision is saved",
            "Save the decision",
        ),
    )
}


def turn_page(name: str) -> Callable[..., HttpResponse]:
    """The view of one turn: for whoever may take its step, while the episode is where it can be taken."""
    turn = TURNS[name]
    steps = [TRANSITIONS[code] for code in turn.codes]
    stages = {stage for step in steps for stage in step.source}

    def view(request: HttpRequest, ref: str) -> HttpResponse:
        young_person = access.young_person_for(user_of(request), ref, steps[0].permission)
        episode = episode_of(young_person)
        refuse_unless_at(request, episode, *stages)
        given: dict[str, Any] = {"name": young_person.name, **dates_of(episode)}
        if turn.form is turn_forms.WhatFollowsForm:
            given |= {"stage": Stage.of(episode.stage), "nothing_found": selectors.found_nothing(episode)}
        return step_form(
            request,
            young_person,
            turn.action,
            form_class=turn.form,
            form_kwargs=given,
            title=TURN_TITLES[turn.page],
            key=f"{turn.page}:{episode.pk}",
            button=turn.button,
            said=turn.said,
        )

    view.__doc__ = TURN_TITLES[name]
    return view


def take_over(request: HttpRequest, ref: str) -> HttpResponse:
    """Take over another authority's plan, which opens an episode at its conference."""
    permission = TRANSITIONS["C30"].permission
    young_person = access.young_person_for(user_of(request), ref, permission)
    if request.method == "GET" and selectors.open_episode(young_person):
        raise NotPossible(writing.open_already(young_person))
    return step_form(
        request,
        young_person,
        actions.take_over,
        form_class=turn_forms.TakeOverForm,
        form_kwargs={"name": young_person.name},
        title=TURN_TITLES["take_over"],
        key=f"take_over:{ref}",
        said="The plan is taken over. Its conference is asked for.",
    )
