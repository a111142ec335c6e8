"""The layers hold, and the tool that says so would notice if they did not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    env = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [*command, "--no-logo", "--no-cache"], cwd=folder, env=env, capture_output=True, text=True, check=False
    )


def test_all_import_contracts_hold() -> None:
    result = lint(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for name in ("sfa", "sync", "ui"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "resources").mkdir()
    shutil.copy2(ROOT / "resources" / "__init__.py", tmp_path / "resources")
    shutil.copy2(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "line", "contract"),
    [
        ("sfa/money.py", "import ui.cli", "Arrows: ui -> sync -> sfa -> resources BROKEN"),
        (
            "sfa/store/search.py",
            "import sfa.accounts.model",
            "Rooms of sfa: each leans only on those below it here BROKEN",
        ),
        ("sfa/clock.py", "import PySide6.QtCore", "Qt only in the desktop BROKEN"),
        ("sfa/clock.py", "import requests", "The network only in sync BROKEN"),
        ("sfa/new_room.py", "", "Rooms of sfa: each leans only on those below it here BROKEN"),
    ],
)
def test_a_broken_layer_is_noticed(copy: Path, file: str, line: str, contract: str) -> None:
    target = copy / file
    target.write_text((target.read_text() if target.exists() else "") + f"\n{line}\n")
    assert contract in lint(copy).stdout
