"""How sensitive each field of an assessment is: nearly all of it tells of a young person's life."""

from roth.domain.classification import Retention, classify

_CHILD = Retention.CHILD_RECORD

CLASSIFICATION = {
    "Assessment": classify(
        _CHILD,
        public="id version template from_census",
        personal="episode started_on internal_review_on authorised_on authorised_by author"
        " shared_with_young_person_on shared_with_parents_on",
    ),
    "AssessmentFactor": classify(_CHILD, public="id", personal="assessment", special="code"),
    "Section": classify(
        _CHILD, public="id version key", personal="assessment written_by written_at said_on", special="text"
    ),
    "Need": classify(_CHILD, public="id version priority", personal="assessment", special="text domain source met_by"),
    "Strength": classify(_CHILD, public="id version", personal="assessment", special="whose text evidence use"),
    "AssessedContext": classify(
        _CHILD,
        public="id version",
        personal="assessment context",
        special="young_person_does guardianship environment young_persons_account",
    ),
    "Dynamic": classify(_CHILD, public="id version", personal="assessment context", special="kind text"),
    "SystemChallenge": classify(
        _CHILD, public="id version", personal="assessment", special="service text evidence owner"
    ),
    "ContextWeight": classify(
        _CHILD, public="id version view", personal="assessment context recorded_by recorded_on", special="weight reason"
    ),
}
