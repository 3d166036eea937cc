"""The pages about the whole programme: its money, what is wrong in its documents, how its pages are made."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from cic.analysis.outstanding import missing
from cic.language import Language
from cic.pages.commune_map import countries_on_maps
from cic.pages.contradictions import contradictions
from cic.pages.counts import with_reasons
from cic.pages.show.pages import show_report
from cic.pages.show.view import table_of_findings
from cic.pages.tables import Page, words
from cic.reference import outlines
from cic.render.contradictions import prose
from cic.render.prose import Grid, Heading, Item, Items, Line, Link, Paragraph, Part
from cic.render.prose_html import navigation_of, parts_html
from cic.render.safe_text import HtmlText, html
from cic.render.web.body import facts, navigation
from cic.render.web.commune_map import OUTLINES, map_html
from cic.site.ground import Ground
from cic.site.names import page_with_names
from cic.site.reckoned import body_of
from cic.site.sheet import Sheet
from cic.site.things import without_advice

WHOLE = ("money", "findings", "about")
"""The folders of these pages, each of which is the first page of its folder."""


_ON_THE_OVERVIEW = ("summary", "attention", "communes", "missing")
"""The sections of the report that the overview has too."""


def overview(ground: Ground, language: Language, report: Page) -> Sheet:
    """State, money and alarms, who owes what, who stands how in what."""
    reasons = ground.known.difference(ground.programme, ground.year)
    shortened = with_reasons(only_sections(report, _ON_THE_OVERVIEW), reasons)
    page = page_with_names(shortened, ground.names())
    known = ground.known.commune_map(ground.programme, ground.year)
    drawn = map_html(known, "map", language, ground.addresses.by_id.get)
    notes = (html('<p class="note">{}</p>', language.say(one)) for one in reasons.notes())
    drawn = HtmlText.joined("\n", (drawn, *notes))
    body = tuple(body_of(ground, page, language, ground.links(""), beside={"communes": drawn}))
    head, ways = (*facts(report, language), *_to_findings(ground, language)), tuple(navigation(page, language))
    return Sheet("index.html", report.title, "overview", body, head, ways)


def _to_findings(ground: Ground, language: Language) -> Iterator[HtmlText]:
    """The way to what is wrong in the documents, which nobody looks for who does not know of it."""
    if ground.verdicts:
        said = words("What contradicts itself, place by place: {count}", count=len(ground.verdicts))
        yield html('<p class="owner"><a href="findings/index.html">{}</a></p>', language.say(said))


def only_sections(page: Page, names: Collection[str]) -> Page:
    """The page with some of its sections; the head stays."""
    tables = tuple(table for table in page.tables if table.section in names)
    charts = tuple(chart for chart in page.charts if chart.section in names)
    return page._replace(tables=tables, charts=charts)


def money_sheet(ground: Ground, language: Language, report: Page) -> Sheet:
    """Approved, spent by year, category, nature and partnership; then the budget as it was approved."""
    title = language.say(words("Money"))
    of_report = only_sections(report, ("money", "partnerships"))
    tables = tuple(sorted(of_report.tables, key=lambda one: one.section != "money"))
    if ground.programme.budget is not None:
        tables += ground.cleaned(show_report(ground.view(language), "budget")).tables
    page = page_with_names(of_report._replace(tables=tables, highlights=()), ground.names())
    links = ground.links("../")
    body = tuple(body_of(ground, page, language, links))
    head = tuple(_of_accounts(ground, language))
    return Sheet("money/index.html", title, "money", body, head, tuple(navigation(page, language)))


def _of_accounts(ground: Ground, language: Language) -> Iterator[HtmlText]:
    """That there is no budget; the way to whose accounts are missing, which stands on the overview."""
    if ground.programme.budget is None:
        yield html('<p class="note">{}</p>', language.say(words("No budget of the programme is stated.")))
    count = sum(len(one.accounts) for one in missing(ground.programme, ground.year))
    if count:
        said = language.say(words("Accounts that are missing, and whose: {count}", count=count))
        yield html('<p class="owner"><a href="../index.html#s-missing">{}</a></p>', said)


def findings_sheet(ground: Ground, language: Language) -> Sheet:
    """What contradicts itself in the documents, then every finding with its place."""
    head, *parts = prose(contradictions(ground.loaded, ground.verdicts, language), "", language).parts
    title = head.words if isinstance(head, Heading) else language.say(words("Findings"))
    told = [_without_links(part) for part in parts]
    body = [html('<div class="prose">'), *parts_html(told), html("</div>")]
    page = ground.cleaned(Page("", (), (table_of_findings(ground.view(language), ground.known.all_findings),)))
    body += body_of(ground, page, language, ground.links("../"))
    return Sheet("findings/index.html", title, "findings", tuple(body), navigation=tuple(navigation_of(told, language)))


def _without_links(part: Part) -> Part:
    """The part with the words of links alone: they lead to the files, which are not here."""
    if isinstance(part, Paragraph):
        return part._replace(line=_words(part.line))
    if isinstance(part, Items):
        return Items(tuple(Item(_words(one.line), tuple(map(_words, one.below))) for one in part.items))
    assert isinstance(part, (Heading, Grid))
    return part


def _words(line: Line) -> Line:
    return tuple(one.words if isinstance(one, Link) else one for one in line)


def about_sheet(ground: Ground, language: Language, report: Page) -> Sheet:
    """From which data it is made and how it is reckoned; the programme as it presents itself."""
    title = language.say(words("About"))
    tables = only_sections(report, ("legend",)).tables
    if ground.programme.identity is not None:
        of_programme = ground.cleaned(show_report(ground.view(language), "programme"))
        tables += tuple(map(without_advice, of_programme.tables))
    page = Page("", report.facts, tables)
    links = ground.links("../")
    body = (*_method(language), *body_of(ground, page, language, links), *_licences(ground, language))
    return Sheet("about/index.html", title, "about", body, tuple(facts(page, language)))


def _method(language: Language) -> Iterator[HtmlText]:
    yield html("<h2>{}</h2>", language.say(words("How these pages are made")))
    for said in (
        words(
            "Every figure comes from reviewed text files, in which it stands with the document that prints it or the"
            " report that it is taken from."
        ),
        words(
            "A program reads and checks the files and writes these pages. Nothing is estimated: what was not reported"
            " is shown as such, and is no zero."
        ),
        words("The revision at the foot of each page names the exact state of the files from which it was made."),
    ):
        yield html("<p>{}</p>", language.say(said))


def _licences(ground: Ground, language: Language) -> Iterator[HtmlText]:
    yield html("<h2>{}</h2>", language.say(words("Licences")))
    program = words(
        "The program that makes these pages is free software under the licence {licence}.", licence="EUPL-1.2"
    )
    yield html("<p>{}</p>", language.say(program))
    if any(map(outlines.is_known, countries_on_maps(ground.programme))):
        yield html("<p>{}</p>", language.say(OUTLINES))
