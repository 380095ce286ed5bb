"""How sensitive each field of this room is. See `domain.classification`."""

from roth.domain.classification import Retention, classify

_CHILD = Retention.CHILD_RECORD

CLASSIFICATION = {
    "Episode": classify(
        _CHILD,
        public="id version",
        personal="young_person opened_on closed_on previous from_census",
        special="stage pathway statutory_status closure_reason",
    ),
    "StageChange": classify(
        _CHILD, public="id transition", personal="episode on at by", special="from_stage to_stage reason"
    ),
    "Clock": classify(
        _CHILD,
        public="id rule count_mode limit_number limit_unit",
        personal="episode started_on started_at due_on due_at limit_on original_due_on done_on done_at"
        " not_needed_because",
        special="lateness_reason lateness_words",
    ),
    "ClockRecount": classify(
        _CHILD,
        public="id",
        personal="clock at by because started_on_before due_on_before limit_on_before due_on_after limit_on_after",
    ),
    "Referral": classify(
        _CHILD,
        public="id version",
        personal="episode received_at recorded_by recorded_at referrer_name referrer_agency referrer_contact"
        " how_received",
        special="source_code primary_need nfa where_found concern immediate_safety strengths childs_words"
        " childs_words_reason parents_views parents_views_reason parents_told parents_told_reason missing_history"
        " worker_safety",
    ),
    "ReferralHarm": classify(_CHILD, public="id", personal="referral", special="harm_type role"),
    "TriageDecision": classify(
        _CHILD,
        public="id",
        personal="referral referrer_told_on decided_on decided_at decided_by lead_practitioner",
        special="decision rationale threshold_reference history_checked same_context_considered nrm_considered"
        " family_agreement referrer_not_told_reason",
    ),
    "StrategyDiscussion": classify(
        _CHILD,
        public="id version kind mode",
        personal="episode held_at chair recorded_by recorded_at next_discussion_on",
        special="trigger other_children_considered alleged_to_have_harmed separate_meeting threat_to_life"
        " reasonable_cause reasons section_47_starts enquiry_kind who_sees_young_person medical told_family"
        " interim_safety_plan disruption nrm disagreement quorum_exception",
    ),
    "StrategyParticipant": classify(
        _CHILD,
        public="id agency_kind took_part",
        personal="strategy_discussion agency_name name seniority",
        special="information information_kind",
    ),
    "StrategyAction": classify(_CHILD, public="id", personal="strategy_discussion owner by_on", special="what"),
    "Section47Enquiry": classify(
        _CHILD,
        public="id version",
        personal="episode strategy_discussion started_on conference_target_on conference_on lead_worker seen_on"
        " seen_alone seen_where seen_by family_told_on agencies_told_on recorded_by recorded_at authorised_by"
        " authorised_on from_census",
        special="conference_not_required not_seen_reason wishes_and_feelings parents_seen agency_checks"
        " contexts_enquired analysis protection_by_parents protection_in_contexts substantiated significant_harm"
        " outcome",
    ),
    "PathwayDecision": classify(
        _CHILD,
        public="id",
        personal="episode chair_consulted decided_on decided_at decided_by",
        special="pathway statutory_status harm_outside_home harm_at_home reason chair_view dissent senior_sign_off"
        " review_trigger",
    ),
    "PathwayAnswer": classify(_CHILD, public="id question", personal="decision", special="answer evidence"),
    "LegalGateway": classify(
        _CHILD,
        public="id",
        personal="episode on adviser recorded_by recorded_at",
        special="advice attribution outcome reason",
    ),
    "Transfer": classify(
        _CHILD,
        public="id",
        personal="episode incoming authority contact told_on moved_on papers_on source_plan source_plan_started_on"
        " conference_on accepted_on accepted_by called_off_on recorded_by recorded_at",
        special="young_persons_views kept_safe",
    ),
    "WayOut": classify(
        _CHILD,
        public="id transition",
        personal="episode on lead_practitioner decided_by decided_at",
        special="afterwards ending closure_reason reason agencies_said young_persons_views parents_views"
        " views_not_known family_agreement",
    ),
    "Overlay": classify(
        _CHILD,
        public="id",
        personal="young_person started_at until recorded_by recorded_at ended_at ended_by",
        special="kind words source end_words",
    ),
    "MissingEpisode": classify(
        _CHILD,
        public="id",
        personal="overlay reported_by interview_at interviewer independent recorded_by recorded_at",
        special="kind risk found_where interview said themes follow_up why_not",
    ),
    "Visit": classify(
        _CHILD,
        public="id",
        personal="episode on seen alone where recorded_by recorded_at",
        special="why_not purpose words",
    ),
    "Correction": classify(_CHILD, public="id about", personal="episode about_key by at", special="what words"),
    "CinPlan": classify(_CHILD, public="id", personal="episode starts_on ends_on"),
}
