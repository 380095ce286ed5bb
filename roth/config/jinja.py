"""How pages are made: the Jinja environment. What pages say belongs in `ui` and in each room's templates."""

import sys
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import (
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    Template,
    Undefined,
)
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.utils import missing

from roth.ui import choices, formats, shapes, shell

# Names that Jinja itself leaves undefined inside a macro: no caller, the literal `undefined`, an `if` without `else`.
JINJA_OWN = {"caller", "undefined", None}


class PickyUndefined(ChainableUndefined):
    """Silent for keys that a component's parameters leave out; loud for a name or attribute that a page got wrong.

    Also loud in `{% if %}`: a page asks `is defined` where it means that.
    """

    __slots__ = ()

    def _check(self) -> None:
        from_parameters = isinstance(self._undefined_obj, (dict, Undefined))
        own = self._undefined_obj is missing and self._undefined_name in JINJA_OWN
        if not (from_parameters or own):
            self._fail_with_undefined_error()

    def __str__(self) -> str:
        self._check()
        return ""

    __html__ = __str__

    def __iter__(self) -> Any:
        self._check()
        return iter(())

    def __bool__(self) -> bool:
        self._check()
        return False

    def __len__(self) -> int:
        self._check()
        return 0


class PlainTemplate(Template):
    """A template whose imports are made once. Every name of ours is the environment's, so no page brings others."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        return super()._get_default_module()


def url(name: str, *args: object, **kwargs: object) -> str:
    """An address by its name."""
    return reverse(name, args=args, kwargs=kwargs)


def _loader() -> ChoiceLoader:
    folders = [Path(app.path) / "jinja2" for app in apps.get_app_configs()]
    return ChoiceLoader(
        [
            FileSystemLoader([folder for folder in folders if folder.is_dir()]),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )


def environment(**options: Any) -> Environment:
    """Our environment. There is no bytecode cache: a file of code beside the data would be code that data can change.

    Templates are read again when they change only under `runserver`: one look at the disk for each template of each
    page is most of the time that a small page takes.
    """
    options |= {"loader": _loader(), "undefined": PickyUndefined, "trim_blocks": True, "lstrip_blocks": True}
    options |= {"auto_reload": settings.DEBUG or "runserver" in sys.argv, "cache_size": -1}
    made = Environment(autoescape=options.pop("autoescape", True), **options)
    made.template_class = PlainTemplate
    words = (
        *(formats.day, formats.day_in_words, formats.moment, formats.clock_time),
        *(formats.plural, formats.sentence, formats.listed),
    )
    named = {function.__name__: function for function in words}
    made.filters |= named
    made.globals |= named | {
        "static": static,
        "url": url,
        "today": formats.today,
        "shell": shell.shell_for,
        "shape_of": shapes.shape_of,
        "items_of": choices.items,
    }
    return made
