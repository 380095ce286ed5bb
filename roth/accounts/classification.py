"""How sensitive each field of this room is, and how long it is kept."""

from roth.domain.classification import Retention, classify

CLASSIFICATION = {
    "Site": classify(Retention.CONFIGURATION, public="id code name"),
    "Agency": classify(Retention.CONFIGURATION, public="id site name kind"),
    "Team": classify(Retention.CONFIGURATION, public="id site name"),
    "User": classify(
        Retention.STAFF,
        public="id is_active",
        personal="email name job_title joined_on last_login",
        secret="password",  # noqa: S106  (the name of a field)
    ),
    "Membership": classify(Retention.STAFF, public="id site agency team", personal="user role starts_on ends_on"),
}
