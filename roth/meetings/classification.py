"""How sensitive each field of this room is, and how long it is kept."""

from roth.domain.classification import Retention, classify

CLASSIFICATION = {
    "Meeting": classify(
        Retention.CHILD_RECORD,
        public="id version kind status mode agenda_item shown",
        personal="episode asked_for_on scheduled_at place chair held_on decided_at late_reason started_at",
        special="late_words young_persons_preferences chair_met_young_person chair_met_parents participation"
        " quorum_exception young_persons_views parents_views strengths_discussed"
        " contexts_discussed needs_discussed systems_discussed discussion analysis significant_harm decision category"
        " aim for_whom how_we_would_know avoid_making_worse measures_discussed next_discussed reactions why_not_ready"
        " care_at_home_in_issue category_reason extra_familial_primary rationale dissent actions_outside_plan",
    ),
    "Invitation": classify(
        Retention.CHILD_RECORD,
        public="id version",
        personal="meeting agency user name role attendance report_supplied withdrawn_on",
        special="asked_to_bring can_influence view_on_harm view_on_plan view",
    ),
    "OptionConsidered": classify(
        Retention.CHILD_RECORD,
        public="id version taken",
        personal="meeting by at",
        special="text context who_could why",
    ),
    "MeetingAction": classify(
        Retention.CHILD_RECORD,
        public="id version status target approach owner_type origin",
        personal="meeting invitation agency owner_name due_on at",
        special="text goal context reason",
    ),
    "DissentingView": classify(
        Retention.CHILD_RECORD,
        public="id version about",
        personal="meeting invitation name agency at",
        special="words",
    ),
}
