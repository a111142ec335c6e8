"""One command makes what a person installs: `python build_installer.py` builds a trimmed one-folder bundle.

The bundle lies in dist/fieldbook, runs from anywhere without Python, and has proved itself: the build ends with
its `--self-test` in an empty environment. Packers (deb, exe, msi, dmg) will take this folder.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
NAME = "fieldbook"

# Imported by name or inside functions, where PyInstaller's search does not look.
HIDDEN = (
    "sfa.rooms",
    "sfa.demo.build",
    "ui.self_test",
    "ui.desktop.app",
    *(f"ui.commands.{name}" for name in ("stores", "importing", "finding", "planning", "quoting", "demo")),
    *(f"ui.desktop.pages.{name}" for name in
      ("accounts", "pipeline", "quotes", "settings", "team", "today", "visits")),
    "sqlcipher3.dbapi2",
    "sqlalchemy.dialects.sqlite",
    "logging.config",
)  # fmt: skip
EXCLUDED = (
    "matplotlib", "tkinter", "IPython", "pytest", "hypothesis", "PIL.ImageQt", "setuptools", "pip", "mypy",
    "sqlalchemy.dialects.mssql", "sqlalchemy.dialects.mysql", "sqlalchemy.dialects.oracle",
    "sqlalchemy.dialects.postgresql", "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtSql", "PySide6.QtTest",
    "PySide6.QtDesigner", "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets", "numpy.f2py", "alembic.testing",
    "sqlalchemy.testing",
)  # fmt: skip
# Parts of Qt's folders that no screen of ours asks for.
UNWANTED = (
    "Qt/qml/", "Qt/translations/", "libQt6Qml", "libQt6Quick", "libQt6OpenGL", "libQt6Sql", "libQt6Designer",
    "libQt6Test", "plugins/sqldrivers/", "plugins/qmltooling/", "plugins/designer/", "plugins/generic/",
    "plugins/platforms/libqeglfs", "plugins/platforms/libqlinuxfb", "plugins/platforms/libqvnc",
    "plugins/platforms/libqvkkhrdisplay", "plugins/platforms/libqminimalegl", "plugins/egldeviceintegrations/",
    "plugins/imageformats/libqwebp", "plugins/imageformats/libqtiff", "plugins/imageformats/libqicns",
    "plugins/imageformats/libqtga", "plugins/imageformats/libqwbmp", "plugins/networkinformation/",
    "PIL/_avif", "PIL/_webp", "PIL/_imagingtk", "cryptography/hazmat/bindings/_openssl",
)  # fmt: skip
_KEEP = ("cryptography/hazmat/bindings/_rust",)


def main(argv: Sequence[str] | None = None) -> int:
    """Build and prove the bundle; returns 0, or 1 with what went wrong."""
    parser = argparse.ArgumentParser(description="Build the Fieldbook bundle for this system.")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", metavar="FOLDER", help="where it goes (dist)")
    parser.add_argument("--skip-test", action="store_true", help="do not run the bundle's self-test")
    args = parser.parse_args(argv)
    out = args.out.resolve()
    with tempfile.TemporaryDirectory(prefix="fieldbook-build-") as scratch:
        bundle = build(Path(scratch), out)
    trim(bundle)
    if not args.skip_test and not proves_itself(bundle):
        return 1
    print(f"{bundle}: {count(bundle):,} files, {weight(bundle) / 1e6:.0f} MB")
    return 0


def build(scratch: Path, out: Path) -> Path:
    """Run PyInstaller; returns the bundle's folder."""
    entry = scratch / "entry.py"
    entry.write_text("import sys\nfrom ui.cli import main\nsys.exit(main())\n", encoding="utf-8")
    shutil.rmtree(out / NAME, ignore_errors=True)
    command = [
        sys.executable, "-m", "PyInstaller", str(entry), "--name", NAME, "--onedir", "--noconfirm", "--log-level",
        "ERROR", "--distpath", str(out), "--workpath", str(scratch / "work"), "--specpath", str(scratch),
        "--paths", str(ROOT), *_data(), *_flags("--hidden-import", HIDDEN), *_flags("--exclude-module", EXCLUDED),
        "--collect-data", "phonenumbers", "--collect-submodules", "keyring.backends",
        "--copy-metadata", "keyring",
    ]  # fmt: skip
    if sys.platform != "win32":
        command.append("--strip")
    if sys.platform == "win32" or sys.platform == "darwin":
        command.append("--windowed")
    subprocess.run(command, check=True, cwd=ROOT)
    return out / NAME


def _data() -> Iterable[str]:
    """Our own files that are no modules: resources, mappings, migrations (read as files by alembic)."""
    kinds = {"resources": "resources", "sfa/exchange/mappings": "sfa/exchange/mappings",
             "sfa/store/migrations": "sfa/store/migrations"}  # fmt: skip
    for source, target in kinds.items():
        yield "--add-data"
        yield f"{ROOT / source}{os.pathsep}{target}"


def _flags(flag: str, values: Iterable[str]) -> Iterable[str]:
    for value in values:
        yield flag
        yield value


def trim(bundle: Path) -> None:
    """Take out what came along but is never asked for."""
    for path in sorted(bundle.rglob("*"), reverse=True):
        name = path.relative_to(bundle).as_posix()
        if path.is_file() and any(mark in name for mark in UNWANTED) and not any(mark in name for mark in _KEEP):
            path.unlink()
        elif path.is_dir() and (path.name == "__pycache__" or not any(path.iterdir())):
            shutil.rmtree(path)


def proves_itself(bundle: Path) -> bool:
    """Whether `--self-test` passes in an empty environment, from another folder."""
    program = bundle / (NAME + (".exe" if sys.platform == "win32" else ""))
    with tempfile.TemporaryDirectory(prefix="fieldbook-proof-") as folder:
        needed = {"SYSTEMROOT": os.environ["SYSTEMROOT"]} if sys.platform == "win32" else {}
        result = subprocess.run(
            [str(program), "--self-test"], cwd=folder, env=needed, capture_output=True, text=True, check=False
        )
    print(result.stdout + result.stderr, end="")
    return result.returncode == 0


def count(bundle: Path) -> int:
    """Files in the bundle."""
    return sum(path.is_file() for path in bundle.rglob("*"))


def weight(bundle: Path) -> int:
    """Bytes in the bundle."""
    return sum(path.stat().st_size for path in bundle.rglob("*") if path.is_file() and not path.is_symlink())


if __name__ == "__main__":
    sys.exit(main())
