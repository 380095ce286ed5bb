"""How sensitive each field of this room is, and how long it is kept."""

from roth.domain.classification import Retention, classify

CLASSIFICATION = {
    "Notice": classify(Retention.TRANSIENT, public="id text at read_at", personal="user link"),
}
