"""Pages of one clock: that what it asks for was done, and why its deadline was missed."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from roth.domain.access import Permission
from roth.domain.errors import NotVisible
from roth.pathway import actions, clocks, forms, selectors
from roth.pathway.models import Clock
from roth.pathway.views import step_form, user_of
from roth.people import access
from roth.people.models import YoungPerson


def explain_clock(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Say why a deadline was missed."""
    young_person = access.young_person_for(user_of(request), ref, Permission.RECORD_EDIT)
    clock = _clock(young_person, number)
    return step_form(
        request,
        young_person,
        lambda **data: actions.explain_clock(clock=clock, **data),
        form_class=forms.LatenessForm,
        title="Why the deadline was missed",
        template="pathway/late.jinja",
        key=f"clock:{clock.pk}",
        initial={"lateness_reason": clock.lateness_reason or None, "lateness_words": clock.lateness_words},
        words=selectors.status(clock, timezone.localdate()).sentence,
        said="Saved",
    )


def finish_clock(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """Say that what a limit asks for was done, where no record shows it by itself."""
    young_person = access.young_person_for(user_of(request), ref, Permission.CLOCK_DONE)
    clock = _clock(young_person, number)
    rule, today = clocks.rule_of(clock), timezone.localdate()
    return step_form(
        request,
        young_person,
        lambda **data: actions.finish_clock(clock=clock, **data),
        form_class=forms.ClockDoneForm,
        form_kwargs={"in_hours": rule.counts_hours},
        title=f"{rule.title}: done",
        template="pathway/late.jinja",
        key=f"clock-done:{clock.pk}",
        initial={"done_on": today},
        words=f"{selectors.status(clock, today).sentence}. {rule.wording}",
        said="Saved",
        button="It was done",
    )


def _clock(young_person: YoungPerson, number: int) -> Clock:
    clock = selectors.clock_of(young_person, number)
    if clock is None:
        raise NotVisible
    clock.episode.young_person = young_person
    return clock
