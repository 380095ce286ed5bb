"""What is asked at the front door: writing a contact down, and the two decisions. What must hold is in `actions`."""

from collections.abc import Mapping
from typing import Any

from roth.accounts.models import Team, User
from roth.contacts.models import Contact
from roth.contacts.selectors import record_named
from roth.contexts.models import Context
from roth.domain import codes
from roth.pathway.forms import HOW_RECEIVED
from roth.ui.choices import Checkboxes, Radios, Select, YesNo
from roth.ui.dates import DateTime
from roth.ui.fields import LongText, Text
from roth.ui.forms import Form, Section

NO_SUCH_RECORD = "No record that you may open has this reference. Check it, or leave it empty and write the name"


class _NamesARecord(Form):
    """A form that may name a young person's record by its reference, of those that the writer may know of."""

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_record(self) -> Any:
        """The record itself, or none."""
        ref = self.cleaned_data["record"]
        found = record_named(self.user, ref) if ref else None
        if ref and found is None:
            self.add_error("record", NO_SUCH_RECORD)
        return found


class ContactForm(_NamesARecord):
    """The first part of F01. What a referral needs and a telephone call may not give may stay empty here."""

    sections = (
        Section("Who contacted us", ("received_at", "how_received", "referrer_name", "referrer_agency")),
        Section("", ("referrer_contact", "source_code")),
        Section("What they told us", ("concern", "danger_now", "immediate_safety", "harms")),
        Section(
            "Who or what it is about",
            ("person_name", "person_age", "record", "place"),
            "As far as it is known. It may be a place or a group, and no young person at all.",
        ),
        Section("What they were told, and who knows", ("answered", "parents_told")),
        Section("Whose decision it is", ("team",)),
    )
    received_at = DateTime(
        "When did the contact come?",
        past=True,
        hint="The clock of a referral counts from then, so change it if it came earlier",
        missing="Enter when the contact came",
    )
    how_received = Select("How did it come?", HOW_RECEIVED)
    referrer_name = Text("Their name", max_length=120, hint="Leave it empty if they did not wish to say", width="30")
    referrer_agency = Text("Their organisation, or who they are to the young person", max_length=160)
    referrer_contact = Text("How to reach them", max_length=160)
    source_code = Select(
        "Where it came from, for the census", codes.REFERRAL_SOURCE, hint="It is needed before this can be a referral"
    )
    concern = LongText(
        "What worries them, in their words",
        rows=8,
        hint="What was seen or heard, when and where. The young person may read this one day",
        missing="Write what they told us",
        language_check=True,
    )
    harms = Checkboxes("What harm may it be?", codes.HARM_TYPE, hint="Choose any that may fit. Nothing follows from it")
    danger_now = YesNo("May somebody be in danger now?", inline=True)
    immediate_safety = LongText("Where are they now, and what was done to make them safe?", rows=3)
    person_name = Text("The young person’s name, as it was said", max_length=120, width="30")
    person_age = Text("About how old", max_length=60, hint="Such as 14, or Year 9", width="10")
    record = Text(
        "Reference of their record, if you know that there is one", max_length=20, hint="Such as YP-0042", width="10"
    )
    place = Text("The place, group or online space", max_length=200, hint="As people call it. No names of young people")
    answered = LongText("What did you tell them would happen?", rows=3)
    parents_told = YesNo(
        "Do parents or carers know that they contacted us?",
        no=("parents_told_reason",),
        hint="They need not agree where a young person may be harmed, and are told unless that makes it worse",
    )
    parents_told_reason = LongText("Why were they not told or asked?", rows=2, missing="Say why they were not told")
    team = Radios("Which team holds it?", hint="Its manager decides", missing="Choose the team whose manager decides")

    def __init__(self, *args: Any, teams: list[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        several_sites = len({team.site_id for team in teams}) > 1
        named = [(team.pk, f"{team.name}, {team.site.name}" if several_sites else team.name) for team in teams]
        self.fields["team"].choices = named  # type: ignore[attr-defined]

    def clean(self) -> None:
        """Choices that were not made are empty words, as the record keeps them."""
        data = self.cleaned_data
        for name in ("how_received", "source_code"):
            data[name] = data.get(name) or ""
        data["young_person"] = data.pop("record", None)


class AcceptForm(Form):
    """C01. Which context it is, is asked only where the contact names a place and nobody."""

    context = Select("Which context is it about?", blank="Not in this list: I name it below")
    context_name = Text("What people call it", max_length=120, hint="No name of a young person")
    context_kind = Select("What kind of context it is", codes.CONTEXT_KIND)
    rationale = LongText("Why this is a referral", hint="A sentence for whoever writes the referral", rows=3)

    def __init__(self, *args: Any, contact: Contact, contexts: Mapping[int, Context], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contexts = contexts
        self.fields["context"].choices = [(key, each.name) for key, each in contexts.items()]  # type: ignore[attr-defined]
        if not contact.about_a_place:
            for name in ("context", "context_name", "context_kind"):
                del self.fields[name]

    def clean(self) -> None:
        """A context is chosen, or named with its kind."""
        data = self.cleaned_data
        if "context" not in self.fields:
            return
        data["context"] = self.contexts.get(data.get("context") or 0)
        data["context_kind"] = data.get("context_kind") or ""
        if data["context"] is None and not data.get("context_name"):
            self.add_error("context", "Choose the context that this is about, or say what people call it")
        elif data["context"] is None and not data["context_kind"]:
            self.add_error("context_kind", "Choose what kind of context it is")


class AdviceForm(Form):
    """C02."""

    sections = (
        Section("The decision", ("reason",)),
        Section("Telling the person who contacted us", ("told_at", "told_by", "told_what", "not_told_reason")),
    )
    reason = LongText(
        "Why advice is enough",
        hint="What you looked at, and why nobody needs to assess or protect now",
        missing="Write why advice is enough",
    )
    told_at = DateTime("When were they told?", past=True, optional_words=False)
    told_by = Text("Who told them", max_length=120, width="30", optional_words=False)
    told_what = LongText("What they were told, and the advice", rows=4, optional_words=False)
    not_told_reason = LongText("If they could not be told, why", rows=2, optional_words=False)

    def clean(self) -> None:
        """When, by whom and what; or why not."""
        data = self.cleaned_data
        if data.get("not_told_reason") and data.get("told_at"):
            self.add_error("not_told_reason", "Take this out if they were told, or the date above if they were not")
        if data.get("not_told_reason") or "told_at" in self.errors:
            data["told_by"] = ""
            return
        for name, sentence in (
            ("told_at", "Enter when the person who contacted us was told, or say why they were not"),
            ("told_by", "Enter who told them"),
            ("told_what", "Write what they were told"),
        ):
            if not data.get(name):
                self.add_error(name, sentence)


class RecordForm(_NamesARecord):
    """Whose record an accepted contact is about."""

    record = Text(
        "Reference of their record", max_length=20, hint="Such as YP-0042", width="10", missing="Enter the reference"
    )
