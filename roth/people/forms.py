"""What is asked about a young person and the people around them. Saving belongs in `actions`."""

from typing import Any

from django.utils import timezone

from roth.domain import codes
from roth.domain.access import is_a_reason
from roth.domain.identity import ABOUT, against_identity
from roth.domain.pathway import Stage
from roth.ui.choices import Checkboxes, Option, Radios, Select, Tick, YesNo
from roth.ui.dates import Date
from roth.ui.fields import LongText, Text
from roth.ui.forms import Form, Section
from roth.ui.rows import RowSet

_NAMES = Section(
    "Their name",
    ("chosen_name", "given_name", "family_name", "aliases", "pronouns"),
    hint="Pages say the name that they wish to be called. A former name only helps to find them.",
)
_BORN = Section("Birth", ("born_on", "expected_on"))


class CodesField(Checkboxes):
    """Several codes, kept in one text with spaces between them."""

    def to_python(self, value: Any) -> Any:
        return " ".join(super().to_python(value))

    def prepare_value(self, value: Any) -> Any:
        return super().prepare_value(value.split() if isinstance(value, str) else value)

    def empty(self) -> Any:
        return ""

    def in_words(self, value: Any) -> str:
        return super().in_words(value.split() if isinstance(value, str) else value)


NOT_A_NAME = "Enter at least one name, or the identifier from the case system"


class IdentityForm(Form):
    """Who the young person is."""

    sections: tuple[Section, ...] = (
        _NAMES,
        _BORN,
        Section(
            "Who they are",
            (
                *("sex", "gender_identity", "ethnicity", "disabilities", "first_language"),
                *("communication_needs", "religion", "nationality"),
            ),
        ),
        Section("Home, school and health", ("address", "school", "gp")),
        Section("Numbers of other systems", ("la_child_id", "upn", "nhs_number", "legal_status")),
    )
    chosen_name = Text("What they wish to be called", max_length=80, width="30")
    given_name = Text("Given names", max_length=80, width="30")
    family_name = Text("Family name", max_length=80, width="30")
    aliases = LongText("Other and former names", hint="One on each line", rows=2, max_length=600)
    pronouns = Text("Pronouns", max_length=40, width="20")
    born_on = Date("Date of birth")
    expected_on = Date("Date the baby is expected, if not born yet")
    sex = Select("Sex, as the census records it", codes.SEX, initial="U", missing="Choose the sex, or “Not known”")
    gender_identity = Text("Gender, in their own words", max_length=80, width="20")
    ethnicity = Select(
        "Ethnicity", codes.ETHNICITY, initial="NOBT", missing="Choose the ethnicity, or “Not yet obtained”"
    )
    disabilities = CodesField(
        "Disabilities, as the census records them",
        [
            *(Option(code, text) for code, text in codes.DISABILITIES.items() if code != codes.NO_DISABILITY),
            Option(codes.NO_DISABILITY, codes.DISABILITIES[codes.NO_DISABILITY], alone=True),
        ],
        hint="A national list. Leave it empty if nobody has asked yet",
        rule="8790",
    )
    first_language = Text("First language", max_length=80, width="20")
    communication_needs = LongText("How we best communicate together", rows=3, max_length=2000)
    religion = Text("Religion or belief", max_length=80, width="20")
    nationality = Text("Nationality", max_length=80, width="20")
    address = LongText("Where they live", rows=3, max_length=600)
    school = Text("School, college or work", max_length=160)
    gp = Text("GP", max_length=160)
    la_child_id = Text("Identifier in the case system", max_length=100, width="20")
    upn = Text("Unique pupil number", hint="A letter and 12 numbers", max_length=13, width="20")
    nhs_number = Text("NHS number", hint="10 numbers", max_length=20, width="20")
    legal_status = Text("Legal status", max_length=160)

    def clean_nhs_number(self) -> str:
        """Ten digits, however they were spaced."""
        number = "".join(self.cleaned_data["nhs_number"].split())
        if number and not (number.isascii() and number.isdigit() and len(number) == 10):
            self.add_error("nhs_number", "Enter the NHS number as 10 numbers, like 943 476 5919")
        return number

    def clean_upn(self) -> str:
        """A letter, then twelve letters or digits."""
        upn = "".join(self.cleaned_data["upn"].split()).upper()
        if upn and not (len(upn) == 13 and upn.isascii() and upn.isalnum() and upn[0].isalpha()):
            self.add_error("upn", "Enter the unique pupil number as a letter and 12 numbers, like A123456789012")
        return upn

    def clean_aliases(self) -> str:
        """One name on each line, none of them too long."""
        names = [line.strip() for line in self.cleaned_data["aliases"].splitlines() if line.strip()]
        if any(len(name) > 120 for name in names):
            self.add_error("aliases", "Shorten each name to 120 characters, one on each line")
        return "\n".join(names)

    def clean(self) -> None:
        """Somebody can be found only by something; and what the census asks of it, where it is new."""
        self.require_one_of("chosen_name", "given_name", "family_name", "la_child_id", sentence=NOT_A_NAME)
        empty = {name: self.fields[name].initial or self.fields[name].empty() for name in ABOUT}  # type: ignore[attr-defined]
        given = {name: self.cleaned_data.get(name, empty[name]) for name in ABOUT}
        before = {name: self.initial.get(name, empty[name]) for name in ABOUT}
        for name, sentence in against_identity(given, timezone.localdate(), before):
            if name not in self.errors:
                self.add_error(name, sentence)


COMPARED = ("chosen_name", "given_name", "family_name", "born_on", "nhs_number", "upn")


class AddForm(IdentityForm):
    """Open a record. `someone_else` is asked only once something was typed: before that there is nothing to compare."""

    sections = (
        Section("Where the record belongs", ("team",)),
        *IdentityForm.sections,
        Section("Is there a record already?", ("someone_else", "why_someone_else")),
    )
    team = Radios("Team", missing="Choose the team that holds the record")
    someone_else = Tick("I have looked, and this is someone else")
    why_someone_else = LongText(
        "Why is this someone else?", hint="What you compared. It is kept with the new record.", rows=2, max_length=600
    )

    def __init__(self, *args: Any, teams: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].choices = teams  # type: ignore[attr-defined]
        if len(teams) == 1:
            self.fields["team"].initial = teams[0][0]
        if not self.is_bound:
            del self.fields["someone_else"], self.fields["why_someone_else"]
            self.sections = self.sections[:-1]

    def clean(self) -> None:
        """Whoever goes on beside a record that may be the same says why."""
        super().clean()
        given = self.cleaned_data
        if given.get("someone_else") and not is_a_reason(given.get("why_someone_else") or ""):
            self.add_error("why_someone_else", "Say in a sentence why this is someone else: five words at least")

    def so_far(self) -> dict[str, Any]:
        """Of what is typed while the form is being filled, what can be compared with other records."""
        self.is_valid()  # most of the form is empty yet: only what is right so far is kept
        given = self.cleaned_data
        return {name: given[name] for name in COMPARED if given.get(name)}


class OwnWordsForm(Form):
    """What the young person says, unedited."""

    own_words = LongText(
        "In their own words",
        rows=10,
        hint="Write what they said as they said it. Correct nothing. They may write it themselves.",
        missing="Write what the young person said, in their own words",
    )
    own_words_on = Date("When did they say it?", past=True, missing="Enter the date when they said it, like 27 3 2026")


class FamilyRow(Form):
    """One relative or carer."""

    name = Text("Name", max_length=120, missing="Enter their name")
    relation = Text("Relation", hint="Mother, brother, foster carer", max_length=60, missing="Say how they are related")
    parental_responsibility = YesNo("Do they have parental responsibility?", inline=True, missing="Choose yes or no")
    contact = Text("How to reach them", max_length=160)


class FamilyForm(Form):
    """Parents, carers, brothers, sisters and others."""

    family = RowSet("Family", FamilyRow, one="Person")


class TrustedAdultRow(Form):
    """One adult whom the young person trusts."""

    name = Text("Name", max_length=120, missing="Enter their name")
    relation = Text(
        "Who they are", hint="Youth worker, aunt, football coach", max_length=120, missing="Say who they are"
    )
    named_by_young_person = YesNo(
        "Did the young person name them?", inline=True, missing="Say whether the young person named them"
    )


class TrustedAdultsForm(Form):
    """Adults whom the young person trusts."""

    trusted_adults = RowSet("Adults they trust", TrustedAdultRow, one="Adult")


class AllocateForm(Form):
    """Who is responsible from when."""

    worker = Radios("Social worker", missing="Choose the social worker")
    on = Date("From when?", initial=timezone.localdate, missing="Enter the day it starts, like 27 3 2026")

    def __init__(self, *args: Any, workers: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["worker"].choices = workers  # type: ignore[attr-defined]


class AllowedRow(Form):
    """One person who may open the record."""

    person = Select("Who", missing="Choose who may open the record")
    reason = Text("Why do they need it?", max_length=400, missing="Say why they need it")

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = people  # type: ignore[attr-defined]


class RestrictForm(Form):
    """Who alone may open the record, and why."""

    reason = LongText(
        "Why is the record restricted?", rows=3, max_length=2000, missing="Say why the record is restricted"
    )
    people = RowSet("Who may open it, besides you", AllowedRow, one="Person", row_kwargs={"people": []})

    def __init__(self, *args: Any, people: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].row_kwargs = {"people": people}  # type: ignore[attr-defined]


class LiftForm(Form):
    """Why the record need not be restricted any more."""

    reason = LongText("Why can it open again?", rows=3, max_length=2000, missing="Say why the record can open again")


class ConflictForm(Form):
    """How somebody knows the young person or the family."""

    reason = LongText(
        "How do you know them?", hint="In general words. Your manager may read this.", rows=3, max_length=2000
    )


class FilterForm(Form):
    """What narrows the list of young people. Sent with GET, so that the address keeps it."""

    q = Text("Name", optional_words=False, max_length=200, width="20")
    stage = Select("Stage", [(stage.value, stage.label) for stage in Stage], blank="Any", optional_words=False)
    pathway = Select("Pathway", codes.PATHWAY, blank="Any", optional_words=False)
    team = Select("Team", blank="Any", optional_words=False)
    worker = Select("Allocated to", blank="Anybody", optional_words=False)

    def __init__(self, *args: Any, teams: list[tuple[int, str]], workers: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (("team", teams), ("worker", workers)):
            if len(choices) > 1:
                self.fields[name].choices = choices  # type: ignore[attr-defined]
            else:
                del self.fields[name]
