"""Bank holidays of England and Wales, as data, year by year. No counting here; that is `calendar`.

Take each new year from the published list (https://www.gov.uk/bank-holidays.json). A formula is not enough: days have
been moved and added by proclamation. A year that is not published yet stands in `CALCULATED_YEARS`, and every date
counted through it says so.
"""

from datetime import date
from typing import Final

_MONTH_AND_DAY: Final = {
    2019: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",  # the early May day moved to 8 May, for VE Day
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    # The spring day moved to 2 June; 3 June (Platinum Jubilee) and 19 September (State Funeral) were added.
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",  # 8 May (Coronation) was added
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    2029: "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
}

CALCULATED_YEARS: Final = frozenset({2028, 2029})
KNOWN_YEARS: Final = frozenset(_MONTH_AND_DAY)
HOLIDAYS: Final = frozenset(
    date.fromisoformat(f"{year}-{day}") for year, days in _MONTH_AND_DAY.items() for day in days.split()
)
