"""What is asked about an invitation."""

from collections.abc import Sequence
from typing import Any

from roth.accounts.models import Agency, Membership
from roth.domain import codes
from roth.domain.conference import AgencyReach, WeightedContext
from roth.domain.words import listed
from roth.ui.choices import Checkboxes, Option, Select, Tick
from roth.ui.fields import Email, LongText, Text
from roth.ui.forms import Form


class _InvitationFields(Form):
    """What an invitation says, whoever it is for."""

    role = Select("They come as", codes.ATTENDEE_ROLE, missing="Choose as whom they come")
    asked_to_bring = LongText(
        "What they are asked to bring",
        hint="What they know, what they can offer, what they can decide on the day",
        rows=4,
    )
    can_influence = Checkboxes("Which contexts they can change")

    def __init__(
        self, *args: Any, contexts: Sequence[WeightedContext], reach: Sequence[AgencyReach], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["can_influence"].choices = [  # type: ignore[attr-defined]
            Option(context.key, context.name, hint=_reach_in_words(context.key, reach)) for context in contexts
        ]
        if not contexts:
            del self.fields["can_influence"]


def _reach_in_words(context: int, reach: Sequence[AgencyReach]) -> str:
    names = [agency.name for agency in reach if context in agency.contexts]
    return f"Has reach there: {listed(names)}" if names else ""


class InviteForm(_InvitationFields):
    """Somebody new: a user of the site, or a person by name."""

    field_order = ("user", "name", "email", "agency", "role", "asked_to_bring", "can_influence")
    user = Select(
        "A person who uses ROTH Pathways",
        hint="They can then open the conference page themselves.",
        blank="Somebody else, by name",
    )
    name = Text("Or their name", max_length=120)
    email = Email("Their email address", hint="A link to this one meeting is sent there. Without one, tell them.")
    agency = Select("The agency they come for", blank="No agency")

    def __init__(self, *args: Any, people: Sequence[Membership], agencies: Sequence[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].choices = [  # type: ignore[attr-defined]
            (held.user_id, f"{held.user.name}, {held.user.job_title or held.agency.name}") for held in people
        ]
        self.fields["agency"].choices = [(agency.pk, agency.name) for agency in agencies]  # type: ignore[attr-defined]

    despite_clash = Tick("Invite them although they are asked to another meeting then")

    def clean(self) -> None:
        self.require_one_of("user", "name", sentence="Choose a person, or enter their name")


class InvitationForm(_InvitationFields):
    """Changes to an invitation that stands."""
