"""Which meetings to list. Sent with GET, so that the address keeps it."""

from typing import Any

from roth.domain import meetings
from roth.ui.choices import Select
from roth.ui.forms import Form

_STATES = (("to_come", "To come"), ("held", "Held"), ("cancelled", "Called off"))


class MeetingsFilterForm(Form):
    """What somebody wants to see of their meetings."""

    state = Select("State", _STATES, blank="To come, and held", optional_words=False)
    kind = Select("Meeting", meetings.choices(), blank="Any meeting", optional_words=False)
    chair = Select("Chair", blank="Anybody", optional_words=False)

    def __init__(self, *args: Any, chairs: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chair"].choices = chairs  # type: ignore[attr-defined]
        if len(chairs) < 2:
            del self.fields["chair"]

    @property
    def asked(self) -> dict[str, str]:
        """What was chosen. An answer that is none of the choices is let go."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
