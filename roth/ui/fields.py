"""Form fields that look and speak as GOV.UK components do. Choices are in `choices`, dates in `dates`, rows in `rows`.

A field is required when it says what to do about being empty: `missing="Enter what the young person said, or why it
was not possible"`. There is no other switch. No field here saves anything or knows a room.
"""

import unicodedata
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from roth.ui.formats import lower_first, plural

Raw = list[tuple[str, str]]
KEPT_CONTROLS = "\n\t"


def without_controls(text: str) -> str:
    """Text as it was typed: one kind of line end, and no invisible characters that a printer or XML refuses."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in lines if c in KEPT_CONTROLS or unicodedata.category(c) not in {"Cc", "Cs"}).strip()


class Bound(BoundField):
    """A field on a form. `{{ form.name }}` in a template renders the whole component: label, hint, error, input."""

    field: "Field"

    def __str__(self) -> SafeString:
        return self.as_field_group()

    __html__ = __str__

    @property
    def id(self) -> str:
        return str(self.auto_id)

    @property
    def error(self) -> str:
        """All that is wrong, in one line, or nothing."""
        said = list(dict.fromkeys(str(error) for error in self.errors))
        return ". ".join([*(one.rstrip(".") for one in said[:-1]), *said[-1:]])

    def error_items(self) -> list[tuple[str, str]]:
        """For the summary: each sentence with the id of the input where it is put right."""
        return [(str(error), self.field.error_target(self)) for error in self.errors]

    @property
    def label_text(self) -> str:
        wanted = self.field.required or not self.field.optional_words
        return str(self.label) if wanted else f"{self.label} (optional)"

    @property
    def text(self) -> str:
        """What stands in the box."""
        value = self.value()
        return "" if value is None else str(value)

    @property
    def wrong_parts(self) -> set[str]:
        """Which boxes of a field with several are wrong."""
        if not self.errors:
            return set()
        return set((self.errors.as_data()[0].code or "").split())


class Field(forms.Field):
    """What every field of ours has. `kind` names its template in `forms/`."""

    kind: ClassVar[str] = "text"
    bound_field_class = Bound

    def __init__(
        self,
        label: str,
        *,
        hint: str = "",
        missing: str = "",
        initial: Any = None,
        called: str = "",
        optional_words: bool = True,
        label_class: str = "",
    ) -> None:
        """`called` names the field in the middle of a sentence, where the label cannot: "the date they met"."""
        super().__init__(
            label=label,
            help_text=hint,
            required=bool(missing),
            error_messages={"required": missing},
            initial=initial,
            template_name=f"forms/{self.kind}.jinja",
        )
        self.called = called or lower_first(label.rstrip("?"))
        self.optional_words = optional_words
        self.label_class = label_class

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> Bound:
        return Bound(form, self, field_name)

    def error_target(self, bound: Bound) -> str:
        """The id of the input that an error is about."""
        return bound.id

    def empty(self) -> Any:
        """The clean value of a question that was not asked."""
        return self.to_python("")

    def raw(self, name: str, value: Any) -> Raw:
        """The pairs that a browser would post for a clean value."""
        return [(name, "" if value is None else str(value))]

    def in_words(self, value: Any) -> str:
        """A clean value as a reader reads it."""
        return "" if value is None else str(value)


class Text(Field):
    """One line."""

    input_type: ClassVar[str] = "text"
    inputmode: ClassVar[str] = ""

    def __init__(
        self,
        label: str,
        *,
        max_length: int = 200,
        width: str = "",
        autocomplete: str = "off",
        prefix: str = "",
        suffix: str = "",
        **kwargs: Any,
    ) -> None:
        """`width` is in characters, as GOV.UK has them: 2, 3, 4, 5, 10, 20, 30."""
        super().__init__(label, **kwargs)
        self.max_length, self.width, self.autocomplete = max_length, width, autocomplete
        self.prefix_text, self.suffix_text = prefix, suffix

    def to_python(self, value: Any) -> Any:
        return without_controls(str(value)) if value else ""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > self.max_length:
            over = plural(len(value) - self.max_length, "character")
            raise ValidationError(f"Shorten {self.called} to {self.max_length:,} characters: it has {over} too many")


class LongText(Text):
    """Several lines. With `max_words`, counts them. `language_check` marks it for the language check."""

    kind = "longtext"
    widget = forms.Textarea

    def __init__(
        self,
        label: str,
        *,
        rows: int = 5,
        max_length: int = 20_000,
        max_words: int = 0,
        language_check: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, max_length=max_length, **kwargs)
        self.rows, self.max_words, self.language_check = rows, max_words, language_check

    def validate(self, value: Any) -> None:
        super().validate(value)
        words = len(value.split())
        if self.max_words and words > self.max_words:
            raise ValidationError(f"Shorten {self.called} to {plural(self.max_words, 'word')}: it has {words:,}")


class Email(Text):
    """An email address."""

    input_type = "email"

    def __init__(self, label: str, *, autocomplete: str = "email", **kwargs: Any) -> None:
        super().__init__(label, autocomplete=autocomplete, **kwargs)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value:
            try:
                validate_email(value)
            except ValidationError:
                raise ValidationError("Enter an email address in the correct format, like name@example.org") from None


class WholeNumber(Text):
    """A count. The clean value is an `int` or None."""

    inputmode = "numeric"

    def __init__(
        self, label: str, *, least: int | None = 0, most: int | None = None, width: str = "4", **kwargs: Any
    ) -> None:
        super().__init__(label, width=width, **kwargs)
        self.least, self.most = least, most

    def to_python(self, value: Any) -> Any:
        text = without_controls(str(value)).replace(",", "") if value not in (None, "") else ""
        if not text:
            return None
        try:
            return int(text)
        except ValueError:
            raise ValidationError(f"Enter {self.called} as a whole number, like 12") from None

    def validate(self, value: Any) -> None:
        forms.Field.validate(self, value)
        if value is None:
            return
        if self.least is not None and value < self.least:
            raise ValidationError(f"Enter {self.called} as {self.least:,} or more")
        if self.most is not None and value > self.most:
            raise ValidationError(f"Enter {self.called} as {self.most:,} or fewer")


class Hidden(Text):
    """A value the page carries. Nothing that a person must not change: a browser can."""

    kind = "hidden"
    widget = forms.HiddenInput

    def __init__(self, *, missing: str = "", initial: Any = None, max_length: int = 2_000) -> None:
        super().__init__("", missing=missing, initial=initial, max_length=max_length, optional_words=False)


class File(Field):
    """A file. It is never part of a draft: after an error the person chooses it again, and the page says so."""

    kind = "file"
    widget = forms.FileInput

    def __init__(self, label: str, *, endings: tuple[str, ...] = (), most_megabytes: int = 25, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.endings, self.most_megabytes = endings, most_megabytes

    def to_python(self, value: Any) -> Any:
        return value or None

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        if not value.size:
            raise ValidationError("The file is empty. Choose another")
        if value.size > self.most_megabytes * 1_000_000:
            raise ValidationError(f"Choose a file of {self.most_megabytes} MB or less")
        if self.endings and not str(value.name).lower().endswith(self.endings):
            raise ValidationError(f"Choose a file that ends in {' or '.join(self.endings)}")

    def raw(self, name: str, value: Any) -> Raw:
        return []

    def in_words(self, value: Any) -> str:
        return getattr(value, "name", "")
