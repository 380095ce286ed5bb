"""How sensitive each field of this room is, and how long it is kept."""

from roth.domain.classification import Retention, classify

CLASSIFICATION = {
    "Mail": classify(
        Retention.TRANSIENT, public="id state made_at send_after taken_at sent_at attempts error", personal="user"
    ),
    "Notice": classify(
        Retention.TRANSIENT,
        public="id text at read_at kind safety run mail mailed",
        personal="user link fact key",
    ),
    "NoticeSettings": classify(Retention.STAFF, public="id how quiet_from quiet_until quiet_weekends", personal="user"),
    "CpisNotice": classify(
        Retention.CHILD_RECORD, public="id recorded_at", personal="young_person recorded_by", special="seen_at where"
    ),
    "Task": classify(
        Retention.CHILD_RECORD,
        public="id key rule part due_on due_at added_at done_at",
        personal="site young_person link user done_by",
        special="what because done_words not_needed_because",
    ),
}
