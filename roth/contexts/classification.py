"""How sensitive each field of a context is. A context names nobody and follows its own schedule; a link does not."""

from roth.domain.classification import Retention, classify

CLASSIFICATION = {
    "Context": classify(
        Retention.CONTEXT_RECORD,
        public="id version site kind opened_on",
        personal="name description area looked_after_by strengths times",
    ),
    "ContextLink": classify(
        Retention.CHILD_RECORD,
        public="id version context",
        personal="young_person starts_on ends_on review_on",
        special="meaning reason source confidence",
    ),
    "Reach": classify(
        Retention.CONTEXT_RECORD,
        public="id version context agency",
        personal="through can_change recorded_by recorded_on",
    ),
}
