"""Runs gunicorn with our application: a process for each core, a few threads in each, no shared state.

Threads let a process go on while a slow visitor sends or while SQLite waits for its turn to write; measured, they cost
no more than one request at a time (docs/explanation/performance.md).
"""

import gc
from typing import Any

from django.db import connection
from gunicorn.app.base import BaseApplication

from roth.config.wsgi import application


class Server(BaseApplication):
    """gunicorn, told what to do by arguments and not by a file."""

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Hand our options over."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The application, loaded before the workers are forked so that they share its memory."""
        return application


def serve(*, host: str, port: int, workers: int) -> None:
    """Serve until stopped. Says where the page is."""
    _know_the_tables()
    print(f"ROTH Pathways is at http://{host}:{port} (stop with Ctrl+C)", flush=True)  # noqa: T201
    Server(
        {
            "bind": f"{host}:{port}",
            "workers": workers,
            "preload_app": True,
            "worker_class": "gthread",
            "threads": 4,
            "timeout": 60,
            "keepalive": 5,
            "loglevel": "warning",
            "proc_name": "roth",
            "pre_fork": _settle,
        }
    ).run()


def _know_the_tables() -> None:
    """Have SQLite look at how its tables are filled: without that it reads a whole site to list one worker's people.

    PostgreSQL does it by itself. The limit keeps it to some milliseconds, however large the tables are.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA analysis_limit=1000")
            cursor.execute("ANALYZE")
        connection.close()  # a database connection must not be carried through the fork


def _settle(server: Any, worker: Any) -> None:
    """Before a process is forked: what is loaded now stays, so that the collector need not look through it again.

    It spares about a twentieth of a page.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
