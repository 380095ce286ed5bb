"""Pages of an assessment. Who may read may read all of it; who may write writes until it is authorised."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from roth.accounts.requests import SignedIn
from roth.assessments import access, actions, forms, present, selectors
from roth.assessments.access import Found
from roth.assessments.kinds import kind_named
from roth.assessments.models import Assessment
from roth.assessments.reading import Reading
from roth.contexts.selectors import links_of
from roth.domain import assessment as outline
from roth.domain import codes
from roth.domain.access import Permission
from roth.domain.errors import NotPossible, NotVisible
from roth.people.access import may, young_person_for
from roth.people.frame import frame
from roth.people.models import YoungPerson
from roth.ui.pages import SeeOther, form_page, page


def assessment(request: SignedIn, ref: str) -> HttpResponse:
    """The task list while it is written, and the whole of it to read."""
    young_person = young_person_for(request.user, ref, Permission.RECORD_VIEW)
    found = access.assessment_of(young_person)
    if found.ours is None:
        return _not_started(request, young_person, found)
    reading = selectors.reading_of(found.ours)
    writable = _writable(young_person, found.ours)
    today = timezone.localdate()
    return page(
        request,
        "assessments/assessment.jinja",
        title="Assessment",
        standing=present.standing(found.ours),
        groups=present.groups(reading, young_person.ref),
        progress=outline.progress(len(outline.SECTIONS), present.held(reading)),
        lacks=present.lacks(found.ours, reading, young_person.ref, today) if writable else [],
        authorise=_authorise_address(request, young_person, found.ours),
        census=_census(found),
        **_document(reading, young_person, writable),
        **frame(request, young_person, "assessment"),
    )


@require_POST
def start(request: SignedIn, ref: str) -> HttpResponse:
    """Start our assessment of the current episode."""
    young_person = young_person_for(request.user, ref, Permission.ASSESSMENT_WRITE)
    found = access.assessment_of(young_person)
    if found.episode is None:
        raise NotPossible("An assessment begins with a referral. Record the referral first.")
    actions.start_assessment(by=request.user, episode=found.episode)
    return SeeOther(_home(young_person))


def section(request: SignedIn, ref: str, key: str) -> HttpResponse:
    """One section: its words to write, its findings, or its weights; to read where it cannot be written."""
    asked = Permission.ASSESSMENT_WRITE if request.method == "POST" else Permission.RECORD_VIEW
    young_person = young_person_for(request.user, ref, asked)
    about = outline.BY_KEY.get(key)
    if about is None:
        raise NotVisible
    found = access.ours_for(young_person)
    ours = found.assessment
    if about.written and (request.method == "POST" or _writable(young_person, ours)):
        return _write(request, young_person, found, about)
    reading = selectors.reading_of(ours)
    return page(
        request,
        "assessments/section.jinja",
        title=about.title,
        section=about,
        **_document(reading, young_person, _writable(young_person, ours)),
        **frame(request, young_person, "assessment"),
    )


def part_add(request: SignedIn, ref: str, kind: str) -> HttpResponse:
    """Add a finding."""
    young_person = young_person_for(request.user, ref, Permission.ASSESSMENT_WRITE)
    made = kind_named(kind)
    ours = access.ours_to_write(young_person)
    contexts = _contexts_to_choose(kind, young_person, ours)

    def save(data: dict[str, Any]) -> Any:
        if "context" in data:
            data["context"] = contexts[data["context"]]
        return actions.add_part(by=request.user, assessment=ours, part=kind, **data)

    return form_page(
        request,
        form_class=forms.FORMS[kind],
        form_kwargs={"contexts": [(key, each.name) for key, each in contexts.items()]},
        save=save,
        title=f"Add a {made.noun}",
        key=f"assessment:{ours.pk}:{kind}:new:{request.GET.get('context', '')}",
        initial={"context": request.GET.get("context", "")},
        success=_section_of(young_person, kind),
        said=f"{made.noun[:1].upper()}{made.noun[1:]} added",
        template="assessments/part.jinja",
        nothing_to_choose=kind in (outline.CONTEXT, outline.DYNAMIC) and not contexts,
        kind=kind,
        back=_section_of(young_person, kind),
        **frame(request, young_person, "assessment"),
    )


def part(request: SignedIn, ref: str, kind: str, number: int) -> HttpResponse:
    """Change a finding."""
    young_person = young_person_for(request.user, ref, Permission.ASSESSMENT_WRITE)
    made = kind_named(kind)
    ours = access.ours_to_write(young_person)
    found = access.part_of(ours, made, number)
    where = f" in {found.context.name}" if "context" in made.fields else ""
    return form_page(
        request,
        form_class=forms.FORMS[kind],
        save=lambda data: actions.change_part(by=request.user, assessment=ours, part=kind, number=number, **data),
        title=f"Change this {made.noun}{where}",
        key=f"assessment:{ours.pk}:{kind}:{number}",
        version=found.version,
        initial={field: getattr(found, field) for field in made.fields},
        success=_section_of(young_person, kind),
        said="Saved",
        template="assessments/part.jinja",
        nothing_to_choose=False,
        kind=kind,
        back=_section_of(young_person, kind),
        **frame(request, young_person, "assessment"),
    )


def part_remove(request: SignedIn, ref: str, kind: str, number: int) -> HttpResponse:
    """Take a finding away, after saying which of the plan's actions point at it."""
    young_person = young_person_for(request.user, ref, Permission.ASSESSMENT_WRITE)
    made = kind_named(kind)
    ours = access.ours_to_write(young_person)
    if request.method == "POST":
        actions.remove_part(by=request.user, assessment=ours, part=kind, number=number)
        return SeeOther(_section_of(young_person, kind))
    found = access.part_of(ours, made, number)
    return page(
        request,
        "assessments/remove.jinja",
        title=f"Remove this {made.noun}?",
        question=found.context.name if kind == outline.CONTEXT else getattr(found, "text", ""),
        button="Remove it",
        pointing=[each.text for each in selectors.actions_on(kind, number)],
        weighed=kind == outline.CONTEXT,
        back=_section_of(young_person, kind),
        **frame(request, young_person, "assessment"),
    )


def weights(request: SignedIn, ref: str, view: str) -> HttpResponse:
    """One view of what must change first, the other views beside it."""
    young_person = young_person_for(request.user, ref, Permission.ASSESSMENT_WRITE)
    if view not in codes.WEIGHT_VIEW:
        raise NotVisible
    ours = access.ours_to_write(young_person)
    reading = selectors.reading_of(ours)
    given = reading.weights_of(view)
    kwargs = {"contexts": reading.contexts, "reasons": view == "agreed"}
    initial: dict[str, object] = {}
    for key, each in given.items():
        initial |= {f"weight_{key}": each.weight, f"reason_{key}": each.reason}

    def save(data: dict[str, Any]) -> Any:
        typed = forms.weights_in(data, reading.contexts)
        return actions.weigh_contexts(
            by=request.user, assessment=ours, view=view, weights=typed, version=data["version"]
        )

    where = present.address(young_person.ref, outline.WEIGHTS_KEY)
    return form_page(
        request,
        form_class=forms.WeightsForm,
        form_kwargs=kwargs,
        save=save,
        title=f"What must change first: {present.whose(view, young_person.name)}",
        key=f"assessment:{ours.pk}:weights:{view}",
        version=max((each.version for each in given.values()), default=0),
        initial=initial,
        success=where,
        said="Weights saved",
        template="assessments/weights.jinja",
        others=present.pictures(reading, young_person.name, without=view),
        back=where,
        **frame(request, young_person, "assessment"),
    )


def authorise(request: SignedIn, ref: str) -> HttpResponse:
    """A manager authorises what another person wrote."""
    young_person = young_person_for(request.user, ref, Permission.ASSESSMENT_AUTHORISE)
    ours = access.ours_for(young_person).assessment
    access.require_other_than_author(request.user, ours)
    today = timezone.localdate()

    def save(data: dict[str, Any]) -> Assessment:
        with _linked(young_person):
            return actions.authorise_assessment(by=request.user, assessment=ours, **data)

    lacks = present.lacks(ours, selectors.reading_of(ours), young_person.ref, today)
    return form_page(
        request,
        form_class=forms.AuthoriseForm,
        save=save,
        title="Authorise the assessment",
        key=f"assessment:{ours.pk}:authorise",
        initial={"on": today},
        success=_home(young_person),
        said="Assessment authorised",
        button="Authorise",
        template="assessments/authorise.jinja",
        lacks=lacks,
        authorised=ours.authorised_on is not None,
        back=_home(young_person),
        **frame(request, young_person, "assessment"),
    )


# --- What several pages share --------------------------------------------------------------------------------------
def _not_started(request: SignedIn, young_person: YoungPerson, found: Found) -> HttpResponse:
    startable = found.episode is not None and found.episode.closed_on is None
    return page(
        request,
        "assessments/not_started.jinja",
        title="Assessment",
        census=_census(found),
        referred=found.episode is not None,
        startable=startable and may(young_person, Permission.ASSESSMENT_WRITE),
        **frame(request, young_person, "assessment"),
    )


def _write(request: SignedIn, young_person: YoungPerson, found: access.Ours, about: outline.Section) -> HttpResponse:
    texts = selectors.section_texts(about.key, found.assessment, found.previous)
    mine = texts.get(found.assessment.pk)
    before = texts.get(found.previous.pk) if found.previous else None
    return form_page(
        request,
        form_class=forms.SectionForm,
        form_kwargs={"key": about.key, "name": young_person.name},
        save=lambda data: actions.write_section(by=request.user, assessment=found.assessment, key=about.key, **data),
        title=about.title,
        key=f"assessment:{found.assessment.pk}:{about.key}",
        version=mine.version if mine else 0,
        initial={"text": mine.text, "said_on": mine.said_on} if mine else {},
        success=_home(young_person),
        said=f"“{about.title}” saved",
        template="assessments/write.jinja",
        section=about,
        before=before,
        before_on=found.previous.started_on if found.previous else None,
        back=_home(young_person),
        **frame(request, young_person, "assessment"),
    )


def _document(reading: Reading, young_person: YoungPerson, writable: bool) -> dict[str, Any]:
    """What a page needs to show any section."""
    return {
        "reading": reading,
        "writable": writable,
        "sections": outline.SECTIONS,
        "labels": present.LABELS,
        "pictures": present.pictures(reading, young_person.name),
        "disagreement": present.disagreement(reading, young_person.name),
        "weight_views": present.weight_views(reading, young_person.name, young_person.ref),
        "reasons": present.reasons(reading),
    }


def _census(found: Found) -> list[list[tuple[str, str]]]:
    return present.census_rows(found.from_census, selectors.factors_of(found.from_census))


def _writable(young_person: YoungPerson, ours: Assessment) -> bool:
    open_still = ours.authorised_on is None and ours.episode.closed_on is None
    return open_still and may(young_person, Permission.ASSESSMENT_WRITE)


def _authorise_address(request: SignedIn, young_person: YoungPerson, ours: Assessment) -> str:
    manager = may(young_person, Permission.ASSESSMENT_AUTHORISE) and ours.author_id != request.user.pk
    return reverse("assessments:authorise", args=(young_person.ref,)) if manager and not ours.authorised_on else ""


def _contexts_to_choose(kind: str, young_person: YoungPerson, ours: Assessment) -> dict[int, Any]:
    """For a context: those linked and not assessed yet. For a dynamic: those assessed."""
    if kind == outline.DYNAMIC:
        return {each.context_id: each.context for each in ours.contexts.select_related("context")}
    if kind == outline.CONTEXT:
        free = links_of(young_person).exclude(context__in=ours.contexts.values("context"))
        return {each.context_id: each.context for each in free}
    return {}


def _home(young_person: YoungPerson) -> str:
    return reverse("assessments:assessment", args=(young_person.ref,))


def _section_of(young_person: YoungPerson, kind: str) -> str:
    return present.address(young_person.ref, outline.SECTION_OF_PART[kind])


@contextmanager
def _linked(young_person: YoungPerson) -> Iterator[None]:
    """Inside, a refusal that names a section carries the section's address, so that the page links to it."""
    try:
        yield
    except NotPossible as refused:
        missing = tuple(
            (present.address(young_person.ref, where) if where in outline.BY_KEY else where, text)
            for where, text in refused.missing
        )
        raise NotPossible(str(refused), missing) from refused
