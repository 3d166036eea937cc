"""What a site is made from, of a programme that was read and checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from cic import __version__
from cic.checks.acknowledgements import Verdict
from cic.language import NAMES, language_of
from cic.pages.annual import origin_of
from cic.pages.show.known import Known
from cic.site.addresses import addresses
from cic.site.ground import Ground
from cic.site.histories import Histories
from cic.storage.folder import Source
from cic.storage.loader import Loaded
from cic.storage.provenance import Witness


def _without(_: Mapping[str, str]) -> None:
    return None


def witness(place: Source) -> Witness:
    """The data folder, called on pages as from where the command runs, else by its name alone: who reads them elsewhere
    is not to read the way there on this machine."""
    found = Witness(place)
    shown = Path(found.shown)
    if shown.is_absolute() or ".." in shown.parts:
        found.shown = found.path.resolve().name
    return found


def ground_of(
    loaded: Loaded,
    verdicts: Sequence[Verdict],
    place: Witness,
    year: int,
    with_persons: bool = False,
    base_url: str = "",
    histories: Callable[[Mapping[str, str]], Histories | None] = _without,
) -> Ground:
    """Its ground, in all languages, that of the programme first. histories: how the things came to be whose pages it is
    given."""
    identity = loaded.programme.identity
    own = [code for code in identity.name if code in NAMES] if identity else []
    places = addresses(loaded.programme)
    return Ground(
        loaded,
        tuple(verdicts),
        Known(loaded, verdicts, for_all=True),
        origin_of(place.revision(), verdicts, loaded.unread_files + loaded.missing_files),
        places,
        tuple(language_of(code) for code in dict.fromkeys((*own[:1], *NAMES))),
        year,
        place.shown,
        with_persons,
        base_url,
        __version__,
        histories(places.by_id),
    )
