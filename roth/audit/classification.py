"""How sensitive each field of this room is, and how long it is kept."""

from roth.domain.classification import Retention, classify

CLASSIFICATION = {
    "Event": classify(
        Retention.AUDIT,
        public="number at kind site record target request_id previous_hash hash",
        personal="actor actor_name actor_role",
        special="detail",
    ),
    "ChainHead": classify(Retention.AUDIT, public="id number hash"),
}
