"""How sensitive each field of this room is. See `domain.classification`."""

from roth.domain.classification import Retention, classify

_KEPT = Retention.CONFIGURATION

CLASSIFICATION = {
    "SiteLimit": classify(_KEPT, public="id site rule number in_force_from in_force_until at reason", personal="by"),
    "SiteCounting": classify(_KEPT, public="id site mode in_force_from at reason", personal="by"),
    "HolidayChange": classify(_KEPT, public="id day added title by_hand at reason", personal="by"),
    "PublishedYear": classify(_KEPT, public="id year at reason", personal="by"),
}
