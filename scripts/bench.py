"""`make bench`: how long the pages take on 10,000 young people and 100,000 actions, for an ordinary user.

A real server, real requests, reads audited. Prints the median and 95th percentile with 1 and with 8 clients, pages a
second, and the number of statements of each page. Data are made once in data/bench; delete the folder to make them anew.
"""

import http.client
import os
import re
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("ROTH_BENCH_DIR", ROOT / "data" / "bench"))
PORT = int(os.environ.get("ROTH_BENCH_PORT", "8765"))
REQUESTS = int(os.environ.get("ROTH_BENCH_REQUESTS", "200"))
os.environ |= {"ROTH_DATA_DIR": str(DATA), "DJANGO_SETTINGS_MODULE": "roth.config.settings", "ROTH_DEMO": "1"}
sys.path[:0] = [str(ROOT), str(ROOT / "scripts")]

import django

django.setup()

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from roth.accounts.models import User
from roth.people.models import YoungPerson


def prepare() -> None:
    """The database and its data, unless they are there."""
    DATA.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    if not YoungPerson.objects.exists():
        import bench_data

        began = time.perf_counter()
        for part in bench_data.make():
            print(f"  made {part} ({time.perf_counter() - began:.0f} s)", flush=True)
        connection.cursor().execute("ANALYZE")


def session_for(user: User) -> str:
    """A signed-in session, as the sign-in page would make it."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return session.session_key or ""


class Browser:
    """One client with a kept connection."""

    def __init__(self, session: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        self.cookies = {"sessionid": session}

    def send(self, method: str, path: str, body: str | None = None) -> tuple[int, bytes]:
        """One request; cookies are kept."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return answer.status, answer.read()


def form_of(page: bytes) -> dict[str, str]:
    """The hidden fields of the page's main form."""
    text = page.decode()
    fields = re.findall(r'<input[^>]*type="hidden"[^>]*>', text)
    pairs = ((re.search(r'name="([^"]*)"', field), re.search(r'value="([^"]*)"', field)) for field in fields)
    return {name[1]: value[1] for name, value in pairs if name and value}


def measure(clients: int, session: str, each: "list[tuple[str, str, str | None]]") -> tuple[list[float], float]:
    """Milliseconds of every request, and requests a second, with several clients at once."""
    times: list[float] = []
    lock = threading.Lock()

    def work(browser: Browser, share: list[tuple[str, str, str | None]]) -> None:
        mine = []
        for method, path, body in share:
            began = time.perf_counter()
            status, page = browser.send(method, path, body)
            mine.append((time.perf_counter() - began) * 1000)
            if status not in (200, 303):
                raise SystemExit(f"{method} {path} answered {status}: {page[:300]!r}")
        with lock:
            times.extend(mine)

    threads = [
        threading.Thread(target=work, args=(Browser(session), each[n::clients]), daemon=True) for n in range(clients)
    ]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(times) != len(each):
        raise SystemExit("A client failed; the figures would be wrong.")
    return times, len(each) / (time.perf_counter() - began)


def statements(user: User, path: str) -> int:
    """How many statements one page takes, transaction control left out."""
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user)
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    control = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")
    return sum(not query["sql"].upper().startswith(control) for query in captured)


def journeys(worker: User, session: str) -> dict[str, list[tuple[str, str, str | None]]]:
    """Each page that is measured, as the requests that one client after another sends."""
    from roth.people.access import visible_to

    refs = [person.ref for person in visible_to(worker)[:50]]

    def gets(make: "list[str]") -> list[tuple[str, str, str | None]]:
        return [("GET", make[n % len(make)], None) for n in range(REQUESTS)]

    return {
        "my work": gets(["/"]),
        "list of 50": gets(["/young-people/"]),
        "list, filtered": gets(["/young-people/?name=a"]),
        "young person": gets([f"/young-people/{ref}/" for ref in refs]),
        "plan": gets([f"/young-people/{ref}/plan/" for ref in refs]),
        "search by name": gets([f"/search/?q={word}" for word in ("ada", "ben mos", "jude", "kau", "ros")]),
        "save an action": _saves(session, refs),
    }


def _saves(session: str, refs: list[str]) -> list[tuple[str, str, str | None]]:
    """Posts of the action form, each with its own page's hidden fields and real choices."""
    browser = Browser(session)
    made = []
    for n in range(REQUESTS):
        path = f"/young-people/{refs[n % len(refs)]}/plan/action/add/"
        status, page = browser.send("GET", path)
        if status != 200:
            raise SystemExit(f"{path} answered {status}")
        made.append((path, page))
    return [("POST", path, urlencode(_filled(page) | {"csrfmiddlewaretoken": _token(page)})) for path, page in made]


def _token(page: bytes) -> str:
    found = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    return found[1].decode() if found else ""


def _filled(page: bytes) -> dict[str, str]:
    """What a social worker would type: the first goal, a need met by a person, due in two weeks."""
    goal = re.search(rb'name="goal"[^>]*value="(\d+)"|<option value="(\d+)"', page)
    return form_of(page) | {
        "goal": (goal[1] or goal[2]).decode() if goal else "",
        "text": "Find a music session that Rowan chooses",
        "target": "young_person_need",
        "approach": "support",
        "owner_name": "Youth worker",
        "owner_type": "youth_service",
        "due_on_0": "1", "due_on_1": "3", "due_on_2": "2027",
        "origin": "young_person",
    }  # fmt: skip


def line(name: str, times: list[float], rate: float) -> str:
    """One row of figures."""
    ordered = sorted(times)
    return f"{statistics.median(ordered):9.1f} {ordered[int(len(ordered) * 0.95) - 1]:9.1f} {rate:9.0f}"


def main() -> None:
    """Make, serve, measure, print."""
    prepare()
    worker = User.objects.get(email="bench0@example.org")
    session = session_for(worker)
    server = subprocess.Popen(
        [sys.executable, "-m", "roth.cli", "serve", "--port", str(PORT), "--workers", "2"], stdout=subprocess.DEVNULL
    )
    try:
        for _ in range(100):
            try:
                Browser(session).send("GET", "/")
                break
            except OSError:
                time.sleep(0.1)
        print(f"\n{'':16} statements │ 1 client: median, 95th (ms), a second │ 8 clients")
        for name, requests in journeys(worker, session).items():
            counted = statements(worker, requests[0][1]) if requests[0][0] == "GET" else None
            measure(1, session, requests[:20]) if requests[0][0] == "GET" else None
            half = requests if requests[0][0] == "GET" else requests[: len(requests) // 2]
            rest = requests if requests[0][0] == "GET" else requests[len(requests) // 2 :]
            one, many = measure(1, session, half), measure(8, session, rest)
            print(f"{name:16} {counted or '':10} │{line(name, *one)} │{line(name, *many)}", flush=True)
    finally:
        server.terminate()
        server.wait(10)


if __name__ == "__main__":
    main()
