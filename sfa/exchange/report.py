"""What became of a file, row by row and in sum, for a person and for a script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sfa.exchange.compiling import Problem
from sfa.exchange.plan import Prepared

__all__ = ["ImportReport", "Outcome", "foreseen"]

_KEPT = 10_000
_UNUSED_SHOWN = 12


class Outcome(StrEnum):
    """What happened to a row, or in a dry run would happen."""

    IMPORTED = "imported"  # a new record
    UPDATED = "updated"  # an existing record got new values
    UNCHANGED = "unchanged"  # the existing record has these values already
    SKIPPED = "skipped"  # left out by the mapping
    REFUSED = "refused"  # breaks a rule


@dataclass
class ImportReport:
    """Counts and problems of one import.

    file: its name. notes: sentences about the file as a whole. problems: at most 10,000 are kept, in file order.
    created: records made along the way because a row referred to them, by kind. stopped: before the end of the file.
    """

    file: str
    kind: str
    mapping: str
    dry_run: bool = False
    notes: list[str] = field(default_factory=list)
    unused: Sequence[str] = ()
    counts: Counter[str] = field(default_factory=Counter)
    flagged: int = 0
    repairs: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    created: Counter[str] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    stopped: bool = False

    def add(self, prepared: Prepared, outcome: Outcome | None = None) -> None:
        """Count one row. outcome: what the store said; without it, what the preparation foresees."""
        outcome = outcome or foreseen(prepared)
        self.counts[outcome] += 1
        self.flagged += prepared.flagged and outcome is not Outcome.REFUSED
        self.repairs.update(prepared.repairs)
        if prepared.skipped:
            self.reasons[prepared.skipped] += 1
        self.add_problems(prepared.problems)

    def add_refusal(self, line: int, message: str, field: str = "") -> None:
        """Count a row that passed the preparation and was refused by the store."""
        self.counts[Outcome.REFUSED] += 1
        self.add_problems((Problem(line, "", field, message, "refused"),))

    def add_problems(self, problems: Sequence[Problem]) -> None:
        """Keep problems found while or after the rows were written, such as a parent that never came."""
        self.problems.extend(problems[: max(0, _KEPT - len(self.problems))])

    @property
    def read(self) -> int:
        """Rows read."""
        return self.counts.total()

    @property
    def exit_code(self) -> int:
        """0 when every row came in (flagged ones too), 3 when some were refused or left, 1 when all were refused."""
        if self.stopped:
            return 3
        if not self.counts[Outcome.REFUSED]:
            return 0
        return 1 if self.counts[Outcome.REFUSED] == self.read else 3

    def to_dict(self) -> dict[str, Any]:
        """The report as plain data for `--json`; counts of zero are there too."""
        return {
            "file": self.file,
            "kind": self.kind,
            "mapping": self.mapping,
            "dry_run": self.dry_run,
            "stopped": self.stopped,
            "read": self.read,
            **{outcome.value: self.counts[outcome] for outcome in Outcome},
            "flagged": self.flagged,
            "created": dict(self.created),
            "repairs": [{"repair": name, "count": count} for name, count in self.repairs.most_common()],
            "skip_reasons": [{"reason": name, "count": count} for name, count in self.reasons.most_common()],
            "unused_columns": list(self.unused),
            "notes": list(self.notes),
            "problems": [_plain(problem) for problem in self.problems],
        }

    def to_text(self, most: int = 20) -> str:
        """The report for a terminal. most: problems of each sort to list, refusals first."""
        lines = [f"{self.file} as {self.kind}, mapping: {self.mapping}", self._sum()]
        lines += [f"Made along the way: {count} {kind}." for kind, count in sorted(self.created.items())]
        lines += [f"Repaired {name}: {count} ×" for name, count in self.repairs.most_common()]
        lines += [f"Skipped: {count} × {reason}" for reason, count in self.reasons.most_common()]
        if self.unused:
            more = len(self.unused) - _UNUSED_SHOWN
            shown = ", ".join(self.unused[:_UNUSED_SHOWN]) + (f" and {more} more" if more > 0 else "")
            lines.append(f"Columns not used: {shown}.")
        lines += self.notes
        for severity, title in (("refused", "Refused"), ("flagged", "To look at")):
            lines += _listed([each for each in self.problems if each.severity == severity], title, most)
        return "\n".join(lines)

    def _sum(self) -> str:
        verb = "would be " if self.dry_run else ""
        parts = [f"{self.read:,} rows read"]
        parts += [f"{self.counts[each]:,} {verb}{each.value}" for each in Outcome if self.counts[each]]
        if self.flagged:
            parts.append(f"{self.flagged:,} of them to look at")
        return ", ".join(parts) + "."


def foreseen(prepared: Prepared) -> Outcome:
    """What would become of a prepared row."""
    if prepared.skipped:
        return Outcome.SKIPPED
    if prepared.record is None:
        return Outcome.REFUSED
    return Outcome.UPDATED if prepared.existing else Outcome.IMPORTED


def _plain(problem: Problem) -> dict[str, Any]:
    return {
        "line": problem.line,
        "column": problem.column,
        "field": problem.field,
        "message": problem.message,
        "severity": problem.severity,
    }


def _listed(problems: list[Problem], title: str, most: int) -> list[str]:
    if not problems:
        return []
    lines = [f"{title}:"]
    for problem in problems[:most]:
        place = f"  line {problem.line}" + (f", {problem.column}" if problem.column else "")
        lines.append(f"{place}: {problem.message}")
    if len(problems) > most:
        lines.append(f"  … and {len(problems) - most:,} more; --json lists them all.")
    return lines
