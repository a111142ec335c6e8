"""One command makes what a person installs: `python build_installer.py` builds a trimmed one-folder bundle.

The bundle lies in dist/fieldbook, runs from anywhere without Python, and has proved itself: the build ends with
its `--self-test` in an empty environment. Packers (deb, exe, msi, dmg) will take this folder.
"""

from __future__ import annotations

import argparse
import io
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from importlib import metadata
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
# Modules found by the search that nothing of ours runs: tools, tests, other databases, other Qt modules, places of
# telephone numbers (we read numbers, we do not say where they are), name servers (no e-mail is verified by asking).
EXCLUDED = (
    "matplotlib", "tkinter", "IPython", "pygments", "pytest", "_pytest", "py", "hypothesis", "setuptools",
    "pkg_resources", "pip", "mypy", "numpy.f2py", "numpy.testing", "numpy.ma", "numpy.polynomial", "alembic.testing",
    "sqlalchemy.testing", "pydoc", "pydoc_data", "doctest", "pdb", "lib2to3",
    "phonenumbers.geodata", "phonenumbers.carrierdata", "phonenumbers.tzdata",
    "dns", "PIL.ImageQt", "PIL._avif", "PIL._webp", "PIL._imagingtk", "PIL._imagingft", "PIL._imagingcms",
    "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtSql", "PySide6.QtTest", "PySide6.QtDesigner", "PySide6.QtOpenGL",
    "PySide6.QtOpenGLWidgets", "resources.build_basemap", "resources.basemap_shapes",
)  # fmt: skip


@dataclass(frozen=True)
class Trim:
    """Files that come along but are never asked for: patterns of paths below the bundle, and why they can go."""

    why: str
    patterns: tuple[str, ...]


TRIMS = (
    Trim("no screen is written in QML, drawn by OpenGL or reads a database through Qt",
         ("*/Qt/qml/*", "*/Qt6Qml*", "*libQt6Qml*", "*/Qt6Quick*", "*libQt6Quick*", "*Qt6OpenGL*", "*Qt6Sql*",
          "*Qt6Designer*", "*Qt6Test*", "*/plugins/sqldrivers/*", "*/plugins/qmltooling/*", "*/plugins/designer/*",
          "*/opengl32sw.dll")),
    Trim("a desk has X11 or Wayland; screens of machines and remote buffers are for others",
         ("*/platforms/libqeglfs*", "*/platforms/libqlinuxfb*", "*/platforms/libqvnc*", "*/platforms/libqvkkhr*",
          "*/platforms/libqminimalegl*", "*/plugins/egldeviceintegrations/*", "*/plugins/generic/*",
          "*libQt6EglF*", "*/wayland-shell-integration/libivi*", "*/wayland-shell-integration/libfullscreen*",
          "*/wayland-shell-integration/libwl-shell*", "*/wayland-shell-integration/libqt-shell*",
          "*libQt6WlShell*")),
    Trim("we own style and palette; GTK's theme would bring GTK; file dialogs come through the portal",
         ("*/platformthemes/libqgtk3*",)),
    Trim("a machine that prints has its own CUPS, and that is the one to talk to",
         ("*/libcups.so*",)),
    Trim("pictures are SVG, PNG, JPEG or icons",
         ("*/imageformats/*qgif*", "*/imageformats/*qwebp*", "*/imageformats/*qtiff*", "*/imageformats/*qicns*",
          "*/imageformats/*qtga*", "*/imageformats/*qwbmp*", "*/imageformats/*qpdf*")),
    Trim("Qt's network serves the second start on this machine only, which is not encrypted",
         ("*/plugins/tls/*", "*/plugins/networkinformation/*")),
    Trim("Qt's own words in languages the app does not speak",
         ("*/Qt/translations/*", "*/PySide6/translations/*")),
    Trim("numpy's tests in C, and its random numbers: the planner draws its own, seeded",
         ("*/numpy/_core/*_tests.*", "*/numpy/random/*", "*/numpy/fft/*")),
    Trim("papers of packages left out, and types for checkers",
         ("*/matplotlib-*", "*.pyi", "*/py.typed")),
    Trim("recipes of the base map; the map itself lies beside them",
         ("*/resources/*.py",)),
)  # fmt: skip

# What a page or a document asks a locale for is kept; these parts are names of languages, units, time zones and ages.
UNUSED_LOCALE_PARTS = (
    "annotations", "compact_currency_formats", "compact_decimal_formats", "compound_unit_patterns",
    "currency_names_plural", "currency_unit_patterns", "date_fields", "interval_formats", "languages", "meta_zones",
    "scripts", "time_zones", "unit_display_names", "unit_patterns", "variants", "zone_formats",
)  # fmt: skip


def main(argv: Sequence[str] | None = None) -> int:
    """Build and prove the bundle; returns 0, or 1 with what went wrong."""
    parser = argparse.ArgumentParser(description="Build the Fieldbook bundle for this system.")
    parser.add_argument("--out", type=Path, default=ROOT / "dist", metavar="FOLDER", help="where it goes (dist)")
    parser.add_argument("--skip-test", action="store_true", help="do not run the bundle's self-test")
    args = parser.parse_args(argv)
    out = args.out.resolve()
    with tempfile.TemporaryDirectory(prefix="fieldbook-build-") as scratch:
        bundle = build(Path(scratch), out)
    for why, freed in trim(bundle).items():
        print(f"{freed / 1e6:6.1f} MB left out: {why}")
    add_licences(bundle)
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
        "--copy-metadata", "keyring", "--copy-metadata", "pyside6-essentials",
    ]  # fmt: skip
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


# --- what is left out ---


def trim(bundle: Path) -> dict[str, int]:
    """Take out what came along but is never asked for; returns the bytes freed by reason."""
    before = weight(bundle)
    freed: dict[str, int] = {}
    for path in _files(bundle):
        why = why_unwanted(path.relative_to(bundle).as_posix())
        if why:
            freed[why] = freed.get(why, 0) + _size(path)
            path.unlink()
    if sys.platform == "linux":
        freed["libraries that only those files used"] = _drop_orphans(bundle)
        freed["symbols for debuggers"] = _strip(bundle)
    freed["parts of locales no document shows"] = sum(slim_locale(path) for path in bundle.rglob("locale-data/*.dat"))
    _tidy(bundle)
    assert before - weight(bundle) == sum(freed.values()), "what is freed is what is missing"
    return freed


def why_unwanted(name: str) -> str:
    """Why the file called `name` (its path below the bundle, with slashes) is left out; empty when it stays."""
    return next((rule.why for rule in TRIMS for each in rule.patterns if fnmatchcase(f"/{name}", each)), "")


def orphans(needs: Mapping[str, Iterable[str]], libraries: Iterable[str]) -> set[str]:
    """The libraries that nothing needs, directly or through others.

    needs: file name of each binary → the names it asks the loader for. libraries: those there only to be asked for.
    """
    unneeded = set(libraries)
    waiting = [name for name in needs if name not in unneeded]
    while waiting:
        for wanted in needs.get(waiting.pop(), ()):
            if wanted in unneeded:
                unneeded.discard(wanted)
                waiting.append(wanted)
    return unneeded


def _drop_orphans(bundle: Path) -> int:
    """Remove shared libraries that no remaining binary needs; returns the bytes freed (Linux: asks objdump)."""
    binaries = [path for path in _files(bundle) if _is_elf(path)]
    needs = {path.name: _needed(path) for path in binaries}
    libraries = {path.name for path in binaries if _is_library(path.relative_to(bundle))}
    gone = orphans(needs, libraries)
    freed = 0
    for path in binaries:
        if path.name in gone:
            freed += _size(path)
            path.unlink()
    return freed


def _is_library(path: Path) -> bool:
    """Whether the file lies where libraries lie that others ask for; what we open by name lies elsewhere."""
    if not path.name.startswith("lib") or path.name.startswith(("libpython", "libpdfium")):
        return False
    folder = path.parent.as_posix()
    return folder == "_internal" or folder.endswith((".libs", "Qt/lib"))


def _is_elf(path: Path) -> bool:
    if path.is_symlink():
        return False
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def _needed(path: Path) -> list[str]:
    return [line.split()[1] for line in _headers(path).splitlines() if line.strip().startswith("NEEDED")]


def _headers(path: Path) -> str:
    return subprocess.run(["objdump", "-p", str(path)], check=True, capture_output=True, text=True).stdout


def _strip(bundle: Path) -> int:
    """Remove symbols where the file can still be loaded afterwards; returns the bytes freed (Linux).

    PyInstaller's own --strip breaks libraries that a wheel brought and moved about (numpy's, pillow's).
    """
    freed = 0
    with tempfile.TemporaryDirectory(prefix="fieldbook-strip-") as folder:
        draft = Path(folder) / "stripped"
        for path in _files(bundle):
            if not _is_elf(path) or path == bundle / NAME or path.parent.name.endswith(".libs"):
                continue
            subprocess.run(
                ["strip", "--strip-unneeded", "-o", str(draft), str(path)], check=True, stderr=subprocess.DEVNULL
            )
            if draft.stat().st_size < _size(path) and loadable(_headers(draft)):
                freed += _size(path) - draft.stat().st_size
                shutil.copyfile(draft, path)
    return freed


def loadable(headers: str) -> bool:
    """Whether a binary's segments lie where the loader can map them, by what `objdump -p` says of it."""
    for line in headers.splitlines():
        words = line.split()
        if words[:2] == ["LOAD", "off"]:
            offset, address, align = int(words[2], 16), int(words[4], 16), 2 ** int(words[8].removeprefix("2**"))
            if (offset - address) % align:
                return False
    return True


def slim_locale(path: Path) -> int:
    """Write a locale's file of babel anew without the parts that are never asked for; returns the bytes freed."""
    before = _size(path)
    locale = pickle.loads(path.read_bytes())
    for part in UNUSED_LOCALE_PARTS:
        locale.pop(part, None)
    data = io.BytesIO()
    pickle.dump(locale, data, protocol=5)
    path.write_bytes(data.getvalue())
    return before - _size(path)


def _tidy(bundle: Path) -> None:
    """Remove links that lead nowhere and folders that hold nothing."""
    for path in sorted(bundle.rglob("*"), reverse=True):
        if path.is_symlink() and not path.exists():
            path.unlink()
        elif path.is_dir() and not path.is_symlink() and not any(path.iterdir()):
            path.rmdir()


# --- what comes with it ---


def add_licences(bundle: Path) -> None:
    """Lay the licence of every package the bundle was made of beside it, as the licences ask."""
    for name in sorted(bundled_packages(NAME)):
        package = metadata.distribution(name)
        for file in package.files or ():
            if file.name.upper().startswith(("LICEN", "COPYING", "NOTICE", "AUTHORS")) and ".dist-info" in str(file):
                target = bundle / "licences" / name / file.name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(str(file.locate()), target)
    for own in ("LICENSE", "NOTICE"):
        shutil.copyfile(ROOT / own, bundle / "licences" / own)


def bundled_packages(name: str, seen: frozenset[str] = frozenset()) -> frozenset[str]:
    """The packages `name` needs here to run, and what those need; not extras, nor what is left out."""
    from packaging.requirements import Requirement
    from packaging.utils import canonicalize_name

    found = seen
    for line in metadata.requires(name) or ():
        need = Requirement(line)
        package = str(canonicalize_name(need.name))
        if package in found or package in EXCLUDED or (need.marker and not need.marker.evaluate({"extra": ""})):
            continue
        found = bundled_packages(package, found | {package})
    return found


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
    return len(_files(bundle))


def weight(bundle: Path) -> int:
    """Bytes in the bundle."""
    return sum(_size(path) for path in _files(bundle))


def _files(bundle: Path) -> list[Path]:
    return [path for path in sorted(bundle.rglob("*")) if path.is_symlink() or path.is_file()]


def _size(path: Path) -> int:
    return 0 if path.is_symlink() else path.stat().st_size


if __name__ == "__main__":
    sys.exit(main())
