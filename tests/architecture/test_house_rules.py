"""Small rules of the house, read from the source itself."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import sfa.rooms  # noqa: F401
from sfa.store.acts import acts

ROOT = Path(__file__).parents[2]
SOURCES = sorted(path for room in ("sfa", "sync", "ui", "resources") for path in (ROOT / room).rglob("*.py"))
OURS = [path for path in SOURCES if "versions" not in path.parts]


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_modules_stay_below_400_lines() -> None:
    long = {path.relative_to(ROOT): n for path in OURS if (n := len(path.read_text("utf-8").splitlines())) > 400}
    assert not long


def test_functions_stay_below_45_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{f.lineno} {f.name}"
        for path in OURS
        for f in functions(path)
        if (f.end_lineno or 0) - f.lineno > 45
    ]
    assert not long


def test_no_colour_is_written_outside_the_tokens() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in OURS
        if "desktop" in path.parts
        for match in re.finditer(r"""["']#[0-9A-Fa-f]{6}["']""", path.read_text("utf-8"))
    ]
    assert not found


def test_only_the_clock_reads_the_time() -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in OURS
        if path.name != "clock.py" and re.search(r"\b(datetime|date)\.(now|utcnow|today)\(", path.read_text("utf-8"))
    ]
    assert not found


def test_no_translation_holds_an_f_string() -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in OURS
        if re.search(r"""\b(tr|translate)\(\s*(["'][A-Za-z]*["'],\s*)?f["']""", path.read_text("utf-8"))
    ]
    assert not found


def test_public_functions_say_what_they_mean() -> None:
    silent = [
        f"{path.relative_to(ROOT)}:{f.lineno} {f.name}"
        for path in OURS
        if path.parts[len(ROOT.parts)] in ("sfa", "sync")
        for f in ast.parse(path.read_text("utf-8")).body
        if isinstance(f, ast.FunctionDef) and not f.name.startswith("_") and not ast.get_docstring(f)
    ]
    assert not silent


@pytest.mark.parametrize("command", ["--help", "find --help", "import --help", "demo --help"])
def test_plain_commands_import_no_qt(command: str) -> None:
    code = (
        "import sys\nfrom ui.cli import main\n"
        f"try:\n    main({command.split()!r})\nexcept SystemExit:\n    pass\n"
        "assert not [m for m in sys.modules if m.startswith('PySide6')], 'Qt was imported'"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, stdout=subprocess.DEVNULL)


@pytest.mark.parametrize("entry", acts(), ids=lambda entry: entry.name)
def test_every_act_names_a_right_and_a_label(entry: object) -> None:
    assert entry.right[0]
    assert entry.right[1]
    assert entry.label
