"""How sensitive each field of a plan is, and how long it is kept."""

from typing import Final

from roth.domain.classification import ModelClassification, Retention, classify

CLASSIFICATION: Final[dict[str, ModelClassification]] = {
    "Plan": classify(
        Retention.CHILD_RECORD,
        public="id version status from_census",
        personal="episode meeting starts_on ends_on previous_plans lead_worker paused_at in_force_at in_force_by "
        "detailed_on core_group_on review_on",
        special="pathway statutory_status initial_category latest_category aim for_whom how_we_would_know "
        "avoid_making_worse worry_statement contingency",
    ),
    "PlanReview": classify(Retention.CHILD_RECORD, public="id", personal="plan on"),
    "CoreGroupMember": classify(Retention.CHILD_RECORD, public="id", personal="plan name role user"),
    "CoreGroupMeeting": classify(
        Retention.CHILD_RECORD,
        public="id",
        personal="plan held_on chaired_by who_came seen_on seen_alone next_on recorded_by at",
        special="events young_persons_words parents_words what_was_said changes_to_plan escalations",
    ),
    "CoreGroupAttendance": classify(
        Retention.CHILD_RECORD, public="id", personal="core_group name role attendance", special="report"
    ),
    "ContextProgress": classify(
        Retention.CHILD_RECORD, public="id", personal="core_group", special="context rating words"
    ),
    "Contingency": classify(Retention.CHILD_RECORD, public="id", personal="plan who", special="if_this does_what"),
    "Goal": classify(
        Retention.CHILD_RECORD,
        public="id version",
        personal="plan level whose created_at dropped_on",
        special="statement context dropped_reason",
    ),
    "Action": classify(
        Retention.CHILD_RECORD,
        public="id version",
        personal="plan goal owner_name owner_type owner_agency accepted_on accepted_how due_on status origin "
        "entered_at entered_before_pause",
        special="text target approach context dynamics needs challenges status_reason young_persons_view "
        "moves_young_person restriction_purpose restriction_consent restriction_ends_on paired_support",
    ),
    "Progress": classify(
        Retention.CHILD_RECORD,
        public="id",
        personal="action on state by for_agency heard_from at",
        special="said effect unintended next_step",
    ),
    "RestrictionExtension": classify(
        Retention.CHILD_RECORD,
        public="id",
        personal="action was_until until by at",
        special="reason young_persons_view",
    ),
    "Relocation": classify(
        Retention.CHILD_RECORD,
        public="id version",
        personal="plan action review_on by at",
        special="kind decision why physical_before physical_after relational_before relational_after "
        "psychological_before psychological_after what_is_lost who_decides young_persons_view route_back",
    ),
    "Measure": classify(
        Retention.CHILD_RECORD,
        public="id version kind",
        personal="plan goal baseline_on dropped_on",
        special="text method baseline target dropped_reason",
    ),
    "Reading": classify(
        Retention.CHILD_RECORD,
        public="id",
        personal="measure on who_asked by at",
        special="found compared how_we_know who_was_asked",
    ),
    "PlanSnapshot": classify(Retention.CHILD_RECORD, public="id why", personal="plan on at", special="stood"),
    "NotToAct": classify(Retention.CHILD_RECORD, public="id", personal="plan by at ended_at", special="subject reason"),
}
