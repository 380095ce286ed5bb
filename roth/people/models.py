"""Young people, the people around them, and who may open their record. Steps of the pathway belong in `pathway`."""

from collections.abc import Iterable
from itertools import islice

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from roth.accounts.models import Site, Team
from roth.domain import codes
from roth.domain.likeness import sounds_like
from roth.people.names import LONGEST_WORD, folded, key_of_word, words_of
from roth.records import Record, Versioned

User = settings.AUTH_USER_MODEL


class StandingManager(models.Manager["YoungPerson"]):
    """Everybody but those whose record was joined to another: it is read through that one until it is undone."""

    def get_queryset(self) -> models.QuerySet["YoungPerson"]:
        """The records that stand."""
        return super().get_queryset().filter(merged_into__isnull=True)


class YoungPerson(Record, Versioned):
    """A young person as one site knows them. Their own words come first on every page about them."""

    PREFIX = "YP"

    site = models.ForeignKey(Site, models.PROTECT, related_name="young_people")
    team = models.ForeignKey(Team, models.PROTECT, related_name="young_people", null=True, blank=True)
    la_child_id = models.CharField(max_length=100, blank=True)
    given_name = models.CharField(max_length=80, blank=True)
    family_name = models.CharField(max_length=80, blank=True)
    chosen_name = models.CharField(max_length=80, blank=True)
    search_name = models.CharField(max_length=400, blank=True)  # folded names and aliases, for finding
    pronouns = models.CharField(max_length=40, blank=True)
    born_on = models.DateField(null=True, blank=True)
    expected_on = models.DateField(null=True, blank=True)
    died_on = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=1, choices=codes.choices(codes.SEX), default="U")
    gender_identity = models.CharField(max_length=80, blank=True)
    ethnicity = models.CharField(max_length=4, choices=codes.choices(codes.ETHNICITY), default="NOBT")
    disabilities = models.CharField(max_length=80, blank=True)  # national codes, space-separated; shown, not queried
    upn = models.CharField(max_length=13, blank=True)
    former_upn = models.CharField(max_length=13, blank=True)
    upn_unknown = models.CharField(max_length=4, blank=True)
    nhs_number = models.CharField(max_length=10, blank=True)
    first_language = models.CharField(max_length=80, blank=True)
    communication_needs = models.TextField(blank=True)
    religion = models.CharField(max_length=80, blank=True)
    nationality = models.CharField(max_length=80, blank=True)
    address = models.TextField(blank=True)
    school = models.CharField(max_length=160, blank=True)
    gp = models.CharField(max_length=160, blank=True)
    legal_status = models.CharField(max_length=160, blank=True)
    own_words = models.TextField(blank=True)
    own_words_on = models.DateField(null=True, blank=True)
    restricted = models.BooleanField(default=False)
    from_census = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    merged_into = models.ForeignKey("self", models.PROTECT, related_name="+", null=True, blank=True)

    objects = StandingManager()
    everyone = models.Manager()

    class Meta:
        ordering = ("search_name", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("site", "la_child_id"),
                condition=~Q(la_child_id="") & Q(merged_into__isnull=True),
                name="la_child_id_once_per_site",
            ),
        )
        indexes = (models.Index(fields=("site", "search_name")), models.Index(fields=("team", "search_name")))

    def __str__(self) -> str:
        return self.ref

    @property
    def written_name(self) -> str:
        """What they wish to be called, or their given and family names; empty where nobody has written one down."""
        return self.chosen_name or f"{self.given_name} {self.family_name}".strip()

    @property
    def own_names(self) -> list[str]:
        """The names on the record itself, those that are written down."""
        full = f"{self.given_name} {self.family_name}".strip()
        return [name for name in (self.chosen_name, full) if name]

    @property
    def name(self) -> str:
        """Their name for pages. A census brings no names, so it may be missing: then it says so, with an identifier."""
        return self.written_name or f"Name not recorded yet (ID {self.la_child_id or self.ref})"

    @property
    def every_name(self) -> list[str]:
        """Their own names and those they are or were known by."""
        return list(dict.fromkeys((*self.own_names, *(alias.name for alias in self.aliases.all()))))

    @property
    def joined(self) -> models.QuerySet["YoungPerson"]:
        """The records that were joined to this one and are read through it."""
        return YoungPerson.everyone.filter(merged_into=self.pk)

    def index_names(self, aliases: Iterable[str] = ()) -> None:
        """Write down the words that find this young person. Whoever saves a name or an alias calls it in the same
        transaction, with every alias that still stands."""
        names = list(dict.fromkeys((*self.own_names, *aliases, *_names_joined(self))))
        self.search_name = folded(" ".join(names) or self.la_child_id)[:400]
        self.save(update_fields=["search_name"])
        self.search_words.all().delete()
        SearchWord.objects.bulk_create(SearchWord.rows_for(self, names))


def _names_joined(young_person: YoungPerson) -> list[str]:
    """What the records joined to this one are found by; their other names have come over with their rows."""
    return [name for each in young_person.joined for name in (*each.own_names, each.la_child_id) if name]


class SearchWord(models.Model):
    """One folded word that finds a young person, as `names.key_of_word` keeps it. Written by `index_names` alone."""

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="search_words")
    word = models.CharField(max_length=8 * LONGEST_WORD)
    sound = models.CharField(max_length=12, blank=True)  # of a word that sounds like a name: `likeness.sounds_like`

    class Meta:
        indexes = (models.Index(fields=("word", "young_person")),)

    def __str__(self) -> str:
        return f"search word {self.pk}"

    @classmethod
    def rows_for(cls, young_person: YoungPerson, names: Iterable[str]) -> "list[SearchWord]":
        """The rows that find one young person by these names and their local identifier. Not saved."""
        words = words_of([*names, young_person.la_child_id])
        return [
            cls(young_person=young_person, word=key_of_word(word), sound=sounds_like(word)) for word in sorted(words)
        ]

    @classmethod
    def write_for(cls, young_people: Iterable[YoungPerson]) -> None:
        """Write the words of many young people who are new and have no other names."""
        rows = [row for each in young_people for row in cls.rows_for(each, each.own_names)]
        SearchWord.objects.bulk_create(rows, batch_size=5000)

    @classmethod
    def write_again(cls) -> int:
        """Write everybody's words anew, from their names. Gives how many there are."""
        cls.objects.all().delete()
        everybody = YoungPerson.objects.prefetch_related("aliases").order_by("pk").iterator(500)
        rows = (row for each in everybody for row in cls.rows_for(each, [*each.every_name, *_names_joined(each)]))
        made = 0
        while some := list(islice(rows, 5000)):
            SearchWord.objects.bulk_create(some)
            made += len(some)
        return made


class Alias(models.Model):
    """Another name a young person is or was known by."""

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return f"alias {self.pk}"


class FamilyMember(models.Model):
    """A parent, carer, sibling or other relative."""

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="family")
    name = models.CharField(max_length=120)
    relation = models.CharField(max_length=60)
    parental_responsibility = models.BooleanField(default=False)
    contact = models.CharField(max_length=160, blank=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"family member {self.pk}"


class TrustedAdult(models.Model):
    """An adult whom the young person trusts."""

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="trusted_adults")
    name = models.CharField(max_length=120)
    relation = models.CharField(max_length=120)
    named_by_young_person = models.BooleanField(default=True)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return f"trusted adult {self.pk}"


class Allocation(models.Model):
    """A social worker's responsibility for a young person, from a day until a day."""

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="allocations")
    worker = models.ForeignKey(User, models.PROTECT, related_name="allocations")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("-starts_on", "-pk")
        indexes = (models.Index(fields=("worker", "ends_on", "young_person")),)
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="allocation_ends_after_start"
            ),
        )

    def __str__(self) -> str:
        return f"allocation {self.pk}"


class AllowedPerson(models.Model):
    """Someone who may open a restricted record."""

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="allowed_people")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("young_person", "user"), name="allowed_once"),)

    def __str__(self) -> str:
        return f"allowed {self.pk}"


class ConflictOfInterest(models.Model):
    """A user's declaration that they know this young person or family: the record is hidden from them."""

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="conflicts_of_interest")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    reason = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("young_person", "user"), name="conflict_declared_once"),)

    def __str__(self) -> str:
        return f"conflict of interest {self.pk}"


class ElevatedAccess(models.Model):
    """A few minutes' access to one record for a written reason. Every read is logged and the owner is told."""

    young_person = models.ForeignKey(YoungPerson, models.CASCADE, related_name="elevated_accesses")
    user = models.ForeignKey(User, models.PROTECT, related_name="elevated_accesses")
    reason = models.TextField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ("-starts_at",)
        indexes = (models.Index(fields=("user", "ends_at")),)

    def __str__(self) -> str:
        return f"elevated access {self.pk}"


class Merge(Versioned):
    """Two records that somebody holds to be about one young person: proposed, then joined by another manager.

    `done` is what joining did, row by row, so that it can be undone (`people.merging`).
    """

    kept = models.ForeignKey(YoungPerson, models.PROTECT, related_name="+")
    joined = models.ForeignKey(YoungPerson, models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, default="proposed")  # proposed, refused, joined, undone
    reason = models.TextField()
    choices = models.JSONField(default=dict)  # field: whether the joined record's value is to stand
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_reason = models.TextField(blank=True)
    done = models.JSONField(default=dict)
    undone_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_reason = models.TextField(blank=True)

    class Meta:
        ordering = ("-pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("joined",), condition=Q(status__in=("proposed", "joined")), name="joined_once_at_a_time"
            ),
        )

    def __str__(self) -> str:
        return f"merge {self.pk}"
