"""Lets the sign-in pages, which are Django templates, use the parts that stand around every page of ours."""

from typing import Any

from django import template
from django.template.base import FilterExpression, Parser, Token
from django.template.context import Context
from django.template.loader import get_template

from roth.ui.shell import Shell, shell_for

register = template.Library()


@register.simple_tag(takes_context=True)
def shell(context: dict[str, Any]) -> Shell:
    """What stands around the page: read once, because reading what was just said to the person forgets it."""
    return shell_for(context["request"])


class PagePart(template.Node):
    """A part of our layout, which escapes for itself: so a node and not a `simple_tag`, which would escape it again."""

    def __init__(self, name: FilterExpression, around: FilterExpression) -> None:
        self.name, self.around = name, around

    def render(self, context: Context) -> Any:
        """The part as our own pages have it."""
        part = get_template(self.name.resolve(context))
        return part.render({"around": self.around.resolve(context)}, context["request"])


@register.tag
def page_part(parser: Parser, token: Token) -> PagePart:
    """`{% page_part "layouts/_header.jinja" around %}`."""
    _, name, around = token.split_contents()
    return PagePart(parser.compile_filter(name), parser.compile_filter(around))
