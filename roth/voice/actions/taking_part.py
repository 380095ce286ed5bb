"""How somebody wishes to take part, the offer of an advocate, talks about a meeting, feedback after it, safety maps."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone

from roth.accounts.models import User
from roth.audit.kinds import Kind
from roth.domain import voice
from roth.domain.access import Permission
from roth.domain.clock_events import Event
from roth.domain.errors import NotPossible
from roth.domain.voice import Agreement, OfferState, Speaker, TalkKind
from roth.meetings.models import Meeting
from roth.pathway import clocks
from roth.pathway.selectors import current_episode
from roth.people.access import require
from roth.people.models import YoungPerson
from roth.voice import selectors
from roth.voice.access import Actor, require_to_speak
from roth.voice.actions.common import account, audit, kept, not_in_the_future, page_of_words, refuse
from roth.voice.models import (
    AdvocateOffer,
    Feedback,
    FeedbackAnswer,
    Handover,
    SafetyMap,
    SafetyPlace,
    TakingPart,
    Talk,
)

WISH_FIELDS: Final = (
    *("participation", "who_helps", "who_there", "who_not", "place_and_time", "not_said", "plan_form"),
)
# What a talk is for the clocks: by its kind, and whether it took place.
_TALKED: Final = {
    (TalkKind.BEFORE, True): None,
    (TalkKind.BEFORE, False): None,
    (TalkKind.DEBRIEF, True): Event.TOLD,
    (TalkKind.DEBRIEF, False): Event.NOT_TOLD,
    (TalkKind.FOLLOW_UP, True): Event.VISITED_AFTER,
    (TalkKind.FOLLOW_UP, False): Event.NOT_VISITED,
}
PLACE_FIELDS: Final = ("kind", "label", "when", "feeling", "why", "who_helps", "route")


@transaction.atomic
def wish_to_take_part(
    *,
    by: Actor,
    young_person: YoungPerson,
    speaker: str = Speaker.YOUNG_PERSON.value,
    wish: Mapping[str, str | None],
    on: date | None = None,
) -> TakingPart:
    """Keep how somebody wishes to take part: any of `WISH_FIELDS`. The wishes they had before stay in the record."""
    who, day = Speaker(speaker), on or timezone.localdate()
    unknown = set(wish) - set(WISH_FIELDS)
    if unknown:
        raise TypeError(f"A wish to take part has no {', '.join(sorted(unknown))}.")
    right = require_to_speak(by, young_person, who)
    wrong = not_in_the_future(day, "on")
    if not any((value or "").strip() for value in wish.values()):
        wrong += (("participation", "Say at least one thing about how they wish to take part"),)
    refuse("Nothing is kept yet.", wrong)
    values = {name: value or "" for name, value in wish.items()}
    found = TakingPart(
        young_person=young_person,
        speaker=who.value,
        tie=page_of_words(by, right, young_person, who) if who in voice.PARENTS else None,
        prepared_by=by.audit_name,
        on=day,
        by=account(by),
        at=timezone.now(),
        **values,
    )
    found.save(force_insert=True)
    audit(Kind.TAKING_PART, by, young_person, f"taking_part:{found.pk}", after=kept({"speaker": who.value, **values}))
    return found


@transaction.atomic
def offer_advocate(*, by: User, young_person: YoungPerson, on: date) -> AdvocateOffer:
    """Offer an advocate: to every young person, before they have to ask (opt-out)."""
    require(by, young_person, Permission.VOICE_WRITE)
    standing = selectors.advocate_offer(young_person)
    if standing is not None and standing.state != OfferState.DECLINED:
        raise NotPossible("An advocate is offered already. Write down the answer.")
    refuse("Nothing is offered yet.", not_in_the_future(on, "on"))
    offer = AdvocateOffer(young_person=young_person, offered_on=on, offered_by=by)
    offer.save(force_insert=True)
    audit(Kind.ADVOCATE_OFFERED, by, young_person, f"advocate_offer:{offer.pk}", after={"on": on})
    return offer


@transaction.atomic
def answer_offer(
    *, by: Actor, young_person: YoungPerson, state: str, on: date, words: str = "", advocate_name: str = ""
) -> AdvocateOffer:
    """Write down the answer to the offer: yes, met, or not now, with what the young person said to it."""
    right = require_to_speak(by, young_person, Speaker.YOUNG_PERSON)
    offer = selectors.advocate_offer(young_person)
    if offer is None:
        raise NotPossible("Nobody has offered an advocate yet. Offer one first.")
    new = OfferState(state)
    wrong = not_in_the_future(on, "on")
    if on < offer.offered_on:
        wrong += (("on", "Enter a day after the offer was made"),)
    if new is OfferState.OFFERED:
        wrong += (("state", "Choose the answer"),)
    if new is OfferState.MET and right is not Permission.VOICE_WRITE:
        wrong += (("state", "Choose yes or no"),)
    refuse("The answer is not kept yet.", wrong)
    before = {"state": offer.state}
    offer.state, offer.words = new.value, words or offer.words
    offer.advocate_name = advocate_name or offer.advocate_name
    setattr(offer, "met_on" if new is OfferState.MET else "answered_on", on)
    if offer.answered_on is None:
        offer.answered_on = on
    offer.save(update_fields=["state", "words", "advocate_name", "met_on", "answered_on"])
    after = kept({"state": new.value, "on": on, "words": words, "advocate_name": advocate_name})
    _tell_the_clock(offer, on)
    audit(Kind.ADVOCATE_ANSWERED, by, young_person, f"advocate_offer:{offer.pk}", before=before, after=after)
    return offer


def _tell_the_clock(offer: AdvocateOffer, on: date) -> None:
    """An advocate is arranged once there is one by name, or the young person says that they want none (T10)."""
    episode = current_episode(offer.young_person)
    if episode is None or episode.closed_on is not None:
        return
    if offer.state == OfferState.DECLINED:
        clocks.happened(episode, Event.ADVOCATE_DECLINED, on)
    elif selectors.has_advocate(offer):
        clocks.happened(episode, Event.ADVOCATE_ARRANGED, on)


@transaction.atomic
def record_talk(
    *,
    by: User,
    young_person: YoungPerson,
    meeting: Meeting,
    kind: str,
    on: date | None = None,
    where: str = "",
    told: str = "",
    why_not: str = "",
) -> Talk:
    """Write down that somebody talked with the young person about a meeting, or why nobody did."""
    require(by, young_person, Permission.VOICE_WRITE)
    wrong = not_in_the_future(on, "on") if on else ()
    if on is None and not why_not.strip():
        wrong += (("on", "Enter the day of the talk, or say why it did not happen"),)
    if meeting.episode.young_person_id != young_person.pk:
        raise NotPossible("This meeting is about somebody else.")
    held = meeting.held_on
    if on and held and (on > held if kind == TalkKind.BEFORE else on < held):
        side = "on or before" if kind == TalkKind.BEFORE else "on or after"
        wrong += (("on", f"Enter a day {side} the day of the meeting"),)
    refuse("The talk is not kept yet.", wrong)
    talk = Talk(
        young_person=young_person,
        meeting=meeting,
        kind=TalkKind(kind).value,
        on=on,
        where=where,
        told=told,
        why_not=why_not,
        by=by,
        at=timezone.now(),
    )
    talk.save(force_insert=True)
    after = kept({"kind": kind, "on": on, "where": where, "told": told, "why_not": why_not})
    if event := _TALKED[TalkKind(kind), on is not None]:
        clocks.happened(meeting.episode, event, on or timezone.localdate(), since=held)
    audit(Kind.TALKED, by, young_person, f"talk:{talk.pk}", after=after)
    return talk


@transaction.atomic
def give_feedback(
    *,
    by: Actor,
    young_person: YoungPerson,
    answers: Mapping[str, str],
    speaker: str = Speaker.YOUNG_PERSON.value,
    words: str = "",
    on: date | None = None,
) -> Feedback:
    """Keep what somebody thinks afterwards: an `Agreement` for any of the sentences. Nothing is added up."""
    who, day = Speaker(speaker), on or timezone.localdate()
    right = require_to_speak(by, young_person, who)
    known = {item.code for item in voice.items_for(who)}
    given = {item: Agreement(answer).value for item, answer in answers.items() if answer}
    if set(given) - known:
        raise ValueError(f"These sentences are not asked of {who.label}: {sorted(set(given) - known)}")
    wrong = not_in_the_future(day, "on")
    if not given and not words.strip():
        wrong += (("words", "Answer at least one of these, or write something"),)
    refuse("Nothing is kept yet.", wrong)
    feedback = Feedback(
        young_person=young_person,
        speaker=who.value,
        tie=page_of_words(by, right, young_person, who) if who in voice.PARENTS else None,
        asked_by="" if right is not Permission.VOICE_WRITE else by.audit_name,
        on=day,
        words=words,
        by=account(by),
        at=timezone.now(),
    )
    feedback.save(force_insert=True)
    rows = [FeedbackAnswer(feedback=feedback, item=item, answer=answer) for item, answer in given.items()]
    FeedbackAnswer.objects.bulk_create(rows)
    after = kept({"speaker": who.value, "answers": given, "words": words})
    audit(Kind.FEEDBACK_GIVEN, by, young_person, f"feedback:{feedback.pk}", after=after)
    return feedback


@transaction.atomic
def make_safety_map(
    *,
    by: Actor,
    young_person: YoungPerson,
    places: Iterable[Mapping[str, str]],
    what_would_help: str = "",
    made_with: str = "",
    on: date | None = None,
) -> SafetyMap:
    """Keep a safety map: each place with `PLACE_FIELDS`. An earlier map stays beside it, so that change can be seen."""
    require_to_speak(by, young_person, Speaker.YOUNG_PERSON)
    rows, day = list(places), on or timezone.localdate()
    wrong = not_in_the_future(day, "on")
    if not rows:
        wrong += (("places", "Put at least one place on the map"),)
    for number, row in enumerate(rows, 1):
        if voice.is_an_address(row["label"]) or voice.is_an_address(row.get("route", "")):
            wrong += (("places", f"Place {number}: {voice.NOT_AN_ADDRESS}"),)
    refuse("The map is not kept yet.", wrong)
    found = SafetyMap(
        young_person=young_person,
        made_on=day,
        made_with=made_with or ("" if isinstance(by, Handover) else by.name),
        what_would_help=what_would_help,
        by=account(by),
        at=timezone.now(),
    )
    found.save(force_insert=True)
    kept_places = [SafetyPlace(map=found, **{name: row.get(name) or "" for name in PLACE_FIELDS}) for row in rows]
    SafetyPlace.objects.bulk_create(kept_places)
    after = {"made_on": day, "places": [kept({name: row.get(name) for name in PLACE_FIELDS}) for row in rows]}
    audit(Kind.MAP_MADE, by, young_person, f"safety_map:{found.pk}", after=after)
    return found
