"""The bundle: what is left out, why, and that the rest still works."""

from __future__ import annotations

import pickle
import shutil
import subprocess
import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

import build_installer
from build_installer import TRIMS, bundled_packages, loadable, orphans, slim_locale, trim, why_unwanted
from sfa.money import Money
from sfa.quotes import formats
from sfa.visits.day_sheet import _long_day


@pytest.mark.parametrize(
    "name",
    [
        "_internal/PySide6/Qt/translations/qtbase_fi.qm",
        "_internal/PySide6/Qt/plugins/platforms/libqeglfs.so",
        "_internal/PySide6/Qt/plugins/platformthemes/libqgtk3.so",
        "_internal/numpy/_core/_multiarray_tests.cpython-311-x86_64-linux-gnu.so",
        "_internal/resources/build_basemap.py",
    ],
)
def test_what_no_screen_asks_for_is_left_out_with_a_reason(name: str) -> None:
    assert why_unwanted(name)


@pytest.mark.parametrize(
    "name",
    [
        "_internal/PySide6/Qt/plugins/platforms/libqoffscreen.so",
        "_internal/PySide6/Qt/plugins/platforms/libqxcb.so",
        "_internal/PySide6/Qt/plugins/platforms/libqwayland.so",
        "_internal/PySide6/Qt/plugins/wayland-shell-integration/libxdg-shell.so",
        "_internal/PySide6/Qt/plugins/imageformats/libqsvg.so",
        "_internal/PySide6/Qt/plugins/printsupport/libcupsprintersupport.so",
        "_internal/PySide6/Qt/lib/libicudata.so.73",
        "_internal/numpy/_core/_multiarray_umath.cpython-311-x86_64-linux-gnu.so",
        "_internal/pyvrp/_pyvrp.cpython-311-x86_64-linux-gnu.so",
        "_internal/cryptography/hazmat/bindings/_rust.abi3.so",
        "_internal/sfa/store/migrations/env.py",
        "_internal/sfa/store/migrations/versions/core_0001.py",
        "_internal/resources/basemap.sqlite",
        "_internal/resources/demo/breweries.csv",
        "_internal/babel/locale-data/sv.dat",
        "_internal/keyring-25.7.0.dist-info/entry_points.txt",
        "_internal/pyside6_essentials-6.11.3.dist-info/METADATA",
    ],
)
def test_what_the_app_needs_stays(name: str) -> None:
    assert why_unwanted(name) == ""


def test_every_trim_says_why() -> None:
    assert all(rule.why and rule.patterns for rule in TRIMS)
    assert len({rule.why for rule in TRIMS}) == len(TRIMS)


def test_libraries_that_only_dropped_files_used_are_orphans() -> None:
    needs = {"app": ["libc.so"], "libc.so": ["libd.so"], "libd.so": [], "libgtk.so": ["libgdk.so"], "libgdk.so": []}

    assert orphans(needs, ["libc.so", "libd.so", "libgtk.so", "libgdk.so"]) == {"libgtk.so", "libgdk.so"}


def test_libraries_that_need_each_other_in_a_circle_are_orphans_too() -> None:
    needs = {"app": [], "liba.so": ["libb.so"], "libb.so": ["liba.so"]}

    assert orphans(needs, ["liba.so", "libb.so"]) == {"liba.so", "libb.so"}


def test_a_binary_whose_segments_moved_is_not_loadable() -> None:
    line = "    LOAD off    0x{:016x} vaddr 0x{:016x} paddr 0x{:016x} align 2**12\n"

    assert loadable("Program Header:\n" + line.format(0x1000, 0x5000, 0x5000))
    assert not loadable(line.format(0, 0, 0) + line.format(0x1234, 0x5000, 0x5000))


def _forget_locales() -> None:
    from babel import localedata

    localedata._cache.clear()
    formats._locale.cache_clear()
    formats._pattern.cache_clear()


def _written(locale: str) -> list[str]:
    """What documents write in a locale, read from babel's files anew."""
    from babel import Locale

    _forget_locales()
    form = formats.DocumentFormat(locale)
    day = date(2026, 11, 17)
    return [
        form.amount(Money(1_234_550, "EUR")),
        form.price(Decimal("1234.5678"), "JPY"),
        form.percent(Decimal("7.5")),
        form.day(day),
        _long_day(day, locale),
        str(Locale.parse(locale).territories["DE"]),
    ]


@pytest.mark.parametrize("locale", ["en_US", "de_DE", "fr_CA", "ar_EG", "hi_IN", "ja_JP", "vi_VN", "pl_PL"])
def test_a_slim_locale_writes_documents_as_the_whole_one_does(
    locale: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from babel import localedata

    whole = _written(locale)
    source = Path(localedata.__file__).parent / "locale-data"
    freed = 0
    for name in ("root", locale.partition("_")[0], locale):
        shutil.copy(source / f"{name}.dat", tmp_path)
        freed += slim_locale(tmp_path / f"{name}.dat")
    monkeypatch.setattr(localedata, "_dirname", str(tmp_path))

    assert _written(locale) == whole
    assert freed > 10_000
    _forget_locales()


def test_trimming_leaves_no_empty_folders_and_tells_what_was_freed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    unwanted = tmp_path / "_internal/PySide6/Qt/translations/qtbase_fi.qm"
    wanted = tmp_path / "_internal/resources/basemap.sqlite"
    locale = tmp_path / "_internal/babel/locale-data/xx.dat"
    for path in (unwanted, wanted, locale):
        path.parent.mkdir(parents=True)
        path.write_bytes(b"x" * 1000)
    locale.write_bytes(pickle.dumps({"units": 1, "unit_patterns": "y" * 500, "months": [1]}))

    freed = trim(tmp_path)

    assert not unwanted.parent.exists()
    assert wanted.read_bytes() == b"x" * 1000
    assert pickle.loads(locale.read_bytes()) == {"units": 1, "months": [1]}
    assert sum(freed.values()) > 1500


def test_licences_come_from_all_packages_the_app_needs_and_no_others() -> None:
    found = bundled_packages("fieldbook")

    assert {"pyside6-essentials", "shiboken6", "sqlalchemy", "reportlab", "numpy"} <= found
    assert not {"pytest", "litestar", "matplotlib", "more_itertools"} & found


@pytest.mark.soak
def test_the_bundle_builds_is_small_and_works_in_an_empty_environment(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert build_installer.main(["--out", str(tmp_path)]) == 0

    said = capsys.readouterr().out
    bundle = tmp_path / build_installer.NAME
    assert "Fieldbook works here." in said
    assert build_installer.weight(bundle) < 250_000_000
    assert (bundle / "licences" / "NOTICE").exists()
    if sys.platform == "linux":
        idle = [rule.why for rule in TRIMS if f"left out: {rule.why}" not in said]
        assert idle == [], "a rule that finds nothing can go"


@pytest.mark.soak
def test_the_bundle_runs_where_it_was_moved_to_without_its_neighbours(tmp_path: Path) -> None:
    assert build_installer.main(["--out", str(tmp_path), "--skip-test"]) == 0
    moved = tmp_path / "somewhere else"
    (tmp_path / build_installer.NAME).rename(moved)
    folder = tmp_path / "home"
    folder.mkdir()
    store = folder / "demo.db"

    def run(*words: str) -> str:
        program = str(moved / build_installer.NAME)
        done = subprocess.run(
            [program, "--store", str(store), *words], env={}, cwd="/", check=True, capture_output=True, text=True
        )
        return done.stdout

    run("demo", "--build-only")

    assert '"won"' in run("report", "pipeline", "--json")
    assert store.stat().st_size > 1_000_000
