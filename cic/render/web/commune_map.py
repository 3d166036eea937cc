"""The map of the communes in HTML, and everybody by region beside it: all that the map shows stands there in words."""

from __future__ import annotations

from collections.abc import Iterator

from cic.analysis.status import Status
from cic.language import Language
from cic.pages.commune_map import Aside, CommuneMap, Place, Region, Sheet
from cic.pages.tables import words
from cic.reference import outlines
from cic.render.map_svg import Href, has_land, map_svg, standing_class
from cic.render.safe_text import HtmlText, html
from cic.render.web.words import with_countries, with_directions

OUTLINES = words("Outlines: Natural Earth (public domain), simplified. Borders that are disputed are not drawn.")
"""From where the outlines on the maps are, and under which licence."""
_NOT_ON_THE_MAP = words("not on the map: no coordinates were given")


def map_html(found: CommuneMap, id: str, language: Language, href: Href = lambda _: None) -> HtmlText:
    """The maps, if there are any, what their signs mean, and the list. href: the address of each one's page."""
    return HtmlText.joined("\n", _parts(found, id, language, href))


def _parts(found: CommuneMap, id: str, language: Language, href: Href) -> Iterator[HtmlText]:
    if len(found.sheets) == 1:
        yield html('<div class="map-and-list"><div>')
    if found.sheets:
        yield html('<div class="maps">')
        for n, sheet in enumerate(found.sheets):
            caption = html("<figcaption>{}</figcaption>", _caption(sheet, language))
            yield html("<figure>{}{}</figure>", caption, map_svg(sheet, f"{id}-{n}", language, href))
        yield html("</div>")
        yield from (html('<p class="note">{}</p>', note) for note in _notes(found, language))
    if len(found.sheets) == 1:
        yield html("</div>")
    yield html('<dl class="by-region">')
    for region in found.regions:
        has_points = any(place.point is not None for place in region.places)
        yield html("<div><dt>{}</dt>", _heading(region, language))
        if found.sheets and not has_points:
            yield html('<dd class="state">{}</dd>', language.say(_NOT_ON_THE_MAP))
        yield from (_listed(place, has_points, language, href) for place in region.places)
        yield html("</div>")
    yield html("</dl>")
    if len(found.sheets) == 1:
        yield html("</div>")


def _caption(sheet: Sheet, language: Language) -> HtmlText:
    countries = tuple(filter(None, sheet.countries))
    said = language.say(words("Where they lie: {countries}", countries=countries))
    return with_countries(said, countries, language)


def _notes(found: CommuneMap, language: Language) -> Iterator[HtmlText]:
    seen = {place.standing.is_called for sheet in found.sheets for place in sheet.places}
    order = (one for one in (*Status, *Aside) if one in seen)
    signs = tuple(words("{sign} {status}", sign=one.symbol, status=words(one.value)) for one in order)
    yield HtmlText(language.say(words("Signs: {signs}", signs=signs)))
    if any(has_land(sheet) for sheet in found.sheets):
        yield HtmlText(language.say(OUTLINES))
    unknown = tuple(
        country for sheet in found.sheets for country in sheet.countries if country and not outlines.is_known(country)
    )
    if unknown:
        template = "Of {countries} no outline is known: the places stand on a grid of degrees."
        yield with_countries(language.say(words(template, countries=unknown)), unknown, language)


def _heading(region: Region, language: Language) -> HtmlText:
    name = with_directions(region.name or language.say(words("Region not stated")))
    if not region.country:
        return name
    return html("{}{}", name, with_countries(f" ({region.country})", (region.country,), language))


def _listed(place: Place, others_are_on_map: bool, language: Language, href: Href) -> HtmlText:
    """A name with a link, how it stands, and whether no map shows it."""
    address, stands = href(place.id), place.standing
    called = stands.is_called
    name = with_directions(place.name)
    if address is not None:
        name = html('<a href="{}">{}</a>', address, name)
    said = stands.said
    parts = [
        html('<span class="{}">{} {}</span>', standing_class(stands), called.symbol, language.say(words(called.value)))
    ]
    if said is not None:
        parts.append(HtmlText(language.say(said)))
    if others_are_on_map and place.point is None:
        parts.append(HtmlText(language.say(_NOT_ON_THE_MAP)))
    return html("<dd>{}: {}</dd>", name, HtmlText.joined(", ", parts))
