"""How sensitive each field of a plan is, and how long it is kept."""

from typing import Final

from roth.domain.classification import ModelClassification, Retention, classify

CLASSIFICATION: Final[dict[str, ModelClassification]] = {
    "Plan": classify(
        Retention.CHILD_RECORD,
        public="id version status from_census",
        personal="episode meeting starts_on ends_on previous_plans lead_worker paused_at in_force_at in_force_by "
        "core_group_on review_on",
        special="pathway statutory_status initial_category latest_category aim for_whom how_we_would_know "
        "avoid_making_worse worry_statement contingency",
    ),
    "PlanReview": classify(Retention.CHILD_RECORD, public="id", personal="plan on"),
    "CoreGroupMember": classify(Retention.CHILD_RECORD, public="id", personal="plan name role user"),
    "CoreGroupMeeting": classify(
        Retention.CHILD_RECORD,
        public="id",
        personal="plan held_on who_came recorded_by at",
        special="young_persons_words what_was_said",
    ),
    "Goal": classify(
        Retention.CHILD_RECORD,
        public="id version",
        personal="plan level whose created_at dropped_on",
        special="statement context dropped_reason",
    ),
    "Action": classify(
        Retention.CHILD_RECORD,
        public="id version",
        personal="plan goal owner_name owner_type owner_agency accepted_on due_on status origin entered_at "
        "entered_before_pause",
        special="text target approach context dynamics needs challenges status_reason young_persons_view "
        "restriction_ends_on paired_support",
    ),
    "Measure": classify(
        Retention.CHILD_RECORD,
        public="id version kind",
        personal="plan goal baseline_on dropped_on",
        special="text method baseline target dropped_reason",
    ),
    "NotToAct": classify(Retention.CHILD_RECORD, public="id", personal="plan by at ended_at", special="subject reason"),
}
