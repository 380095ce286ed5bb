"""How sensitive each field of this room is, and how long it is kept."""

from roth.domain.classification import Retention, classify

CLASSIFICATION = {
    "YoungPerson": classify(
        Retention.CHILD_RECORD,
        public="id version from_census created_at merged_into",
        personal="site team la_child_id given_name family_name chosen_name search_name pronouns born_on expected_on"
        " died_on sex upn former_upn upn_unknown first_language nationality address school",
        special="gender_identity ethnicity disabilities nhs_number communication_needs religion gp legal_status"
        " own_words own_words_on restricted",
    ),
    "SearchWord": classify(Retention.CHILD_RECORD, public="id", personal="young_person word sound"),
    "Alias": classify(Retention.CHILD_RECORD, public="id", personal="young_person name"),
    "FamilyMember": classify(
        Retention.CHILD_RECORD, public="id", personal="young_person name relation parental_responsibility contact"
    ),
    "TrustedAdult": classify(
        Retention.CHILD_RECORD, public="id", personal="young_person name relation named_by_young_person"
    ),
    "Allocation": classify(Retention.CHILD_RECORD, public="id", personal="young_person worker starts_on ends_on"),
    "AllowedPerson": classify(Retention.CHILD_RECORD, public="id", personal="young_person user at", special="reason"),
    "ConflictOfInterest": classify(
        Retention.CHILD_RECORD, public="id", personal="young_person user at", special="reason"
    ),
    "ElevatedAccess": classify(
        Retention.CHILD_RECORD, public="id", personal="young_person user starts_at ends_at", special="reason"
    ),
    "Merge": classify(
        Retention.CHILD_RECORD,
        public="id version status",
        personal="kept joined proposed_by proposed_at decided_by decided_at undone_by undone_at",
        special="reason choices decision_reason done undone_reason",
    ),
}
