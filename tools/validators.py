"""What the validators of others say of what we write: SARIF in Microsoft's validator with the rules of GitHub, the JSON
Schemas in Ajv's strict mode, the pages in axe-core. Needs npm, and Chromium for the pages.

    make second-opinions
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
HERE = Path(__file__).with_suffix("")
PLACE = ROOT / ".venv" / "validators"
"""Where the validators are installed, and what they look at is written."""
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_ANSWER = re.compile(r'<pre id="answer">(.*?)</pre>', re.DOTALL)
_ASK = """addEventListener("load", async () => {
  const found = (await axe.run(document)).violations.map((one) => `${one.id}: ${one.nodes[0].html}`);
  const answer = document.createElement("pre");
  answer.id = "answer";
  answer.textContent = JSON.stringify(found);
  document.body.append(answer);
});"""


class Opinion(NamedTuple):
    """What a validator says of one thing; nothing where all is well."""

    validator: str
    of: str
    faults: tuple[str, ...]


def opinions() -> Iterator[Opinion]:
    """What each says of each."""
    outputs = PLACE / "outputs"
    shutil.rmtree(outputs, ignore_errors=True)
    outputs.mkdir(parents=True)
    for name in ("package.json", "schemas.mjs"):
        shutil.copy(HERE / name, PLACE / name)
    _run("npm", "install", "--no-audit", "--no-fund", "--prefix", PLACE)
    yield from _of_schemas()
    for name, options in (("accepted", ()), ("open", ("--no-acknowledgements",))):
        yield _of_sarif(outputs / f"{name}.sarif", options)
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        print("the pages were not looked at: there is no Chromium")
        return
    _cic("init", "--demo", outputs / "demo")
    demo = ("--data", outputs / "demo" / "data")
    for number, command in enumerate(
        (
            ("report", "--year", "2019"),
            ("report", "--year", "2023", *demo),
            ("show", "R4.3"),
            ("list", *demo),
            ("findings", "--lang", "fr"),
            ("findings", *demo),
        )
    ):
        yield _of_page(outputs / f"{number}.html", command, chromium)


def _of_schemas() -> Iterator[Opinion]:
    said = _run("node", PLACE / "schemas.mjs", ROOT / "docs" / "schemas", cwd=PLACE)
    for line in said.splitlines():
        name, _, fault = line.partition(":")
        yield Opinion("Ajv, strict", name, (fault.strip(),) if fault.strip() else ())


def _of_sarif(file: Path, options: tuple[str, ...]) -> Opinion:
    _cic("validate", *options, "--quiet", "--output", file, may_find=True)
    programs = (PLACE / "node_modules" / "@microsoft").glob("sarif-multitool-*/Sarif.Multitool*")
    program = next(one for one in programs if one.suffix in (".Multitool", ".exe"))
    program.chmod(0o755)
    answer = file.with_suffix(".json")
    _run(
        *(program, "validate", file, "--rule-kind", "Sarif;Ghas", "--output", answer),
        *("--log", "ForceOverwrite"),
        DOTNET_SYSTEM_GLOBALIZATION_INVARIANT="1",
    )
    results = json.loads(answer.read_bytes())["runs"][0]["results"]
    faults = tuple(f"{one['ruleId']}: {one['message'].get('arguments')}" for one in results)
    return Opinion("SARIF Multitool, with the rules of GitHub", file.name, faults)


def _of_page(file: Path, command: tuple[object, ...], chromium: str) -> Opinion:
    _cic(*command, "--output", file)
    asked = PLACE / "node_modules" / "axe-core" / "axe.min.js"
    # the policy of the page forbids every script, the validator's too
    page = _POLICY.sub("", file.read_text("utf-8"))
    scripts = f'<script src="{asked.as_uri()}"></script><script>{_ASK}</script></head>'
    file.write_text(page.replace("</head>", scripts), "utf-8")
    said = _run(
        chromium,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--virtual-time-budget=60000",
        "--dump-dom",
        file.as_uri(),
    )
    answer = _ANSWER.search(said)
    faults = json.loads(html.unescape(answer[1])) if answer else ["the validator did not answer"]
    return Opinion("axe-core", " ".join(map(str, command[:2])), tuple(faults))


def _cic(*arguments: object, may_find: bool = False) -> None:
    _run(sys.executable, "-m", "cic", *arguments, codes=(0, 1) if may_find else (0,))


def _run(*command: object, cwd: Path = ROOT, codes: tuple[int, ...] = (0,), **more: str) -> str:
    ran = subprocess.run(
        [str(word) for word in command], cwd=cwd, env=os.environ | more, capture_output=True, encoding="utf-8"
    )
    if ran.returncode not in codes:
        sys.exit(f"{command[0]} failed: {ran.stdout[-2000:]}{ran.stderr[-2000:]}")
    return ran.stdout


if __name__ == "__main__":
    if shutil.which("npm") is None:
        sys.exit("npm is needed: it installs the validators")
    found = list(opinions())
    for one in found:
        print(f"{one.validator}: {one.of}: {'; '.join(one.faults) or 'nothing'}")
    sys.exit(any(one.faults for one in found))
