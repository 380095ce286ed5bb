"""How sensitive each field of a review is, and how long it is kept."""

from typing import Final

from roth.domain.classification import ModelClassification, Retention, classify

CLASSIFICATION: Final[dict[str, ModelClassification]] = {
    "Review": classify(
        Retention.CHILD_RECORD,
        public="id version",
        personal="meeting plan evidence_from evidence_to step_down_lead step_down_on next_review_on decided_on "
        "reports_shared_on "
        "decided_at decided_by",
        special="what_worked safety_now reports_shared no_longer_likely contexts_changed evidence own_account "
        "likely_to_last slipping_signs risk_moved risk_moved_words because only_because step_down linked_still_live "
        "young_persons_view parents_view dissent first_review_reason decision reason category category_reason "
        "new_pathway outcome",
    ),
    "PartRating": classify(
        Retention.CHILD_RECORD, public="id", personal="review", special="goal context rating evidence weight_now"
    ),
}
