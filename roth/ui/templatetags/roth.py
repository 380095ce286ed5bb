"""Lets the sign-in pages, which are Django templates, use the parts that stand around every page of ours."""

from typing import Any

from django import template
from django.template.loader import get_template

from roth.ui.shell import shell_for

register = template.Library()


@register.simple_tag(takes_context=True)
def shell(context: dict[str, Any]) -> Any:
    """What stands around the page: read once, because reading what was just said to the person forgets it."""
    return shell_for(context["request"])


@register.simple_tag(takes_context=True)
def page_part(context: dict[str, Any], name: str, around: Any) -> str:
    """A part of our layout."""
    return get_template(name).render({"around": around}, context["request"])
