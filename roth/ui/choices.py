"""Fields that offer answers to choose from: radios, tick boxes, lists, yes or no. An answer may reveal more questions.

A revealed question is asked only when its answer is chosen: it is then as required as it says, and otherwise it is
cleared, so that a reason for "no" never outlives a change to "yes".
"""

import copy
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from roth.ui.fields import Bound, Field, Raw


@dataclass(frozen=True)
class Option:
    """One answer. `reveal` names fields of the same form; `alone` is "none of these", which unticks the others."""

    value: Any
    text: str
    hint: str = ""
    reveal: tuple[str, ...] = ()
    alone: bool = False

    @property
    def posted(self) -> str:
        """The value as a form carries it."""
        return "" if self.value is None else str(self.value)


Choices = Mapping[Any, str] | Iterable[Option | tuple[Any, str]]


def _options(choices: Choices | Callable[[], Choices]) -> list[Option]:
    given = choices() if callable(choices) else choices
    pairs = given.items() if isinstance(given, Mapping) else given
    return [pair if isinstance(pair, Option) else Option(pair[0], str(pair[1])) for pair in pairs]


class _Choice(Field):
    """One answer of several. The clean value is the option's own value, of its own type; None when there is none."""

    multiple: ClassVar[bool] = False

    def __init__(
        self, label: str, choices: Choices | Callable[[], Choices] = (), *, inline: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(label, **kwargs)
        self.choices, self.inline = choices, inline

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        mine = super().__deepcopy__(memo)  # type: ignore[misc]
        mine._made = copy.copy(self._made)
        return mine

    @property
    def choices(self) -> Any:
        return self._choices

    @choices.setter
    def choices(self, choices: Choices | Callable[[], Choices]) -> None:
        self._choices = choices
        self._made: list[Option] | None = None if callable(choices) else _options(choices)

    @property
    def options(self) -> list[Option]:
        """The answers. A callable is asked anew for each form, so that a list from the database is never stale."""
        return _options(self._choices) if self._made is None else self._made

    def _chosen(self, posted: str) -> Option:
        for option in self.options:
            if option.posted == posted:
                return option
        raise ValidationError("Choose one of the answers shown")

    def to_python(self, value: Any) -> Any:
        return self._chosen(str(value)).value if value not in (None, "") else None

    def prepare_value(self, value: Any) -> Any:
        return "" if value is None else str(value)

    def revealed_by(self, posted: Any) -> set[str]:
        """Names of the questions that this answer asks."""
        chosen = set(posted) if isinstance(posted, (list, tuple)) else {str(posted)}
        return {name for option in self.options if option.posted in chosen for name in option.reveal}

    def revealable(self) -> set[str]:
        """Names of the questions that some answer asks."""
        return {name for option in self.options for name in option.reveal}

    def raw(self, name: str, value: Any) -> Raw:
        return [(name, self.prepare_value(value))]

    def in_words(self, value: Any) -> str:
        return next((option.text for option in self.options if option.value == value), "")


class Radios(_Choice):
    """One of a few answers, all in view."""

    kind = "radios"


class Select(_Choice):
    """One of many answers. For fewer than eight use `Radios`."""

    kind = "select"

    def __init__(
        self, label: str, choices: Choices | Callable[[], Choices] = (), *, blank: str = "Choose one", **kwargs: Any
    ) -> None:
        super().__init__(label, choices, **kwargs)
        self.blank = blank


class YesNo(_Choice):
    """Yes or no. `yes` and `no` name the fields which that answer reveals. The clean value is True, False or None."""

    kind = "radios"

    def __init__(
        self, label: str, *, yes: tuple[str, ...] = (), no: tuple[str, ...] = (), inline: bool = False, **kwargs: Any
    ) -> None:
        answers = [Option(True, "Yes", reveal=yes), Option(False, "No", reveal=no)]
        super().__init__(label, answers, inline=inline and not (yes or no), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return {True: "True", False: "False", None: ""}.get(value, str(value))


class Checkboxes(_Choice):
    """Any number of answers. The clean value is a list of the options' values, in the order shown."""

    kind = "checkboxes"
    multiple = True
    widget = forms.SelectMultiple

    def __init__(
        self, label: str, choices: Choices | Callable[[], Choices] = (), *, rule: str = "", **kwargs: Any
    ) -> None:
        """`rule`: the number of the rule that keeps an answer that stands alone apart from the others."""
        super().__init__(label, choices, **kwargs)
        self.rule = f" ({rule})" if rule else ""

    def to_python(self, value: Any) -> Any:
        posted = [str(item) for item in value or []]
        chosen = [self._chosen(item) for item in posted]
        if len(chosen) > 1 and any(option.alone for option in chosen):
            alone = next(option.text for option in chosen if option.alone)
            raise ValidationError(f"Choose “{alone}”, or the others, not both{self.rule}")
        return [option.value for option in self.options if option in chosen]

    def prepare_value(self, value: Any) -> Any:
        return [str(item) for item in value or []]

    def empty(self) -> Any:
        return []

    def raw(self, name: str, value: Any) -> Raw:
        return [(name, item) for item in self.prepare_value(value)]

    def in_words(self, value: Any) -> str:
        return ", ".join(option.text for option in self.options if option.value in (value or []))


class Tick(Field):
    """One box: a statement that is true when ticked. The clean value is a bool."""

    kind = "tick"
    widget = forms.CheckboxInput

    def __init__(self, label: str, *, reveal: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(label, optional_words=False, **kwargs)
        self.reveal = reveal

    def to_python(self, value: Any) -> Any:
        return bool(value) and value not in ("False", "0")

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")

    def revealed_by(self, posted: Any) -> set[str]:
        return set(self.reveal) if self.to_python(posted) else set()

    def revealable(self) -> set[str]:
        return set(self.reveal)

    def raw(self, name: str, value: Any) -> Raw:
        return [(name, "on")] if value else []

    def in_words(self, value: Any) -> str:
        return "Yes" if value else "No"


def items(bound: Bound) -> list[dict[str, Any]]:
    """The options as the GOV.UK macros take them, with the revealed questions under their answer."""
    field = bound.field
    assert isinstance(field, _Choice)
    value = bound.value()
    chosen = set(value) if field.multiple else {value}
    rows: list[dict[str, Any]] = []
    for option in field.options:
        if option.alone:
            rows.append({"divider": "or"})
        row: dict[str, Any] = {"value": option.posted, "text": option.text, "checked": option.posted in chosen}
        if option.hint:
            row["hint"] = {"text": option.hint}
        if option.reveal:
            row["conditional"] = {"html": "".join(str(bound.form[name]) for name in option.reveal)}
        if option.alone:
            row["behaviour"] = "exclusive"
        rows.append(row)
    return rows
