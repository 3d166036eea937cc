"""Programmes by chance, whose communes and partnerships come, leave and merge, and whose values mean one thing or another:
the program and a calculator that shares no code with it give the same figures."""

from __future__ import annotations

import datetime
import shutil
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from conftest import BASE
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from second_reckoning import Book

from cic.analysis.progress import judgement
from cic.storage.folder import Folder
from cic.storage.loader import load

YEARS = (2031, 2032, 2033, 2034)
COMMUNES = {"alfa-bravo": ("alfa", "bravo", "charlie", "foxtrot"), "delta-echo": ("delta", "echo", "golf")}
LIMITS = {"on_track": 85, "behind": 60}
days = st.sampled_from([f"{year}-{day}" for year in YEARS for day in ("01-01", "03-31", "06-30", "12-30", "12-31")])
WAYS = (
    ("cumulative", None), ("cumulative", "running_total"), ("cumulative", "state"), ("cumulative", "of_the_year"),
    ("per_period", None), ("per_period", "running_total"), ("per_period", "of_the_year"), ("rate", None), ("rate", "rate"),
)  # fmt: skip


@st.composite
def stays(draw, others: tuple[str, ...]):
    """What is said of one: nothing, most often; else since when, until when, and who of the others carries on."""
    said = {}
    if draw(st.integers(0, 4)) == 0:
        said["since"] = draw(days)
    if draw(st.integers(0, 2)) == 0:
        said["until"] = {"date": draw(days), "reason": {"en": "Why"}}
        if others and draw(st.booleans()):
            said["merged_into"] = draw(st.sampled_from(others))
    if "since" in said and "until" in said and said["since"] > said["until"]["date"]:
        del said["since"]
    return said


@st.composite
def indicators(draw):
    over_communes = draw(st.sampled_from(("count", "sum", "ratio")))
    over_years, reports = draw(st.sampled_from(WAYS))
    level = draw(st.sampled_from(("commune", "commune", "commune", "partnership", "programme")))
    years = sorted(draw(st.sets(st.sampled_from(YEARS), min_size=1, max_size=3)))
    targets, start = {}, YEARS[0]
    for year in years:
        targets[year] = {"value": draw(st.integers(0, 20)), "as_printed": "so much"}
        if over_communes == "count" and draw(st.booleans()):
            targets[year]["each"] = draw(st.integers(1, 3))
        if over_years == "per_period" and draw(st.booleans()):
            targets[year]["window"] = {"start": draw(st.integers(start, year)), "end": year}
        start = year + 1
    made = {
        "label": "I", "statement": {"en": "I"}, "unit": "things", "level": level, "over_communes": over_communes,
        "over_years": over_years, "targets": targets, "direction": draw(st.sampled_from(("increase", "decrease"))),
    }  # fmt: skip
    if level == "programme" and over_communes != "ratio":
        made["over_communes"] = "none"
    if reports is not None:
        made["reports"] = reports
    if level == "commune":
        made["population"] = draw(st.sampled_from(("southern_communes", "all_communes")))
    if draw(st.booleans()):
        made["baseline"] = {
            "value": draw(st.integers(0, 5)),
            "as_printed": "so much",
            "comparable": draw(st.booleans()),
        }
    if over_communes == "count" and draw(st.integers(0, 3)) == 0:
        made["deadline"] = {"year": draw(st.sampled_from(YEARS)), "printed": "by then"}
        made["population"] = "southern_communes"
        made["level"] = "commune"
    return made


def _carry_on(partnerships) -> None:
    """Who merged, merged into one that is there on the day after; any other left."""
    every = {**partnerships, **{id: one for p in partnerships.values() for id, one in p["communes"].items()}}
    found = True
    while found:
        book = Book({"country": "XA", "period": {"start": YEARS[0]}}, partnerships, (), {}, datetime.date(2040, 1, 1))
        found = False
        for who, heir in book.heir.items():
            day = book.to[who] + datetime.timedelta(days=1)
            if not book.from_.get(heir, day) <= day <= book.to.get(heir, day):
                del every[who]["merged_into"]
                found = True


def values(indicator):
    none = st.just({"not_applicable": {"en": "no"}})
    words = st.just({"text": {"en": "much was done"}})
    if indicator["over_communes"] == "ratio":
        ratio = st.builds(
            lambda part, more: {"numerator": part, "denominator": part + more}, st.integers(0, 5), st.integers(1, 5)
        )
        return st.one_of(ratio, ratio, ratio, none, words)
    number = st.builds(lambda n: {"value": n}, st.integers(0, 6))
    if indicator["over_communes"] == "count":
        number = st.one_of(number, st.builds(lambda yes: {"achieved": yes}, st.booleans()))
    return st.one_of(number, number, number, none, words)


@st.composite
def programmes(draw):
    """The programme, its partnerships, its reports, its indicators, and the day."""
    everyone = tuple(id for ids in COMMUNES.values() for id in ids)
    partnerships = {}
    for n, (id, communes) in enumerate(COMMUNES.items()):
        own = {}
        for commune in communes:
            # who comes later in the list may carry on, so that there is no circle; of both sides apart
            south = commune not in ("alfa", "delta")
            later = everyone[everyone.index(commune) + 1 :]
            heirs = tuple(one for one in later if (one not in ("alfa", "delta")) == south)
            own[commune] = {"name": commune.title(), "country": "XA" if south else "BE", **draw(stays(heirs))}
        said = draw(stays(tuple(COMMUNES)[n + 1 :])) if draw(st.integers(0, 2)) == 0 else {}
        partnerships[id] = {"id": id, "source": {"document": "plan"}, "communes": own, **said}
    _carry_on(partnerships)
    known = {f"OS.{n}": draw(indicators()) for n in range(1, 4)}
    reports = []
    for year in YEARS:
        observed = {
            id: draw(values(one)) for id, one in known.items() if one["level"] == "programme" and draw(st.booleans())
        }
        if observed:
            reports.append({"year": year, "observations": observed})
        for id, communes in COMMUNES.items():
            report = {"year": year, "partnership": id}
            for level, whose in (("partnership", (id,)), *(("commune", (one,)) for one in communes)):
                observed = {
                    key: draw(values(one))
                    for key, one in known.items()
                    if one["level"] == level and draw(st.integers(0, 2))
                }
                if observed and level == "commune":
                    report.setdefault("communes", {})[whose[0]] = {"observations": observed}
                elif observed:
                    report["observations"] = observed
            if len(report) > 2:
                reports.append(report)
    identity = {
        "format": 1, "id": "demo", "name": {"en": "Demo"}, "country": "XA", "period": {"start": YEARS[0], "end": YEARS[-1]},
        "source": {"document": "plan"}, "reporting": {"years": list(YEARS), "thresholds": LIMITS},
    }  # fmt: skip
    today = draw(st.sampled_from((datetime.date(2033, 6, 30), datetime.date(2033, 12, 31), datetime.date(2040, 1, 1))))
    return identity, partnerships, reports, known, today


def write(folder: Path, identity, partnerships, reports, known) -> None:
    files = {
        "programme.yaml": identity,
        "logframe.yaml": {
            "source": {"document": "plan"},
            "outcomes": {"OS": {"statement": {"en": "All is well"}, "indicators": known}},
        },
        **{f"partnerships/{id}.yaml": one for id, one in partnerships.items()},
        **{f"reports/{one['year']}/{one.get('partnership', 'programme')}.yaml": one for one in reports},
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.dump(content, Dumper=_Dumper, sort_keys=False), encoding="utf-8")


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, _data: object) -> bool:
        return True


_Dumper.add_representer(str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text))


@pytest.mark.slow
@settings(
    max_examples=500, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, phases=[Phase.generate]
)
@given(made=programmes())
def test_the_program_and_the_second_calculation_agree(tmp_path: Path, made) -> None:
    *said, today = made
    folder = tmp_path / "data"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.copy(BASE / "documents.yaml", folder)
    write(folder, *said)
    loaded = load(Folder(folder), today)
    assert not loaded.unread_files, loaded.problems
    programme, book = loaded.programme, Book(*said, today)
    for id, located in programme.indicators.items():
        for year in YEARS:
            found, due, progress, status = book.status(id, year)
            judged = judgement(programme, located, year)
            known = judged.reported
            here = (id, year)
            assert _same(known.value, found["value"]), here
            assert {part.who or "programme" for part in known.parts} == set(found["known"]), here
            assert {part.who for part in known.former} == set(found["left"]), here
            assert [who or "programme" for who in known.expected] == found["expected"], here
            assert sorted((who or "programme", of) for who, of in known.lacking) == sorted(found["lacking"]), here
            assert {part.who or "programme" for part in known.of_this_year} == set(found["now"]), here
            assert (judged.due.year, Fraction(judged.due.value)) == due if judged.due else due is None, here
            assert _same(judged.progress, progress), here
            assert judged.status.value == status, here


def _same(value, expected) -> bool:
    if value is None or expected is None:
        return value is expected
    return abs(Fraction(value) - expected) < Fraction(1, 10**20)
