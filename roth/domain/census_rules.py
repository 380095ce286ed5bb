"""The rules of the Children in Need census (`pathway.md` section 18), and how each is held where something is typed.

The numbers are national; the wording is ours. What a file that is brought in breaks is said by `exchange.cin_census`:
it takes what it can and tells. Here is what people at a page meet. The guards and checks that refuse are in the rooms
and in `guards`; a test takes each rule of this table to its page.
"""

from dataclasses import dataclass
from typing import Final

from roth.domain.labelled import Labelled


class Held(Labelled):
    """How the product holds a rule."""

    REFUSED = "refused", "Refused where it is typed"
    ASKED = "asked", "Asked about; whoever says why goes on"
    CANNOT = "cannot", "Cannot be typed"


@dataclass(frozen=True, slots=True)
class CensusRule:
    """One rule: its number, what it asks of a record, and how it is held. `where` is the page, or why there is none."""

    number: str
    asks: str
    held: Held
    where: str

    @property
    def level(self) -> str:
        """A rule whose number ends in Q is a query: an authority may return the record all the same, and say why."""
        return "query" if self.number.endswith("Q") else "error"


def _refused(number: str, asks: str, where: str) -> CensusRule:
    return CensusRule(number, asks, Held.REFUSED, where)


def _asked(number: str, asks: str, where: str) -> CensusRule:
    return CensusRule(number, asks, Held.ASKED, where)


def _cannot(number: str, asks: str, why: str) -> CensusRule:
    return CensusRule(number, asks, Held.CANNOT, why)


# Pages, by the names that people read on them.
_WHO, _REFER, _TRIAGE = "Who the young person is", "Refer a young person", "Decide what happens next"
_STRATEGY, _ENQUIRY = "Record a strategy discussion", "Authorise the section 47 enquiry"
_ASSESSMENT, _PATHWAY = "Authorise the assessment", "Decide the pathway"
_BOOK, _CONFERENCE, _REVIEW = (
    "Book the conference",
    "Record the decision of a conference",
    "Record the decision of a review",
)
_END, _FOLLOWS = "End the plan without a conference", "Decide what follows"
_LIST = "It is chosen from the national list, and nothing else is taken."
_DEATH = "The date of death comes with a census file and is typed nowhere"

_CHILD: Final = (
    _cannot(
        "8500",
        "There is an identifier of the child.",
        "Every record has a reference from its first moment. The case system's identifier is asked for and may follow.",
    ),
    _refused("8510", "No two children of an authority have the same identifier.", _WHO),
    _refused("1570", "The identifier has at most 20 characters.", _WHO),
    _refused("1580", "The identifier is of letters and digits.", _WHO),
    _refused("8520", "The date of birth is not still to come.", _WHO),
    _refused(
        "8525Q",
        "There is a date of birth or an expected one, not both.",
        f"{_WHO}, where both are given. A record may stand without either until the date is known.",
    ),
    _cannot("4180", "Sex is female, male or not known.", _LIST),
    _refused("8750", "Before birth, sex is not known.", _WHO),
    _cannot("4220", "Ethnicity is a national code.", _LIST),
    _cannot("8540", "Each disability is a national code.", _LIST),
    _refused("8790", "“No disability” does not stand beside a disability.", _WHO),
    _cannot(
        "8794", "No disability is given twice.", "Each has one box to tick, and a box that is sent twice is kept once."
    ),
)
_REFERRAL: Final = (
    _refused("8600", "There is a date of referral.", _REFER),
    _refused("8866", "There is a source of the referral, of the national list.", _REFER),
    _refused("8610", "A referral that is acted on has a primary need.", _REFER),
    _cannot("8650", "The primary need is a national code.", _LIST),
    _cannot(
        "8568",
        "It is said whether the referral led to no further action.",
        "The decision on the referral sets it; nobody ticks it.",
    ),
    _refused("8831", "Where no further action was taken there is no assessment, enquiry or conference.", _TRIAGE),
    _refused("8832", "Where no further action was taken there is no child protection plan.", _TRIAGE),
    _refused("4000", "Where no further action was taken there is no child in need plan.", _TRIAGE),
    _refused(
        "1103",
        "An assessment does not start before the referral.",
        "Complete or correct the referral. The start itself is the day on which somebody starts the assessment.",
    ),
    _refused("2889", "A section 47 enquiry does not start before the referral.", _STRATEGY),
    _refused("1104", "An initial conference is not before the referral.", f"{_BOOK}; {_CONFERENCE}"),
    _refused("1105", "A child protection plan does not start before the referral.", _CONFERENCE),
    _refused("4015", "A child in need plan does not start before the referral.", f"{_PATHWAY}; {_FOLLOWS}"),
)
_ASSESSED: Final = (
    _refused("8608", "An assessment is not finished before it started.", _ASSESSMENT),
    _refused("8896", "One assessment is open at a time.", "Start the assessment; Decide what happens next"),
    _cannot(
        "8863Q",
        "Assessments do not overlap.",
        "An episode has one assessment written here, which starts on the day on which somebody starts it.",
    ),
    _asked(
        "8670Q",
        "An assessment is not open for more than 45 working days.",
        "Steps and clocks: the limit (T03) stands there as late until somebody says why; the work goes on.",
    ),
    _cannot(
        "8614",
        "Factors stand only on a finished assessment.",
        "Factors are asked for only where the assessment is authorised, and are saved with that.",
    ),
    _refused("8897Q", "A finished assessment has factors.", _ASSESSMENT),
    _cannot(
        "8898", "No factor is given twice.", "Each has one box to tick, and a box that is sent twice is kept once."
    ),
    _refused("8869", "“None found” does not stand beside a factor.", _ASSESSMENT),
    _cannot("8945Q", "Factor 18A is no longer used.", "It is not offered, and nothing else is taken."),
    _cannot("8950Q", "Factor 19A is no longer used.", "It is not offered, and nothing else is taken."),
)
_ENQUIRED: Final = (
    _refused(
        "8615",
        "A section 47 enquiry has a start, which is not after its conference.",
        f"{_BOOK}; {_CONFERENCE}. The start itself is the day of the discussion that began it.",
    ),
    _refused("8839", "One section 47 enquiry is open at a time.", _STRATEGY),
    _refused("8890", "Section 47 enquiries do not overlap.", _STRATEGY),
    _asked(
        "8675Q",
        "After 15 working days an enquiry has had its conference, or it is said that none is needed.",
        "Steps and clocks: the limit (T11) stands there as late until somebody says why; the work goes on.",
    ),
    _cannot(
        "8870Q",
        "The target for a conference is not at a weekend.",
        "The target is counted in working days from the discussion; nobody types it.",
    ),
    _refused("8875", "An initial conference is not held at a weekend.", f"{_BOOK}; {_CONFERENCE}"),
    _cannot(
        "2884",
        "A conference is recorded once.",
        "Its decision records it, once: for the enquiry that led to it, or for a plan that was taken over.",
    ),
    _cannot(
        "2885",
        "A child protection plan starts on the day of its conference.",
        "Putting the plan in force asks for no day: it counts from the conference.",
    ),
    _cannot(
        "2883",
        "No more plans start than conferences are held.",
        "A plan is started by the decision of a conference, and each conference has one.",
    ),
)
_PLANNED: Final = (
    _cannot("8720", "A child protection plan has a start.", "It counts from the conference; nobody types it."),
    _cannot(
        "8730", "The number of earlier plans is known, from 0.", "The plans of the record are counted when one starts."
    ),
    _refused("8905", "The first category is given, of the national list.", _CONFERENCE),
    _refused("8910", "The latest category is given, of the national list.", _REVIEW),
    _refused("8840", "A plan does not end on the day it started.", f"{_END}; {_REVIEW}"),
    _refused("8841", "A review is after the start of its plan.", f"{_BOOK}; {_REVIEW}"),
    _refused("8842Q", "A review has a date.", _REVIEW),
    _refused("8925", "A plan does not end before it started.", f"{_END}; {_REVIEW}"),
    _refused("8935", "One child protection plan is open at a time.", f"{_PATHWAY}; joining two records"),
    _refused("8940", "Child protection plans do not overlap.", f"{_CONFERENCE}; joining two records"),
    _refused(
        "4001", "A child in need plan does not start while a child protection plan runs.", f"{_PATHWAY}; {_STRATEGY}"
    ),
    _cannot(
        "4003",
        "No child protection review is held while a child in need plan is open.",
        "A child in need plan ends by itself on the day on which a conference makes a plan.",
    ),
    _cannot(
        "4004",
        "One child in need plan is open at a time.",
        "A child in need plan starts with its stage, and only where none is open.",
    ),
    _refused("4014", "Child in need plans do not overlap.", f"{_PATHWAY}; {_FOLLOWS}"),
    _refused("4016", "No child in need plan is open beside a child protection plan that ended later.", _PATHWAY),
    _refused("4017", "No child in need plan is open beside an open child protection plan.", _PATHWAY),
)
_CLOSED: Final = (
    _refused("8565", "Nothing happens after an episode is closed.", _FOLLOWS),
    _refused("8630", "An episode does not close before its referral.", _FOLLOWS),
    _refused("8805", "A closed episode has a reason.", _FOLLOWS),
    _cannot(
        "8810",
        "A reason for closing comes with a date.",
        "The reason is asked only of whoever closes, and is not kept with any other choice.",
    ),
    _refused("8867", "No assessment is open when an episode closes.", _FOLLOWS),
    _refused(
        "8868",
        "Each enquiry of a closed episode had its conference, or needed none.",
        f"{_ENQUIRY}; {_FOLLOWS}",
    ),
    _cannot("8640", "The reason for closing is a national code.", _LIST),
    _refused("8825Q", "Who closes after assessment (RC8, RC9) has assessed.", _FOLLOWS),
    _asked(
        "8873Q",
        "An episode whose assessment found no factors closes after assessment (RC8, RC9).",
        f"{_FOLLOWS}: another reason is taken with the words why it is right.",
    ),
    _refused(
        "2990", "Where an episode closes after assessment (RC8, RC9) there is no enquiry, conference or plan.", _FOLLOWS
    ),
    _refused("8815", "One episode is open at a time.", f"{_REFER}; joining two records"),
    _refused("8816", "The open episode is the latest.", _REFER),
    _refused(
        "8820", "Episodes do not overlap.", f"{_REFER}. Two records that are joined keep their episodes as they were."
    ),
    _refused("8555Q", "No referral is after the date of death.", f"{_REFER}. {_DEATH}."),
    _refused("4008", "No child in need plan starts after the date of death.", f"{_PATHWAY}; {_FOLLOWS}. {_DEATH}."),
    _refused("8915", "No child protection plan starts after the date of death.", f"{_CONFERENCE}. {_DEATH}."),
    _refused("8920", "No child protection plan ends after the date of death.", f"{_END}; {_REVIEW}. {_DEATH}."),
)
CENSUS_RULES: Final = {
    rule.number: rule for subject in (_CHILD, _REFERRAL, _ASSESSED, _ENQUIRED, _PLANNED, _CLOSED) for rule in subject
}
