"""Which quarters, and which site, the page of attendance is about. Sent with GET, so that the address keeps it."""

from typing import Any

from django.core.exceptions import ValidationError

from roth.accounts.models import Site
from roth.domain.quarters import Quarter
from roth.ui.choices import Select
from roth.ui.forms import Form

SHOWN, BACK = 4, 12  # quarters: shown when nobody has chosen, and how far back one may go


class PeriodForm(Form):
    """From one quarter to another."""

    site = Select("Site", optional_words=False)
    first = Select("From", missing="Choose the quarter to begin with")
    last = Select("To", missing="Choose the quarter to end with")

    def __init__(self, *args: Any, now: Quarter, sites: list[Site], **kwargs: Any) -> None:
        """`now`: the quarter of today, the last that may be chosen."""
        super().__init__(*args, **kwargs)
        choices = [(each.code, each.name) for each in (now.back(count) for count in range(BACK))]
        for name in ("first", "last"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        if len(sites) > 1:
            self.fields["site"].choices = [(each.code, each.name) for each in sites]  # type: ignore[attr-defined]
        else:
            del self.fields["site"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("first") and given.get("last") and _quarter(given["first"]) > _quarter(given["last"]):
            self.add_error("last", ValidationError("Choose a quarter to end with that is not before the first"))
        return given


def chosen(form: PeriodForm, now: Quarter) -> tuple[Quarter, Quarter]:
    """The first and the last quarter that were chosen; the newest four where none were, or what was chosen is wrong."""
    if form.is_bound and form.is_valid():
        return _quarter(form.cleaned_data["first"]), _quarter(form.cleaned_data["last"])
    return now.back(SHOWN - 1), now


def usual(now: Quarter) -> dict[str, str]:
    """What the form shows when nobody has chosen."""
    return {"first": now.back(SHOWN - 1).code, "last": now.code}


def _quarter(code: str) -> Quarter:
    return Quarter.from_code(code)
