"""What allauth asks us: nobody signs themselves up, and an organisation's account must match a user we know."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect

from roth.accounts import actions, selectors


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never: see `actions.add_user`."""
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """An organisation's account signs in the user with the same verified email address."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never: an account somewhere else does not make a user here."""
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Join the organisation's account to our user on first sign-in; send strangers back with a sentence."""
        if sociallogin.is_existing:
            return
        addresses = [address.email for address in sociallogin.email_addresses if address.verified]
        user = selectors.user_with_any_email(addresses)
        if user is None:
            actions.note_refused_sign_in(method="organisation")
            messages.error(request, "There is no user here with that email address. Ask your administrator to add you.")
            raise ImmediateHttpResponse(redirect("account_login"))
        sociallogin.connect(request, user)

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """The organisation refused, or did not answer as it should; allauth shows the page."""
        actions.note_refused_sign_in(method="organisation")
