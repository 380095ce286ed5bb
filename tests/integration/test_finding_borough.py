"""Search over the whole invented borough, as each of the cast: what it finds is what they may open, and all of it.

82 young people and what hangs on them at four sites, with other names, a restricted record, a conflict of interest,
elevated access, records of another team and of another site, and every part that somebody can have had in harm.

What somebody may open is asked of each record's own door, once for each of the cast and each record. What a word finds
is worked out here, from the records as they were written and in plain Python. Then:

- every context, meeting, goal and action that stands has its entry, and no other has one;
- every record that a search could find: what it takes to be open is what its door opens, for each of the cast;
- every word that is written in the borough, and its beginning: the index gives the entries that hold it, and no other;
- the whole search, for each of the cast: every name and former name, those of five letters or more with a slip in them,
  every reference of a person and a meeting, and words that between them reach every entry there is. What is found is
  equal, in its order, to what is open and holds the words; and the page of twenty is the first twenty of it;
- the pages themselves, for a sample: the first links of each open, what was not found does not, and nothing says what
  part somebody had in harm.

Not covered here: every word with every other (the words of one question are looked for one by one, in one statement),
and searches by date of birth, NHS number, or what is around somebody, which are in `test_finding`.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Value
from django.test import Client
from django.utils import timezone

from roth.accounts.actions import take_elevated_access
from roth.accounts.models import User
from roth.contexts.access import context_for
from roth.contexts.models import Context
from roth.demo import borough as demo
from roth.demo.cast import Cast, cast
from roth.domain import codes
from roth.domain.access import Permission
from roth.domain.errors import DomainError
from roth.domain.likeness import is_close
from roth.domain.words import day_in_full
from roth.finding import selectors
from roth.finding.backend import as_asked
from roth.finding.models import Entry
from roth.finding.selectors import entries_open_to, found_by
from roth.meetings.access import meeting_numbered, young_person_and_meeting
from roth.meetings.models import Invitation, Meeting
from roth.pathway.models import Episode, ReferralHarm
from roth.people import actions as people
from roth.people.access import visible_to, young_person_for
from roth.people.models import YoungPerson
from roth.plans.access import plan_for_ref
from roth.plans.models import Action, Goal

KINDS = ("context", "meeting", "goal", "action")
pytestmark = pytest.mark.django_db

WALLED = {"young_person_user", "parent", "advocate"}
NOTHING = {"researcher", "caldicott_guardian", "administrator", *WALLED}  # open no record
ALL = 10_000  # more than there is
TYPED = re.compile(r"[^\W_]+")


# --- What is there, from the records as they were written -------------------------------------------------------------
def plain(text: str) -> str:
    """Without accents and capitals."""
    apart = unicodedata.normalize("NFKD", text.lower())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def words_of(*texts: str) -> set[str]:
    """Each word, with what stands inside it left out, and each of its parts."""
    found = set()
    for word in " ".join(plain(text) for text in texts).split():
        parts = TYPED.findall(word)
        found |= {"".join(parts), *parts}
    return found - {""}


def names_of(person: YoungPerson) -> list[str]:
    own = (person.given_name, person.family_name, person.chosen_name, person.la_child_id)
    return [name for name in (*own, *(alias.name for alias in person.aliases.all())) if name]


def said(record: Any) -> tuple[str, ...] | None:
    """What of a record everybody who may open it is shown; None where it has left its plan."""
    if isinstance(record, Context):
        about = (record.description, record.area, record.looked_after_by, record.strengths, record.times)
        return (record.name, record.ref, codes.CONTEXT_KIND[record.kind], *about)
    if isinstance(record, Meeting):
        on = record.held_on or (timezone.localdate(record.scheduled_at) if record.scheduled_at else None)
        days = (on.isoformat(), day_in_full(on)) if on else ()
        chair = record.chair.name if record.chair else ""
        return (record.ref, "conference", record.kind.replace("_", " "), *days, record.place, chair)
    if isinstance(record, Goal):
        return None if record.dropped_on else (record.statement,)
    return None if record.status == "dropped" else (record.text, record.owner_name)


def asked(typed: str) -> list[str]:
    """The words that somebody typed."""
    return ["".join(TYPED.findall(word)) for word in plain(typed).split()]


def has(words: set[str], typed: str) -> bool:
    """Does it hold every word typed, the last of which may be a beginning?"""
    *whole, last = asked(typed)
    return words.issuperset(whole) and any(word.startswith(last) for word in words)


def slip(name: str) -> str:
    """The name with two of its letters the wrong way round."""
    return name[:2] + name[3] + name[2] + name[4:]


@dataclass
class Borough:
    """Everything that a search could find, in the order in which it is shown, and who may open which of it."""

    cast: Cast
    people: list[YoungPerson] = field(default_factory=list)
    names: dict[int, set[str]] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    words: dict[int, set[str]] = field(default_factory=dict)
    opened: dict[str, tuple[set[int], set[int]]] = field(default_factory=dict)  # people and entries, by part

    def __post_init__(self) -> None:
        self.people = list(YoungPerson.objects.prefetch_related("aliases").order_by("search_name", "pk"))
        self.names = {each.pk: words_of(*names_of(each)) for each in self.people}
        rows = Entry.objects.select_related(*selectors._WITH, "goal__plan", "action__plan")
        self.entries = list(rows.order_by("place", "name", "pk"))
        self.words = {entry.pk: words_of(*(said(record_of(entry)) or ())) for entry in self.entries}
        self.opened = {part: self._opened_to(user) for part, user in self.cast.everyone().items()}

    def _opened_to(self, user: User) -> tuple[set[int], set[int]]:
        plans: dict[str, bool] = {}
        mine = {person.pk for person in self.people if person_opens(user, person)}
        return mine, {entry.pk for entry in self.entries if entry_opens(user, entry, plans)}

    def hits(self, typed: str) -> "Hits":
        """Everything that answers to this, whoever asks."""
        wanted = asked(typed)
        named = [key for key in self.names if all(self._begins(key, word) for word in wanted)]
        near = [
            key for key in self.names if all(self._begins(key, word) or self._is_near(key, word) for word in wanted)
        ]
        return Hits(named, [key for key in near if key not in named], self.holding(typed))

    def holding(self, typed: str) -> list[int]:
        """The entries that hold the words, whoever asks."""
        return [key for key, held in self.words.items() if has(held, typed)]

    def _begins(self, key: int, word: str) -> bool:
        return any(name.startswith(word) for name in self.names[key])

    def _is_near(self, key: int, word: str) -> bool:
        return word.isalpha() and any(close(word, name) for name in self.names[key])


@dataclass(frozen=True)
class Hits:
    """Keys of young people by name, of those whose name is close, and of entries; each in the order that is shown."""

    named: list[int]
    near: list[int]
    entries: list[int]

    def among(self, people_opened: set[int], entries_opened: set[int]) -> "Hits":
        """Those of them that are open to somebody."""
        return Hits(
            [key for key in self.named if key in people_opened],
            [key for key in self.near if key in people_opened],
            [key for key in self.entries if key in entries_opened],
        )

    @classmethod
    def of(cls, found: selectors.Found) -> "Hits":
        """What a search found."""
        return cls(*([each.pk for each in rows] for rows in (found.named, found.close, found.entries)))


NEAR: dict[tuple[str, str], bool] = {}


def close(word: str, name: str) -> bool:
    """By the one rule of what is close; remembered, because everybody is asked."""
    if (word, name) not in NEAR:
        NEAR[word, name] = is_close(word, name)
    return NEAR[word, name]


def record_of(entry: Entry) -> Any:
    return next(record for kind in KINDS if (record := getattr(entry, kind)))


# --- The doors --------------------------------------------------------------------------------------------------------
def opens(door: Callable[[], Any]) -> bool:
    try:
        door()
    except DomainError:
        return False
    return True


def person_opens(user: User, person: YoungPerson) -> bool:
    """By the record's own door, or for somebody who is only invited by the conference's."""
    return opens(lambda: young_person_for(user, person.ref, Permission.RECORD_VIEW)) or opens(
        lambda: young_person_and_meeting(user, person.ref)
    )


def entry_opens(user: User, entry: Entry, plans: dict[str, bool]) -> bool:
    """By the door of what the entry is of."""
    if entry.context:
        return opens(lambda: context_for(user, entry.context.ref))
    if entry.meeting:
        person = entry.meeting.episode.young_person
        return opens(lambda: meeting_numbered(user, person.ref, entry.meeting.pk))
    plan = (entry.goal or entry.action).plan
    if plan.ref not in plans:
        plans[plan.ref] = opens(lambda: plan_for_ref(user, plan.ref))
    return plans[plan.ref]


FORMER = (
    "O’Hanlon Blackwood Castellaño Dunmore Eastwick-Hall Fairbrother Goldsworthy Hawksmoor Inglewood Jankowska "
    "Kettering Lonsdale Mountford Nightingale"
)
CHOSEN = "Ash Bryn Corin Dara Ember Fable Gale Harlow Indie Jules Kestrel Lark Marlowe Nova"


# --- The borough ------------------------------------------------------------------------------------------------------
def _make(players: Cast) -> None:
    demo.make_borough(young_people=82, sites=4, seed=11)
    manager, worker = players.team_manager, players.social_worker
    ours = list(YoungPerson.objects.filter(site=players.site, team=players.team).order_by("pk"))
    for number, (person, former) in enumerate(zip(ours, FORMER.split(), strict=False)):
        known_as = [f"{('Zoë', 'Séamus', 'Françoise', 'Anne-Marie')[number % 4]} {former}"]
        called = {"chosen_name": CHOSEN.split()[number]} if number % 2 else {}
        people.change_young_person(by=manager, young_person=person, aliases=known_as, **called)
    people.restrict(by=manager, young_person=ours[3], reason="A relative works here", people={})
    people.restrict(by=manager, young_person=ours[4], reason="A relative works here", people={worker: "Allocated"})
    people.declare_conflict(by=worker, young_person=ours[5], reason="Neighbours")
    people.declare_conflict(by=players.quality_lead, young_person=ours[6], reason="Neighbours")
    for by, site, team in (
        (players.other_team_manager, players.site, players.other_team),
        (players.other_team_worker, players.site, players.other_team),
        (players.other_site_worker, players.other_site, players.other_site_team),
        (players.other_site_manager, players.other_site, None),
        (manager, players.site, None),
    ):
        family_name = f"{by.name.split()[1]}son"
        people.add_young_person(by=by, site=site, team=team, given_name="Rowan", family_name=family_name)
    reason = "The duty team asked me to read this record tonight"
    take_elevated_access(by=players.other_team_worker, young_person=ours[7], reason=reason, minutes=60)
    _earlier_conference(players.school_lead)
    for number, harm in enumerate(ReferralHarm.objects.order_by("pk")):
        ReferralHarm.objects.filter(pk=harm.pk).update(role=list(codes.HARM_ROLE)[number % len(codes.HARM_ROLE)])


def _earlier_conference(partner: User) -> None:
    """Somebody who is invited now was invited once before, in an episode that is closed: that one is theirs no more."""
    now = Invitation.objects.filter(user=partner, withdrawn_on=None, meeting__episode__closed_on=None).first()
    assert now
    long_ago = timezone.localdate() - timedelta(days=400)
    person = now.meeting.episode.young_person
    episode = Episode.objects.create(young_person=person, stage="closed", opened_on=long_ago, closed_on=long_ago)
    earlier = Meeting.objects.create(episode=episode, asked_for_on=long_ago, held_on=long_ago, place="The old library")
    Invitation.objects.create(meeting=earlier, user=partner, name=partner.name, role=now.role)
    Entry.write(earlier)


@pytest.fixture(scope="module")
def borough(django_db_setup, django_db_blocker) -> Iterator[Borough]:
    """The borough. The cast is there already; everything is rolled back at the end."""
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patched:
        patched.setattr(demo, "make_cast", lambda by: cast())
        _make(cast())
        yield Borough(cast())
        transaction.set_rollback(True)


@contextmanager
def pages_of(number: int) -> Iterator[None]:
    """So many results on a page: the SQL of a search is worked out anew, and again afterwards."""
    prepared = (selectors._people, selectors._holding)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(selectors, "PAGE_OF_RESULTS", number)
        for read in prepared:
            read._worked_out.cache_clear()
        yield
    for read in prepared:
        read._worked_out.cache_clear()


# --- What is asked ----------------------------------------------------------------------------------------------------
def every_name(borough: Borough) -> list[str]:
    """Every word of every name, given, family, chosen and former; whole names of some."""
    whole = [f"{each.given_name} {each.family_name}" for each in borough.people[::4]]
    return [*sorted(set().union(*borough.names.values())), *whole]


def misspelt(borough: Borough) -> list[str]:
    """Each long name once, with a slip in it that is nobody's name."""
    names = set().union(*borough.names.values())
    slips = (slip(name) for name in sorted(names) if len(name) >= 5 and name.isalpha())
    return [each for each in slips if each not in names]


def reaching_all(borough: Borough) -> list[str]:
    """Words that between them reach every entry: of each that is not reached yet, the one that fewest others hold;
    and every reference, and every name of a context as it is written."""
    held: defaultdict[str, set[int]] = defaultdict(set)
    for key, words in borough.words.items():
        for word in words:
            held[word].add(key)
    reached: set[int] = set()
    chosen: list[str] = []
    for key, words in borough.words.items():
        if key not in reached and words:
            word = min(words, key=lambda each: (len(held[each]), each))
            chosen.append(word)
            reached |= held[word]
    assert reached == {key for key, words in borough.words.items() if words}
    refs = [entry.meeting.ref for entry in borough.entries if entry.meeting]
    names = [entry.context.name for entry in borough.entries if entry.context]
    return list(dict.fromkeys((*chosen, *refs, *names)))


# --- The tests --------------------------------------------------------------------------------------------------------
def test_the_borough_holds_what_a_search_could_get_wrong(borough: Borough) -> None:
    opened = {part: (len(mine), len(entries)) for part, (mine, entries) in borough.opened.items()}
    assert len(borough.people) >= 82
    assert len({person.site_id for person in borough.people}) == 4
    assert {record_of(entry)._meta.model_name for entry in borough.entries} == set(KINDS)
    assert {part for part, numbers in opened.items() if numbers == (0, 0)} == NOTHING
    assert all(numbers[0] < len(borough.people) for numbers in opened.values())
    some = ("social_worker", "team_manager", "chair", "coordinator", "school_lead", "police_sergeant", "quality_lead")
    for part in some:
        assert 0 < opened[part][1] < len(borough.entries), part
    assert "alleged" in ReferralHarm.objects.values_list("role", flat=True)


@pytest.mark.parametrize("model", [Context, Meeting, Goal, Action])
def test_every_record_that_stands_has_its_entry_and_no_other_has(borough: Borough, model: Any) -> None:
    kept = [record_of(entry).pk for entry in borough.entries if isinstance(record_of(entry), model)]
    assert sorted(kept) == [each.pk for each in model.objects.order_by("pk") if said(each) is not None]
    assert kept


def test_what_a_search_takes_to_be_open_is_what_each_door_opens(borough: Borough) -> None:
    for part, user in borough.cast.everyone().items():
        mine, entries = borough.opened[part]
        assert set(visible_to(user).values_list("pk", flat=True)) == mine, part
        assert set(entries_open_to(user).values_list("pk", flat=True)) == entries, part


def test_every_word_of_the_borough_finds_the_entries_that_hold_it(borough: Borough) -> None:
    words = sorted(set().union(*borough.words.values()))
    assert len(words) > 300
    for word in words:
        for typed in {word, word[: max(2, len(word) - 2)]}:
            index = selectors._matching(Value(as_asked([typed])))
            found = Entry.objects.filter(pk__in=index).values_list("pk", flat=True)
            assert set(found) == set(borough.holding(typed)), typed


def test_each_of_the_cast_finds_exactly_what_they_may_open_and_that_answers(borough: Borough) -> None:
    typed = [*every_name(borough), *misspelt(borough), *reaching_all(borough), "alleged", *codes.HARM_ROLE.values()]
    assert len(typed) > 400
    found: Counter[str] = Counter()
    with pages_of(ALL):
        for each in typed:
            answers = borough.hits(each)
            for part, user in borough.cast.everyone().items():
                due = answers.among(*borough.opened[part])
                assert Hits.of(found_by(user, each)) == due, (part, each)
                found[part] += len(due.named) + len(due.near) + len(due.entries)
    assert {part for part, number in found.items() if not number} == NOTHING


def test_a_page_of_results_is_the_first_of_all_that_one_may_open(borough: Borough) -> None:
    words = sorted(set().union(*borough.words.values()), key=lambda word: -len(borough.holding(word)))[:12]
    cut = 0
    for each in (*words, "a", "f", "ch", "rowan"):
        answers = borough.hits(each)
        for part, user in borough.cast.everyone().items():
            due = answers.among(*borough.opened[part])
            found = found_by(user, each)
            room = max(0, 20 - len(due.named))
            assert Hits.of(found) == Hits(due.named[:20], due.near[:room], due.entries[:20]), (part, each)
            assert (found.more_named, found.more_entries) == (len(due.named) > 20, len(due.entries) > 20), (part, each)
            cut += found.more_named + found.more_entries
    assert cut > 20, "too few answers were longer than a page"


def test_a_reference_finds_its_young_person_for_whoever_may_open_them_and_nothing_else(borough: Borough) -> None:
    for part, user in borough.cast.everyone().items():
        for person in borough.people:
            due = [person.pk] if person.pk in borough.opened[part][0] else []
            assert Hits.of(found_by(user, person.ref)) == Hits(due, [], []), (part, person.ref)


def test_each_result_opens_what_is_not_found_does_not_and_no_page_says_a_part_in_harm(borough: Borough) -> None:
    said_nowhere = re.compile(
        "|".join(map(re.escape, ("alleged", "bereaved", *codes.HARM_ROLE.values()))), re.IGNORECASE
    )
    alleged = borough_of_the_alleged()
    shown: set[int] = set()
    for part, user in borough.cast.everyone().items():
        client, statuses = signed_in(user), set()
        typed = [next(iter(sorted(borough.names[person.pk]))) for person in borough.people[::12]]
        for each in (*typed, "rowan", "conference", "place", "station", "school"):
            answer = client.get("/search/", {"q": each})
            if part in WALLED:
                assert answer.status_code in (302, 403, 404), part
                continue
            assert answer.status_code == 200
            page = answer.content.decode().partition('id="found"')[2]
            assert not said_nowhere.search(page), (part, each)
            links = re.findall(r'href="(/[^"#]*)', page)
            shown |= {key for key in alleged if f"/{alleged[key]}/" in page}
            statuses |= {client.get(link).status_code for link in links[:2]}
        assert statuses <= {200}, part
        for person in [each for each in borough.people if each.pk not in borough.opened[part][0]][::30]:
            assert client.get(f"/young-people/{person.ref}/").status_code in (302, 403, 404), (part, person.ref)
    assert shown, "nobody who may have harmed someone was on a page"


def borough_of_the_alleged() -> dict[int, str]:
    """References of those of whom a referral says that they may have harmed someone."""
    harms = ReferralHarm.objects.filter(role="alleged").select_related("referral__episode__young_person")
    return {each.pk: each.ref for harm in harms for each in [harm.referral.episode.young_person]}


def signed_in(user: User) -> Client:
    """A client that has given its second factor."""
    client = Client()
    client.force_login(user)
    session = client.session
    session["second_factor"] = True
    session.save()
    return client
