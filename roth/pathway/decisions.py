"""Pages from the strategy discussion to the pathway decision. Those of the referral are in `views`.

Each address shows the form while its step is to be taken, and afterwards what was recorded.
"""

from django.http import HttpRequest, HttpResponse

from roth.accounts.selectors import current_members
from roth.domain.access import Permission, Role
from roth.domain.closed import Kept
from roth.domain.errors import NotVisible
from roth.domain.pathway import Stage, missing
from roth.meetings.selectors import chairs_for
from roth.pathway import actions, addresses, decision_forms, forms, present, records, selectors
from roth.pathway.models import Episode, Section47Enquiry, StrategyDiscussion
from roth.pathway.views import dates_of, episode_of, record_page, refuse_unless_at, step_form, user_of
from roth.people import access
from roth.people.models import YoungPerson
from roth.ui.formats import today
from roth.ui.pages import SeeOther


def call_strategy(request: HttpRequest, ref: str) -> HttpResponse:
    """Call a strategy discussion because something new is known."""
    young_person = access.young_person_for(user_of(request), ref, Permission.TRIAGE_DECIDE)
    episode = episode_of(young_person)
    refuse_unless_at(request, episode, *actions.CALLS_A_DISCUSSION)
    return step_form(
        request,
        young_person,
        actions.call_strategy_discussion,
        form_class=forms.CallForm,
        form_kwargs={"name": young_person.name, **dates_of(episode)},
        title="Call a strategy discussion",
        key=f"call:{episode.pk}",
        said="A strategy discussion is called",
    )


def strategy(request: HttpRequest, ref: str) -> HttpResponse:
    """Record a strategy discussion; when none is due, the last one."""
    young_person = access.young_person_for(user_of(request), ref, Permission.RECORD_VIEW)
    episode = episode_of(young_person)
    last = selectors.strategy_discussions(episode).last()
    if request.method == "GET" and episode.stage != Stage.STRATEGY and last is not None:
        return SeeOther(addresses.of("pathway:strategy_record", ref, last.pk))
    access.require(user_of(request), young_person, Permission.STRATEGY_RECORD)
    refuse_unless_at(request, episode, Stage.STRATEGY)
    managers = {user.pk: user for user in current_members(young_person.site_id, Role.TEAM_MANAGER)}
    return step_form(
        request,
        young_person,
        actions.record_strategy_discussion,
        form_class=decision_forms.StrategyForm,
        form_kwargs={"name": young_person.name, "chairs": managers, **dates_of(episode)},
        title="Record a strategy discussion",
        key=f"strategy:{episode.pk}",
        initial={"chair": user_of(request).pk, "trigger": _why(episode)},
        button="Save the discussion",
        said="The strategy discussion is saved",
    )


def strategy_record(request: HttpRequest, ref: str, number: int) -> HttpResponse:
    """One strategy discussion as it was recorded."""
    young_person = access.young_person_for(user_of(request), ref, Permission.RECORD_VIEW)
    found: StrategyDiscussion | None = selectors.strategy_discussion(young_person, number)
    if found is None:
        raise NotVisible
    return record_page(
        request,
        young_person,
        "Strategy discussion",
        parts=records.strategy(found, found.participants.all(), found.actions.all()),
        recorded=records.recorded(found.recorded_by, found.recorded_at),
        kept=(Kept.STRATEGY, (found.episode, found.pk)),
    )


def enquiry(request: HttpRequest, ref: str) -> HttpResponse:
    """Write the section 47 enquiry while it is open; for everyone else, and afterwards, read it."""
    saving = request.method != "GET"
    permission = Permission.ENQUIRY_RECORD if saving else Permission.RECORD_VIEW
    young_person = access.young_person_for(user_of(request), ref, permission)
    episode, found = _enquiry_of(young_person)
    is_open = episode.stage == Stage.ENQUIRY and found.authorised_on is None
    if not saving and not (is_open and access.may(young_person, Permission.ENQUIRY_RECORD)):
        return _enquiry_record(request, young_person, found)
    return step_form(
        request,
        young_person,
        actions.record_enquiry,
        form_class=decision_forms.EnquiryForm,
        form_kwargs={"name": young_person.name, "enquiry": found},
        title="Section 47 enquiry",
        template="pathway/enquiry.jinja",
        key=f"enquiry:{found.pk}",
        version=found.version,
        initial={name: getattr(found, name) for name in actions.ENQUIRY_FIELDS},
        success=addresses.of("pathway:enquiry", ref),
        said="What you wrote is saved. You can come back to it.",
        lacks=_lacks(episode),
        started_on=found.started_on,
        authorise=_authorise_address(young_person),
    )


def authorise_enquiry(request: HttpRequest, ref: str) -> HttpResponse:
    """Read the whole enquiry, and say whether harm was substantiated."""
    young_person = access.young_person_for(user_of(request), ref, Permission.ENQUIRY_AUTHORISE)
    episode, found = _enquiry_of(young_person)
    refuse_unless_at(request, episode, Stage.ENQUIRY)
    return step_form(
        request,
        young_person,
        actions.authorise_enquiry,
        form_class=decision_forms.AuthoriseForm,
        form_kwargs={"name": young_person.name, "enquiry": found, **dates_of(episode)},
        title="Authorise the section 47 enquiry",
        template="pathway/authorise.jinja",
        key=f"authorise:{found.pk}",
        button="Authorise",
        said="The enquiry is authorised",
        parts=records.enquiry(found),
        lacks=_lacks(episode),
        enquiry=addresses.of("pathway:enquiry", ref),
    )


def decide(request: HttpRequest, ref: str) -> HttpResponse:
    """The ten questions and the pathway; afterwards, what was decided."""
    young_person = access.young_person_for(user_of(request), ref, Permission.RECORD_VIEW)
    episode = episode_of(young_person)
    decided = selectors.pathway_decision(episode)
    if decided is not None and request.method == "GET" and episode.stage != Stage.PATHWAY_DECISION:
        return record_page(
            request,
            young_person,
            "Pathway decision",
            parts=records.decision(decided),
            recorded=records.recorded(decided.decided_by, decided.decided_on, "Decided"),
            kept=(Kept.DECISION, (episode, decided.pk)),
        )
    access.require(user_of(request), young_person, Permission.PATHWAY_DECIDE)
    refuse_unless_at(request, episode, Stage.PATHWAY_DECISION)
    chairs = {user.pk: user for user in chairs_for(young_person)}
    return step_form(
        request,
        young_person,
        actions.decide_pathway,
        form_class=decision_forms.DecisionForm,
        form_kwargs={"name": young_person.name, "chairs": chairs, **dates_of(episode)},
        title="Decide the pathway",
        template="pathway/decide.jinja",
        key=f"decide:{episode.pk}",
        button="Save the decision",
        said="The pathway is decided",
        head=present.MEANING_HEAD,
        meanings=present.meanings(),
    )


def _enquiry_record(request: HttpRequest, young_person: YoungPerson, found: Section47Enquiry) -> HttpResponse:
    if found.authorised_on:
        recorded = records.recorded(found.authorised_by, found.authorised_on, "Authorised")
    else:
        recorded = records.recorded(found.recorded_by, found.recorded_at, "Last written in")
    kept = (Kept.ENQUIRY, (found.episode, found.pk)) if found.authorised_on else None
    parts = records.enquiry(found)
    return record_page(request, young_person, "Section 47 enquiry", parts=parts, recorded=recorded, kept=kept)


def _enquiry_of(young_person: YoungPerson) -> tuple[Episode, Section47Enquiry]:
    episode = episode_of(young_person)
    found = selectors.current_enquiry(episode)
    if found is None:
        raise NotVisible
    return episode, found


def _lacks(episode: Episode) -> list[str]:
    """What the enquiry still needs before it can be authorised."""
    facts = selectors.step_facts(episode, on=today())
    return [guard.sentence for guard in missing("C11", facts) if guard.where == "enquiry"]


def _authorise_address(young_person: YoungPerson) -> str:
    may = access.may(young_person, Permission.ENQUIRY_AUTHORISE)
    return addresses.of("pathway:authorise_enquiry", young_person.ref) if may else ""


def _why(episode: Episode) -> str:
    """The reason for which the discussion was called, to start from."""
    changes = selectors.stage_changes(episode)
    return changes[-1].reason if changes else ""
