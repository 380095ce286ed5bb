"""One value at a time out of a group of elements: text, date, code, flag. Doubt becomes a sentence, never a guess.

Which values a group has, and what they make together, belongs in `read`.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from lxml import etree

from roth.domain.codes import Table
from roth.domain.words import MONTHS
from roth.exchange.cin_census.schema import Finding, Level
from roth.exchange.cin_census.shape import GROUPS, local_name

MAX_VALUE: Final = 100
MAX_FINDINGS: Final = 200  # for one child; beyond it a list helps nobody, and a hostile file could fill the memory
MAX_REASONS: Final = 10
MAX_NAMES: Final = 20
CUT: Final = "…"  # ends a value that could not be read as one short text, so that no table or date ever matches it
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_DATE: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T00:00:00(?:\.0+)?)?Z?")
_FLAGS: Final = {"0": False, "false": False, "1": True, "true": True}
_NUMBER: Final = re.compile(r"[0-9]{1,3}")


class Report:
    """What was found while one record was read. With any refusal, the record is not taken."""

    def __init__(self) -> None:
        self.child = ""
        self.findings: list[Finding] = []
        self.refusals: list[str] = []
        self.unknown: Counter[str] = Counter()
        self.stray = ""

    def say(self, rule: str | None, sentence: str, level: Level | None = None) -> None:
        """Note a finding. A national rule whose number ends in Q is a query, any other an error."""
        if len(self.findings) < MAX_FINDINGS:
            level = level or ("query" if rule and rule.endswith("Q") else "error")
            self.findings.append(Finding(self.child, rule, level, sentence))
        elif len(self.findings) == MAX_FINDINGS:
            self.findings.append(Finding(self.child, None, "note", "There is more to say than is listed here."))

    def refuse(self, sentence: str) -> None:
        if len(self.refusals) < MAX_REASONS and sentence not in self.refusals:
            self.refusals.append(sentence)

    def pass_over(self, name: str) -> None:
        """Count an element that we do not know, or text where none belongs."""
        if name in self.unknown or len(self.unknown) < MAX_NAMES:
            self.unknown[name] += 1


class Record:
    """One group of elements, or several of the same name read as one, with where it stands in words."""

    def __init__(self, elements: Iterable[etree._Element], report: Report, where: str = "") -> None:
        self.report = report
        self.where = where
        self._parts: defaultdict[str, list[etree._Element]] = defaultdict(list)
        for element in elements:
            self._take(element)

    def _take(self, element: etree._Element) -> None:
        known = GROUPS[local_name(element.tag)]
        stray = [element.text]
        for part in element:
            name = local_name(part.tag)
            if name in known:
                self._parts[name].append(part)
            else:
                self.report.pass_over(name)
            stray.append(part.tail)
        self.report.stray = self.report.stray or _short(" ".join(filter(None, stray)))

    def said(self, sentence: str) -> str:
        """The sentence with its place before it."""
        text = f"{self.where}: {sentence}" if self.where else sentence
        return text[0].upper() + text[1:]

    def within(self, name: str, where: str = "") -> "Record":
        """Every group of this name read as one: the census has one, and some exporters repeat it."""
        return Record(self._parts.get(name, ()), self.report, where or self.where)

    def each(self, name: str, what: str) -> Iterator["Record"]:
        """Each group of this name that has anything in it, named by its place until its date is known."""
        for number, element in enumerate(self._parts.get(name, ()), start=1):
            where = f"{self.where}, {what} {number}" if self.where else f"{what} {number}"
            if any(_short(str(text)) for text in element.itertext()):
                yield Record([element], self.report, where)
            else:
                self.report.say(None, f"{where[0].upper()}{where[1:]} is empty and was passed over.", "note")

    def has(self, name: str) -> bool:
        return name in self._parts

    def texts(self, name: str) -> list[str]:
        """What each element of this name says, blanks left out."""
        return [text for part in self._parts.get(name, ()) if (text := _text_of(part))]

    def blanks(self, name: str) -> int:
        """How many elements of this name say nothing."""
        return len(self._parts.get(name, ())) - len(self.texts(name))

    def text(self, name: str) -> str:
        """The one value of this name. Two different ones are kept apart, so that neither is taken for the answer."""
        distinct = list(dict.fromkeys(self.texts(name)))
        return distinct[0] if len(distinct) == 1 else _cut(" or ".join(distinct)) if distinct else ""

    def day(self, name: str, what: str, *, needed: bool = False) -> date | None:
        """A date, or nothing where none is given. One that is needed and absent, or that cannot be read, refuses."""
        text = self.text(name)
        if text:
            return self.as_day(text, what)
        if needed:
            self.report.refuse(self.said(f"there is no {what}."))
        return None

    def as_day(self, text: str, what: str) -> date | None:
        day = _date_of(text)
        if not day:
            self.report.refuse(
                self.said(f"the {what} is given as “{text}”, which is not a date we can read. Write it as 2024-03-31.")
            )
        return day

    def code(self, name: str, table: Table, what: str, rule: str | None, *, needed: bool = False) -> str:
        """A code of the table, or a blank and a finding."""
        text = self.text(name)
        if not text:
            if needed:
                self.report.say(rule, self.said(f"there is no {what}."))
            return ""
        return self.as_code(text, table, what, rule)

    def as_code(self, text: str, table: Table, what: str, rule: str | None) -> str:
        if text.upper() in table:
            return text.upper()
        self.report.say(rule, self.said(f"“{text}” is not a national code for {what}, so it was left out."))
        return ""

    def codes(self, name: str, table: Table, what: str, rule: str | None, repeated: str) -> tuple[str, ...]:
        """Several codes, each once, in the order of the table."""
        found = [code for text in self.texts(name) if (code := self.as_code(text, table, what, rule))]
        for code, times in Counter(found).items():
            if times > 1:
                self.report.say(repeated, self.said(f"{what} {code} is given {times} times. It is kept once."))
        return tuple(code for code in table if code in found)

    def flag(self, name: str, what: str, rule: str | None) -> bool | None:
        """Yes, no, or not known."""
        text = self.text(name)
        if text.lower() in _FLAGS:
            return _FLAGS[text.lower()]
        problem = f"is given as “{text}”, which is neither yes nor no" if text else "is not given"
        self.report.say(rule, self.said(f"{what} {problem}."))
        return None

    def number(self, name: str, what: str, rule: str | None) -> int | None:
        text = self.text(name)
        if _NUMBER.fullmatch(text):
            return int(text)
        problem = f"is given as “{text}”, which is not a whole number" if text else "is not given"
        self.report.say(rule, self.said(f"{what} {problem}."))
        return None


def day_month_year(day: date) -> str:
    """The date as it reads in a sentence: 6 October 2022."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _date_of(text: str) -> date | None:
    match = _DATE.fullmatch(text)
    if not match:
        return None
    year, month, day = (int(part) for part in match.groups())
    try:
        return date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None


def _text_of(element: etree._Element) -> str:
    text = _short(element.text)
    return _cut(text) if len(element) else text


def _short(text: str | None) -> str:
    """The text with its spaces tidied, cut where it is longer than any census value."""
    # A megabyte of padding is not worth tidying: what matters is seen in the first few hundred characters after it.
    tidy = " ".join((text or "").strip()[: MAX_VALUE * 4].split())
    return tidy if len(tidy) <= MAX_VALUE else _cut(tidy)


def _cut(text: str) -> str:
    return text[: MAX_VALUE - len(CUT)] + CUT
