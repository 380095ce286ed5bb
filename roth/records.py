"""What every room's records share: a reference people can say on the phone, and a version so that no save is silent.

Rules about a record belong in its room.
"""

from typing import ClassVar

from django.db import models

from roth.domain.errors import Conflict, NotVisible


class Record(models.Model):
    """A record with a reference made from its key: `YP-0042`. The reference says nothing about the person."""

    PREFIX: ClassVar[str] = ""

    class Meta:
        abstract = True

    @property
    def ref(self) -> str:
        """The reference that pages, commands and letters use."""
        return f"{self.PREFIX}-{self.pk:04d}"

    @classmethod
    def key_of(cls, ref: str) -> int:
        """The key behind a reference. Raises NotVisible for anything that is not one of ours."""
        prefix, _, digits = ref.strip().upper().partition("-")
        if prefix != cls.PREFIX or not digits.isascii() or not digits.isdigit() or len(digits) > 12:
            raise NotVisible
        return int(digits)


class Versioned(models.Model):
    """A record that two people may edit. `save_over` refuses to write over words nobody has seen."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    def save_over(self, seen: int | None, values: dict[str, object]) -> dict[str, object]:
        """Set `values` and save, if the record is still the version that the writer saw; give back the old values.

        `seen` None means that the writer holds the newest version (a command, an import). Raises Conflict, with what
        the other person wrote, when somebody saved in between: the check is one conditional UPDATE, so two savers
        at the same instant cannot both win.
        """
        before = {name: getattr(self, name) for name in values}
        expected = self.version if seen is None else seen
        manager = type(self)._base_manager
        taken = manager.filter(pk=self.pk, version=expected).update(version=expected + 1)
        if not taken:
            current = manager.get(pk=self.pk)
            raise Conflict({name: getattr(current, name) for name in values}, current.version)
        self.version = expected + 1
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=[*values, "version"])
        return before
