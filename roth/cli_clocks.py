"""The verbs of the `roth` command that are about clocks. They hang on the command in `cli`, which answers failures."""

import json
import os
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from roth.domain.calendar import CountMode, in_london, london_instant
from roth.domain.timescales import Deadline, codes_of
from roth.domain.timescales import deadline as work_out
from roth.domain.words import counted


class Moment(click.ParamType):
    """A day as YYYY-MM-DD, or with a time as YYYY-MM-DDTHH:MM: London time, unless it says how far from UTC it is."""

    name = "YYYY-MM-DD[THH:MM]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date | datetime:
        """The day or the instant; anything else is answered with the form that is wanted."""
        if isinstance(value, date):
            return value
        try:
            return london_instant(datetime.fromisoformat(value)) if "T" in value else date.fromisoformat(value)
        except ValueError:
            self.fail(f"“{value}” is not a date. Write it like 2026-03-23, or 2026-03-23T14:30.", param, ctx)


@click.command()
@click.argument("rule")
@click.option("--from", "start", required=True, type=Moment(), help="What starts the clock: a day, or a time too.")
@click.option("--count", type=click.Choice(["exclude", "include"]), help="Is the starting day day 0 or day 1?")
@click.option("--json", "as_json", is_flag=True)
def deadline(rule: str, start: date | datetime, count: str | None, as_json: bool) -> None:
    """When RULE (T01 to T37) must be done by. T02, T28 and T35 run in hours and need the time as well as the day."""
    mode = CountMode(count or os.environ.get("ROTH_COUNT_MODE", "exclude"))
    answers = [work_out(part, start, mode=mode) for part in codes_of(rule.upper()) or (rule.upper(),)]
    if as_json:
        found = [_as_json(answer) for answer in answers]
        click.echo(json.dumps(found[0] if len(found) == 1 else found, ensure_ascii=False, indent=2, default=_said))
        return
    for answer in answers:
        if answer.caution:
            click.echo(answer.caution, err=True)
        click.echo(f"{answer.code} {answer.wording} {_when_due(answer)}")


def _when_due(answer: Deadline) -> str:
    """The day, or the minute in London; the day to aim for too, where the limit names one of its own."""
    if answer.due_at is not None:
        return _said(in_london(answer.due_at))
    if answer.rule.aim is not None and answer.limit_on != answer.due_on:
        return f"{answer.limit_on.isoformat()}, aiming for {answer.due_on.isoformat()}"
    return answer.due_on.isoformat()


def _as_json(answer: Deadline) -> dict[str, Any]:
    instants = {"from_time": answer.started_at, "due_time": answer.due_at} if answer.due_at else {}
    return {
        "rule": answer.code,
        "from": answer.started_on,
        "count": answer.mode.value,
        "wording": answer.wording,
        "basis": answer.basis.value,
        "source": answer.source,
        "limit": answer.limit_on,
        "other_count": answer.other_mode_due_on,
        "caution": answer.caution,
        "due": answer.due_on,
        **instants,
    }


def _said(value: Any) -> str:
    return value.isoformat(timespec="minutes") if isinstance(value, datetime) else str(value)


@click.group()
def holidays() -> None:
    """Bank holidays."""
    from roth.cli import _database

    _database()


@holidays.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True)
def holidays_import(file: Path, as_json: bool) -> None:
    """Take the published list (bank-holidays.json) from FILE, and count every open clock again."""
    from roth.audit.actions import System
    from roth.exchange.bank_holidays.read import read
    from roth.timetable.actions import import_holidays

    done = import_holidays(by=System("command"), published=read(file), source=file.name)
    if as_json:
        click.echo(json.dumps(asdict(done), indent=2, default=_said))
        return
    for days, what in ((done.added, "is a bank holiday now"), (done.removed, "is a working day after all")):
        for day in days:
            click.echo(f"{day.isoformat()} {what}.")
    for day in done.left_by_hand:
        click.echo(f"{day.isoformat()} was set by hand and stays as it is, although the list differs.", err=True)
    click.echo(f"{_years(done.years)} taken. {counted(done.clocks, 'open clock')} counted again to another day.")


@holidays.command("recount")
def holidays_recount() -> None:
    """Count every open clock again by the bank holidays that are known now. Safe to run twice."""
    from roth.audit.actions import System
    from roth.timetable.actions import recount_clocks

    click.echo(f"{counted(recount_clocks(by=System('command')), 'open clock')} counted again to another day.")


def _years(years: tuple[int, ...]) -> str:
    return f"{counted(len(years), 'year')} ({years[0]} to {years[-1]})"
