"""Which request is being served, so that events of one click can be read together."""

from contextvars import ContextVar

_current: ContextVar[str] = ContextVar("request_id", default="")


def request_id() -> str:
    """The current request's id; empty outside a request."""
    return _current.get()


def set_request_id(value: str) -> None:
    """Set by the middleware at the start and end of each request."""
    _current.set(value)
