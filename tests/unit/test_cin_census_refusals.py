"""What is refused: a child taken not at all, and files that no reader should trust."""

from contextlib import suppress
from datetime import date

import pytest
from census_xml import (
    ASSESSED,
    IDS,
    LIVE,
    NEED,
    child,
    message,
    only,
    plan,
    why_refused,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from roth.domain.errors import BadFile
from roth.exchange.cin_census import stream
from roth.exchange.cin_census.read import read
from roth.exchange.cin_census.sample import make_census

# --- A child refused whole ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "given_id", ["", "<LAchildID/>", "<LAchildID>  </LAchildID>", "<LAchildID>A<b>1</b></LAchildID>"]
)
def test_no_id(given_id):
    census = read(message(child(IDS.replace("<LAchildID>A1</LAchildID>", given_id))))
    assert why_refused(census) == "Child record 1 of the file has no child id that can be read."


def test_id_too_long_for_any_system():
    assert "no child id" in why_refused(read(message(child(IDS.replace("A1", "A" * 101)))))


def test_two_ids():
    assert "no child id" in why_refused(read(message(child(IDS + "<LAchildID>A2</LAchildID>"))))


def test_same_child_twice_keeps_the_first():
    census = read(message(child(), child(IDS.replace("2010", "2011")), child(IDS.replace("A1", "A2"))))
    assert [taken.id for taken in census.children] == ["A1", "A2"]
    assert census.children[0].born == date(2010, 5, 1)
    (refusal,) = census.refused
    assert refusal.child == "A1"
    assert "8510" in refusal.why


def test_second_of_an_id_is_not_taken_because_the_first_was_refused():
    census = read(message(child(IDS.replace("2010-05-01", "soon")), child()))
    assert census.children == ()
    assert [refusal.child for refusal in census.refused] == ["A1", "A1"]


def test_no_birth_date():
    ids = IDS.replace("<PersonBirthDate>2010-05-01</PersonBirthDate>", "")
    assert "neither a birth date nor an expected" in why_refused(read(message(child(ids))))


@pytest.mark.parametrize(
    "written",
    [
        "2010-02-30",
        "2010-13-01",
        "01/05/2010",
        "May 2010",
        "0001-01-01",
        "9999-12-31",
        "2010-05-01T23:00:00",
        "٢٠١٠-٠٥-٠١",
    ],
)
def test_birth_date_that_cannot_be_read(written):
    why = why_refused(read(message(child(IDS.replace("2010-05-01", written)))))
    assert why == f"The birth date is given as “{written}”, which is not a date we can read. Write it as 2024-03-31."


def test_two_birth_dates():
    why = why_refused(read(message(child(IDS + "<PersonBirthDate>2011-05-01</PersonBirthDate>"))))
    assert "“2010-05-01 or 2011-05-01…”" in why


@pytest.mark.parametrize(
    "broken",
    [
        child(details=f"<CINdetails><ReferralSource>6</ReferralSource>{NEED}{LIVE}</CINdetails>"),
        child().replace("2025-09-01", "2025-09-31"),
        child(within="<CINclosureDate>31.12.2025</CINclosureDate>"),
        child(within="<DateOfInitialCPC>soon</DateOfInitialCPC>"),
        child(
            within="<Assessments><AssessmentAuthorisationDate>2025-10-01</AssessmentAuthorisationDate></Assessments>"
        ),
        child(within=f"<Assessments>{ASSESSED.replace('10-01', '10-32')}</Assessments>"),
        child(within="<Section47><ICPCnotRequired>0</ICPCnotRequired></Section47>"),
        child(within="<CINPlanDates><CINPlanEndDate>2025-10-01</CINPlanEndDate></CINPlanDates>"),
        child(details=plan().replace("<CPPstartDate>2025-10-01", "<CPPstartDate>")),
        child(
            details=plan("<Reviews><CPPreviewDate>2025-12-01</CPPreviewDate><CPPreviewDate>x</CPPreviewDate></Reviews>")
        ),
        child(IDS + "<PersonDeathDate>2025-02-29</PersonDeathDate>"),
    ],
    ids=[
        *("referral absent", "referral", "closure", "conference", "assessment absent", "authorised", "enquiry absent"),
        *("cin plan absent", "plan absent", "review", "death"),
    ],
)
def test_date_that_is_needed_or_cannot_be_read_refuses_the_whole_child(broken):
    census = read(message(broken, child(IDS.replace("A1", "A2"))))
    assert [taken.id for taken in census.children] == ["A2"]
    (refusal,) = census.refused
    assert refusal.child == "A1"
    assert refusal.why.endswith(".")
    assert all(finding.child != "A1" for finding in census.findings)


def test_every_reason_is_given():
    broken = child(IDS.replace("2010-05-01", "x")).replace("2025-09-01", "y")
    assert why_refused(read(message(broken))).count("not a date we can read") == 2


# --- A file not taken at all ----------------------------------------------------------------------------------------

PLAIN = message(child())
LAUGHS = b'<!DOCTYPE Message [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>' + PLAIN.replace(
    b"A1", b"&b;"
)


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (b"PK\x03\x04rest of a zip", "zip"),
        (b"%PDF-1.7", "PDF"),
        (b"\x1f\x8b\x08", "compressed"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "web page"),
        (b"<html></html>", "web page"),
        (b"LAchildID,UPN\n1,2\n", "not an XML file"),
        (b"<ChildrenInNeed/>", "begins with “ChildrenInNeed”"),
        (b"<Message/>", "no children"),
        (b"<Message><Children/></Message>", "no children"),
        (PLAIN.replace(b">CIN<", b">SWF<"), "return for “SWF”"),
        (PLAIN[: len(PLAIN) // 2], "stops part-way"),
        (PLAIN[:-3], "stops part-way"),
        (PLAIN + b"<Message/>", "not well-formed"),
        (PLAIN.replace(b"</Children>", b""), "not well-formed"),
        (PLAIN.replace(b"A1", b"A & 1"), "not well-formed"),
        (PLAIN.replace(b"A1", b"A\x011"), "not well-formed"),
        (PLAIN.replace(b"A1", b"&nbsp;"), "not well-formed"),
        (PLAIN.replace(b"A1", "Zoë".encode("latin-1")), "not in the encoding"),
        (PLAIN.decode().encode("utf-16"), "UTF-16"),
        (PLAIN.decode().encode("utf-16-le"), "UTF-16"),
        (PLAIN.decode().encode("utf-32"), "UTF-16"),
        (b'<?xml version="1.0" encoding="UTF-16"?>' + PLAIN, "encoding"),
        (b'<?xml version="1.0" encoding="UTF-7"?>' + PLAIN, "encoding"),
        (LAUGHS, "document type"),
        (b'<!DOCTYPE Message SYSTEM "http://127.0.0.1:9/x.dtd">' + PLAIN, "document type"),
        (b'<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + PLAIN.replace(b"A1", b"&x;"), "document type"),
        (b'<!DOCTYPE m [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>' + PLAIN, "document type"),
        (b"<!-- " + b"x" * 200_000 + b" --><!DOCTYPE Message>" + PLAIN, "document type"),
        (message("<a>" * 30 + "</a>" * 30), "deeper"),
        (message("<a>" * 300 + "</a>" * 300), "not well-formed"),
        (message("<Child>" + "<a/>" * 6000 + "</Child>"), "more than 5,000 entries"),
    ],
    ids=lambda value: (
        value if isinstance(value, str) else value[:12].decode("latin-1").encode("unicode_escape").decode()
    ),
)
def test_bad_file_is_refused_with_a_plain_sentence(bad, said):
    with pytest.raises(BadFile) as caught:
        read(bad)
    sentence = str(caught.value)
    assert said in sentence
    assert sentence.endswith(".")
    assert "Error" not in sentence


def test_document_type_is_found_wherever_the_chunks_fall():
    for padding in range(stream._CHUNK - 12, stream._CHUNK + 2):
        comment = b"<!--" + b"x" * (padding - 7) + b"-->"
        with pytest.raises(BadFile, match="document type"):
            read(comment + b"<!DOCTYPE Message>" + PLAIN)


def test_parser_alone_refuses_a_document_type(monkeypatch):
    """The second lock holds when the first is off."""
    monkeypatch.setattr(stream, "_FORBIDDEN", stream.re.compile(rb"\0never"))
    with pytest.raises(BadFile, match="document type"):
        read(LAUGHS)


def test_file_over_the_limit():
    assert len(read(PLAIN, max_bytes=len(PLAIN)).children) == 1
    with pytest.raises(BadFile, match="larger than"):
        read(PLAIN, max_bytes=len(PLAIN) - 1)


def test_file_that_is_not_there(tmp_path):
    with pytest.raises(BadFile, match=r"“gone\.xml” cannot be opened"):
        read(tmp_path / "gone.xml")


def test_text_without_end_is_cut():
    census = read(message(child().replace("WBRI", "W" * 1_000_000)))
    assert only(census).ethnicity == ""
    assert all(len(finding.sentence) < 300 for finding in census.findings)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_damaged_file_is_read_or_refused_and_never_breaks_the_reader(data):
    xml = bytearray(make_census(2, 2026, 1))
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(xml) - 1))
        xml[start : start + data.draw(st.integers(0, 30))] = data.draw(st.binary(max_size=6))
    with suppress(BadFile):  # any other exception is the fault that this looks for
        census = read(bytes(xml))
        assert census.children or census.refused
