"""Rows that repeat in a form: attendees, actions, dynamics. "Add another" is a button that sends the form.

The server answers with what was typed and one more row, so it works without JavaScript; with htmx only the rows are
exchanged. The clean value is a list of each row's cleaned data. Rows left wholly empty are not there.
"""

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.http import QueryDict

from roth.ui.fields import Bound, Field, Raw
from roth.ui.formats import lower_first, plural
from roth.ui.forms import Form

ADD, REMOVE = "_add", "_remove"


class _Rows(forms.Widget):
    """Hands on the whole of what was sent: the rows read their own part."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[Any, Any, str]:
        return data, files, name

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return f"{name}-count" not in data


class RowsBound(Bound):
    """The rows of one form, each a small form of its own."""

    field: "RowSet"

    @property
    def count_name(self) -> str:
        return f"{self.html_name}-count"

    def rows(self) -> list[Form]:
        """The rows as forms, judged only when the form around them is."""
        if not hasattr(self, "_rows"):
            self._rows = self._typed_rows() if self.form.is_bound else self._initial_rows()
        return self._rows

    def _typed_rows(self) -> list[Form]:
        unjudged = getattr(self.form, "shown_only", False)
        given = (self.form.data, self.form.files, self.html_name)
        return self.field.rows_in(*given, shown_only=unjudged, auto_id=self.form.auto_id)

    def _initial_rows(self) -> list[Form]:
        given = list(self.initial or [])
        given += [{}] * (max(self.field.shown, self.field.least) - len(given))
        return [
            self.field.row(initial=each, prefix=f"{self.html_name}-{n}", auto_id=self.form.auto_id)
            for n, each in enumerate(given)
        ]

    def error_items(self) -> list[tuple[str, str]]:
        """Each row's errors, saying which row, then what is wrong with the rows as a whole."""
        found = []
        for number, row in enumerate(self.rows(), 1):
            if self.errors and not row.empty_row:
                found += [(f"{self.field.one} {number}: {text}", where) for text, where in row.error_list()]
        whole = [(str(error), self.id) for error in self.errors if str(error) != RowSet.ROWS_WRONG]
        return whole + found

    @property
    def error(self) -> str:
        return next((str(error) for error in self.errors if str(error) != RowSet.ROWS_WRONG), "")


class RowSet(Field):
    """Rows of `row`, a `Form`. `one` is what a row is called ("Person"); `shown` empty rows are offered at first."""

    kind = "rows"
    widget = _Rows
    bound_field_class = RowsBound
    ROWS_WRONG: ClassVar[str] = "Put right the rows that are marked"

    def __init__(
        self,
        label: str,
        row: type[Form],
        *,
        one: str,
        least: int = 0,
        most: int = 60,
        shown: int = 1,
        missing: str = "",
        row_kwargs: Mapping[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, missing=missing, optional_words=False, **kwargs)
        self.row_class, self.one, self.most, self.shown = row, one, most, shown
        self.least = max(least, 1 if missing else 0)
        self.row_kwargs = dict(row_kwargs or {})

    def get_bound_field(self, form: forms.BaseForm, field_name: str) -> RowsBound:
        return RowsBound(form, self, field_name)

    def row(self, **kwargs: Any) -> Form:
        """One row's form. `row_kwargs` (choices from a record) may be set by the form around it."""
        return self.row_class(**self.row_kwargs, **kwargs)

    def count_in(self, data: Mapping[str, Any], name: str) -> int:
        """How many rows were sent: never more than we would show, whatever the browser says."""
        given = str(data.get(f"{name}-count") or "0")
        return min(int(given), self.most) if given.isdecimal() and len(given) < 6 else 0

    def rows_in(self, data: Any, files: Any, name: str, *, shown_only: bool, **kwargs: Any) -> list[Form]:
        rows = []
        for number in range(self.count_in(data, name)):
            prefix = f"{name}-{number}"
            row = self.row(data=data, files=files, prefix=prefix, shown_only=shown_only, **kwargs)
            hidden = {bound.html_name for bound in row.hidden_fields()}
            mine = [key for key in data if key.startswith(f"{prefix}-") and key not in hidden]
            row.empty_row = not any(value.strip() for key in mine for value in data.getlist(key))
            if row.empty_row:  # nothing was typed here, so nothing here is wrong
                row._errors, row.cleaned_data = ErrorDict(), {}
            rows.append(row)
        return rows

    def bound_data(self, data: Any, initial: Any) -> Any:
        return data

    def clean(self, value: Any) -> list[dict[str, Any]]:
        """Every row's cleaned data. A row's own errors stay on the row; here only that there are some."""
        data, files, name = value
        rows = [row for row in self.rows_in(data, files, name, shown_only=False) if not row.empty_row]
        if self.required and not rows:
            raise ValidationError(self.error_messages["required"], code="required")
        if len(rows) < self.least:
            raise ValidationError(f"Add at least {plural(self.least, lower_first(self.one))}")
        if not all([row.is_valid() for row in rows]):
            raise ValidationError(self.ROWS_WRONG)
        return [row.cleaned_data for row in rows]

    def empty(self) -> Any:
        return []

    def raw(self, name: str, value: Any) -> Raw:
        pairs: Raw = [(f"{name}-count", str(len(value or [])))]
        for number, row in enumerate(value or []):
            fields = self.row_class.base_fields
            for key, each in row.items():
                if key in fields:
                    pairs += fields[key].raw(f"{name}-{number}-{key}", each)  # type: ignore[attr-defined]
        return pairs

    def in_words(self, value: Any) -> str:
        lines = []
        for row in value or []:
            said = [field.in_words(row.get(key)) for key, field in self.row().fields.items() if field.kind != "hidden"]  # type: ignore[attr-defined]
            lines.append(" · ".join(text for text in said if text))
        return "\n".join(lines)


def rows_changed(post: QueryDict) -> QueryDict | None:
    """What was sent, with the row added or taken away that a button asked for; None when no such button was pressed."""
    added, removed = post.get(ADD), post.get(REMOVE)
    if not (added or removed):
        return None
    data = post.copy()
    if added:
        count = data.get(f"{added}-count", "0")
        data[f"{added}-count"] = str(int(count) + 1 if count.isdecimal() and len(count) < 6 else 1)
    else:
        name, _, number = str(removed).rpartition("-")
        if number.isdecimal() and len(number) < 6:
            _take_out(data, name, int(number))
    return data


def _take_out(data: QueryDict, name: str, number: int) -> None:
    """Remove one row and move the later ones up."""
    later = re.compile(rf"{re.escape(name)}-(\d{{1,5}})(-.+)")
    old = {key: data.getlist(key) for key in list(data)}
    for key in old:
        if later.fullmatch(key):
            del data[key]
    for key, values in old.items():
        found = later.fullmatch(key)
        if found and int(found[1]) != number:
            place = int(found[1]) - (int(found[1]) > number)
            data.setlist(f"{name}-{place}{found[2]}", values)
    count = data.get(f"{name}-count", "0")
    data[f"{name}-count"] = str(max(int(count) - 1, 0) if count.isdecimal() and len(count) < 6 else 0)
