"""How sensitive each field of this room is, and how long it is kept."""

from roth.domain.classification import Retention, classify

CLASSIFICATION = {
    "Entry": classify(
        Retention.CHILD_RECORD,
        public="id version significant chosen_from",
        personal="young_person on source evidence written_by written_at shared_on shared_with shared_by",
        special="event impact analysis effect names_because",
    ),
    "Addendum": classify(Retention.CHILD_RECORD, public="id", personal="entry by at", special="words"),
}
