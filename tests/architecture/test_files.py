"""The house stays readable: small files, small functions, a first line that says what each module is for."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(file for file in (ROOT / "roth").rglob("*.py") if "migrations" not in file.parts)
TEMPLATES = sorted((ROOT / "roth").glob("*/jinja2/**/*.jinja"))
# Modules that may ask a model manager: everything else goes through them.
QUERYING = {"models.py", "selectors.py", "access.py", "actions.py", "records.py"}
MANAGERS = {"objects", "_default_manager", "_base_manager"}

# Longer for a reason, and only shrinking: tables read best whole.
LONG_FILES = {"domain/transitions.py": 440, "domain/codes.py": 420}
LONG_FUNCTIONS: dict[str, int] = {}


def name(file: Path) -> str:
    return str(file.relative_to(ROOT / "roth"))


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@pytest.mark.parametrize("file", MODULES, ids=name)
def test_module_is_readable(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree), "opens by saying what it is for"
    assert text.count("\n") <= LONG_FILES.get(name(file), 400), "files stay under 400 lines"
    for function in functions(tree):
        length = (function.end_lineno or 0) - function.lineno + 1
        limit = LONG_FUNCTIONS.get(f"{name(file)}:{function.name}", 40)
        assert length <= limit, f"{function.name} is {length} lines long"


@pytest.mark.parametrize("file", TEMPLATES, ids=name)
def test_template_is_short_and_escapes_everything(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count("\n") <= 120
    assert "|safe" not in text.replace(" ", ""), "nothing is let through unescaped"
    assert "style=" not in text, "the content security policy refuses inline styles"
    assert "onclick" not in text.lower()


@pytest.mark.parametrize("file", MODULES, ids=name)
def test_model_managers_are_asked_only_where_queries_live(file: Path) -> None:
    if file.name in QUERYING or {"selectors", "actions", "models", "access"} & set(file.parts):
        return
    used = {
        node.attr
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in MANAGERS
    }
    assert not used, "ask a selector, a door or an action instead"


def test_the_two_tests_above_can_fail() -> None:
    tree = ast.parse("def f():\n    return Young.objects.all()\n")
    assert any(isinstance(node, ast.Attribute) and node.attr in MANAGERS for node in ast.walk(tree))
    assert ast.get_docstring(tree) is None
