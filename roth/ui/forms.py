"""The form that every page uses: sections, questions that reveal others, errors that say what to do. No saving.

A room's `forms.py` declares `class ReferralForm(Form)` with the fields of `ui.fields`, `ui.choices`, `ui.dates` and
`ui.rows`. What is typed comes back whole after an error.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.forms.utils import ErrorDict

from roth.ui.fields import Bound


@dataclass(frozen=True)
class Section:
    """A group of questions under one heading."""

    legend: str
    fields: tuple[str, ...]
    hint: str = ""


class Form(forms.Form):
    """A form of ours. With `sections` the questions stand under headings; without, in the order declared."""

    sections: tuple[Section, ...] = ()
    use_required_attribute = False
    template_name = "forms/form.jinja"

    def __init__(self, *args: Any, shown_only: bool = False, **kwargs: Any) -> None:
        """`shown_only`: show what was typed (a draft, a row added) without judging it."""
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.shown_only = shown_only
        self.empty_row = False  # a row of a RowSet in which nothing is typed
        if shown_only:
            self._errors, self.cleaned_data = ErrorDict(), {}

    # --- Questions that an answer reveals --------------------------------------------------------------------------
    def _revealers(self) -> list[Bound]:
        return [self[name] for name, field in self.fields.items() if getattr(field, "revealable", None)]  # type: ignore[misc]

    def revealed_names(self) -> set[str]:
        """Fields that are shown under an answer and not in their own place."""
        return {name for bound in self._revealers() for name in bound.field.revealable()}  # type: ignore[attr-defined]

    def _asked(self) -> set[str]:
        """Questions that a chosen answer asks, and those that their answers ask in turn."""
        inside, asked = self.revealed_names(), set[str]()
        ahead = [bound for bound in self._revealers() if bound.name not in inside]
        while ahead:
            bound = ahead.pop()
            new = bound.field.revealed_by(bound.value()) - asked  # type: ignore[attr-defined]
            asked |= new
            ahead += [each for each in self._revealers() if each.name in new]
        return asked

    def _clean_form(self) -> None:
        """Before `clean`: what no chosen answer asks for is cleared, and cannot be wrong."""
        for name in self.revealed_names() - self._asked():
            self._errors.pop(name, None)
            self.cleaned_data[name] = self.fields[name].empty()  # type: ignore[attr-defined]
        super()._clean_form()  # type: ignore[misc]

    # --- Rules over several fields ---------------------------------------------------------------------------------
    def require_one_of(self, *names: str, sentence: str) -> None:
        """For `clean`: at least one of these is answered, else the sentence stands at the first."""
        if not any(self.cleaned_data.get(name) or name in self.errors for name in names):
            self.add_error(names[0], sentence)

    # --- For templates ---------------------------------------------------------------------------------------------
    def laid_out(self) -> Iterator[tuple[Section, list[Bound]]]:
        """Sections with the fields to show in each; what no section names comes last, without a heading."""
        inside = self.revealed_names()
        shown = [bound for bound in self.visible_fields() if bound.name not in inside]
        named = {name for section in self.sections for name in section.fields}
        for section in self.sections:
            yield section, [self[name] for name in section.fields if name not in inside]  # type: ignore[misc]
        rest = [bound for bound in shown if bound.name not in named]
        if rest:
            yield Section("", ()), rest  # type: ignore[misc]

    def error_list(self) -> list[tuple[str, str]]:
        """The error summary: each sentence and the id where it is put right, in the order of the page."""
        whole = [(str(error), "") for error in self.errors.get(NON_FIELD_ERRORS, ())]
        order = [bound for _, bounds in self.laid_out() for bound in self._with_revealed(bounds)]
        hidden = [bound for bound in self.hidden_fields() if bound.errors]
        return whole + [item for bound in [*order, *hidden] for item in bound.error_items()]  # type: ignore[attr-defined]

    def _with_revealed(self, bounds: list[Bound]) -> Iterator[Bound]:
        for bound in bounds:
            yield bound
            if bound in self._revealers():
                for option in getattr(bound.field, "options", ()):
                    yield from self._with_revealed([self[name] for name in option.reveal])  # type: ignore[misc]
                yield from self._with_revealed([self[name] for name in getattr(bound.field, "reveal", ())])  # type: ignore[misc]

    @property
    def has_files(self) -> bool:
        """Whether the form must be sent as multipart."""
        return self.is_multipart()
