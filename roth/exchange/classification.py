"""How sensitive each field of this room is, and how long it is kept."""

from roth.domain.classification import Retention, classify

CLASSIFICATION = {
    "CensusImport": classify(
        Retention.AUDIT,
        public="id site file_hash census_year at taken changed unchanged",
        personal="by_name refused",
    ),
    "CensusChildTaken": classify(
        Retention.CHILD_RECORD, public="id", personal="young_person reference_on", special="rows"
    ),
}
