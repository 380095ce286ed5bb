"""Input about contexts, reach and links, to clean values. What may not be written is refused in `actions`."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from roth.accounts.models import Agency, Site
from roth.contexts.models import Context
from roth.domain import codes
from roth.ui.choices import Option, Radios, Select
from roth.ui.dates import Date
from roth.ui.fields import LongText, Text
from roth.ui.forms import Form, Section

NO_NAMES = "No names, initials or anything that would tell who a young person is."


class FilterForm(Form):
    """Which contexts to list."""

    words = Text("Name or area", optional_words=False)
    kind = Select("Kind", codes.CONTEXT_KIND, blank="Any kind", optional_words=False)


class ContextForm(Form):
    """What is written about a context."""

    sections = (
        Section("The place or group", ("site", "kind", "name", "area", "description", "times")),
        Section("What is there already", ("looked_after_by", "strengths")),
    )
    site = Radios("Which site is it in?", missing="Choose the site")
    kind = Select("What kind of context is it?", codes.CONTEXT_KIND, missing="Choose what kind of context it is")
    name = Text(
        "What do people call it?",
        max_length=120,
        called="the name",
        hint=f"As young people and staff know it, such as “Harbour Street bus station”. {NO_NAMES}",
        missing="Enter what people call this place or group",
    )
    area = Text("Area", max_length=120, hint="The part of town, or for an online space which platform it is on")
    description = LongText(
        "What is it like, and what goes on there?", called="the description", rows=4, hint=NO_NAMES, language_check=True
    )
    times = Text("When does it matter most?", called="the times", hint="Such as: after school, Friday evenings")
    looked_after_by = LongText(
        "Who looks after it?",
        called="who looks after it",
        rows=3,
        hint="Who runs it, and which adults look out for young people there. Roles, not names.",
    )
    strengths = LongText(
        "What is good about it?", called="what is good about it", rows=3, hint="What keeps young people safe or well."
    )

    def __init__(self, *args: Any, sites: Iterable[Site] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        several = [(site.pk, site.name) for site in sites]
        if several:
            self.fields["site"].choices = several  # type: ignore[attr-defined]
        else:
            del self.fields["site"]
            self.sections = (Section("The place or group", self.sections[0].fields[1:]), self.sections[1])


class ReachForm(Form):
    """Who can change something in a context."""

    agency = Select("Which agency?", missing="Choose the agency")
    through = Text(
        "Through whom?",
        max_length=120,
        called="through whom",
        hint="By role, such as “duty manager” or “neighbourhood sergeant”. Not a name: people move on.",
        missing="Enter through whom, by role",
    )
    can_change = LongText(
        "What can they change there?",
        called="what they can change",
        rows=4,
        hint="Such as lighting, opening hours, who is on the door, what happens after an incident.",
        missing="Enter what they can change",
    )

    def __init__(self, *args: Any, agencies: Iterable[Agency] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if agencies is None:
            del self.fields["agency"]
        else:
            self.fields["agency"].choices = [(agency.pk, agency.name) for agency in agencies]  # type: ignore[attr-defined]


class LinkForm(Form):
    """What a context is to one young person."""

    context = Select("Which context?", missing="Choose the context")
    meaning = Radios(
        "What is it to the young person?",
        [
            Option("harm", codes.LINK_MEANING["harm"]),
            Option(
                "safety", codes.LINK_MEANING["safety"], hint="Such as a club, or a shop where staff look out for them"
            ),
            Option(
                "both",
                codes.LINK_MEANING["both"],
                hint="The same place may hold harm at one time and safety at another",
            ),
        ],
        missing="Say whether it is a place of harm, of safety, or both",
    )
    reason = LongText(
        "Why do we link it?",
        called="why it is linked",
        rows=4,
        hint="What the young person or somebody else said or saw.",
        missing="Say why it is linked",
        language_check=True,
    )
    source = Text(
        "Who told us, or how do we know?",
        max_length=160,
        called="the source",
        missing="Enter who told us, or how we know",
    )
    confidence = Radios("How sure are we?", codes.CONFIDENCE, inline=True, missing="Say how sure we are")
    review_on = Date(
        "When do we look at this again?",
        called="the review date",
        hint="In six months at the latest: what we know about a place grows old.",
        missing="Enter when to look at this again",
    )
    ends_on = Date(
        "When did it stop mattering?", called="the last day", hint="Leave this empty while it still does.", past=True
    )

    def __init__(self, *args: Any, contexts: Iterable[Context] | None = None, latest: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["review_on"].latest = latest  # type: ignore[attr-defined]
        if contexts is None:
            del self.fields["context"]
        else:
            self.fields["context"].choices = [  # type: ignore[attr-defined]
                (each.pk, f"{each.name} ({codes.label(codes.CONTEXT_KIND, each.kind).lower()})") for each in contexts
            ]
            del self.fields["ends_on"]
