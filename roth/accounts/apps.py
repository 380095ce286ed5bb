"""Registers the room with Django."""

from typing import Any

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The `accounts` room."""

    name = "roth.accounts"

    def ready(self) -> None:
        """Hear of sign-ins.

        The one use of signals in the project: password, passkey, an organisation's account and the demo sign people
        in through code that is not ours, and Django's signals are the only place where all of them meet.
        """
        from allauth.mfa.signals import authentication_failed
        from django.contrib.auth.signals import user_logged_in, user_login_failed

        user_logged_in.connect(_signed_in, dispatch_uid="accounts.signed_in")
        user_login_failed.connect(_refused, dispatch_uid="accounts.refused")
        authentication_failed.connect(_refused_second_step, dispatch_uid="accounts.refused_second_step")


def _signed_in(request: Any, user: Any, **_: Any) -> None:
    from allauth.account.authentication import get_authentication_records

    from roth.accounts import actions

    methods = [str(entry.get("type") or entry["method"]) for entry in get_authentication_records(request, user)]
    actions.note_sign_in(by=user, method=" and ".join(methods))


def _refused(credentials: dict[str, Any], **_: Any) -> None:
    from roth.accounts import actions

    actions.note_refused_sign_in(email=str(credentials.get("email", "")))


def _refused_second_step(user: Any, authenticator: Any, **_: Any) -> None:
    from roth.accounts import actions

    actions.note_refused_sign_in(email=user.email, method=str(authenticator.type))
