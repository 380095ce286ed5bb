"""How sensitive each field of a contact is. It is kept as a child's record is, also where advice was all."""

from roth.domain.classification import Retention, classify

CLASSIFICATION = {
    "Contact": classify(
        Retention.CHILD_RECORD,
        public="id version site team stage joined",
        personal=(
            "received_at decide_by how_received source_code referrer_name referrer_agency referrer_contact person_name"
            " person_age name_key young_person place recorded_by recorded_at decided_by decided_at told_at told_by"
            " context episode"
        ),
        special=(
            "concern harms danger_now immediate_safety parents_told parents_told_reason answered rationale told_what"
            " not_told_reason"
        ),
    ),
}
