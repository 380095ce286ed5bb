"""What is asked about preparing a meeting, and about keeping somebody out of it."""

from roth.domain.exclusions import Duration, Ground, Ruling
from roth.domain.preparing import Arranged
from roth.ui.choices import Option, Radios
from roth.ui.dates import Date
from roth.ui.fields import LongText, Text
from roth.ui.forms import Form, Section


class PreparationForm(Form):
    """The family prepared; interpreting and access arranged; what may be said while police investigate."""

    sections = (
        Section("The young person", ("young_person_prepared_on", "young_person_words")),
        Section("Parents and carers", ("parents_prepared_on", "parents_words")),
        Section("Language and access", ("interpreter", "interpreter_words", "access", "access_words")),
        Section("What to agree beforehand", ("live_investigation", "apart")),
    )
    young_person_prepared_on = Date("The day somebody went through it with the young person")
    young_person_words = LongText("Who did, and how; or why nobody could", rows=3)
    parents_prepared_on = Date("The day somebody went through it with the parents or carers")
    parents_words = LongText("Who did, and how; or why nobody could", rows=3)
    interpreter = Radios("Interpreting", Arranged.choices(), optional_words=False)
    interpreter_words = Text("Which language, and who interprets", max_length=200)
    access = Radios("Access: rooms, hearing, breaks, whatever people need", Arranged.choices(), optional_words=False)
    access_words = LongText("What is needed, and for whom", rows=2)
    live_investigation = LongText("If police investigate: what the chair and police agreed may be said", rows=2)
    apart = LongText("Who comes at another time, or sits elsewhere", rows=2)


class ExclusionForm(Form):
    """A request that somebody be kept out."""

    name = Text("Who should stay out", max_length=120, missing="Enter who should stay out")
    ground = Radios("Why", Ground.choices(), missing="Choose why")
    reason = LongText("In words", rows=3, missing="Write why, for the chair")
    duration = Radios(
        "For how long",
        [Option("part", Duration.PART.label, reveal=("which_part",)), Option("whole", Duration.WHOLE.label)],
        missing="Choose for how long",
    )
    which_part = Text("Which part", max_length=200, missing="Say which part, so that it is no longer than it has to be")


class RulingForm(Form):
    """The chair's decision on it."""

    ruling = Radios(
        "Your decision",
        [
            Option("agreed", Ruling.AGREED.label, reveal=("views_another_way",)),
            Option("shortened", Ruling.SHORTENED.label, reveal=("which_part", "views_another_way")),
            Option("refused", Ruling.REFUSED.label),
        ],
        missing="Choose what you decide",
    )
    which_part = Text("Which part they are kept out of", max_length=200, missing="Say which part")
    views_another_way = LongText(
        "How what they think is heard another way", rows=2, missing="Say how they are heard another way"
    )
    reason = LongText("Why", rows=3, missing="Write why you decide so")
