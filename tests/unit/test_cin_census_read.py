"""Reading a census file: what it says, and the many ways of saying it that are tolerated."""

from datetime import date
from io import BytesIO

import pytest
from census_xml import (
    ASSESSED,
    HEADER,
    IDS,
    LIVE,
    NEED,
    REFERRAL,
    child,
    message,
    only,
    plan,
    rules,
    sentences,
)

from roth.exchange.cin_census.read import read
from roth.exchange.cin_census.schema import counts

# --- What a plain file says -----------------------------------------------------------------------------------------


def test_plain_child_is_taken_with_nothing_to_say():
    census = read(message(child()))
    taken = only(census)
    assert (taken.id, taken.born, taken.sex, taken.ethnicity) == ("A1", date(2010, 5, 1), "F", "WBRI")
    assert taken.disabilities == ("NONE",)
    (episode,) = taken.episodes
    assert (episode.referred, episode.source, episode.primary_need) == (date(2025, 9, 1), "6", "N1")
    assert episode.no_further_action is False
    assert (census.year, census.authority, census.findings) == (2026, "999", ())


@pytest.mark.parametrize("wrap", [bytes, BytesIO], ids=["bytes", "stream"])
def test_source_may_be_bytes_or_a_stream(wrap):
    assert counts(read(wrap(message(child()))))["children"] == 1


def test_source_may_be_a_path(tmp_path):
    file = tmp_path / "return.xml"
    file.write_bytes(message(child()))
    assert counts(read(file))["children"] == 1


def test_every_review_is_kept_in_order():
    reviews = "".join(f"<CPPreviewDate>{day}</CPPreviewDate>" for day in ("2026-02-02", "2025-12-01", "2026-03-02"))
    taken = only(read(message(child(details=plan(f"<Reviews>{reviews}</Reviews>")))))
    assert taken.episodes[0].plans[0].reviews == (date(2025, 12, 1), date(2026, 2, 2), date(2026, 3, 2))


# --- What is tolerated ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "read_as"),
    [("1", "M"), ("2", "F"), ("0", "U"), ("9", "U"), ("M", "M"), ("f", "F"), (" U ", "U")],
)
def test_gender_current_of_earlier_years(written, read_as):
    census = read(message(child(IDS.replace("<Sex>F</Sex>", f"<GenderCurrent>{written}</GenderCurrent>"))))
    assert only(census).sex == read_as
    assert census.findings == ()


def test_older_code_in_sex_is_read_and_reported():
    census = read(message(child(IDS.replace(">F<", ">1<"))))
    assert only(census).sex == "M"
    assert rules(census) == {"4180"}


@pytest.mark.parametrize("written", ["1", "true", "TRUE", "True", " true "])
def test_yes_in_any_form(written):
    details = f"<CINdetails>{REFERRAL}<ReferralNFA>{written}</ReferralNFA></CINdetails>"
    assert only(read(message(child(details=details)))).episodes[0].no_further_action is True


@pytest.mark.parametrize("written", ["0", "false", "FALSE", "False"])
def test_no_in_any_form(written):
    details = f"<CINdetails>{REFERRAL}{NEED}<ReferralNFA>{written}</ReferralNFA></CINdetails>"
    assert only(read(message(child(details=details)))).episodes[0].no_further_action is False


def test_missing_header_is_noted():
    census = read(message(child(), header=""))
    only(census)
    assert (census.year, census.reference_date) == (None, None)
    assert "no header" in sentences(census)


def test_header_that_contradicts_itself_is_reported_and_its_date_used():
    census = read(message(child(), header=HEADER.replace("<Year>2026", "<Year>2025")))
    assert census.year == 2026
    assert rules(census) == {"100"}


def test_header_without_a_readable_date_uses_its_year():
    census = read(message(child(), header=HEADER.replace("2026-03-31", "31/03/2026")))
    assert (census.year, census.reference_date) == (2026, date(2026, 3, 31))
    assert rules(census) == {"100"}


def test_repeated_review_groups_are_one_list():
    groups = "".join(f"<Reviews><CPPreviewDate>{day}</CPPreviewDate></Reviews>" for day in ("2026-01-05", "2025-12-01"))
    census = read(message(child(details=plan(groups))))
    assert only(census).episodes[0].plans[0].reviews == (date(2025, 12, 1), date(2026, 1, 5))
    assert census.findings == ()


def test_review_given_twice_is_kept_once():
    group = "<Reviews><CPPreviewDate>2025-12-01</CPPreviewDate><CPPreviewDate>2025-12-01</CPPreviewDate></Reviews>"
    census = read(message(child(details=plan(group))))
    assert only(census).episodes[0].plans[0].reviews == (date(2025, 12, 1),)
    assert "more than once" in sentences(census)


@pytest.mark.parametrize("group", ["<Reviews/>", "<Reviews><CPPreviewDate/></Reviews>"])
def test_review_without_a_date_is_passed_over(group):
    census = read(message(child(details=plan(group))))
    assert only(census).episodes[0].plans[0].reviews == ()
    assert rules(census) == {"8842Q"}


def test_stray_text_is_passed_over_and_noted():
    census = read(message(child(IDS.replace("<Sex>", "stray words<Sex>"))))
    assert only(census).sex == "F"
    (finding,) = census.findings
    assert (finding.level, finding.child) == ("note", "A1")
    assert "stray words" in finding.sentence


@pytest.mark.parametrize("group", ["", "<FactorsIdentifiedAtAssessment/>"])
def test_finished_assessment_without_factors(group):
    census = read(message(child(within=f"<Assessments>{ASSESSED}{group}</Assessments>")))
    assert only(census).episodes[0].assessments[0].factors == ()
    assert rules(census) == {"8897Q"}


def test_empty_group_is_passed_over():
    census = read(message(child(within="<Assessments> </Assessments><Section47/>")))
    assert only(census).episodes[0].assessments == ()
    assert [finding.level for finding in census.findings] == ["note", "note"]


def test_unknown_elements_are_noted_once_for_the_file():
    extra = "<Postcode>AA1 1AA</Postcode>"
    census = read(message(child(IDS + extra), child(IDS.replace("A1", "A2") + extra), "<Adult/>"))
    assert len(census.children) == 2
    (finding,) = census.findings
    assert (finding.child, finding.level) == ("", "note")
    assert "Adult (1), Postcode (2)" in finding.sentence


def test_block_of_2026_27_is_passed_over_by_name():
    block = "<PreProceedingsandFGDM><PPStartDate>2026-05-01</PPStartDate></PreProceedingsandFGDM>"
    header = HEADER.replace("2026", "2027")
    census = read(message(child(details=f"<CINdetails>{REFERRAL}{NEED}{LIVE}{block}</CINdetails>"), header=header))
    assert only(census).episodes[0].primary_need == "N1"
    assert "PreProceedingsandFGDM" in sentences(census)


def test_whitespace_comments_case_and_namespace_do_not_matter():
    plain = message(child())
    loose = (
        plain.replace(b"<Message>", b'<?xml version="1.0"?>\n<!-- a comment --><Message xmlns="urn:local">')
        .replace(b">A1<", b">\n  A1\t<")
        .replace(b">WBRI<", b"> wbri <!-- said so --><")
        .replace(b">2025-09-01<", b">2025-09-01T00:00:00<")
    )
    assert read(loose).children == read(plain).children


def test_byte_order_mark_is_tolerated():
    assert counts(read(b"\xef\xbb\xbf" + message(child())))["children"] == 1


def test_declared_latin_1_is_read_as_such():
    text = '<?xml version="1.0" encoding="ISO-8859-1"?>' + message(child(), header="<Header>é</Header>").decode()
    assert counts(read(text.encode("latin-1")))["children"] == 1


def test_repeated_groups_of_factors_are_one_list():
    groups = "".join(
        f"<FactorsIdentifiedAtAssessment><AssessmentFactors>{code}</AssessmentFactors></FactorsIdentifiedAtAssessment>"
        for code in ("24A", "10A")
    )
    census = read(message(child(within=f"<Assessments>{ASSESSED}{groups}</Assessments>")))
    assert only(census).episodes[0].assessments[0].factors == ("10A", "24A")
    assert census.findings == ()


def test_order_in_the_file_does_not_change_the_values():
    def episode(day: str) -> str:
        return f"<CINdetails>{REFERRAL.replace('2025-09-01', day)}{NEED}{LIVE}</CINdetails>"

    first, second = episode("2025-05-01"), episode("2025-08-01")
    one_way, other_way = (read(message(child(details=both))) for both in (first + second, second + first))
    assert one_way.children == other_way.children
