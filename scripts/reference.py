"""Writes docs/reference from the code, so that the two cannot disagree. With --check, only says whether they do."""

import importlib
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "roth.config.settings")

import click
import django

django.setup()

from django.apps import apps

from roth.audit.kinds import Kind
from roth.cli import main as command
from roth.domain import actions, coverage, findings, meetings, pathway
from roth.domain.access import GRANTS, SITE_GRANTS, Relation
from roth.domain.census_rules import CENSUS_RULES
from roth.domain.clock_events import NOT_YET, started_by, stopped_by
from roth.domain.disagreements import COMPLAINT, DISSENT
from roth.domain.document_stages import PAPER
from roth.domain.machines import Machine
from roth.domain.meeting_stages import MEETING
from roth.domain.notifications import KINDS, To
from roth.domain.timescales import TIMESCALES

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "reference"
MADE = "<!-- Made from the code by `make docs`. Do not edit. -->"


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table."""
    names = list(head)
    lines = ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    lines += [
        "| " + " | ".join(str(cell).replace("\n", " ").replace("|", "\\|") for cell in row) + " |" for row in rows
    ]
    return "\n".join(lines)


def pathway_page() -> str:
    """The diagram and the table of transitions with their guards and clocks."""
    rows = (
        (
            step.code,
            " or ".join([*(["(start)"] if step.opens else []), *(stage.label for stage in step.source)]),
            step.to.label,
            step.title,
            "<br>".join(pathway.G[guard].sentence for guard in step.guards) or "none",
            ", ".join(
                f"{what} {code}"
                for what, codes in (("starts", step.starts), ("stops", step.stops), ("drops", step.drops))
                for code in codes
            )
            or "none",
            " or ".join(relation.label for relation in Relation if relation in GRANTS[step.permission]),
        )
        for step in pathway.TRANSITIONS.values()
    )
    questions = "\n".join(f"{number}. {text}" for number, text in pathway.QUESTIONS)
    return (
        f"# The pathway\n\n```mermaid\n{pathway.as_mermaid().strip()}\n```\n\n"
        + table(("id", "from", "to", "step", "needs", "clocks", "who"), rows)
        + f"\n\n## The ten questions of the pathway decision\n\n{questions}\n"
    )


def machine_part(machine: Machine[Any]) -> str:
    """One small machine: its diagram, its states and its steps with their guards."""
    states = ((state.label, state.meaning) for state in machine.states)
    rows = (
        (
            step.code,
            " or ".join(state.label for state in step.source),
            step.to.label,
            step.title,
            step.who,
            "<br>".join(machine.guards[name].sentence for name in step.guards) or "none",
        )
        for step in machine.steps
    )
    return (
        f"## {machine.title}\n\nSource: {machine.source}.\n\n```mermaid\n{machine.as_mermaid().strip()}\n```\n\n"
        + table(("state", "meaning"), states)
        + "\n\n"
        + table(("id", "from", "to", "step", "who", "needs"), rows)
    )


def meetings_page() -> str:
    """Meetings, their papers, and what follows when somebody disagrees."""
    kinds = (
        (kind.name, kind.chair, str(kind.other_agencies or ""), ", ".join(kind.clocks), ", ".join(kind.leaves))
        for kind in meetings.KINDS.values()
    )
    return (
        "# Meetings\n\n"
        + table(("meeting", "chair", "other agencies at least", "its limits", "limits it leaves as they were"), kinds)
        + "\n\n"
        + "\n\n".join(map(machine_part, (MEETING, PAPER, DISSENT, COMPLAINT)))
        + "\n"
    )


def permissions_page() -> str:
    """Who may do what, from the two tables that decide it."""
    relations = list(Relation)
    rows = (
        (permission.label, *("yes" if relation in granted else "" for relation in relations))
        for permission, granted in GRANTS.items()
    )
    site = ((what, ", ".join(sorted(role.label for role in roles))) for what, roles in SITE_GRANTS.items())
    return (
        "# Who may do what\n\nOf one young person's record, by how somebody stands towards it. Nobody else sees that it"
        " exists.\n\n"
        + table(("may", *(relation.label for relation in relations)), rows)
        + "\n\nAt a site, by role.\n\n"
        + table(("may", "roles"), site)
        + "\n"
    )


def rules_page() -> str:
    """Each rule on a plan: wording, source, level, what would satisfy it."""
    assert coverage, "importing it fills the registry"
    rows = (
        (rule.code, rule.level.value, rule.wording, rule.satisfied_by, rule.source)
        for rule in sorted(findings.RULES.values(), key=lambda rule: rule.code)
    )
    targets = ((target.label, actions.group_of(target).label, target.meaning) for target in actions.Target)
    return (
        "# Rules on a plan\n\nRules inform; people decide.\n\n"
        + table(("rule", "level", "wording", "satisfied by", "source"), rows)
        + "\n\n## What an action aims at\n\n"
        + table(("target", "group", "meaning"), targets)
        + "\n"
    )


def census_page() -> str:
    """Each rule of the Children in Need census, and how it is held where people type."""
    rows = ((rule.number, rule.level, rule.asks, rule.held.label, rule.where) for rule in CENSUS_RULES.values())
    return (
        "# Rules of the Children in Need census\n\nThe numbers are national, the wording is ours. This is how each rule"
        " is held where people type; a refusal ends with the rule's number. What a census file breaks is told when it"
        " is brought in: see [Import a census](../how-to/import-a-census.md).\n\n"
        + table(("rule", "level", "what it asks", "how it is held", "where, or why it cannot be typed"), rows)
        + "\n"
    )


def timescales_page() -> str:
    """Each clock with its basis and source."""
    rows = (
        (
            scale.code,
            scale.title,
            f"{scale.limit}, aimed for: {scale.aim}" if scale.aim else str(scale.limit),
            f"back from {scale.trigger}" if scale.backward else scale.trigger,
            scale.only_if,
            scale.basis.value,
            f"{scale.wording} A site may have up to {scale.loosest}." if scale.loosest else scale.wording,
            scale.source,
            "; ".join(started_by(scale.code)) or f"Nothing yet. {NOT_YET[scale.code]}",
            "; ".join(stopped_by(scale.code)),
        )
        for scale in TIMESCALES
    )
    heads = ("id", "what", "limit", "from", "only if", "basis", "wording", "source", "started by", "stopped by")
    return "# Clocks\n\nA clock never pauses. A site may have its own limit, and a statutory one may only be made" + (
        " stricter.\n\n" + table(heads, rows) + "\n"
    )


def command_page() -> str:
    """Every verb's own help."""

    def verbs(group: click.Group, path: str) -> Iterable[tuple[str, click.Command]]:
        for name, verb in sorted(group.commands.items()):
            if isinstance(verb, click.Group):
                yield from verbs(verb, f"{path} {name}")
            else:
                yield f"{path} {name}", verb

    def help_of(name: str, verb: click.Command) -> str:
        context = click.Context(verb, info_name=name, terminal_width=110, max_content_width=110)
        return f"## {name}\n\n```\n{verb.get_help(context)}\n```\n"

    parts = [help_of(name, verb) for name, verb in verbs(command, "roth")]
    return "# The `roth` command\n\n" + "\n".join(parts)


def dictionary_page() -> str:
    """Every stored field with its sensitivity and the schedule that its row follows."""
    parts = []
    for model in apps.get_models():
        if not model.__module__.startswith("roth."):
            continue
        room = model.__module__.split(".models")[0]
        entry = importlib.import_module(f"{room}.classification").CLASSIFICATION[model.__name__]
        rows = (
            (field.name, field.get_internal_type(), entry.fields[field.name].value)
            for field in model._meta.get_fields()
            if field.concrete
        )
        says = (model.__doc__ or "").strip().replace("\n", " ")
        parts.append(
            f"## {model._meta.label}\n\n{says}\n\nRetention: {entry.retention.value}.\n\n"
            + table(("field", "type", "sensitivity"), rows)
        )
    return "# Data dictionary\n\n" + "\n\n".join(parts) + "\n"


def audit_page() -> str:
    """Every kind of event."""
    return "# Audit events\n\n" + table(("kind", "somebody …"), ((kind.value, kind.label) for kind in Kind)) + "\n"


def notifications_page() -> str:
    """Each kind of notification: what it says, when, to whom, and who hears when nothing happens."""
    rows = (
        (
            kind.code,
            kind.title,
            kind.words,
            "<br>".join(
                f"{moment.in_words}{', where nobody has acted' if moment.raised else ''}: "
                f"{', '.join(to.label for to in moment.to)}. “{moment.says}”"
                for moment in kind.moments
            ),
            "at once, at night too" if kind.safety else "",
            f"waits for {kind.waits}" if kind.waits else "",
        )
        for kind in KINDS.values()
    )
    people = ((to.label, to.meaning) for to in To)
    return (
        "# Notifications\n\nNone holds personal data: a notice is a sentence that is the same for everybody, with a"
        " link that leads through the record’s own door; an email says that there is a task, and no more. Of several"
        " moments that have gone by, each person is told of the last one only.\n\n"
        + table(("id", "about", "says", "when, and to whom", "safety", "not connected yet"), rows)
        + "\n\n## Who that is\n\n"
        + table(("named as", "today"), people)
        + "\n"
    )


PAGES = {
    "pathway.md": pathway_page,
    "meetings.md": meetings_page,
    "permissions.md": permissions_page,
    "rules.md": rules_page,
    "census-rules.md": census_page,
    "clocks.md": timescales_page,
    "command.md": command_page,
    "data-dictionary.md": dictionary_page,
    "audit-events.md": audit_page,
    "notifications.md": notifications_page,
}


def main() -> int:
    """Write, or check and say which pages are stale."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    stale = []
    for name, make in PAGES.items():
        text = f"{MADE}\n{make()}"
        file = FOLDER / name
        if file.exists() and file.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in sys.argv:
            file.write_text(text, encoding="utf-8")
    if stale and "--check" in sys.argv:
        print(f"docs/reference is not in step with the code ({', '.join(stale)}): run make docs", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
