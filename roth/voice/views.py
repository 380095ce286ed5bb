"""What was said and what answers it, for whoever works with the record: chairs, workers, managers, quality leads."""

from collections.abc import Callable
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET

from roth.accounts.requests import SignedIn
from roth.domain.access import Permission
from roth.domain.errors import NotAllowed, NotPossible
from roth.domain.voice import Speaker
from roth.people.access import may, young_person_for
from roth.people.frame import frame
from roth.people.models import YoungPerson
from roth.people.reads import log_list
from roth.ui.pages import form_page, page
from roth.voice import access, actions, forms, own_forms, present, selectors

VIEW, WRITE, REPLY, RELEASE = (
    Permission.VOICE_VIEW,
    Permission.VOICE_WRITE,
    Permission.VOICE_REPLY,
    Permission.VOICE_RELEASE,
)
PER_PAGE: Final = 25
_TABS: Final = (
    ("said", "What was said"),
    ("taking_part", "Taking part"),
    ("maps", "Safety maps"),
    ("pages", "Their own pages"),
)


@require_GET
def waiting(request: SignedIn) -> HttpResponse:
    """What nobody has answered yet, of the records that the reader may open; the oldest first."""
    if not request.user.standing.may("young_person.list"):
        raise NotAllowed("Only people who work with young people's records have a list of what was said.")
    shown = Paginator(selectors.views_without_reply(request.user), PER_PAGE).get_page(request.GET.get("page"))
    log_list(request.user, "views_without_reply", page=shown.number)
    rows = [(each, present.line(each, present.name_of(each.young_person))) for each in shown.object_list]
    return page(request, "voice/waiting.jinja", title="Waiting for an answer", rows=rows, shown=shown)


@require_GET
def said(request: SignedIn, ref: str) -> HttpResponse:
    """Everything that anybody said, with what stands beside it and what answers it."""
    person = young_person_for(request.user, ref, VIEW)
    name = present.name_of(person)
    lines = [present.line(each, name, beside=True) for each in selectors.said_about(person)]
    return page(
        request,
        "voice/said.jinja",
        title="What was said",
        name=name,
        young=[each for each in lines if not each.for_parents or each.who.startswith(name)],
        parents=[each for each in lines if each.for_parents and not each.who.startswith(name)],
        open_count=sum(each.reply is None for each in lines),
        **_around(request, person, "said"),
    )


def write(request: SignedIn, ref: str) -> HttpResponse:
    """Write down what somebody said."""
    person = young_person_for(request.user, ref, WRITE)

    def save(data: dict[str, Any]) -> Any:
        return actions.say(by=request.user, young_person=person, **data)

    about = {"speaker": Speaker.YOUNG_PERSON.value, "about": request.GET.get("about", "")}
    return _form(
        request,
        person,
        "write",
        "said",
        form_class=forms.WriteForm,
        initial=about,
        save=save,
        title="Write down what was said",
        said="It is kept as it was said.",
    )


def reply(request: SignedIn, ref: str, number: int) -> HttpResponse:
    """You said, we did: the action that does it, or why not."""
    found = access.said_for(request.user, ref, number, REPLY)
    person = found.young_person
    live = {each.pk: each for each in selectors.actions_to_show(person)}
    choices = [(key, f"{each.owner_name}: {each.text}") for key, each in live.items()]

    def save(data: dict[str, Any]) -> Any:
        data.pop("because")
        data["action"] = live.get(data["action"])
        return actions.reply(by=request.user, said=found, **data)

    return _form(
        request,
        person,
        f"reply:{number}",
        "said",
        form_class=forms.ReplyForm,
        form_kwargs={"actions": choices},
        save=save,
        title="Answer this",
        template="voice/reply.jinja",
        line=present.line(found, present.name_of(person)),
        button="Keep this answer",
        said=f"The answer is kept, and {present.name_of(person)} or whoever said it can read it.",
    )


def beside(request: SignedIn, ref: str, number: int) -> HttpResponse:
    """Write beside somebody's words."""
    found = access.said_for(request.user, ref, number, WRITE)
    return _form(
        request,
        found.young_person,
        f"beside:{number}",
        "said",
        form_class=forms.BesideForm,
        save=lambda data: actions.write_beside(by=request.user, said=found, **data),
        title="Write beside these words",
        template="voice/reply.jinja",
        line=present.line(found, present.name_of(found.young_person)),
        said="It stands beside the words, which stay as they were said.",
    )


def readers(request: SignedIn, ref: str, number: int) -> HttpResponse:
    """Change who else may read somebody's words, because they asked for it."""
    found = access.said_for(request.user, ref, number, WRITE)
    return _form(
        request,
        found.young_person,
        f"readers:{number}",
        "said",
        form_class=own_forms.WhoReadsForm,
        initial={"shown_to": [audience.value for audience in selectors.sees(found)]},
        save=lambda data: actions.choose_readers(by=request.user, said=found, **data),
        title="Who else may read this",
        template="voice/reply.jinja",
        line=present.line(found, present.name_of(found.young_person)),
        said="That is changed.",
    )


@require_GET
def taking_part(request: SignedIn, ref: str) -> HttpResponse:
    """How people wish to take part, the advocate, the talks about meetings, what they think afterwards."""
    person = young_person_for(request.user, ref, VIEW)
    name = present.name_of(person)
    return page(
        request,
        "voice/taking_part.jinja",
        title="Taking part",
        name=name,
        wishes=[present.wish(each, name) for each in selectors.wishes(person)],
        offer=present.offer(selectors.advocate_offer(person)),
        talks=[present.talk(each) for each in selectors.talks_of(person)],
        feedback=present.feedback(selectors.feedback_of(person), name),
        **_around(request, person, "taking_part"),
    )


def wish(request: SignedIn, ref: str) -> HttpResponse:
    """Write down how somebody wishes to take part."""
    person = young_person_for(request.user, ref, WRITE)

    def save(data: dict[str, Any]) -> Any:
        on, speaker = data.pop("on"), data.pop("speaker")
        return actions.wish_to_take_part(by=request.user, young_person=person, speaker=speaker, on=on, wish=data)

    return _form(
        request,
        person,
        "wish",
        "taking_part",
        form_class=forms.TakingPartForm,
        initial={"speaker": Speaker.YOUNG_PERSON.value},
        save=save,
        title="How they wish to take part",
        said="It is kept, and the chair and coordinator can see it.",
    )


def advocate(request: SignedIn, ref: str) -> HttpResponse:
    """Offer an advocate; once it is offered, write down the answer."""
    person = young_person_for(request.user, ref, WRITE)
    standing = selectors.advocate_offer(person)
    offering = standing is None or standing.state == "declined"

    def save(data: dict[str, Any]) -> Any:
        if offering:
            return actions.offer_advocate(by=request.user, young_person=person, **data)
        name = data.pop("met_name") or data.pop("advocate_name", "")
        data.pop("advocate_name", None)
        return actions.answer_offer(by=request.user, young_person=person, advocate_name=name, **data)

    return _form(
        request,
        person,
        f"advocate:{'offer' if offering else 'answer'}",
        "taking_part",
        form_class=forms.OfferForm if offering else forms.OfferAnswerForm,
        save=save,
        title="Offer an advocate" if offering else "What they said to an advocate",
        said="It is kept.",
    )


def talk(request: SignedIn, ref: str) -> HttpResponse:
    """Write down a talk about the meeting, before it or after it."""
    person = young_person_for(request.user, ref, WRITE)
    meeting = selectors.meeting_of(person)
    if meeting is None:
        raise NotPossible("There is no meeting yet. One is asked for when the pathway is decided.")
    return _form(
        request,
        person,
        "talk",
        "taking_part",
        form_class=forms.TalkForm,
        save=lambda data: actions.record_talk(by=request.user, young_person=person, meeting=meeting, **data),
        title="A talk about the meeting",
        said="The talk is kept.",
    )


def feedback(request: SignedIn, ref: str) -> HttpResponse:
    """Ask the young person how it is going, or a parent (`?of=mother`)."""
    person = young_person_for(request.user, ref, WRITE)
    asked = request.GET.get("of", "")
    speaker = Speaker(asked) if asked in list(Speaker) else Speaker.YOUNG_PERSON

    def save(data: dict[str, Any]) -> Any:
        on, words = data.pop("on"), data.pop("words")
        answers = {code: answer for code, answer in data.items() if answer}
        return actions.give_feedback(
            by=request.user, young_person=person, speaker=speaker.value, on=on, words=words, answers=answers
        )

    return _form(
        request,
        person,
        f"feedback:{speaker.value}",
        "taking_part",
        form_class=forms.FeedbackWithForm,
        form_kwargs={"speaker": speaker.value},
        save=save,
        title=f"What {present.name_of(person)} thinks" if speaker is Speaker.YOUNG_PERSON else "What a parent thinks",
        said="The answers are kept.",
    )


@require_GET
def maps(request: SignedIn, ref: str) -> HttpResponse:
    """Every safety map, each with what changed since the one before."""
    person = young_person_for(request.user, ref, VIEW)
    return page(
        request,
        "voice/maps.jinja",
        title="Safety maps",
        maps=present.maps(selectors.maps_of(person)),
        name=present.name_of(person),
        **_around(request, person, "maps"),
    )


def make_map(request: SignedIn, ref: str) -> HttpResponse:
    """Make a safety map with the young person."""
    person = young_person_for(request.user, ref, WRITE)
    return _form(
        request,
        person,
        "map",
        "maps",
        form_class=forms.MapWithForm,
        save=lambda data: actions.make_safety_map(by=request.user, young_person=person, **data),
        title=f"A safety map with {present.name_of(person)}",
        said="The map is kept.",
        button="Keep this map",
    )


# --- Parts ------------------------------------------------------------------------------------------------------------
def tabs(ref: str, current: str) -> list[tuple[str, str, bool]]:
    """The pages of this room in one record."""
    return [(text, reverse(f"voice:{name}", args=(ref,)), name == current) for name, text in _TABS]


def _around(request: SignedIn, person: YoungPerson, current: str) -> dict[str, Any]:
    return {
        "tabs": tabs(person.ref, current),
        "may_write": may(person, WRITE),
        "may_reply": may(person, REPLY),
        "may_release": may(person, RELEASE),
        **frame(request, person, "voice"),
    }


def _form(
    request: SignedIn,
    person: YoungPerson,
    key: str,
    leads_to: str,
    *,
    save: Callable[[dict[str, Any]], Any],
    **kwargs: Any,
) -> HttpResponse:
    """A form in this room of one record, which leads back to the page that it came from."""
    back = reverse(f"voice:{leads_to}", args=(person.ref,))
    return form_page(
        request,
        save=save,
        key=f"voice:{person.ref}:{key}",
        success=back,
        back=back,
        **frame(request, person, "voice"),
        **kwargs,
    )
