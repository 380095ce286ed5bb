"""The `roth` command: thin verbs over actions and selectors. A verb decides nothing that a page would not.

Errors are one plain sentence with exit status 2. A missing database is created on first use; one that an older
version made is answered with the command that updates it.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from roth import cli_clocks
from roth.domain.access import Role
from roth.domain.errors import DomainError

ARGUMENTS = {"help_option_names": ["-h", "--help"], "max_content_width": 110}


class Sentence(click.ClickException):
    """An error that a person reads: one sentence, exit status 2."""


class Verbs(click.Group):
    """A group whose verbs answer every expected failure with a sentence."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the verb; turn what it may raise into a sentence."""
        try:
            return super().invoke(ctx)
        except DomainError as error:
            raise Sentence(str(error)) from error
        except FileNotFoundError as error:
            raise Sentence(f"There is no file at {error.filename}.") from error
        except PermissionError as error:
            raise Sentence(f"{error.filename} cannot be read or written here.") from error

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the command as a whole: a mistake in its words is one sentence too."""
        extra["standalone_mode"] = False
        try:
            return super().main(*args, **extra)
        except click.ClickException as error:
            click.echo(error.format_message(), err=True)
            sys.exit(2)
        except click.Abort:
            click.echo("Stopped.", err=True)
            sys.exit(2)


def _fail(sentence: str) -> NoReturn:
    raise Sentence(sentence)


def _say(data: Any) -> None:
    click.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))


def _django() -> None:
    """Load settings and rooms: only the verbs that need the database pay for it."""
    import django

    os.umask(0o077)  # the database, its journal and whatever else is made here are for their owner alone
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "roth.config.settings")
    django.setup()


def _database() -> None:
    """Open the database: make it when it is missing, refuse it when it is older than this version."""
    _django()
    from django.db import OperationalError, connection
    from django.db.migrations.executor import MigrationExecutor

    file = connection.settings_dict["NAME"]
    if connection.vendor == "sqlite":
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    try:
        executor = MigrationExecutor(connection)
    except OperationalError as error:
        raise Sentence(f"The database cannot be reached: {str(error).splitlines()[0]}") from error
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not waiting:
        return
    if executor.loader.applied_migrations:
        _fail("This database was made by an older version. Back it up, then update it with: roth migrate")
    _make_tables()


def _make_tables() -> None:
    """Bring the database up to date, with the table in which rate limits are counted."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def _site(code: str) -> Any:
    """The site with this code, or a sentence."""
    from roth.accounts.selectors import site_with_code

    return site_with_code(code) or _fail(f"There is no site with the code {code}. Add it with: roth site add CODE NAME")


def _user(email: str) -> Any:
    """The user with this address, or a sentence."""
    from roth.accounts.selectors import user_with_email

    return user_with_email(email) or _fail(f"Nobody here signs in with {email}.")


@click.group(cls=Verbs, context_settings=ARGUMENTS)
@click.version_option(package_name="roth-pathways", prog_name="roth")
def main() -> None:
    """ROTH Pathways: child protection for harm outside the home."""


main.add_command(cli_clocks.deadline)
main.add_command(cli_clocks.holidays)


@main.command()
@click.option("--young-people", default=82, show_default=True, type=click.IntRange(1, 100_000))
@click.option("--sites", default=4, show_default=True, type=click.IntRange(1, 50))
@click.option("--seed", default=1, show_default=True, type=int)
@click.option("--if-empty", is_flag=True, help="Do nothing when the database holds a site already.")
def demo(young_people: int, sites: int, seed: int, if_empty: bool) -> None:
    """Create the invented borough: sites, cast, young people and families. Nobody in it is real."""
    _database()
    from roth.accounts.selectors import any_site
    from roth.demo.borough import make_borough

    if any_site():
        if if_empty:
            return
        _fail("This database holds a site already. The invented borough goes into an empty one: set ROTH_DATA_DIR.")
    with click.progressbar(length=young_people, label="Making the invented borough") as bar:
        made = make_borough(young_people=young_people, sites=sites, seed=seed, each=lambda: bar.update(1))
    click.echo(made.in_words)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
def serve(host: str, port: int, workers: int) -> None:
    """Serve the pages."""
    _database()
    from django.core.management import call_command
    from django.db import connections

    call_command("collectstatic", verbosity=0, interactive=False)
    from roth.config.server import serve as run  # it looks for the static files as it loads

    connections.close_all()  # a database connection must not be carried through the fork
    run(host=host, port=port, workers=workers)


@main.command()
def migrate() -> None:
    """Create the database, or update one that an older version made."""
    _django()
    from django.db import connection

    if connection.vendor == "sqlite":
        Path(connection.settings_dict["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    _make_tables()
    click.echo("The database is up to date.")


@main.group()
def case() -> None:
    """A young person's record."""


@case.command("show")
@click.argument("ref")
@click.option("--as", "email", required=True, metavar="USER", help="Whose eyes to see it with: an email address.")
@click.option("--json", "as_json", is_flag=True, help="The only form there is.")
def case_show(ref: str, email: str, as_json: bool) -> None:
    """REF's stage, clocks, contexts with their weights, and plan, as USER sees them."""
    _database()
    from roth.people.case import case_facts

    _say(case_facts(_user(email), ref))


@main.group()
def plan() -> None:
    """A plan."""


@plan.command("check")
@click.argument("ref")
@click.option("--as", "email", metavar="USER", help="Whose eyes to see it with; the operator's without it.")
@click.option("--json", "as_json", is_flag=True)
def plan_check(ref: str, email: str | None, as_json: bool) -> None:
    """What REF (a plan's or a young person's reference) leaves unanswered: the same words as its page."""
    _database()
    from roth.plans.access import plan_for_operator, plan_for_ref
    from roth.quality.selectors import plan_check as check

    found = plan_for_ref(_user(email), ref) if email else plan_for_operator(ref)
    answer = check(found)
    if as_json:
        _say(answer)
        return
    for finding in answer["findings"]:
        click.echo(f"{finding['rule']} {finding['state']}: {finding['sentence']}")
    if not answer["findings"]:
        click.echo("Nothing that the assessment found is left unanswered.")


@main.group()
def site() -> None:
    """Sites."""


@site.command("add")
@click.argument("code")
@click.argument("name")
def site_add(code: str, name: str) -> None:
    """Add a new, empty site."""
    _database()
    from roth.accounts.actions import add_site
    from roth.audit.actions import System

    made = add_site(by=System("roth site add"), code=code, name=name)
    click.echo(f"{made.name} is there, with nobody in it yet.")


@main.group()
def user() -> None:
    """People who sign in."""


@user.command("add")
@click.argument("email")
@click.argument("name")
@click.option("--site", "code", required=True, help="The site's code.")
@click.option("--role", default="administrator", show_default=True, type=click.Choice([role.value for role in Role]))
@click.option("--agency", default="Children's social care", show_default=True, help="Their agency; made if it is new.")
@click.password_option(help="Asked for when not given; they should change it.")
def user_add(email: str, name: str, code: str, role: str, agency: str, password: str) -> None:
    """Add the first user of a site: an administrator, who adds everybody else in the browser."""
    _database()
    from roth.accounts.actions import add_first_user
    from roth.audit.actions import System

    made = add_first_user(
        by=System("roth user add"),
        email=email,
        name=name,
        site=_site(code),
        role=Role(role),
        agency=agency,
        password=password,
    )
    click.echo(f"{made.name} can sign in with {made.email}.")


@main.group("import")
def import_() -> None:
    """Bring records in."""


@import_.command("cin-census")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--site", "code", required=True, help="The site's code.")
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
@click.option("--json", "as_json", is_flag=True)
def import_cin_census(file: Path, code: str, dry_run: bool, as_json: bool) -> None:
    """Bring in a cohort from a Children in Need census file of any year. Safe to repeat."""
    _database()
    from roth.audit.actions import System
    from roth.exchange.cin_census.actions import import_census

    with click.progressbar(length=100, label="Reading", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        report = import_census(
            by=System("roth import cin-census"),
            site=_site(code),
            file=file,
            dry_run=dry_run,
            progress=lambda share: bar.update(max(0, int(share * 100) - bar.pos)),
        )
    if as_json:
        _say(report.as_json())
        return
    for line in report.in_words():
        click.echo(line)


@main.command()
@click.option("--dry-run", is_flag=True, help="Say what would happen and change nothing.")
@click.option("--json", "as_json", is_flag=True)
def notify(dry_run: bool, as_json: bool) -> None:
    """Tell people what is due, and send the emails that wait. For a scheduler: every 15 minutes, safe to run twice."""
    _database()
    from django.utils import timezone

    from roth.work.sweep import sweep

    with click.progressbar(length=0, label="Sending", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def grown(number: int) -> None:
            bar.length = number

        swept = sweep(timezone.now(), dry_run=dry_run, many=grown, each=lambda: bar.update(1))
    if as_json:
        _say(swept.as_json())
        return
    for line in swept.in_words():
        click.echo(line)


@main.group()
def search() -> None:
    """What people find records by."""


@search.command("rebuild")
def search_rebuild() -> None:
    """Write the words of every record into the search index again: after a restore, or after loading rows by hand."""
    _database()
    from roth.finding.rebuild import rebuild

    click.echo(rebuild())


@main.group()
def audit() -> None:
    """The audit trail."""


@audit.command("verify")
def audit_verify() -> None:
    """Walk the audit trail and name each row that was changed, removed or put in."""
    _database()
    from roth.audit.selectors import faults, newest

    found = 0
    for fault in faults():
        found += 1
        click.echo(fault.sentence)
    if found:
        sys.exit(1)
    number, digest = newest()
    click.echo(f"The audit trail is whole: {number} rows, each bound to the one before. The newest is {digest}.")


if __name__ == "__main__":
    main()
