"""The page of what contradicts itself: each thing once, weightiest first, with what it costs and whom to ask."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import DATA, checked, put, shipped_data
from manual_examples import examples
from markdown_it import MarkdownIt
from readers import parsed

from cic.base.message import Message
from cic.diagnostics import Spot
from cic.language import ENGLISH, language_of
from cic.pages.contradictions import Contradictions, Weight, _question, contradictions
from cic.pages.printed_places import printed_place
from cic.render.contradictions import prose
from cic.render.formats import CONTRADICTIONS, QUESTIONS
from cic.render.setting import Setting

LANGUAGES = ("en", "fr", "nl")


def page_of(folder: Path, code: str = "en") -> Contradictions:
    loaded, result = checked(folder)
    return contradictions(loaded, result.verdicts, language_of(code))


MONEY = {
    "reason": {"en": "The summary counts a thousand more.", "fr": "Le résumé compte mille de plus."},
    "ask": {"en": "To the bank: who receives the thousand?", "fr": "À la banque: qui reçoit les mille?"},
    "cause": "thousand",
}
CENT = {"reason": {"en": "A cent of rounding."}}
PERCENT = {"reason": {"en": "Three of three is all."}, "ask": {"en": "Which is it?"}}
REASONS = {
    "stated-costs": MONEY,
    "budget-years": CENT,
    "budget-natures": CENT,
    "budget-categories": CENT,
    "stated-percent": PERCENT,
}
CAUSES = {"thousand": {"title": {"en": "A thousand too much"}, "story": {"en": "Somebody typed a digit twice."}}}


@pytest.fixture
def wrong(base: Path) -> Path:
    """The base programme with costs that are 1000 too high, a cent of rounding, and a share of 90 % for three of three."""
    spoil(base, "documents.yaml", "value: 100.00", "value: 1100.00")
    spoil(base, "documents.yaml", "costs of 100.00", "costs of 1100.00")
    spoil(base, "budget.yaml", "total: 70.00}", "total: 70.01}")
    spoil(base, "logframe.yaml", "stated_percent: 100", "stated_percent: 90")
    spoil(base, "logframe.yaml", "(100 %)", "(90 %)")
    accept(base, REASONS, CAUSES)
    return base


def spoil(folder: Path, file: str, right: str, wrong: str) -> None:
    text = (folder / file).read_text(encoding="utf-8")
    assert right in text
    (folder / file).write_text(text.replace(right, wrong), encoding="utf-8")


def accept(folder: Path, reasons: dict[str, dict[str, object]], causes: dict[str, object]) -> None:
    """Accept every finding, for the reasons of their rules."""
    _, result = checked(folder)
    entries = [
        {
            "rule": one.problem.rule.name,
            "file": one.problem.where.file,
            "path": one.path,
            **({"which": one.problem.which} if one.problem.which else {}),
            "figures": one.figures,
            **reasons[one.problem.rule.name],
        }
        for one in result.verdicts
    ]
    document = {"causes": causes, "acknowledgements": entries}
    (folder / "acknowledgements.yaml").write_text(json.dumps(document, indent=1), encoding="utf-8")
    assert all(one.acceptance for one in checked(folder)[1].verdicts)


def written(page: Contradictions, format: str, code: str = "en") -> str:
    language = language_of(code)
    if format in ("text", "letters"):
        return QUESTIONS["text" if format == "text" else "markdown"].render(page, Setting(language))
    return CONTRADICTIONS[format].render(prose(page, "data", language), Setting(language))


def test_money_first_then_promises_then_form(wrong: Path) -> None:
    page = page_of(wrong)
    assert [(one.number, one.weight, one.is_urgent) for one in page.things] == [
        (1, Weight.MONEY, True),
        (2, Weight.PROMISES, True),
        (3, Weight.FORM, False),
    ]
    thousand, percent, cent = page.things
    assert (thousand.title, thousand.story) == ("A thousand too much", "Somebody typed a digit twice.")
    assert [ENGLISH.say(one.amount) for one in (thousand, cent)] == ["1,000.00 €", "0.01 €"]
    assert percent.amount is None
    assert [(str(kind), ids) for kind, ids in percent.touches] == [("indicators", ("OS.1",))]


def test_one_reason_is_one_thing_and_counts_each_finding(wrong: Path) -> None:
    page = page_of(wrong)
    assert page.findings == len(checked(wrong)[1].verdicts)
    cent = page.things[-1]
    assert cent.findings > 1
    (group,) = cent.groups
    assert group.reason == "A cent of rounding."
    assert written(page, "markdown").count("A cent of rounding.") == 1


def test_each_is_asked_once_by_weight(wrong: Path) -> None:
    page = page_of(wrong)
    assert [(one.whom, one.questions) for one in page.asked] == [
        ("To the bank", (("Who receives the thousand?", (1,)),)),
        ("", (("Which is it?", (2,)),)),
    ]
    letters = written(page, "text")
    assert letters.count("Dear colleagues") == 2
    assert letters.startswith("To the bank\n")
    assert "Whom to ask is not said" in letters


@pytest.mark.parametrize(
    ("ask", "whom", "what"),
    [
        ("To the donor: how much?", "To the donor", "how much?"),
        ("À la DGD : combien: 1 ou 2?", "À la DGD", "combien: 1 ou 2?"),
        ("Is it 1: 2 or 2: 1?", "Is it 1", "2 or 2: 1?"),
        ("Is this so? Then: why?", "", "Is this so? Then: why?"),
        ("At 10:30", "", "At 10:30"),
        ("x" * 101 + ": y", "", "x" * 101 + ": y"),
    ],
)
def test_whom_stands_before_the_colon(ask: str, whom: str, what: str) -> None:
    assert _question(ask) == (whom, what)


def test_a_place_is_that_of_the_document(wrong: Path) -> None:
    loaded, _ = checked(wrong)
    target = Spot("logframe.yaml", ("outcomes", "OS", "indicators", "OS.1", "targets", 2032, "value"))
    french = language_of("fr")

    def said(spot: Spot) -> str:
        return ", ".join(french.say(one) for one in printed_place(loaded.programme, spot, french))

    assert said(target) == "dossier, 2, Indicator 1 (OS.1), an 2 (2032)"
    total = Spot("budget.yaml", ("categories", "partners", "operating", "total"))
    assert said(total) == "dossier, 3, Partners, Fonctionnement, total"
    claim = Spot("documents.yaml", ("documents", "plan", "claims", "cost", "value"))
    assert said(claim) == "dossier, «\u00a0operating costs of 1100.00\u00a0»"
    assert said(Spot("partnerships/nothing.yaml", ("id",))) == ""


@pytest.mark.parametrize(("code", "is_reading"), [("CIC405", True), ("CIC403", False)])
def test_what_rests_on_our_reading_is_told_apart(base: Path, code: str, is_reading: bool) -> None:
    """More plans than one a year makes, which is how we read the words; a share that is not its own count, as printed."""
    put(base, examples(code, "Fails"))
    accept(base, {one.problem.rule.name: PERCENT for one in checked(base)[1].verdicts}, {})
    (thing,) = page_of(base).things
    assert (thing.findings, thing.readings) == (1, int(is_reading))
    text = written(page_of(base), "markdown")
    assert ("(compares with our reading)" in text) == is_reading
    assert ("0 are contradictions of the documents alone" in text) == is_reading


def test_nothing_accepted(base: Path) -> None:
    page = page_of(base)
    assert written(page, "markdown") == (
        "# What contradicts itself in the approved documents\n\n**Schools of Exampleland**\n\n"
        "Nothing that contradicts itself has been accepted.\n"
    )
    assert written(page, "text") == "Nothing is left to ask.\n"
    assert written(page, "letters") == "Nothing is left to ask.\n"


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(("format", "ending"), [("markdown", "md"), ("html", "html"), ("text", "txt")])
def test_of_an_invented_programme(
    wrong: Path, golden: Callable[..., None], code: str, format: str, ending: str
) -> None:
    text = written(page_of(wrong, code), format, code)
    if format == "html":
        text = text[text.index("<body>") :]
    golden(f"contradictions.{code}.{ending}", text)


@shipped_data
@pytest.mark.parametrize("code", LANGUAGES)
def test_of_the_shipped_data(golden: Callable[..., None], code: str) -> None:
    page = page_of(DATA, code)
    text = written(page, "markdown", code)
    golden(f"contradictions-shipped.{code}.md", text)
    assert not re.search(r"target_groups|_communes|press-article|\d{4,}\.\d\d\b|\bfr:", text)
    stories = [one.story for one in page.things]
    reasons = [group.reason for one in page.things for group in one.groups]
    assert len(set(stories)) == len(stories)
    assert len(set(reasons)) == len(reasons)


STRANGE = (
    "--> <script>alert(1)</script> <img src=x onerror=alert(1)>",
    "[words](javascript:alert(1)) ![p](//evil.example/i.png) <https://evil.example> www.evil.example",
    "| a | b |\n|---|---|\n# no heading",
    "- no list",
    "1. no list",
    "---",
    "```\nno code\n```",
    "> no quotation",
    "\x1b[31mred \u202egnp.",
    "@everyone ::error::no ##[error]no",
)


@pytest.mark.parametrize("text", STRANGE)
def test_texts_of_strangers_stay_texts(wrong: Path, text: str) -> None:
    hostile = {"reason": {"en": text}, "ask": {"en": f"{text}: {text}"}}
    loaded, result = checked(wrong)
    page = contradictions(loaded, result.verdicts, ENGLISH)
    thing = page.things[0]
    group = thing.groups[0]._replace(reason=text)
    where = group.statements[0].places[0]
    named = where._replace(printed=(text,), place=where.place._replace(file=f"partnerships/{text}) x.yaml"))
    group = group._replace(
        statements=(group.statements[0]._replace(message=Message("{it}", {"it": text}), places=(named,)),)
    )
    made = thing._replace(
        title=text, story=text, questions=(_question(" ".join(hostile["ask"]["en"].split())),), groups=(group,)
    )
    asked = page.asked[0]._replace(whom=text, questions=((text, (1,)),))
    page = page._replace(name=text, things=(made, made._replace(number=2, is_urgent=False)), asked=(asked,))
    html = parsed(written(page, "html"))
    assert {tag for tag, _ in html.elements} <= {
        "html", "head", "meta", "title", "style", "body", "a", "header", "h1", "h2", "h3", "nav", "ul", "li", "main", "p", "strong", "div",
        "table", "thead", "tbody", "tr", "th", "td", "blockquote",
    }  # fmt: skip
    for _, attributes in html.elements:
        assert not any(name.startswith("on") or name == "src" for name in attributes)
        assert re.match(r"#|data/", attributes.get("href") or "#")
    for format in ("markdown", "letters"):
        tokens = MarkdownIt("commonmark").enable("table").parse(written(page, format))
        kinds = {child.type for token in tokens for child in (token, *(token.children or ()))}
        assert not kinds & {
            "html_block",
            "html_inline",
            "image",
            "code_block",
            "fence",
            "hr",
            "ordered_list_open",
            "code_inline",
        }
        links = [child.attrs["href"] for token in tokens for child in token.children or () if child.type == "link_open"]
        assert all(str(one).startswith("data/partnerships/") for one in links)
        assert sum(token.type == "heading_open" and token.tag == "h1" for token in tokens) == (format == "markdown")
        assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", written(page, format))
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", written(page, "text"))


def test_amounts_and_signs_in_the_language_of_the_reader(wrong: Path) -> None:
    french = written(page_of(wrong, "fr"), "markdown", "fr")
    assert "1.000,00 €" in french
    assert "+1.000,00 €" in french or "1.100,00 €" in french
    assert "1100.00" not in french.replace("operating costs of 1100.00", "")


def test_command_writes_page_and_letters(wrong: Path, tmp_path: Path, cic) -> None:
    page = tmp_path / "page.html"
    assert cic("findings", "--data", wrong, "--output", page).code == 0
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert cic("findings", "--data", wrong, "--questions").out.startswith("To the bank\n")
    assert cic("findings", "--data", wrong, "--questions", "--format", "markdown").out.startswith("## To the bank\n")
    refused = cic("findings", "--data", wrong, "--questions", "--format", "html")
    assert (refused.code, "text, markdown" in refused.err) == (2, True)
    assert cic("findings", "--data", wrong, "--format", "text").code == 2
