"""Makes the whole site of one programme, in whatever process: what goes in and comes out can be sent to another one."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cic.site.ground import Ground


class AskedSite(NamedTuple):
    """Of which programme, by its name in the portfolio and the path of its data folder, on which day. base_url: where
    the site will be found. language: of what is said of a fault. folder: where its files are put until they are
    taken."""

    name: str
    path: str
    day: datetime.date
    base_url: str
    language: str
    folder: str


class MadeSite(NamedTuple):
    """The paths of the files of a site; why there are none, if it could not be made."""

    name: str
    paths: tuple[str, ...]
    fault: str = ""


def plan_site(asked: AskedSite) -> MadeSite:
    """Which files there will be."""
    return _unless_at_fault(asked, _planned)


def make_site(asked: AskedSite) -> MadeSite:
    """The files, put into the folder. Where there is a fault, what stands in the folder is no site."""
    return _unless_at_fault(asked, _written)


def _unless_at_fault(asked: AskedSite, made: Callable[[AskedSite], tuple[str, ...]]) -> MadeSite:
    """Whatever goes wrong is told of this one and harms no other."""
    from cic.base.errors import UserError
    from cic.base.message import Message
    from cic.base.reasons import reason_of
    from cic.language import language_of

    say = language_of(asked.language).say
    try:
        return MadeSite(asked.name, made(asked))
    except UserError as error:
        return MadeSite(asked.name, (), say(error.said))
    except OSError as error:
        return MadeSite(
            asked.name, (), say(Message("its files cannot be written: {reason}", {"reason": reason_of(error)}))
        )
    except Exception as error:  # what it says of itself may quote data of persons
        return MadeSite(asked.name, (), say(Message("internal error: {name}", {"name": type(error).__name__})))


def _planned(asked: AskedSite) -> tuple[str, ...]:
    from cic.site.build import paths

    return paths(_ground(asked))


def _written(asked: AskedSite) -> tuple[str, ...]:
    from cic.site.build import build

    written = []
    for path, content in build(_ground(asked)):
        file = Path(asked.folder, path)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        written.append(path)
    return tuple(written)


def _ground(asked: AskedSite) -> Ground:
    from cic.checks.engine import check
    from cic.pages.annual import default_year
    from cic.rules import select_rules
    from cic.site.ready import ground_of, witness
    from cic.storage.folder import Folder
    from cic.storage.loader import load

    place = witness(Folder(Path(asked.path)))
    loaded = load(place, asked.day)
    verdicts = check(loaded, select_rules("", "")).verdicts
    return ground_of(loaded, verdicts, place, default_year(loaded.programme, asked.day), base_url=asked.base_url)
