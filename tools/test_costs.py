"""What `make check` costs, in processor time, against one `cic validate` of the shipped data measured in the same run.

Run: python tools/test_costs.py     (`make check-costs`); it fails where a limit is passed

Limits: 120 times `cic validate` for `make check`, with the caches of mypy and ruff filled, and 2 times for each quick test. A test
that costs more is marked `@pytest.mark.slow`; `make test` runs it all the same. Processor time is that of this process
and of all that it starts and waits for, so other programs on the machine count for little; two tests that share what is
built once charge it to the one that runs first.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MOST_FOR_A_TEST = 2
MOST_FOR_ALL = 120
CALIBRATIONS = 7
SHOWN = 15
BYTE_CODE = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def spent() -> float:
    """The seconds of processor time so far: ours and those of all that we waited for."""
    return sum(os.times()[:4])


def cost(action: Callable[[], object]) -> float:
    """The processor time that an action takes."""
    before = spent()
    action()
    return spent() - before


class Costs:
    """What each test costs, with what is set up for it."""

    def __init__(self) -> None:
        self.of: Counter[str] = Counter()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        before = spent()
        result = yield
        self.of[item.nodeid] += spent() - before
        return result


def validate() -> float:
    """The processor time of one `cic validate`, the median of several."""
    command = [sys.executable, "-m", "cic", "validate", "-q"]
    run = partial(subprocess.run, command, cwd=ROOT, env=BYTE_CODE, check=True)
    run()
    return statistics.median(cost(run) for _ in range(CALIBRATIONS))


def check_fails_or_is_too_dear() -> bool:
    """Run `make check` twice, so that the caches are filled, and say what the second costs. Its temporary files are its
    own: pytest removes what it finds of other runs."""
    with tempfile.TemporaryDirectory() as own:
        check = partial(subprocess.run, ["make", "check"], cwd=ROOT, env={**BYTE_CODE, "TMPDIR": own})
        failed = check().returncode
        before = validate()
        spent_on_it = cost(check)
        one = statistics.mean((before, validate()))
    times = spent_on_it / one
    print(f"\nmake check: {times:.1f} times cic validate ({one:.3f} s); at most {MOST_FOR_ALL} is wanted\n", flush=True)
    return bool(failed) or times > MOST_FOR_ALL


def a_test_fails_or_is_too_dear() -> bool:
    """Run the quick tests in this process, and say which cost the most."""
    os.chdir(ROOT)
    costs = Costs()
    before = validate()
    failed = pytest.main(["-m", "not slow", "--no-header"], plugins=[costs])
    one = statistics.mean((before, validate()))
    times = Counter({name: cost / one for name, cost in costs.of.items()})
    dear = [name for name, cost in times.items() if cost > MOST_FOR_A_TEST]
    print(f"\n{len(times)} quick tests: {times.total():.1f} times cic validate ({one:.3f} s)")
    print(f"{len(dear)} of them cost more than {MOST_FOR_A_TEST} times; the dearest:")
    for name, cost in times.most_common(max(SHOWN, len(dear))):
        print(f"{cost:7.2f} {name}")
    return bool(failed or dear)


if __name__ == "__main__":
    sys.exit(check_fails_or_is_too_dear() | a_test_fails_or_is_too_dear())
