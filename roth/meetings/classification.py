"""How sensitive each field of this room is, and how long it is kept."""

from roth.domain.classification import Retention, classify

CLASSIFICATION = {
    "Meeting": classify(
        Retention.CHILD_RECORD,
        public="id version kind status mode agenda_item shown calendar_sequence",
        personal="episode asked_for_on scheduled_at place chair held_on decided_at late_reason started_at ends_at"
        " cancelled_on early_asked_by early_agreed_by early_agreed_on",
        special="late_words early_reason cancelled_because young_persons_preferences chair_met_young_person"
        " chair_met_parents participation"
        " quorum_exception young_persons_views parents_views strengths_discussed"
        " contexts_discussed needs_discussed systems_discussed discussion analysis significant_harm decision category"
        " aim for_whom how_we_would_know avoid_making_worse measures_discussed next_discussed reactions why_not_ready"
        " care_at_home_in_issue category_reason extra_familial_primary rationale dissent actions_outside_plan",
    ),
    "Invitation": classify(
        Retention.CHILD_RECORD,
        public="id version",
        personal="meeting agency user name role attendance report_supplied withdrawn_on email answer answered_at"
        " deputy_name deputy_contact deputy_for",
        special="answer_words asked_to_bring can_influence view_on_harm view_on_plan view",
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
    "Rearrangement": classify(
        Retention.CHILD_RECORD,
        public="id",
        personal="meeting from_at to_at reason signed_off_by at by",
        special="words interim_safety signed_off_words",
    ),
    "Preparation": classify(
        Retention.CHILD_RECORD,
        public="id version",
        personal="meeting young_person_prepared_on parents_prepared_on",
        special="young_person_words parents_words interpreter interpreter_words access access_words live_investigation"
        " apart",
    ),
    "Exclusion": classify(
        Retention.CHILD_RECORD,
        public="id version",
        personal="meeting name duration asked_by asked_on ruling decided_by decided_on",
        special="ground reason which_part ruling_reason views_another_way",
    ),
    "KeptApart": classify(
        Retention.CHILD_RECORD,
        public="id",
        personal="starts_on review_on ended_on by",
        special="first second reason source ended_because",
    ),
    "GuestLink": classify(
        Retention.TRANSIENT,
        public="id",
        personal="invitation made_at expires_at used_at ended_at",
        secret="token_hash",  # noqa: S106  # the name of a field
    ),
    "GuestCode": classify(
        Retention.TRANSIENT,
        public="id tries",
        personal="link made_at expires_at used_at",
        secret="code_hash",  # noqa: S106  # the name of a field
    ),
    "GuestVisit": classify(
        Retention.TRANSIENT,
        public="id",
        personal="invitation started_at expires_at ended_at",
        secret="key_hash",  # noqa: S106  # the name of a field
    ),
    "Sending": classify(Retention.CHILD_RECORD, public="id letter sequence", personal="invitation address at sent_at"),
    "AgencyReport": classify(
        Retention.CHILD_RECORD,
        public="id version",
        personal="meeting invitation agency asked_on due_on limit_on lodged_at author_role manager last_contact_on"
        " shared_with_young_person_on shared_with_parents_on",
        special="involvement development events known told going_well worries analysis young_persons_views"
        " parents_views contribution recommendation annex annex_reason not_shared_with_young_person"
        " not_shared_with_parents",
    ),
    "ReportContext": classify(
        Retention.CHILD_RECORD, public="id", personal="report context", special="knows can_change"
    ),
    "ReportAnswer": classify(Retention.CHILD_RECORD, public="id question", personal="report", special="text"),
    "ReportAddendum": classify(Retention.CHILD_RECORD, public="id", personal="report at by_name", special="words"),
    "Paper": classify(
        Retention.CHILD_RECORD,
        public="id version kind number stage",
        personal="meeting made_at approved_at approved_by",
    ),
    "Share": classify(
        Retention.CHILD_RECORD,
        public="id number channel profile",
        personal="paper invitation recipient by at",
        special="said",
    ),
    "Correction": classify(
        Retention.CHILD_RECORD,
        public="id version part state",
        personal="meeting asked_by invitation written_by at answered_at",
        special="should_say answer",
    ),
    "Addition": classify(
        Retention.CHILD_RECORD,
        public="id about",
        personal="meeting by at",
        special="words",
    ),
}
