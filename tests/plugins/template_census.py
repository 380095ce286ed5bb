"""Fails a full run in which some template was rendered by no test: Jinja is invisible to coverage.

Each process notes the templates it loads; the controlling process adds them up. Asked for by `--template-census`,
because a run of one test renders few.
"""

from pathlib import Path

import pytest

ROOMS = Path(__file__).resolve().parents[2] / "roth"
SEEN: set[str] = set()


def pytest_addoption(parser: pytest.Parser) -> None:
    """The switch that `make test` gives."""
    parser.addoption("--template-census", action="store_true", help="fail when a template was rendered by no test")


def pytest_configure(config: pytest.Config) -> None:
    """Note every template that Jinja hands out."""
    from jinja2 import Environment

    original = Environment._load_template

    def noting(self: Environment, name: str, *more: object) -> object:
        SEEN.add(name)
        return original(self, name, *more)  # type: ignore[arg-type]

    Environment._load_template = noting  # type: ignore[method-assign, assignment]


def ours() -> set[str]:
    """The names of our own templates, as Jinja knows them."""
    return {str(file.relative_to(folder)) for folder in ROOMS.glob("*/jinja2") for file in folder.rglob("*.jinja")}


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """In a worker, send what was seen; in the controller, add up and judge."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["templates"] = sorted(SEEN)
        return
    if session.config.getoption("--template-census"):
        missing = sorted(ours() - SEEN)
        if missing:
            print("\nRendered by no test: " + ", ".join(missing))
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: object, error: object) -> None:
    """The controller hears from a worker that has finished."""
    SEEN.update(getattr(node, "workeroutput", {}).get("templates", ()))
