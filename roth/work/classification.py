"""How sensitive each field of this room is, and how long it is kept."""

from roth.domain.classification import Retention, classify

CLASSIFICATION = {
    "Notice": classify(Retention.TRANSIENT, public="id text at read_at", personal="user link"),
    "Task": classify(
        Retention.CHILD_RECORD,
        public="id key rule part due_on due_at added_at done_at",
        personal="site young_person link user done_by",
        special="what because done_words not_needed_because",
    ),
}
