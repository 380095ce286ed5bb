"""Every write of this room, by subject: people and their roles, sign-in, elevated access, looking as an agency."""

from roth.accounts.actions.elevation import end_elevated_access, refuse_elevated_access, take_elevated_access
from roth.accounts.actions.first_user import add_first_user
from roth.accounts.actions.people_and_roles import (
    add_agency,
    add_colleague,
    add_site,
    add_team,
    add_user,
    change_user,
    end_membership,
    start_membership,
)
from roth.accounts.actions.sign_in import note_refused_sign_in, note_sign_in
from roth.accounts.actions.view_as import end_view_as, start_view_as

__all__ = [
    "add_agency",
    "add_colleague",
    "add_first_user",
    "add_site",
    "add_team",
    "add_user",
    "change_user",
    "end_elevated_access",
    "end_membership",
    "end_view_as",
    "note_refused_sign_in",
    "note_sign_in",
    "refuse_elevated_access",
    "start_membership",
    "start_view_as",
    "take_elevated_access",
]
