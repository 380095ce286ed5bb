"""A real server on a database of its own, and a real Chromium that is driven by its keyboard alone."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.functional.keyboard import Person

ROOT = Path(__file__).resolve().parents[2]
CENSUS_CHILDREN = 30


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Where this run's data are."""
    folder = tmp_path_factory.mktemp("served")
    kept = {name: value for name, value in os.environ.items() if name != "ROTH_DATABASE_URL"}
    return kept | {"ROTH_DATA_DIR": str(folder), "ROTH_DEMO": "1", "DJANGO_SETTINGS_MODULE": "roth.config.settings"}


@pytest.fixture(scope="session")
def roth(environment: dict[str, str]) -> Callable[..., str]:
    """Run the `roth` command on this run's data; a failure shows what it said."""

    def run(*words: str, check: bool = True) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "roth.cli", *words], env=environment, capture_output=True, text=True, check=False
        )
        assert not check or done.returncode == 0, done.stderr
        return done.stdout

    return run


@pytest.fixture(scope="session")
def server(environment: dict[str, str], roth: Callable[..., str]) -> Iterator[str]:
    """The address of a running server, whose database holds the cast, a demo and an imported cohort."""
    from roth.exchange.cin_census.sample import make_census

    roth("demo", "--young-people", "12")
    census = Path(environment["ROTH_DATA_DIR"]) / "census.xml"
    census.write_bytes(make_census(CENSUS_CHILDREN, 2026, 11))
    roth("import", "cin-census", str(census), "--site", "wexbourne", "--json")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "roth.cli", "serve", "--port", str(port), "--workers", "1"],
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            break
        except OSError:
            assert process.poll() is None, "the server stopped"
            time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(10)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The distribution's Chromium."""
    path = os.environ.get("ROTH_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "No Chromium: install the distribution's, or set ROTH_CHROMIUM."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"],
        )
        yield browser
        browser.close()


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember that a test failed, so that its pages can be kept."""
    report = yield
    if report.when == "call":
        item.stash[FAILED] = report.failed
    return report


@pytest.fixture
def person(chromium: Browser, server: str, request: pytest.FixtureRequest) -> Iterator[Callable[..., Person]]:
    """Open a browser and sign in as one of the cast. When the test fails a picture of each page is kept in `build`."""
    contexts: list[BrowserContext] = []
    people: list[Person] = []

    def sign_in(name: str, **options: object) -> Person:
        context = chromium.new_context(base_url=server, **options)  # type: ignore[arg-type]
        context.set_default_timeout(15_000)
        contexts.append(context)
        someone = Person(context.new_page(), name)
        people.append(someone)
        someone.sign_in()
        return someone

    yield sign_in
    if request.node.stash.get(FAILED, False):
        for number, someone in enumerate(people):
            picture = ROOT / "build" / "failed" / f"{request.node.name}-{number}-{someone.part}.png"
            someone.page.screenshot(path=picture, full_page=True)
    for context in contexts:
        context.close()
