"""One model behind every list: only what is looked at is read, and nothing flickers meanwhile."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap

from sfa.errors import StoreError
from tests.ui.lists import SampleSource
from ui.desktop.background import Background
from ui.desktop.record_table import RecordTable
from ui.desktop.rows import EDGE, PAD
from ui.desktop.tables import PAGE, PAGES_KEPT, RecordModel, _is_same


@pytest.fixture
def background(qtbot):
    made = Background()
    yield made
    assert made.shutdown(5)


@pytest.fixture
def make(background, qtbot):
    def make(count: int = 1000) -> RecordModel:
        model = RecordModel(SampleSource(count), background)
        models.append(model)
        with qtbot.waitSignal(model.loaded):
            model.reload()
        return model

    models: list[RecordModel] = []
    return make


@pytest.fixture
def table(make, qtbot, qapp_theme) -> RecordTable:
    view = RecordTable(make(), "Accounts")
    qtbot.addWidget(view)
    view.resize(800, 400)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    view.setFocus()
    return view


def _text(model: RecordModel, row: int, column: int = 0) -> str:
    return model.index(row, column).data()


def _settle(qtbot, background) -> None:
    qtbot.waitUntil(lambda: background.is_idle)


def _reload(model: RecordModel, qtbot) -> None:
    with qtbot.waitSignal(model.loaded):
        model.reload()


def test_the_model_keeps_qts_rules(make, qtmodeltester) -> None:
    qtmodeltester.check(make(300))


def test_the_first_rows_come_with_the_list_itself(make) -> None:
    model = make()
    assert model.rowCount() == 1000
    assert _text(model, 0) == "Biały Orzeł 0"
    assert len(model._source.asked) == 1


def test_rows_far_away_show_dots_and_then_themselves(make, background, qtbot) -> None:
    model = make()
    assert _text(model, 900) == "…"
    _settle(qtbot, background)
    assert _text(model, 900) == sorted(model._source.names.values())[900]


def test_a_page_is_asked_for_once_however_often_it_is_painted(make, background, qtbot) -> None:
    model = make()
    for _ in range(50):
        _text(model, 900)
    _settle(qtbot, background)
    assert len(model._source.asked) == 2


def test_only_a_few_pages_are_kept(make, background, qtbot) -> None:
    model = make(PAGE * (PAGES_KEPT + 8))
    for page in range(PAGES_KEPT + 8):
        _text(model, page * PAGE)
        _settle(qtbot, background)
    assert len(model._pages) == PAGES_KEPT


def test_searching_keeps_the_old_rows_until_the_new_ones_are_there(make, background, qtbot) -> None:
    model = make()
    gate, ids = threading.Event(), model._source.ids
    model._source.ids = lambda *asked: (gate.wait(5), ids(*asked))[1]
    model.search("lindner")
    assert (model.rowCount(), _text(model, 0)) == (1000, "Biały Orzeł 0")
    gate.set()
    _settle(qtbot, background)
    assert (model.rowCount(), _text(model, 0)) == (167, "Brauhaus Lindner 104")


def test_sorting_by_a_column_that_cannot_be_sorted_changes_nothing(make) -> None:
    model = make()
    model.sort(3, Qt.SortOrder.DescendingOrder)
    assert (model.order, model.is_loading) == (("name", False), False)


def test_a_changed_row_is_read_again_and_nothing_is_reset(make, background, qtbot) -> None:
    model = make()
    resets = []
    model.modelReset.connect(lambda: resets.append(1))
    model._source.names[0] = "Biały Orzeł 0, renamed"
    model.refresh({0})
    qtbot.waitUntil(lambda: _text(model, 0).endswith("renamed"))
    qtbot.waitSignal(model.loaded).wait()
    assert resets == []


def test_a_created_row_appears_in_its_place(make, qtbot) -> None:
    model = make()
    model._source.names[5000] = "Aardvark"
    with qtbot.waitSignal(model.loaded):
        model.refresh({5000})
    assert (_text(model, 0), model.row_of(5000)) == ("Aardvark", 0)


def test_a_row_that_vanished_between_two_reads_is_empty(make, background, qtbot) -> None:
    model = make()
    del model._source.names[model.id_at(900)]
    _text(model, 900)
    _settle(qtbot, background)
    assert _text(model, 900) == ""


def test_a_failed_read_is_told_and_the_rows_stay(make, background, qtbot) -> None:
    model = make()

    def fail(*_: object) -> list[int]:
        raise StoreError("The disk is gone.")

    model._source.ids = fail
    with qtbot.waitSignal(model.failed) as told:
        model.reload()
    assert told.args[0].message == "The disk is gone."
    assert model.rowCount() == 1000


def test_money_stands_right_and_is_written_by_locale(make) -> None:
    index = make().index(0, 4)
    assert index.data() == "$10,900.00"
    assert index.data(Qt.ItemDataRole.TextAlignmentRole) & int(Qt.AlignmentFlag.AlignRight)


def test_enter_opens_the_current_record(table, qtbot) -> None:
    with qtbot.waitSignal(table.opened) as opened:
        qtbot.keyClick(table, Qt.Key.Key_Down)
        qtbot.keyClick(table, Qt.Key.Key_Return)
    assert opened.args == [table.records.id_at(1)]


def test_the_first_row_is_selected_when_the_focus_comes(table) -> None:
    assert table.selected_ids() == [table.records.id_at(0)]


def test_f2_edits_the_cell_and_tells_only_a_real_change(table, qtbot) -> None:
    told = []
    table.records.edited.connect(lambda *change: told.append(change))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.focusWidget()
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(table.hasFocus)
    assert told == []
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.focusWidget()
    editor.setText("Orzeł")
    with qtbot.waitSignal(table.records.edited):
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert told == [(0, "name", "Orzeł")]


def test_escape_leaves_the_cell_as_it_was(table, qtbot) -> None:
    told = []
    table.records.edited.connect(lambda *change: told.append(change))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.focusWidget()
    editor.setText("Orzeł")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert told == []


def test_the_current_record_stays_through_sorting(table, qtbot) -> None:
    table.select(30)
    with qtbot.waitSignal(table.records.loaded):
        table.records.sort(0, Qt.SortOrder.DescendingOrder)
    assert table.current_id() == 30


def test_the_detail_pane_is_told_when_its_record_leaves_the_list(table, qtbot) -> None:
    table.select(0)
    followed = []
    table.current_record_changed.connect(followed.append)
    with qtbot.waitSignal(table.records.loaded):
        table.records.search("lindner")
    assert followed == [None]


def test_several_selected_records_stay_selected_through_a_reload(table, qtbot) -> None:
    table.select(0)
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    before = table.selected_ids()
    with qtbot.waitSignal(table.records.loaded):
        table.records.sort(0, Qt.SortOrder.DescendingOrder)
    assert len(before) == 2
    assert set(table.selected_ids()) == set(before)


def test_end_goes_to_the_last_row(table, qtbot) -> None:
    qtbot.keyClick(table, Qt.Key.Key_End)
    assert table.currentIndex().row() == 999


def test_a_click_on_a_head_sorts_down_and_then_up(table, qtbot) -> None:
    head = table.horizontalHeader()
    middle = head.sectionViewportPosition(4) + 20
    for wanted in (("open", False), ("open", True)):
        with qtbot.waitSignal(table.records.loaded):
            qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(middle, 10))
        assert table.records.order == wanted


def test_typing_a_letter_does_not_search_through_the_pages(table, qtbot) -> None:
    asked = len(table.records._source.asked)
    qtbot.keyClick(table, Qt.Key.Key_Z)
    assert len(table.records._source.asked) == asked


def test_it_paints_without_reading_more_than_it_shows(table, background, qtbot) -> None:
    picture = QPixmap(table.size())
    table.render(picture)
    _settle(qtbot, background)
    assert len(table.records._source.asked) == 1


def test_a_list_brings_along_the_page_that_is_seen(make, qtbot) -> None:
    model = make(1000)
    assert [len(ids) for ids in model._source.asked] == [PAGE]
    model.set_window(2 * PAGE + 3, 20)
    _reload(model, qtbot)
    assert model._source.asked[-1] == tuple(model._ids[2 * PAGE : 3 * PAGE])


def test_a_window_across_two_pages_brings_both(make, qtbot) -> None:
    model = make(1000)
    model.set_window(PAGE - 10, 20)
    _reload(model, qtbot)
    assert model._source.asked[-1] == tuple(model._ids[: 2 * PAGE])
    read = len(model._source.asked)
    assert "…" not in (_text(model, PAGE - 1), _text(model, PAGE))
    assert len(model._source.asked) == read


def test_a_window_beyond_a_shorter_list_begins_at_its_head(make, qtbot) -> None:
    model = make(1000)
    model.set_window(900, 20)
    with qtbot.waitSignal(model.loaded):
        model.search("lindner")
    assert model._source.asked[-1] == tuple(model._ids[:PAGE])


def test_the_table_tells_which_rows_it_shows(table) -> None:
    table.scrollTo(table.records.index(500, 0), RecordTable.ScrollHint.PositionAtTop)
    first, count = table.records._window
    assert first == 500
    assert count >= table.viewport().height() // table.rowHeight(0)


class _Run(tuple[int, ...]):
    """Ids that can be compared in one go; going through them one by one is the slow way."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return tuple.__eq__(self, other) if isinstance(other, _Run) else NotImplemented

    __hash__ = tuple.__hash__

    def __iter__(self):
        raise AssertionError("compared one by one")


def test_ids_that_compare_at_once_are_not_gone_through() -> None:
    assert _is_same(_Run((1, 2)), _Run((1, 2)))
    assert not _is_same(_Run((1, 2)), _Run((1, 3)))
    assert _is_same([1, 2], (1, 2))
    assert not _is_same([1, 2], (1, 3))


def test_a_list_that_has_the_focus_before_its_rows_begins_at_the_first(background, qtbot, qapp_theme) -> None:
    view = RecordTable(RecordModel(SampleSource(20), background), "Accounts")
    qtbot.addWidget(view)
    with qtbot.waitActive(view):
        view.show()
        view.activateWindow()
    view.setFocus()
    assert view.current_id() is None
    _reload(view.records, qtbot)
    assert view.current_id() == view.records.id_at(0)


def test_the_first_column_keeps_the_edge_of_the_page_wherever_it_is_moved(table) -> None:
    rows, head = table.itemDelegate(), table.horizontalHeader()
    assert (rows.pads(0)[0], rows.pads(1)[0]) == (EDGE, PAD)
    head.moveSection(1, 0)
    assert (rows.pads(0)[0], rows.pads(1)[0]) == (PAD, EDGE)


def test_the_last_column_ends_where_the_pages_buttons_end(table) -> None:
    table.horizontalHeader().setStretchLastSection(True)
    beside = table.width() - table.viewport().width()
    assert table.itemDelegate().pads(4)[1] + beside == EDGE
