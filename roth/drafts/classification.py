"""How sensitive each field of a draft is. What is typed may be anything, so it is held as the most sensitive."""

from roth.domain.classification import Retention, classify

CLASSIFICATION = {
    "Draft": classify(Retention.TRANSIENT, public="id version saved_at", personal="user key", special="payload"),
}
