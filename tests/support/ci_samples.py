"""The action, and the samples of docs/ci.md, run as a forge runs them."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from conftest import ROOT

ACTION = ROOT / "action.yml"
EXAMPLES = re.findall(r"```yaml\n((?:.*\n)*?)```", (ROOT / "docs" / "ci.md").read_text(encoding="utf-8"))


def example(name: str) -> str:
    """The example of docs/ci.md that begins with a comment of that name, or speaks of it."""
    (found,) = [text for text in EXAMPLES if name in text]
    return found


def steps(path: Path) -> list[dict[str, Any]]:
    document = yaml.safe_load(path.read_text())
    return (
        document["runs"]["steps"]
        if "runs" in document
        else [step for job in document["jobs"].values() for step in job["steps"]]
    )


def act(
    runner: Path, name: str = "Check the data", environment: Mapping[str, str] = os.environ, **inputs: str
) -> subprocess.CompletedProcess[str]:
    """Run a step of the action as the runner would, with its inputs."""
    (step,) = [one for one in steps(ACTION) if one.get("name") == name]
    defaults = yaml.safe_load(ACTION.read_text())["inputs"]
    defaults["compare-with"]["default"] = ""  # as outside a pull request
    given = {name: inputs.get(name.replace("-", "_"), default["default"]) for name, default in defaults.items()}
    variables = {
        name: re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda match: given[match[1]], value)
        for name, value in step["env"].items()
    }
    ours = {
        "RUNNER_TEMP": str(runner / "temp"),
        "GITHUB_STEP_SUMMARY": str(runner / "summary.md"),
        "GITHUB_ACTIONS": "true",
    }
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=runner / "work",
        env={**environment, **ours, **variables},
        capture_output=True,
        text=True,
    )
