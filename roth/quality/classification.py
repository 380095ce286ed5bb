"""How sensitive an answer to a finding is, and how long it is kept."""

from typing import Final

from roth.domain.classification import ModelClassification, Retention, classify

CLASSIFICATION: Final[dict[str, ModelClassification]] = {
    "FindingAnswer": classify(
        Retention.CHILD_RECORD, public="id rule", personal="plan by at", special="subject sentence answer"
    ),
}
