"""What is asked of somebody who looks for a young person by what is around them."""

from typing import Final

from roth.domain.access import is_a_reason
from roth.ui.choices import Radios
from roth.ui.fields import LongText, Text
from roth.ui.forms import Form

BY: Final = (
    ("associate", "The name of a relative, a carer or an adult they trust"),
    ("place", "An address, or a school"),
    ("phone", "A telephone number"),
)


class AroundForm(Form):
    """By what to look, and why: the reason is kept with the search (R24)."""

    by = Radios("What do you know?", BY, missing="Choose what you know")
    words = Text("What is it?", max_length=200, missing="Enter the name, the place or the number")
    purpose = LongText(
        "Why are you looking?",
        hint="What you are trying to do and for whom. It is kept with your search, and can be read later.",
        rows=3,
        max_length=1000,
        missing="Say why you are looking, in a sentence",
    )

    def clean_purpose(self) -> str:
        """A sentence, because a word explains nothing to whoever reads it later."""
        purpose = self.cleaned_data["purpose"]
        if purpose and not is_a_reason(purpose):
            self.add_error("purpose", "Say a little more about why: five words at least")
        return purpose
