"""How sensitive each field of the index is: as the most sensitive of the words that it holds."""

from roth.domain.classification import Retention, classify

CLASSIFICATION = {
    "Entry": classify(
        Retention.CHILD_RECORD, public="id kind place", personal="context meeting goal action", special="name words"
    ),
}
