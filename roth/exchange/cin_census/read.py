"""A census file to plain values and findings. No database, and no clock: dates are judged by the file's own year.

Reading is tolerant and never guesses. Whether the values make sense together is asked in `checks`.

| in the file | what becomes of it |
|---|---|
| not XML, not a census, truncated, mis-encoded, a document type, too large | `BadFile`: nothing is taken |
| a child with no id, or an id that came earlier in the file | the child is refused, with the reason |
| a child with neither a birth date nor an expected one | refused |
| a referral, assessment, enquiry or plan with no start date | refused |
| any date that is written and cannot be read, impossible ones included | refused: a blank would say something else |
| an id over 20 characters or not alphanumeric | taken, with a query |
| a code that is in no list, a flag or a number that is neither | left blank, with an error |
| the same factor, disability, review or whole record twice | kept once, with an error |
| dates out of order or outside the year, and other national rules | taken, with an error or a query |
| a review with no date, an empty group, text between elements | passed over, with a note or query |
| elements that we do not know | passed over, with one note for the file |
| `GenderCurrent` or `Sex`; 1, 2, 0, 9 or M, F, U; 0, 1, true, false | the same value, whichever way it is written |

A refused child is refused whole: nothing of theirs is in `children`.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Final, TypeVar

from lxml import etree

from roth.domain import codes as field
from roth.domain.errors import BadFile
from roth.exchange.cin_census import codes, upn
from roth.exchange.cin_census.checks import check
from roth.exchange.cin_census.schema import (
    CensusAssessment,
    CensusChild,
    CensusCinPlan,
    CensusEnquiry,
    CensusEpisode,
    CensusFile,
    CensusPlan,
    Finding,
    Period,
    Refusal,
)
from roth.exchange.cin_census.shape import CHILD, HEADER, NOT_YET_TAKEN, local_name
from roth.exchange.cin_census.stream import DEFAULT_MAX_BYTES, Source, parts
from roth.exchange.cin_census.values import CUT, Record, Report, day_month_year

FIRST_YEAR, LAST_YEAR = 2017, 2027
MAX_ID: Final = 20
_YEAR_DIGITS: Final = 4
Part = TypeVar("Part", CensusAssessment, CensusEnquiry, CensusPlan, CensusCinPlan, CensusEpisode)


def read(source: Source, *, max_bytes: int = DEFAULT_MAX_BYTES) -> CensusFile:
    """Every child in the file, taken or refused, and what to look at. Raises `BadFile` where nothing can be taken."""
    reader = _Reader()
    for part in parts(source, max_bytes=max_bytes):
        reader.take(part)
    return reader.finish()


class _Reader:
    """What has been read so far of one file."""

    def __init__(self) -> None:
        self._file = Report()
        self._header: CensusFile | None = None
        self._children: list[tuple[CensusChild, list[Finding]]] = []
        self._refused: list[Refusal] = []
        self._ids: set[str] = set()
        self._pupils: dict[str, str] = {}
        self._strays: list[str] = []

    def take(self, part: etree._Element) -> None:
        name = local_name(part.tag)
        if name == CHILD:
            self._take_child(part)
        elif name == HEADER:
            self._header = _header(Record([part], self._file))
        else:
            self._file.pass_over(name)

    def _take_child(self, part: etree._Element) -> None:
        report = Report()
        child = _child(Record([part], report))
        number = len(self._children) + len(self._refused) + 1
        if not child.id:
            report.refuse(f"Child record {number} of the file has no child id that can be read.")
        elif child.id in self._ids:
            report.refuse("This child id came earlier in the file (rule 8510). Each child may stand in it only once.")
        self._ids.add(child.id)
        self._file.unknown.update(report.unknown)
        if report.refusals:
            self._refused.append(Refusal(child.id, " ".join(report.refusals)))
            return
        if report.stray:
            report.say(None, f"Text between the elements was passed over: “{report.stray}”.", "note")
        if child.upn and self._pupils.setdefault(child.upn, child.id) != child.id:
            report.say("1520", f"The pupil number is also that of {self._pupils[child.upn]}.")
        self._children.append((child, report.findings))

    def finish(self) -> CensusFile:
        if not self._children and not self._refused:
            raise BadFile("The file has no children in it. Export the return again, with its children.")
        if not self._header:
            self._file.say(None, "The file has no header, so dates were not compared with a census year.", "note")
        header = self._header or CensusFile()
        self._say_what_was_passed_over()
        period = Period.ending(header.reference_date) if header.reference_date else None
        findings = list(self._file.findings)
        for child, found in self._children:
            findings += found + check(child, period)
        return replace(
            header,
            children=tuple(child for child, _ in self._children),
            refused=tuple(self._refused),
            findings=tuple(findings),
        )

    def _say_what_was_passed_over(self) -> None:
        unknown = self._file.unknown
        if later := sorted(unknown.keys() & NOT_YET_TAKEN):
            self._file.say(None, f"Known, and not taken yet: {', '.join(later)} ({unknown[later[0]]} times).", "note")
        if others := sorted(unknown.keys() - NOT_YET_TAKEN):
            names = ", ".join(f"{name[:60]} ({unknown[name]})" for name in others)
            self._file.say(None, f"These elements are not part of the census and were passed over: {names}.", "note")


def _header(record: Record) -> CensusFile:
    """The census year and the authority. A doubtful header is reported; only another collection's is refused."""
    details, source = record.within("CollectionDetails"), record.within("Source")
    collection = details.text("Collection")
    if collection and collection.upper() != "CIN":
        raise BadFile(f"This is a return for “{collection}”, not the Children in Need census. Choose another file.")
    # A date or a year that cannot be read costs the comparison with it, and no child.
    apart = Record([], Report())
    reference = apart.as_day(text, "") if (text := details.text("ReferenceDate")) else None
    year_text = details.text("Year")
    year = int(year_text) if len(year_text) == _YEAR_DIGITS and year_text.isascii() and year_text.isdecimal() else None
    if not reference and year:
        reference = date(year, 3, 31) if FIRST_YEAR <= year <= LAST_YEAR else None
        record.report.say("100", "The header gives no reference date that can be read; 31 March of its year was used.")
    elif not reference:
        record.report.say("100", "The header gives neither a year nor a reference date that can be read.")
    elif (reference.month, reference.day) != (3, 31) or year != reference.year:
        said = f"The header gives the year “{year_text}” and the reference date {day_month_year(reference)}."
        record.report.say("100", f"{said} The reference date was used.")
    year = reference.year if reference else year
    if year and not FIRST_YEAR <= year <= LAST_YEAR:
        record.report.say(None, f"The census of {year} is not one that we know. It was read like the nearest.", "query")
    return CensusFile(year=year, reference_date=reference, authority=_authority(source))


def _authority(source: Record) -> str:
    text = source.text("LEA")
    return "" if text.endswith(CUT) else text


def _child(record: Record) -> CensusChild:
    person, character = record.within("ChildIdentifiers"), record.within("ChildCharacteristics")
    child_id = _id(person)
    born, expected = (
        person.day("PersonBirthDate", "birth date"),
        person.day("ExpectedPersonBirthDate", "expected date"),
    )
    if not person.text("PersonBirthDate") and not expected:
        record.report.refuse("There is neither a birth date nor an expected birth date (rule 8525Q).")
    disabilities = character.within("Disabilities")
    return CensusChild(
        id=child_id,
        born=born,
        expected=expected,
        died=person.day("PersonDeathDate", "date of death"),
        sex=_sex(person),
        ethnicity=character.code("Ethnicity", field.ETHNICITY, "ethnicity", "4220", needed=True),
        disabilities=disabilities.codes("Disability", field.DISABILITIES, "disability", "8540", "8794"),
        upn=_upn(person, "UPN", "pupil number", "1540"),
        former_upn=_upn(person, "FormerUPN", "former pupil number", "1560Q"),
        upn_unknown=person.code("UPNunknown", codes.UPN_UNKNOWN, "a pupil number that is not known", None),
        episodes=_once(record, "referral", [_episode(part) for part in record.each("CINdetails", "referral")]),
    )


def _id(person: Record) -> str:
    text = person.text("LAchildID")
    if text.endswith(CUT) or not text.isprintable():
        return ""
    person.report.child = text
    if len(text) > MAX_ID:
        person.report.say("1570", f"The child id has {len(text)} characters; the census allows {MAX_ID}.", "query")
    if text and not (text.isascii() and text.isalnum()):
        person.report.say("1580", "The child id has signs other than letters and digits.", "query")
    return text


def _sex(person: Record) -> str:
    """`Sex` where it is given, else `GenderCurrent`. The older codes are read in either, and said so in the newer."""
    name = "Sex" if person.text("Sex") else "GenderCurrent"
    text = person.text(name)
    if text not in codes.SEX_BEFORE_2025:
        return person.code(name, field.SEX, "sex", "4180", needed=True)
    sex = codes.SEX_BEFORE_2025[text]
    if name == "Sex":
        person.report.say("4180", f"Sex is given as “{text}”, the code before 2025. It was read as {sex}.")
    return sex


def _upn(person: Record, name: str, what: str, rule: str) -> str:
    """A pupil number as written. One of the wrong shape is left out; one with the wrong letter is kept and reported."""
    text = person.text(name).upper()
    if text and not upn.has_shape(text):
        person.report.say(rule, f"The {what} “{text}” has not the shape of one, so it was left out.")
        return ""
    if text and name == "UPN" and upn.check_letter(text[1:]) != text[0]:
        person.report.say("1510", f"The {what} begins with {text[0]}, which is not its check letter.")
    return text


def _episode(record: Record) -> CensusEpisode | None:
    referred = record.day("CINreferralDate", "referral date", needed=True)
    if not referred:
        return None
    record.where = f"referral of {day_month_year(referred)}"
    nfa = record.flag("ReferralNFA", "whether the referral led to no further action", "8568")
    need_rule = "8650" if record.text("PrimaryNeedCode") else "8610"
    return CensusEpisode(
        referred=referred,
        source=record.code("ReferralSource", field.REFERRAL_SOURCE, "referral source", "8866", needed=True),
        primary_need=record.code("PrimaryNeedCode", field.PRIMARY_NEED, "primary need", need_rule, needed=nfa is False),
        closed=record.day("CINclosureDate", "closure date"),
        closure_reason=record.code("ReasonForClosure", field.CLOSURE_REASON, "reason for closure", "8640"),
        transfer_in_conference=record.day("DateOfInitialCPC", "transfer-in conference date"),
        no_further_action=nfa,
        assessments=_once(
            record, "assessment", [_assessment(part) for part in record.each("Assessments", "assessment")]
        ),
        enquiries=_once(record, "enquiry", [_enquiry(part) for part in record.each("Section47", "enquiry")]),
        plans=_once(
            record, "protection plan", [_plan(part) for part in record.each("ChildProtectionPlans", "protection plan")]
        ),
        cin_plans=_once(
            record,
            "child in need plan",
            [_cin_plan(part) for part in record.each("CINPlanDates", "child in need plan")],
        ),
    )


def _assessment(record: Record) -> CensusAssessment | None:
    started = record.day("AssessmentActualStartDate", "assessment start date", needed=True)
    factors = record.within("FactorsIdentifiedAtAssessment")
    assessment = CensusAssessment(
        started=started or date.max,
        internal_review=record.day("AssessmentInternalReviewDate", "internal review date"),
        authorised=record.day("AssessmentAuthorisationDate", "authorisation date"),
        factors=factors.codes("AssessmentFactors", codes.FACTORS, "factor", None, "8898"),
    )
    return assessment if started else None


def _enquiry(record: Record) -> CensusEnquiry | None:
    started = record.day("S47ActualStartDate", "enquiry start date", needed=True)
    enquiry = CensusEnquiry(
        started=started or date.max,
        conference_target=record.day("InitialCPCtarget", "conference target date"),
        conference=record.day("DateOfInitialCPC", "conference date"),
        conference_not_required=record.flag("ICPCnotRequired", "whether a conference was not required", None),
    )
    return enquiry if started else None


def _plan(record: Record) -> CensusPlan | None:
    started = record.day("CPPstartDate", "plan start date", needed=True)
    categories = field.ABUSE_CATEGORY
    plan = CensusPlan(
        started=started or date.max,
        ended=record.day("CPPendDate", "plan end date"),
        initial_category=record.code("InitialCategoryOfAbuse", categories, "initial category", "8905", needed=True),
        latest_category=record.code("LatestCategoryOfAbuse", categories, "latest category", "8910", needed=True),
        previous_plans=record.number("NumberOfPreviousCPP", "the number of earlier plans", "8730"),
        reviews=_reviews(record),
    )
    return plan if started else None


def _reviews(record: Record) -> tuple[date, ...]:
    """Every review date, in order, whether the file has one group of them or a group for each."""
    if not record.has("Reviews"):
        return ()
    group = record.within("Reviews")
    days = [day for text in group.texts("CPPreviewDate") if (day := group.as_day(text, "review date"))]
    if not days or group.blanks("CPPreviewDate"):
        record.report.say("8842Q", record.said("a review has no date, so it was passed over."))
    if len(set(days)) < len(days):
        record.report.say(None, record.said("a review date is given more than once. It is kept once."), "query")
    return tuple(sorted(set(days)))


def _cin_plan(record: Record) -> CensusCinPlan | None:
    started = record.day("CINPlanStartDate", "child in need plan start date", needed=True)
    ended = record.day("CINPlanEndDate", "child in need plan end date")
    return CensusCinPlan(started, ended) if started else None


def _once(record: Record, what: str, found: Iterable[Part | None]) -> tuple[Part, ...]:
    """The parts in order of date, an exact repeat kept once. One without its date has already refused the child."""
    whole = [part for part in found if part is not None]
    distinct = list(dict.fromkeys(whole))
    if len(distinct) < len(whole):
        record.report.say(None, record.said(f"the same {what} is given more than once. It is kept once."))
    return tuple(sorted(distinct, key=lambda part: (part.key, repr(part))))
