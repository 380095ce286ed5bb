"""How sensitive each field of this room is, and how long it is kept."""

from roth.domain.classification import Retention, classify

CLASSIFICATION = {
    "Dissent": classify(
        Retention.CHILD_RECORD,
        public="id version about stage",
        personal="meeting view name agency raised_by raised_on",
        special="words safety_now",
    ),
    "Complaint": classify(
        Retention.CHILD_RECORD,
        public="id version complainant ground stage",
        personal="meeting name received_on received_by heard_by",
        special="words help_given late_reason",
    ),
    "Move": classify(
        Retention.CHILD_RECORD, public="id code", personal="dissent complaint on by at", special="response"
    ),
}
