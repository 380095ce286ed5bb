"""The README's picture of the plan: there, and taken anew with `ROTH_TAKE_PICTURES=1 make test-browser`.

It shows the invented Rowan's plan just after an action was taken out of it, so that a question waits beside it.
"""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.functional.keyboard import Person

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
PLAN = ROOT / "docs" / "images" / "plan.png"
SIZE = {"width": 1280, "height": 1240}


@pytest.mark.skipif("ROTH_TAKE_PICTURES" not in os.environ, reason="Pictures are taken only when asked for.")
def test_take_the_picture_of_the_plan(person: Callable[..., Person]) -> None:
    worker = person("social_worker", viewport=SIZE)
    worker.open("/young-people/?q=Rowan")
    worker.press("Rowan Ellery")
    worker.press("Plan")
    worker.press("Take out the action: Station manager")
    worker.write("Why does this leave the plan?", "The operator changed, and nobody has asked the new one yet.")
    worker.press("Take it out")
    worker.open(worker.page.url)
    worker.sees("Who could change it?")
    PLAN.parent.mkdir(exist_ok=True)
    worker.page.evaluate("() => document.activeElement.blur()")
    worker.page.screenshot(path=PLAN)


def test_the_picture_of_the_readme_is_there() -> None:
    assert "docs/images/plan.png" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert PLAN.read_bytes().startswith(b"\x89PNG\r\n\x1a\n")
