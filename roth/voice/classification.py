"""How sensitive each field of this room is, and how long it is kept. Nearly all of it is somebody's own words."""

from roth.domain.classification import Retention, classify

_RECORD = Retention.CHILD_RECORD

CLASSIFICATION = {
    "Tie": classify(
        _RECORD,
        public="id made_at",
        personal="young_person user role speaks_as starts_on ends_on made_by",
        special="paused_at paused_reason",
    ),
    "Handover": classify(_RECORD, public="id starts_at ends_at ended_at", personal="young_person by"),
    "Said": classify(
        _RECORD,
        public="id at",
        personal="young_person tie written_by written_by_name to_meeting to_parent to_advocate",
        special="speaker about words stance action how said_on",
    ),
    "Beside": classify(_RECORD, public="id at", personal="said by", special="text"),
    "Reply": classify(_RECORD, public="id at", personal="said by on", special="words action why_not"),
    "TakingPart": classify(
        _RECORD,
        public="id at",
        personal="young_person speaker tie prepared_by on by",
        special="participation who_helps who_there who_not place_and_time not_said plan_form",
    ),
    "AdvocateOffer": classify(
        _RECORD,
        public="id",
        personal="young_person offered_on offered_by answered_on met_on advocate_name",
        special="state words",
    ),
    "Talk": classify(_RECORD, public="id at", personal="young_person meeting kind on where by", special="told why_not"),
    "Feedback": classify(_RECORD, public="id at", personal="young_person speaker tie asked_by on by", special="words"),
    "FeedbackAnswer": classify(_RECORD, public="id item", personal="feedback", special="answer"),
    "SafetyMap": classify(
        _RECORD, public="id at", personal="young_person made_on made_with by", special="what_would_help"
    ),
    "SafetyPlace": classify(
        _RECORD, public="id", personal="map", special="kind label when feeling why who_helps route"
    ),
    "Shown": classify(
        _RECORD, public="id at withdrawn_at", personal="young_person audience action meeting by", special="words"
    ),
}
