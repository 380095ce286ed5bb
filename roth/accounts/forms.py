"""What administrators and people who ask for elevated access type, made into clean values. Nothing is saved here."""

from typing import Any

from django.utils import timezone

from roth.accounts.models import Agency, Site, Team
from roth.domain import codes
from roth.domain.access import ELEVATION_MINUTES, Role, is_a_reason
from roth.ui.choices import Option, Radios, Select, YesNo
from roth.ui.dates import Date
from roth.ui.fields import Email, LongText, Text, WholeNumber
from roth.ui.forms import Form, Section


class MembershipForm(Form):
    """What somebody is, where, from when. The choices are the administrator's own sites and no other."""

    role = Radios(
        "What are they here?",
        [(role, role.label) for role in Role],
        missing="Choose what they are here",
    )
    agency = Select("Agency", missing="Choose the agency they work for")
    team = Select("Team", hint="Only for a social worker or a team manager.", blank="No team", called="the team")
    starts_on = Date("First day", missing="Enter the first day, like 27 3 2026", initial=timezone.localdate)

    def __init__(self, *args: Any, agencies: list[Agency], teams: list[Team], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        several = len({agency.site_id for agency in agencies}) > 1
        self._agencies = {agency.pk: agency for agency in agencies}
        self._teams = {team.pk: team for team in teams}
        _offer(self, "agency", [Option(key, _at(each, several)) for key, each in self._agencies.items()])
        _offer(self, "team", [Option(key, _at(each, several)) for key, each in self._teams.items()])

    def clean(self) -> dict[str, Any]:
        """Keys become records; the site is the agency's."""
        data = self.cleaned_data
        data["agency"] = self._agencies.get(data.get("agency") or 0)
        data["team"] = self._teams.get(data.get("team") or 0)
        data["site"] = data["agency"].site if data["agency"] else None
        return data


class ColleagueForm(MembershipForm):
    """Somebody new, with their first place."""

    sections = (
        Section("Who they are", ("name", "email", "job_title")),
        Section("What they are here", ("role", "agency", "team", "starts_on")),
    )
    name = Text("Full name", max_length=120, missing="Enter their full name")
    email = Email(
        "Work email address", hint="They sign in with it.", autocomplete="off", missing="Enter their work email address"
    )
    job_title = Text("Job title", max_length=120)


class UserForm(Form):
    """How somebody is named and reached, and whether they may sign in at all."""

    name = Text("Full name", max_length=120, missing="Enter their full name")
    email = Email("Work email address", autocomplete="off", missing="Enter their work email address")
    job_title = Text("Job title", max_length=120)
    is_active = YesNo("May they sign in?", missing="Say whether they may sign in")


class EndMembershipForm(Form):
    """The last day of a membership."""

    ends_on = Date(
        "Last day", missing="Enter their last day, like 27 3 2026", initial=timezone.localdate, called="their last day"
    )


class TeamForm(Form):
    """A team that holds records."""

    name = Text("Name of the team", max_length=120, missing="Enter the name of the team")
    site = Radios("Site", missing="Choose the site")

    def __init__(self, *args: Any, sites: list[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._sites = {site.pk: site for site in sites}
        _offer(self, "site", [Option(key, site.name) for key, site in self._sites.items()])
        if len(sites) == 1:
            del self.fields["site"]

    def clean(self) -> dict[str, Any]:
        """The site as a record; the only one where there is one."""
        only = next(iter(self._sites.values())) if len(self._sites) == 1 else None
        self.cleaned_data["site"] = only or self._sites.get(self.cleaned_data.get("site") or 0)
        return self.cleaned_data


class AgencyForm(TeamForm):
    """An organisation as the site knows it."""

    name = Text("Name of the agency", max_length=160, missing="Enter the name of the agency")
    kind = Select("What kind of agency is it?", codes.AGENCY_KIND, missing="Choose what kind of agency it is")


class ElevationForm(Form):
    """Whose record, why, and for how long."""

    sections = (
        Section(
            "Whose record",
            ("ref", "name", "born_on"),
            hint="Enter the reference. If you do not have it, enter the exact name and date of birth.",
        ),
        Section("Why, and for how long", ("reason", "minutes")),
    )
    ref = Text("Reference", hint="For example, YP-0042", max_length=20, width="10")
    name = Text("Full name", max_length=160)
    born_on = Date("Date of birth", past=True)
    reason = LongText(
        "Why do you need to open this record?",
        hint="At least one sentence. It is kept, and the people who answer for the record read it.",
        rows=4,
        max_length=2_000,
        missing="Write at least one sentence that says why",
    )
    minutes = WholeNumber(
        "How many minutes do you need?",
        hint="From 5 to 120. It ends by itself.",
        least=ELEVATION_MINUTES.start,
        most=ELEVATION_MINUTES.stop - 1,
        initial=30,
        missing="Enter how many minutes you need, from 5 to 120",
    )

    def clean(self) -> dict[str, Any]:
        """A reference, or a name with a date of birth; and a reason that explains something."""
        data = self.cleaned_data
        if not data.get("ref"):
            if not data.get("name"):
                self.require_one_of("ref", sentence="Enter the reference, or the full name and date of birth")
            elif not data.get("born_on") and "born_on" not in self.errors:
                self.add_error("born_on", "Enter the date of birth too: a name alone opens nothing")
        if data.get("reason") and not is_a_reason(data["reason"]):
            self.add_error("reason", "Write at least one sentence that says why")
        return data


def _offer(form: Form, name: str, options: list[Option]) -> None:
    """Give a question its answers, where they depend on who asks."""
    field = form.fields[name]
    assert isinstance(field, Radios | Select)
    field.choices = options


def _at(each: Agency | Team, several: bool) -> str:
    return f"{each.name} ({each.site.name})" if several else each.name
