"""What is said is kept as it was said, answered, and read by whom its speaker wants; and nothing leaks."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from markupsafe import escape

from roth.accounts import actions as accounts
from roth.accounts.models import User
from roth.audit.actions import System
from roth.audit.models import Event
from roth.demo import voicing
from roth.demo.borough import crew_of, places_at
from roth.demo.cast import Cast
from roth.demo.steps import walk_to
from roth.demo.stories import FAILURES, STRONG
from roth.demo.walk import Walk
from roth.domain.access import Role
from roth.domain.calendar import ENGLAND_AND_WALES
from roth.domain.errors import NotAllowed, NotPossible, NotVisible
from roth.domain.voice import ReplyFacts, is_answered
from roth.plans import actions as plans
from roth.voice import actions, selectors
from roth.voice.models import Handover, Reply, Said

WORDS = "Dont move my mates on.  When they go\nthe others come 😐"
pytestmark = pytest.mark.django_db


def begun(cast: Cast, until: str, number: int = 0, name: tuple[str, str] = ("Rowan", "Ellery")) -> Walk:
    start = ENGLAND_AND_WALES.working_day_on_or_before(timezone.localdate() - timedelta(days=40))
    crew = crew_of(cast)
    style = STRONG if number == 0 else FAILURES[number % len(FAILURES)]
    return walk_to(Walk(crew, *name, places_at(crew, (0, 1, 2)), start, style=style, number=number), until)


@pytest.fixture
def rowan(cast: Cast) -> Walk:
    """Rowan's plan is in force, and Rowan, a parent and the advocate have their pages."""
    walk = begun(cast, "in_force")
    voicing.give_pages(walk, cast)
    return walk


def say(walk: Walk, by: Any, words: str = WORDS, **more: Any) -> Said:
    return actions.say(by=by, young_person=walk.young_person, words=words, **more)


def another_user(cast: Cast, name: str, role: Role) -> User:
    by = System("tests")
    user = accounts.add_user(by=by, email=f"{name}@example.org", name=name)
    since = timezone.localdate() - timedelta(days=90)
    accounts.start_membership(
        by=by, user=user, site=cast.site, agency=cast.agencies["other"], role=role, starts_on=since
    )
    return user


# --- Words are kept ---------------------------------------------------------------------------------------------------
def test_words_are_kept_to_the_letter_with_who_wrote_them_down_how_and_when(rowan: Walk, cast: Cast) -> None:
    said = say(rowan, cast.young_person_user)
    said.refresh_from_db()
    assert said.words == WORDS
    assert (said.how, said.written_by_name, said.said_on) == ("own_page", "Rowan Ellery", timezone.localdate())
    through = say(rowan, cast.advocate, "Tell them yes")
    assert (through.speaker, through.how) == ("young_person", "advocate")
    told = say(rowan, cast.social_worker, "On the phone", how="conversation")
    assert told.how == "conversation"


def test_nobody_edits_words_and_a_worker_writes_beside_them(rowan: Walk, cast: Cast) -> None:
    said = say(rowan, cast.young_person_user)
    said.words = "Something milder"
    for save in ({}, {"update_fields": ["words"]}, {"update_fields": ["words", "to_parent"]}):
        with pytest.raises(TypeError, match="never edited"):
            said.save(**save)
    actions.write_beside(by=cast.social_worker, said=said, text="Said in tears.")
    assert Said.objects.get(pk=said.pk).words == WORDS


def test_nobody_speaks_for_somebody_else(rowan: Walk, cast: Cast) -> None:
    person = rowan.young_person
    for by, speaker in ((cast.young_person_user, "mother"), (cast.parent, "young_person"), (cast.advocate, "mother")):
        with pytest.raises(NotVisible):
            actions.say(by=by, young_person=person, speaker=speaker, words="Not mine to say")
    with pytest.raises(NotAllowed):
        actions.say(by=cast.parent, young_person=person, speaker="father", words="Not mine to say")
    with pytest.raises(NotVisible):
        actions.say(by=cast.youth_worker, young_person=begun(cast, "referred", 5).young_person, words="Nor this")
    with pytest.raises(NotAllowed):
        actions.say(by=cast.quality_lead, young_person=person, words="A reader writes nothing")


# --- You said, we did -------------------------------------------------------------------------------------------------
def test_a_view_waits_until_an_action_answers_it_and_waits_again_when_the_action_is_taken_out(
    rowan: Walk, cast: Cast
) -> None:
    said = say(rowan, cast.young_person_user)
    assert said in selectors.views_without_reply(cast.chair)
    action = selectors.actions_to_show(rowan.young_person)[0]
    actions.reply(by=cast.chair, said=said, words="The youth worker stays with you all.", action=action)
    assert said not in selectors.views_without_reply(cast.chair)
    plans.remove_action(by=cast.social_worker, action=action, reason="Nobody can do it now")
    assert said in selectors.views_without_reply(cast.chair)
    actions.reply(by=cast.chair, said=said, words="We cannot do it this year.", why_not="No money for it")
    assert said not in selectors.views_without_reply(cast.chair)


def test_what_waits_in_sql_is_what_waits_by_the_rule(cast: Cast) -> None:
    for number in (0, 1, 2):
        walk = begun(cast, "in_force", number, (f"Given{number}", "Moss"))
        action = selectors.actions_to_show(walk.young_person)[0]
        for reply in ({"action": action}, {"why_not": "No"}):
            actions.reply(by=cast.chair, said=say(walk, cast.social_worker, how="written"), words="So", **reply)
        say(walk, cast.social_worker, how="written")
        plans.remove_action(by=cast.social_worker, action=action, reason="Not any more")
    waiting = set(selectors.unanswered())
    seen = set()
    for said in Said.objects.all():
        replies = Reply.objects.filter(said=said).select_related("action")
        facts = [ReplyFacts(each.action.status if each.action else "", each.why_not) for each in replies]
        assert (said in waiting) is not is_answered(facts)
        seen.add(is_answered(facts))
    assert seen == {True, False}


def test_a_reply_leans_on_an_action_of_this_young_persons_plan_alone(rowan: Walk, cast: Cast) -> None:
    said, other = say(rowan, cast.young_person_user), begun(cast, "in_force", 3, ("Given3", "Moss"))
    theirs = selectors.actions_to_show(other.young_person)[0]
    with pytest.raises(NotPossible) as refused:
        actions.reply(by=cast.chair, said=said, words="Yes", action=theirs)
    assert "action" in dict(refused.value.missing)


def test_what_waits_is_listed_only_for_those_who_may_read_it(rowan: Walk, cast: Cast) -> None:
    said = say(rowan, cast.young_person_user, shown_to=["meeting"])
    for user in (cast.social_worker, cast.team_manager, cast.chair, cast.coordinator, cast.quality_lead):
        assert said in selectors.views_without_reply(user), user
    for user in (cast.youth_worker, cast.other_team_worker, cast.other_site_worker, cast.parent, cast.administrator):
        assert said not in selectors.views_without_reply(user), user


# --- The three pages --------------------------------------------------------------------------------------------------
def page(client: Any, name: str = "mine", *args: Any) -> str:
    answer = client.get(reverse(f"voice:{name}", args=args))
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def test_the_young_person_reads_the_reply_beside_what_they_said(rowan: Walk, cast: Cast, client_for) -> None:
    client = client_for(cast.young_person_user)
    sent = client.post(
        reverse("voice:say"), {"words": "Fix the lights by the canal", "about": "change", "shown_to": ["meeting"]}
    )
    assert sent.status_code == 303
    assert "Nobody has answered this yet" in page(client)
    chair = client_for(cast.chair)
    said = Said.objects.get(words="Fix the lights by the canal")
    address = reverse("voice:reply", args=(rowan.young_person.ref, said.pk))
    action = selectors.actions_to_show(rowan.young_person)[0]
    data = {"because": "action", "action": action.pk, "words": "The council fixes them in June."}
    today = timezone.localdate()
    data |= {"on_0": today.day, "on_1": today.month, "on_2": today.year}
    data |= {"on-day": today.day, "on-month": today.month, "on-year": today.year}
    assert chair.post(address, data).status_code == 303
    read = page(client)
    assert read.index("Fix the lights") < read.index("The council fixes them in June.")


def test_private_words_never_reach_a_parent_until_the_young_person_says_so(rowan: Walk, cast: Cast, client_for) -> None:
    said = say(rowan, cast.young_person_user, "I am scared of the chat", shown_to=["meeting", "advocate"])
    parent, mine = client_for(cast.parent), client_for(cast.young_person_user)
    assert "scared of the chat" not in page(parent)
    changed = mine.post(reverse("voice:who_reads", args=(said.pk,)), {"shown_to": ["parent"]})
    assert changed.status_code == 303
    assert "scared of the chat" in page(parent)
    mine.post(reverse("voice:who_reads", args=(said.pk,)), {})
    assert "scared of the chat" not in page(parent)
    kinds = set(Event.objects.filter(target=f"said:{said.pk}").values_list("kind", flat=True))
    assert kinds == {"voice.said", "voice.said_shown_to"}


def test_a_parent_reads_what_is_released_and_nothing_else(rowan: Walk, cast: Cast, client_for) -> None:
    shown = {each.words for each in selectors.shown_to(rowan.young_person, "parent")}
    mine = {each.words for each in selectors.shown_to(rowan.young_person, "young_person")}
    assert shown
    assert mine - shown
    read = page(client_for(cast.parent))
    assert all(str(escape(words)) in read for words in shown)
    assert not any(str(escape(words)) in read for words in mine - shown)
    assert "Civic offices" not in read, "the meeting is not released to parents"


def test_two_parents_read_their_own_words_and_not_each_others(rowan: Walk, cast: Cast, client_for) -> None:
    father = another_user(cast, "Otis", Role.PARENT)
    tie = {"email": father.email, "role": Role.PARENT, "speaks_as": "father", "starts_on": timezone.localdate()}
    actions.make_tie(by=cast.social_worker, young_person=rowan.young_person, **tie)
    say(rowan, father, "I was never asked", speaker="father")
    say(rowan, cast.parent, "I ring round every night", speaker="mother")
    his, hers = page(client_for(father)), page(client_for(cast.parent))
    assert "never asked" in his
    assert "ring round" not in his
    assert "ring round" in hers
    assert "never asked" not in hers


def test_an_advocates_page_ends_with_the_role_and_with_the_tie(rowan: Walk, cast: Cast, client_for) -> None:
    client = client_for(cast.advocate)
    page(client)
    membership = cast.advocate.memberships.get()
    accounts.end_membership(by=System("tests"), membership=membership, ends_on=timezone.localdate() - timedelta(days=1))
    assert client_for(User.objects.get(pk=cast.advocate.pk)).get(reverse("voice:mine")).status_code in (403, 404)


def test_a_page_that_is_not_safe_is_shut_at_once_and_loses_nothing(rowan: Walk, cast: Cast, client_for) -> None:
    tie = rowan.young_person.ties.get(user=cast.parent)
    actions.pause_tie(by=cast.social_worker, tie=tie, reason="Somebody at home reads her phone.")
    client = client_for(cast.parent)
    assert client.get(reverse("voice:mine")).status_code == 404
    with pytest.raises(NotVisible):
        say(rowan, cast.parent, "Hello", speaker="mother")
    tie.refresh_from_db()
    actions.reopen_tie(by=cast.social_worker, tie=tie)
    assert "Who rings me" in page(client)


def test_a_tie_that_has_ended_or_not_begun_opens_nothing(rowan: Walk, cast: Cast, client_for) -> None:
    tie, today = rowan.young_person.ties.get(user=cast.young_person_user), timezone.localdate()
    client = client_for(cast.young_person_user)
    for starts, ends in ((today - timedelta(days=9), today - timedelta(days=1)), (today + timedelta(days=1), None)):
        tie.starts_on, tie.ends_on = starts, ends
        tie.save()
        assert client.get(reverse("voice:mine")).status_code == 404


def test_a_young_person_has_one_page_and_somebody_of_another_role_none(rowan: Walk, cast: Cast) -> None:
    other = begun(cast, "referred", 7, ("Given7", "Moss")).young_person
    today = timezone.localdate()
    for email, role in ((cast.young_person_user.email, Role.YOUNG_PERSON), (cast.parent.email, Role.ADVOCATE)):
        with pytest.raises(NotPossible) as refused:
            actions.make_tie(by=cast.social_worker, young_person=other, email=email, role=role, starts_on=today)
        assert "email" in dict(refused.value.missing)


def test_an_advocate_of_two_chooses_whose_page_and_reads_one_at_a_time(rowan: Walk, cast: Cast, client_for) -> None:
    other = begun(cast, "in_force", 8, ("Wren", "Halloran"))
    tie = {"email": cast.advocate.email, "role": Role.ADVOCATE, "starts_on": timezone.localdate()}
    second = actions.make_tie(by=cast.social_worker, young_person=other.young_person, **tie)
    client = client_for(cast.advocate)
    assert client.get(reverse("voice:mine"))["Location"] == reverse("voice:choose")
    client.post(reverse("voice:choose"), {"page": second.pk})
    read = page(client)
    assert "Wren" in read
    assert "Rowan" not in read
    assert client.post(reverse("voice:choose"), {"page": 999_999}).status_code == 404


# --- A worker's device ------------------------------------------------------------------------------------------------
def test_a_device_in_a_young_persons_hands_reaches_their_page_and_nothing_of_the_workers(
    rowan: Walk, cast: Cast, client_for
) -> None:
    client, person = client_for(cast.social_worker), rowan.young_person
    before = client.session.session_key
    assert client.post(reverse("voice:device", args=(person.ref,)))["Location"] == reverse("voice:mine")
    assert client.session.session_key != before
    assert "_auth_user_id" not in client.session
    assert "Hello Rowan" in page(client)
    for address in ("/", f"/young-people/{person.ref}/", "/search/?q=a", reverse("account_login"), "/accounts/2fa/"):
        assert client.get(address)["Location"] == reverse("voice:mine"), address
    sent = client.post(reverse("voice:say"), {"words": "Typed on her tablet", "about": "anything"})
    assert sent.status_code == 303
    said = Said.objects.get(words="Typed on her tablet")
    assert (said.how, said.written_by) == ("shared_device", None)
    assert Event.objects.get(target=f"said:{said.pk}").actor.startswith("handover:")
    assert client.post(reverse("voice:hand_back"))["Location"] == reverse("account_login")
    assert client.get(reverse("voice:mine"))["Location"].startswith(reverse("account_login"))
    assert Handover.objects.get().ended_at


def test_a_device_stops_by_itself(rowan: Walk, cast: Cast, client_for) -> None:
    client = client_for(cast.social_worker)
    client.post(reverse("voice:device", args=(rowan.young_person.ref,)))
    Handover.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    assert client.get(reverse("voice:mine"))["Location"] == reverse("account_login")
    assert "handover" not in client.session
    handover = Handover.objects.get()
    with pytest.raises(NotPossible):
        say(rowan, handover, "Too late")


def test_a_device_is_for_one_young_person_and_speaks_for_nobody_else(rowan: Walk, cast: Cast) -> None:
    handover = actions.hand_over(by=cast.social_worker, young_person=rowan.young_person)
    other = begun(cast, "referred", 7, ("Given7", "Moss")).young_person
    with pytest.raises(NotVisible):
        actions.say(by=handover, young_person=other, words="Somebody else's")
    with pytest.raises(NotAllowed):
        actions.say(by=handover, young_person=rowan.young_person, speaker="mother", words="Mum says")


def test_exit_this_page_ends_the_session_by_a_plain_link(rowan: Walk, cast: Cast, client_for) -> None:
    client = client_for(cast.young_person_user)
    read = page(client)
    assert f'href="{reverse("voice:leave")}"' in read
    away = client.get(reverse("voice:leave"))
    assert away["Location"].startswith("https://")
    assert client.get(reverse("voice:mine"))["Location"].startswith(reverse("account_login"))


@pytest.mark.parametrize("name", ["mine", "say", "my_part", "my_map", "my_feedback"])
def test_no_title_or_address_of_a_page_of_ones_own_names_anybody(
    rowan: Walk, cast: Cast, client_for, name: str
) -> None:
    read = page(client_for(cast.young_person_user), name)
    title = read.partition("<title>")[2].partition("</title>")[0]
    assert title
    for word in ("Rowan", "Ellery", "ROTH", "YP-"):
        assert word not in title
        assert word not in reverse(f"voice:{name}")


def test_the_fixed_words_of_their_pages_are_short_sentences(cast: Cast, client_for) -> None:
    walk = begun(cast, "referred", 4)
    tie = {"role": Role.YOUNG_PERSON, "email": cast.young_person_user.email, "starts_on": timezone.localdate()}
    actions.make_tie(by=cast.social_worker, young_person=walk.young_person, **tie)
    client = client_for(cast.young_person_user)
    for name in ("mine", "say", "my_part", "my_map", "my_feedback"):
        text = re.sub(r"<[^>]*>", "\n", page(client, name).partition("<body")[2])
        sentences = [each.split() for each in re.split(r"[.?!:]\s|\n", text)]
        assert sum(len(each) > 3 for each in sentences) > 5
        assert max(map(len, sentences)) <= 22, max(sentences, key=len)


# --- Nothing leaks ----------------------------------------------------------------------------------------------------
def test_no_page_that_the_three_can_reach_names_anybody_of_another_family(rowan: Walk, cast: Cast, client_for) -> None:
    """Every page that they can reach, against every name of every other young person and family."""
    others = [begun(cast, "in_force", number, (f"Zz{number}given", f"Zz{number}family")) for number in (2, 3, 4)]
    names = set()
    for walk in others:
        person = walk.young_person
        names |= {person.given_name, person.family_name, person.ref}
        names |= {each.name for each in person.family.all()}
    contact, unnamed = "Duty officer", "Mother of"
    names |= {contact, unnamed}  # whoever referred, and a relative by name
    for user in (cast.young_person_user, cast.parent, cast.advocate):
        client = client_for(user)
        read = []
        for address in own_addresses(rowan):
            answer = client.get(address, follow=True)
            read.append(answer.content.decode())
        text = " ".join(read)
        assert len(text) > 10_000
        assert not [name for name in names if name in text], user


def own_addresses(walk: Walk) -> list[str]:
    """Every address of their own, with a number where it takes one, and what the wall leaves open to everybody."""
    shown = selectors.shown_to(walk.young_person, "young_person")[0].pk
    said = walk.young_person.said.first().pk
    plain = ("mine", "choose", "say", "my_part", "my_map", "my_feedback", "my_advocate")
    numbered = (("who_reads", said), ("my_item", shown))
    found = [reverse(f"voice:{name}") for name in plain]
    return [
        *found,
        *(reverse(f"voice:{name}", args=(key,)) for name, key in numbered),
        "/",
        reverse("accounts:profile"),
    ]


def test_another_young_persons_words_and_items_are_not_there(rowan: Walk, cast: Cast, client_for) -> None:
    other = begun(cast, "in_force", 2, ("Wren", "Halloran"))
    theirs = say(other, cast.social_worker, "Not yours", how="written")
    action = selectors.actions_to_show(other.young_person)[0]
    row = {"action": action, "shown": True, "words": "Not yours either"}
    [shown] = actions.show(by=cast.social_worker, young_person=other.young_person, audience="young_person", rows=[row])
    client = client_for(cast.young_person_user)
    assert client.get(reverse("voice:who_reads", args=(theirs.pk,))).status_code == 404
    assert client.get(reverse("voice:my_item", args=(shown.pk,))).status_code == 404


def test_an_action_that_nobody_released_stands_on_no_page(cast: Cast, client_for) -> None:
    walk = begun(cast, "in_force", 1)  # a story in which nobody answers, so no reply quotes the plan either
    tie = {"role": Role.YOUNG_PERSON, "email": cast.young_person_user.email, "starts_on": timezone.localdate()}
    actions.make_tie(by=cast.social_worker, young_person=walk.young_person, **tie)
    read = page(client_for(cast.young_person_user))
    assert "Nothing is here yet" in read
    assert not [each for each in selectors.actions_to_show(walk.young_person) if each.text in read]


# --- Taking part ------------------------------------------------------------------------------------------------------
def test_a_map_takes_areas_and_no_address(rowan: Walk, cast: Cast) -> None:
    place = {"label": "12 Mill Lane", "kind": "home", "when": "night", "feeling": "safe"}
    with pytest.raises(NotPossible, match="not kept"):
        actions.make_safety_map(by=cast.young_person_user, young_person=rowan.young_person, places=[place])


def test_an_advocate_is_offered_once_and_again_after_no(cast: Cast) -> None:
    person = begun(cast, "referred", 4).young_person
    today, by = timezone.localdate(), cast.social_worker
    actions.offer_advocate(by=by, young_person=person, on=today)
    with pytest.raises(NotPossible):
        actions.offer_advocate(by=by, young_person=person, on=today)
    actions.answer_offer(by=by, young_person=person, state="declined", on=today, words="Not now")
    actions.offer_advocate(by=by, young_person=person, on=today)
    offer = selectors.advocate_offer(person)
    assert offer is not None
    assert offer.state == "offered"
    assert person.advocate_offers.count() == 2


def test_the_newest_wish_counts_and_the_earlier_ones_stay(rowan: Walk, cast: Cast) -> None:
    person = rowan.young_person
    wish = {"participation": "PN2", "who_not": "Not the man from the chat"}
    actions.wish_to_take_part(by=cast.young_person_user, young_person=person, wish=wish)
    newest = selectors.wishes(person)[0]
    assert (newest.participation, newest.who_not) == ("PN2", "Not the man from the chat")
    assert person.taking_part.count() == 2


def test_feedback_is_kept_in_words_and_asks_each_their_own_sentences(rowan: Walk, cast: Cast) -> None:
    person = rowan.young_person
    given = actions.give_feedback(by=cast.parent, young_person=person, speaker="mother", answers={"partner": "yes"})
    assert [(each.item, each.answer) for each in given.answers.all()] == [("partner", "yes")]
    with pytest.raises(ValueError, match="go"):
        actions.give_feedback(by=cast.parent, young_person=person, speaker="mother", answers={"go": "yes"})
