"""Code tables that only the census uses. The codes are national, the labels ours; those that people meet elsewhere
(referral source, need, category, closure, sex, ethnicity, disability) are in `domain.codes`.

Labels of factors are for staff who know the census. They carry contested words, so no page for a family shows them.
"""

from typing import Final

from roth.domain.codes import Table

_WHO: Final = {"A": "the young person", "B": "a parent or carer", "C": "someone else at home"}
_BY_WHO: Final = {
    "1": "Alcohol",
    "2": "Drugs",
    "4": "Mental health",
    "5": "Learning disability",
    "6": "Physical disability or illness",
}

FACTORS: Final[Table] = {
    **{f"{code}{who}": f"{what}: {whom}" for code, what in _BY_WHO.items() for who, whom in _WHO.items()},
    "3A": "Domestic abuse: the young person is harmed",
    "3B": "Domestic abuse: a parent or carer is harmed",
    "3C": "Domestic abuse: someone else at home is harmed",
    "7A": "Young carer",
    "8B": "Privately fostered: from overseas, means to return",
    "8C": "Privately fostered: from overseas, means to stay",
    "8D": "Privately fostered: from the UK, for education",
    "8E": "Privately fostered: from the UK, another family arrangement",
    "8F": "Privately fostered: other",
    "9A": "Seeking asylum without a parent or carer",
    "10A": "Missing episodes",
    "11A": "Child sexual exploitation",
    "12A": "Trafficking",
    "13A": "Gangs (the national word)",
    "14A": "Socially unacceptable behaviour (the national words)",
    "15A": "Self-harm",
    "16A": "Neglect",
    "17A": "Emotional abuse",
    "18A": "Physical abuse, by whom not said (retired)",
    "18B": "Physical abuse by another child",
    "18C": "Physical abuse by an adult",
    "19A": "Sexual abuse, by whom not said (retired)",
    "19B": "Sexual abuse by another child",
    "19C": "Sexual abuse by an adult",
    "20": "Other",
    "21": "None found, and no further action",
    "22A": "Female genital mutilation",
    "23A": "Abuse linked to faith or belief",
    "24A": "Child criminal exploitation",
}
# The nearest that the census comes to harm outside the home. 18B and 19B also cover siblings, so they prove nothing.
EXTRA_FAMILIAL_SIGNALS: Final = frozenset({"10A", "11A", "12A", "13A", "18B", "19B", "24A"})
NO_FACTOR: Final = "21"
# Factor → the query that answers it. Split into child on child (B) and adult on child (C) in 2020-21; never written.
RETIRED_FACTORS: Final = {"18A": "8945Q", "19A": "8950Q"}

UPN_UNKNOWN: Final[Table] = {
    "UN1": "Not of school age",
    "UN2": "Has never been at a state school in England",
    "UN3": "Educated outside England",
    "UN4": "Newly known to us, number not yet found",
    "UN5": "Sources disagree about who this is",
    "UN6": "Not in care, and the number is not known",
    "UN7": "Referral with no further action",
}

# The codes of `GenderCurrent`, until 2023-24, and what they are in `Sex`. 9 was "not specified".
SEX_BEFORE_2025: Final = {"1": "M", "2": "F", "0": "U", "9": "U"}
CLOSED_AFTER_ASSESSMENT: Final = frozenset({"RC8", "RC9"})
DIED: Final = "RC2"

# Codes that came in later: a message for an earlier census year may not hold them.
CRIMINAL_EXPLOITATION: Final = "24A"
FIRST_YEAR: Final = {CRIMINAL_EXPLOITATION: 2022, "5D": 2023, "RC9": 2023}
FIRST_YEAR_OF_CIN_PLANS: Final = 2022
FIRST_YEAR_OF_SEX: Final = 2025
