"""The two ways a view answers: `page` for a page, `form_page` for a page with a form. No room is known here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from roth.domain.errors import Conflict, NotPossible
from roth.drafts import actions as draft_actions
from roth.drafts import selectors as draft_selectors
from roth.drafts import tokens
from roth.ui import conflicts
from roth.ui.forms import Form
from roth.ui.rows import rows_changed

INVALID, REFUSED = 422, 409


class SeeOther(HttpResponseRedirect):
    """After a form is saved: look at that page now, and going back does not send the form again."""

    status_code = 303


def page(request: HttpRequest, template: str, *, status: int = 200, fragment: str = "", **context: Any) -> HttpResponse:
    """The page, or only its changing part where htmx asked and a `fragment` is named. Never stored by a browser."""
    asked_part = bool(fragment) and bool(getattr(request, "htmx", False))
    response = render(request, fragment if asked_part else template, context, status=status)
    response["Cache-Control"] = "no-store"
    if fragment:
        patch_vary_headers(response, ("HX-Request",))
    return response


@dataclass
class _FormPage:
    """One request to one form. Its parts are the answers that such a page can give."""

    request: HttpRequest
    form_class: type[Form]
    save: Callable[[dict[str, Any]], Any]
    title: str
    key: str
    success: str | Callable[[Any], str]
    template: str
    version: int | None
    initial: Mapping[str, Any] | None
    form_kwargs: Mapping[str, Any]
    said: str | Callable[[Any], str]
    draft: bool
    context: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if getattr(self.request.user, "seen_by", None) is not None:  # what that person typed stays theirs
            self.draft = False

    @property
    def user_id(self) -> int:
        return self.request.user.pk or 0

    def form(self, data: QueryDict | None = None, *, shown_only: bool = False) -> Form:
        files = self.request.FILES if self.request.method == "POST" else None
        return self.form_class(data, files, initial=self.initial, shown_only=shown_only, **self.form_kwargs)

    def answer(self) -> HttpResponse:
        if self.request.method != "POST":
            return self._offer()
        if "_discard" in self.request.POST:
            self._drop()
            return SeeOther(self.request.get_full_path())
        data = rows_changed(self.request.POST)
        contest = conflicts.sent(self.request.POST)
        if contest and contest.is_about(self.form()):
            return self._settle(contest, data)
        if data is not None:
            return self._show(self.form(data, shown_only=True), version=self._posted_version(data))
        return self._save(self.request.POST)

    def _offer(self) -> HttpResponse:
        kept = draft_selectors.draft_for(self.user_id, self.key) if self.draft else None
        if kept is None:
            return self._show(self.form(), version=self.version)
        form = self.form(kept.data, shown_only=True)
        # Words from before the record was first saved are older than any version of it.
        version = None if self.version is None else kept.version or 0
        return self._show(form, version=version, kept=kept)

    def _posted_version(self, data: QueryDict) -> int | None:
        if self.version is None:
            return None
        given = data.get("_version", "")
        return int(given) if given.isdecimal() and len(given) < 10 else self.version

    def _save(self, data: QueryDict) -> HttpResponse:
        form, version = self.form(data), self._posted_version(data)
        if not form.is_valid():
            return self._show(form, version=version, status=INVALID)
        values = dict(form.cleaned_data)
        if version is not None:
            values["version"] = version
        try:
            saved = self._saved(form, values)
        except NotPossible as refused:
            return self._refuse(form, refused, version)
        except Conflict as conflict:
            return self._ask(data, conflicts.found(form, conflict))
        self._drop()
        text = self.said(saved) if callable(self.said) else self.said
        if text:
            messages.success(self.request, text)
        return SeeOther(self.success(saved) if callable(self.success) else self.success)

    def _refuse(self, form: Form, refused: NotPossible, version: int | None) -> HttpResponse:
        """Back to the page with the reason; what is missing is linked to where it can be put right."""
        elsewhere = [(text, where) for where, text in refused.missing if where not in form.fields]
        for where, text in refused.missing:
            if where in form.fields:
                form.add_error(where, text)
        at_its_box = {text for where, text in refused.missing if where in form.fields}
        if str(refused) not in at_its_box:
            form.add_error(None, str(refused))
        return self._show(form, version=version, status=REFUSED, missing=elsewhere)

    def _saved(self, form: Form, values: dict[str, Any]) -> Any:
        """Save. Where the other person saved the very same words there is nothing to choose: save on top of theirs."""
        try:
            return self.save(dict(values))  # a copy: a view may change what it is given, and may be asked again
        except Conflict as conflict:
            if conflicts.found(form, conflict).differences:
                raise
            return self.save({**values, "version": conflict.version})

    def _settle(self, contest: conflicts.Contest, changed: QueryDict | None) -> HttpResponse:
        """The conflict page came back: carry out the choices, or ask for those that are missing."""
        if changed is not None:
            return self._ask(changed, contest)
        data, errors = conflicts.settle(self.request.POST, contest)
        return self._ask(self.request.POST, contest, errors) if errors else self._save(data)

    def _ask(
        self, data: QueryDict, contest: conflicts.Contest, errors: Mapping[str, str] | None = None
    ) -> HttpResponse:
        self._keep(data)
        form = self.form(data, shown_only=True)
        context = {
            **self.context,
            **self._slip(),
            "kept": None,
            "title": self.title,
            "form": form,
            "version": self._posted_version(data),
            "contest": contest,
            "asked": conflicts.asked(form, contest, data, errors or {}),
            "carried": conflicts.carried(data, contest),
            "errors": [(text, f"choose-{name}") for name, text in (errors or {}).items()],
        }
        return page(self.request, "layouts/conflict.jinja", status=REFUSED, **context)

    def _show(self, form: Form, *, version: int | None, status: int = 200, **extra: Any) -> HttpResponse:
        if status != 200:
            self._keep(form.data)
        context = {"kept": None, "missing": [], **self.context, **extra, **self._slip()}
        context |= {"form": form, "title": self.title, "version": version, "errors": form.error_list()}
        return page(self.request, self.template, status=status, **context)

    def _slip(self) -> dict[str, str]:
        path = self.request.get_full_path()
        return {"draft_token": tokens.token_for(self.user_id, self.key, path) if self.draft else ""}

    def _keep(self, data: Any) -> None:
        if self.draft and isinstance(data, QueryDict):
            draft_actions.save_draft(user_id=self.user_id, key=self.key, data=data)

    def _drop(self) -> None:
        if self.draft:
            draft_actions.drop_draft(user_id=self.user_id, key=self.key)


def form_page(
    request: HttpRequest,
    *,
    form_class: type[Form],
    save: Callable[[dict[str, Any]], Any],
    title: str,
    key: str,
    success: str | Callable[[Any], str],
    template: str = "layouts/form.jinja",
    version: int | None = None,
    initial: Mapping[str, Any] | None = None,
    form_kwargs: Mapping[str, Any] | None = None,
    said: str | Callable[[Any], str] = "",
    button: str = "Save",
    draft: bool = True,
    back: str = "",
    **context: Any,
) -> HttpResponse:
    """A page with a form, from first sight to saved. See docs/how-to/add-a-page.md.

    `save` receives the cleaned data, with `version` among them where `version` is given, and may raise `NotPossible`
    or `Conflict`. What it returns is what `success` and `said` receive. `key` names this form of this record.
    """
    context |= {"button": button, "back": back}
    made = _FormPage(
        request,
        form_class,
        save,
        title,
        tokens.fitting(key),
        success,
        template,
        version,
        initial,
        form_kwargs or {},
        said,
        draft,
        context,
    )
    return made.answer()
