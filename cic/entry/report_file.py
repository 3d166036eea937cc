"""The file of a report: where it is, how a new one begins, in which order its keys stand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from cic.base.errors import UserError
from cic.base.periods import Period
from cic.diagnostics import Key
from cic.model.common import Dates
from cic.model.expenditure import Refund, Spending
from cic.model.kinds import ROOT_FILE, kind_of_model
from cic.model.programme import PROGRAMME, Programme
from cic.model.report import ActivityReport, CommuneReport, Observation, Report
from cic.model.scalars import Record
from cic.model.signed import Signed
from cic.source.edit import Order, Path
from cic.source.layout import look_of
from cic.source.written import in_line
from cic.storage.loader import Loaded

_MODELINE = re.compile(r"# yaml-language-server: \$schema=(\S*?)programme\.json\s*\n")


class ReportFile(NamedTuple):
    """The file of a partnership (PROGRAMME for the programme itself) and a period.

    file: its path in the data folder. text: as it was read; None where there is none yet. data: what stands in it.
    """

    file: str
    partnership: str
    period: int
    text: str | None
    data: Any


def report_file(loaded: Loaded, partnership: str, period: int) -> ReportFile:
    """The report that there is, or the file that it belongs in. Raises UserError where that has faults."""
    from cic.source import read_yaml

    programme = loaded.programme
    usual = f"reports/{_key(period)}/{partnership or 'programme'}.yaml"
    there = (
        file
        for file, report in programme.reports.items()
        if report.year == period and (report.partnership or PROGRAMME) == partnership
    )
    file = next(there, usual)
    if file in loaded.unread_files or (file in loaded.texts and file not in programme.reports):
        raise UserError(
            "{file} has faults itself: nothing was changed in it", "mend it first, see cic validate", file=file
        )
    text = loaded.texts.get(file)
    data = read_yaml(file, text.encode()).data if text is not None else None
    return ReportFile(file, partnership, period, text, data)


def word(id: str) -> str:
    """An id as it is written: in quotes where another program would read it as something else."""
    return in_line(id, look_of(None))


def _key(period: int) -> Key:
    return period.key if isinstance(period, Period) else period


def head_of_report(loaded: Loaded, report: ReportFile) -> str:
    """How a new report begins: with its schema, where that of the programme is named, and with whose it is."""
    match = _MODELINE.match(loaded.texts.get(ROOT_FILE, ""))
    lines = [f"year: {_key(report.period)}\n"]
    if match is not None:
        way = match[1] if re.match(r"[a-z]+:|/", match[1]) else "../" * report.file.count("/") + match[1]
        lines.insert(0, f"# yaml-language-server: $schema={way}{kind_of_model(Report).name}.json\n")
    if report.partnership:
        lines.append(f"partnership: {word(report.partnership)}\n")
    return "".join(lines)


def order_in(programme: Programme, partnership: str) -> Order:
    """In which order the keys of a report stand: as the model, the logframe, the budget and the partnership have
    them."""
    budget = programme.budget
    own = programme.partnerships.get(programme.partnership_files.get(partnership, ""))
    of_ids: Mapping[str, Sequence[Key]] = {
        "communes": tuple(own.communes) if own else (),
        "partners": tuple(own.partners) if own else (),
        "observations": tuple(programme.indicators),
        "expenditure": tuple(budget.categories) if budget else (),
        "activities": tuple(programme.activities),
    }

    def order(path: Path) -> Sequence[Key]:
        if not path:
            return _keys(Report)
        last = str(path[-1])
        if last in of_ids and last not in of_ids.get(str(path[-2]) if len(path) > 1 else "", ()):
            return of_ids[last]
        above = str(path[-2]) if len(path) > 1 else ""
        if above in ("communes", "partners"):
            return _keys(CommuneReport)
        if last in ("reported", "observed"):
            return _keys(Signed if last == "reported" else Dates)
        if above in ("observations", "activities"):
            return _keys(Observation if above == "observations" else ActivityReport)
        if above == "expenditure":
            return (*(budget.nature_ids if budget else ()), "total", "refunds")
        if "refunds" in path:
            return _keys(Refund)
        return _keys(Spending) if path[0] == "expenditure" else ()

    return order


def _keys(model: type[Record]) -> tuple[str, ...]:
    return tuple(model.model_fields)


def as_written(data: Any, path: Path, written_as: Mapping[Key, Sequence[Key]]) -> Path:
    """A path as its keys stand in a file, which may name things by ids that they had before."""
    found: list[Key] = []
    for step in path:
        known = data if isinstance(data, dict) else {}
        former = next((one for one in written_as.get(step, ()) if one in known), step)
        found.append(step if step in known else former)
        data = known.get(found[-1])
    return tuple(found)


def at(data: Any, path: Path) -> Any:
    """What stands at a path; None where nothing does."""
    for step in path:
        data = data.get(step) if isinstance(data, dict) else None
    return data
