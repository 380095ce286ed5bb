"""What the words of a record are looked up in. Derived from other rooms' records, and made again by `roth search`.

Young people are found by `people.SearchWord`: the beginning of each part of a name, which no full-text index does.
"""

from collections.abc import Iterable
from typing import Any, Final

from django.db import models
from modelsearch import index
from modelsearch.backends import get_search_backend

from roth.contexts.models import Context
from roth.finding.words import Said, said_of
from roth.meetings.models import Meeting
from roth.plans.models import Action, Goal

# In the order in which they are shown: what each is called, and the model behind it.
KINDS: Final[dict[str, type[models.Model]]] = {"context": Context, "meeting": Meeting, "goal": Goal, "action": Action}
BATCH: Final = 500


class Entry(index.Indexed, models.Model):
    """The words of one context, meeting, goal or action. Who may see it is decided by that record's own door."""

    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in KINDS])
    context = models.OneToOneField(Context, models.CASCADE, related_name="+", null=True, blank=True)
    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="+", null=True, blank=True)
    goal = models.OneToOneField(Goal, models.CASCADE, related_name="+", null=True, blank=True)
    action = models.OneToOneField(Action, models.CASCADE, related_name="+", null=True, blank=True)
    place = models.PositiveSmallIntegerField()  # of its kind, among the kinds
    name = models.CharField(max_length=160)  # what it is sorted by, folded
    words = models.TextField()  # folded

    search_fields = [index.AutocompleteField("words"), *(index.FilterField(name) for name in ("id", "place", "name"))]
    search_auto_update = False  # our actions say when: no signals

    class Meta:
        ordering = ("place", "name", "pk")

    def __str__(self) -> str:
        return f"entry {self.pk}"

    @classmethod
    def write(cls, target: models.Model) -> None:
        """Write down the words of this record as it now stands, or forget it. For whoever saves it, as they save it."""
        kind, said = kind_of(target), said_of(target)
        if said is None:
            cls.objects.filter(**{kind: target.pk}).delete()
            return
        entry = cls(**{kind: target}, kind=kind)
        entry._say(said)
        [kept] = cls.objects.bulk_create(
            [entry], update_conflicts=True, unique_fields=[kind], update_fields=["place", "name", "words"]
        )
        get_search_backend().add(kept)

    @classmethod
    def write_again(cls) -> dict[str, int]:
        """Forget everything and write it anew, from the records. Gives how many there are of each kind."""
        backend = get_search_backend()
        backend.reset_indexes()
        cls.objects.all().delete()
        return {kind: sum(cls._write_many(kind, backend)) for kind in KINDS}

    @classmethod
    def _write_many(cls, kind: str, backend: Any) -> Iterable[int]:
        waiting: list[Entry] = []
        for target in KINDS[kind]._default_manager.select_related(*WITH[kind]).order_by("pk").iterator(BATCH):
            said = said_of(target)
            if said is not None:
                entry = cls(**{kind: target}, kind=kind)
                entry._say(said)
                waiting.append(entry)
            if len(waiting) == BATCH:
                yield cls._keep(waiting, backend)
                waiting = []
        yield cls._keep(waiting, backend)

    @classmethod
    def _keep(cls, entries: "list[Entry]", backend: Any) -> int:
        backend.add_bulk(cls, cls.objects.bulk_create(entries))
        return len(entries)

    def _say(self, said: Said) -> None:
        self.place, self.name, self.words = list(KINDS).index(self.kind), said.name[:160], said.words


WITH: Final[dict[str, tuple[str, ...]]] = {"context": (), "meeting": ("chair",), "goal": (), "action": ()}


def kind_of(target: models.Model) -> str:
    """What the index calls this record. Raises KeyError for one that it does not keep."""
    return next(kind for kind, model in KINDS.items() if isinstance(target, model))
