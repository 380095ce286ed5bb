"""`make bench`: how long the pages take on 10,000 young people and 100,000 actions, for ordinary users.

A real server and real requests, every read audited. For each page: its statements and its processor time (in this
process), then the median and 95th percentile in milliseconds with 1 client and with 8, and pages a second. Data are
made once in data/bench; delete that folder to make them anew. ROTH_BENCH_DIR, ROTH_BENCH_PORT and ROTH_BENCH_REQUESTS
choose another folder, port and number of requests; `--profile PAGE` shows what one page spends its time on.
"""

import cProfile
import http.client
import os
import pstats
import re
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("ROTH_BENCH_DIR", ROOT / "data" / "bench"))
PORT = int(os.environ.get("ROTH_BENCH_PORT", "8765"))
REQUESTS = int(os.environ.get("ROTH_BENCH_REQUESTS", "240"))
os.environ |= {"ROTH_DATA_DIR": str(DATA), "DJANGO_SETTINGS_MODULE": "roth.config.settings", "ROTH_DEMO": "1"}
os.environ.pop("ROTH_DATABASE_URL", None)
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

import django

django.setup()

import bench_clocks
import bench_work
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from roth.accounts.models import User
from roth.finding.models import Entry
from roth.finding.rebuild import rebuild
from roth.people.access import visible_to
from roth.people.models import YoungPerson

CLIENTS = (1, 8)
CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
Request = tuple[str, str, str | None]  # method, path, body


def prepare() -> None:
    """The database and its data, unless they are there."""
    DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    began = time.perf_counter()
    if not YoungPerson.objects.exists():
        import bench_data

        for part in bench_data.make():
            print(f"  made {part} ({time.perf_counter() - began:.0f} s)", flush=True)
    if not Entry.objects.exists():
        print(f"  {rebuild()} ({time.perf_counter() - began:.0f} s)", flush=True)


# --- Clients --------------------------------------------------------------------------------------------------------
class Browser:
    """One client with a kept connection and its cookies."""

    def __init__(self, cookies: dict[str, str]) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        self.cookies = dict(cookies)

    def send(self, method: str, path: str, body: str | None = None) -> bytes:
        """One request; what is not a page, or the way on after saving, ends the benchmark."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        page = answer.read()
        if answer.status != (200 if body is None else 303):
            raise SystemExit(f"{method} {path} answered {answer.status}: {page[:300]!r}")
        return page


def signed_in(user: User) -> dict[str, str]:
    """The cookie of a signed-in session, as the sign-in page would make it."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return {settings.SESSION_COOKIE_NAME: session.session_key or ""}


@contextmanager
def serving() -> Iterator[None]:
    """`roth serve` as anybody would run it, until the end of the block."""
    server = subprocess.Popen(
        [sys.executable, "-m", "roth.cli", "serve", "--port", str(PORT)], stdout=subprocess.DEVNULL
    )
    try:
        for _ in range(200):
            try:
                Browser({}).send("GET", "/accounts/login/")
                break
            except OSError:
                time.sleep(0.1)
        else:
            raise SystemExit("The server did not start: run `roth serve` to see why.")
        yield
    finally:
        server.terminate()
        server.wait(10)


def measure(clients: int, cookies: dict[str, str], requests: list[Request]) -> tuple[list[float], float]:
    """Milliseconds of every request, and requests a second, with several clients at once."""
    times: list[float] = []

    def work(browser: Browser, share: list[Request]) -> None:
        for method, path, body in share:
            began = time.perf_counter()
            browser.send(method, path, body)
            times.append((time.perf_counter() - began) * 1000)

    threads = [
        threading.Thread(target=work, args=(Browser(cookies), requests[n::clients]), daemon=True)
        for n in range(clients)
    ]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(times) != len(requests):
        raise SystemExit("A client failed; the figures would be wrong.")
    return times, len(requests) / (time.perf_counter() - began)


# --- In this process ------------------------------------------------------------------------------------------------
def sender(cookies: dict[str, str], requests: list[Request]) -> Callable[[], object]:
    """A function that sends the next of these requests to the application itself, without a server."""
    client, turn = Client(headers={"host": "127.0.0.1"}), iter(requests)
    for name, value in cookies.items():
        client.cookies[name] = value

    def send() -> object:
        method, path, body = next(turn)
        kind = "application/x-www-form-urlencoded"
        return client.generic(method, path, body or "", content_type=kind if body else "text/plain")

    return send


def statements_and_time(send: Callable[[], object], times: int) -> tuple[int, float]:
    """How many statements one page takes, transaction control left out; and its median milliseconds of processor."""
    send()
    with CaptureQueriesContext(connection) as captured:
        send()
    statements = sum(not query["sql"].upper().startswith(CONTROL) for query in captured)
    spent = []
    for _ in range(times - 2):
        began = time.process_time()
        send()
        spent.append((time.process_time() - began) * 1000)
    return statements, statistics.median(spent)


# --- What is asked for ----------------------------------------------------------------------------------------------
SEARCHES = {
    "search by name": "ada ben+mos jude kau ros",
    "… misspelt": "cleoo roza farow ekubba ottis",
    "… word of a plan": "archery sew orient mosaics yoga",  # some 2,500 of the actions
    "… of every plan": "rota somebody kind",
    "… nothing found": "xylophone qqq zeppelin",
}


def pages(user: User) -> dict[str, list[str]]:
    """Each page that is measured, by name: the addresses that are asked for in turn."""
    refs = [person.ref for person in visible_to(user)[:50]]
    return {
        "my work": ["/"],
        "list of 50": ["/young-people/"],
        "list, filtered": [f"/young-people/?stage=plan&q={letter}" for letter in "abcdefgh"],
        "young person": [f"/young-people/{ref}/" for ref in refs],
        "plan": [f"/young-people/{ref}/plan/" for ref in refs],
    } | {name: [f"/search/?q={words}" for words in asked.split()] for name, asked in SEARCHES.items()}


def gets(addresses: list[str], number: int) -> list[Request]:
    """So many requests for these in turn."""
    return [("GET", addresses[n % len(addresses)], None) for n in range(number)]


def saves(cookies: dict[str, str], user: User, number: int) -> tuple[dict[str, str], list[Request]]:
    """Posts of the action form, each with its own page's hidden fields and real choices; and the cookies to send."""
    browser = Browser(cookies)
    addresses = [f"/young-people/{person.ref}/plan/actions/add/" for person in visible_to(user)[:50]]
    made = []
    for n in range(number):
        address = addresses[n % len(addresses)]
        made.append(("POST", address, urlencode(filled(browser.send("GET", address).decode()))))
    return browser.cookies, made


def filled(page: str) -> dict[str, str]:
    """What a social worker would type: for the plan's first goal, a need met by a person, due in March."""
    kept = {"csrfmiddlewaretoken", "draft_token"}
    hidden = (
        re.search(r'name="([^"]*)" value="([^"]*)"', field) for field in re.findall(r"<input[^>]*hidden[^>]*>", page)
    )
    fields = {found[1]: found[2] for found in hidden if found and found[1] in kept}
    first = {name: re.search(rf'name="{name}"[^>]*value="(\d+)"', page) for name in ("goal_id", "needs")}
    return fields | {name: found[1] for name, found in first.items() if found} | {
        "text": "Find a music session that Rowan chooses and go along with them the first time",
        "target": "young_person_need",
        "approach": "support",
        "owner_name": "Robin, youth worker",
        "owner_type": "youth_service",
        "due_on-day": "1", "due_on-month": "3", "due_on-year": "2030",
        "origin": "young_person",
    }  # fmt: skip


# --- The table ------------------------------------------------------------------------------------------------------
def row(name: str, counted: tuple[int, float], measured: list[tuple[list[float], float]]) -> str:
    """One line of figures."""
    cells = [f"{name:16}{counted[0]:>8}{counted[1]:>8.1f}"]
    for times, rate in measured:
        ordered = sorted(times)
        late = ordered[min(len(ordered) - 1, int(len(ordered) * 0.95))]
        cells.append(f"{statistics.median(ordered):8.1f}{late:8.1f}{rate:8.0f}")
    return "  |".join(cells)


def heading(user: User) -> str:
    """Who is measured, and what stands in each column."""
    over = f"{user.standing.in_words} with {visible_to(user).count()} young people"
    below = f"{'':16}{'queries':>8}{'CPU ms':>8}" + "".join(
        f"  |{f'{clients} client' + 's' * (clients > 1):>10}{'95th':>6}{'a sec':>8}" for clients in CLIENTS
    )
    return f"\n{over}\n{below}"


def run(user: User, with_saves: bool) -> None:
    """Measure every page for one user, and print a line as each is done."""
    cookies = signed_in(user)
    print(heading(user), flush=True)
    for name, addresses in pages(user).items():
        counted = statements_and_time(sender(cookies, gets(addresses, 40)), 40)
        measure(2, cookies, gets(addresses, 20))  # both workers have seen the page before it is timed
        measured = [measure(clients, cookies, gets(addresses, REQUESTS)) for clients in CLIENTS]
        print(row(name, counted, measured), flush=True)
    if with_saves:
        cookies, requests = saves(cookies, user, 2 * REQUESTS + 60)
        first, second, third = requests[:40], requests[60 : 60 + REQUESTS], requests[60 + REQUESTS :]
        counted = statements_and_time(sender(cookies, first), 40)
        measure(2, cookies, requests[40:60])
        print(row("save an action", counted, [measure(1, cookies, second), measure(8, cookies, third)]), flush=True)


def tray(user: User) -> None:
    """My work of somebody with very many tasks."""
    cookies, number = signed_in(user), REQUESTS
    print(f"\n{bench_work.TASKS} open tasks", flush=True)
    counted = statements_and_time(sender(cookies, gets(["/?all=1"], 40)), 40)
    measured = [measure(clients, cookies, gets(["/?all=1"], number)) for clients in CLIENTS]
    print(row("my work", counted, measured), flush=True)


def profile(name: str) -> None:
    """Where one page of the social worker spends its time, without a server."""
    user = User.objects.get(email="bench0@example.org")
    send = sender(signed_in(user), gets(pages(user)[name], 120))
    for _ in range(20):
        send()
    profiler = cProfile.Profile()
    profiler.enable()
    for _ in range(100):
        send()
    profiler.disable()
    pstats.Stats(profiler).sort_stats("cumtime").print_stats(60)


def main() -> None:
    """Make the data, then serve, measure and print; or profile one page."""
    prepare()
    if "--profile" in sys.argv:
        profile(sys.argv[-1])
        return
    print(f"{YoungPerson.objects.count()} young people; {os.cpu_count()} cores, shared with the clients", flush=True)
    with serving():
        for email, with_saves in (("bench0@example.org", True), ("bench200@example.org", False)):
            run(User.objects.get(email=email), with_saves)
        tray(bench_work.with_tasks())
    bench_work.sweep()
    bench_clocks.measure()


if __name__ == "__main__":
    main()
