"""Sessions in the database, as Django keeps them; read by a prepared query, because every page reads one."""

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.utils import timezone

from roth.accounts import selectors


class SessionStore(DatabaseStore):
    """Django's store but for how a session is fetched."""

    def _get_session_from_db(self) -> Any:
        found = selectors.live_session(self.session_key or "", timezone.now())
        if found is None:
            self._session_key = None
        return found
