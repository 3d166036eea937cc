"""What runs the check by itself: the action, the workflow, the GitLab example, the hook."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from ci_samples import ACTION, act, example, steps
from conftest import BASE, ROOT
from constraints import PYTHONS
from packaging.requirements import Requirement

pytestmark = pytest.mark.slow

WORKFLOW = ROOT / ".github" / "workflows" / "cic.yml"
TESTS = ROOT / ".github" / "workflows" / "tests.yml"
CENT = ("2032: 10.00, total: 30.00", "2032: 10.00, total: 30.01")


def schema_faults(schema: str, *files: Path) -> str:
    ran = subprocess.run(
        [Path(sys.executable).with_name("check-jsonschema"), "--builtin-schema", schema, *files],
        capture_output=True,
        text=True,
    )
    return "" if ran.returncode == 0 else ran.stdout + ran.stderr


def test_the_action_and_the_workflows_are_what_github_expects(tmp_path: Path) -> None:
    shown = tmp_path / "cic.yml"
    shown.write_text(example("# .github/workflows/cic.yml"))
    assert schema_faults("vendor.github-actions", ACTION) == ""
    assert schema_faults("vendor.github-workflows", WORKFLOW, TESTS, shown) == ""
    assert schema_faults("custom.github-workflows-require-timeout", WORKFLOW, TESTS, shown) == ""
    assert schema_faults("vendor.github-workflows", ACTION) != ""


def test_the_gitlab_example_is_what_gitlab_expects(tmp_path: Path) -> None:
    shown = tmp_path / ".gitlab-ci.yml"
    shown.write_text(example("# .gitlab-ci.yml\n"))
    assert schema_faults("vendor.gitlab-ci", shown) == ""
    (command,) = [line for line in yaml.safe_load(shown.read_text())["cic"]["script"] if line.startswith("cic ")]
    reports = yaml.safe_load(shown.read_text())["cic"]["artifacts"]["reports"]
    assert f"--output gitlab={reports['codequality']} --output junit={reports['junit']}" in command


def pages_jobs() -> tuple[dict[str, Any], dict[str, Any]]:
    """The samples that publish: the workflow of GitHub and the job of GitLab."""
    github = yaml.safe_load(example("# .github/workflows/pages.yml"))
    return github, yaml.safe_load(example("# .gitlab-ci.yml, of the pages"))["pages"]


def test_the_samples_that_publish_are_what_the_forges_expect(tmp_path: Path) -> None:
    for name, kind in (("pages.yml", "vendor.github-workflows"), ("gitlab.yml", "vendor.gitlab-ci")):
        sample = "# .github/workflows/pages.yml" if "github" in kind else "# .gitlab-ci.yml, of the pages"
        (tmp_path / name).write_text(example(sample))
        assert schema_faults(kind, tmp_path / name) == ""
    assert schema_faults("custom.github-workflows-require-timeout", tmp_path / "pages.yml") == ""


def test_the_samples_that_publish_write_the_folder_that_is_published(tmp_path: Path) -> None:
    """What they run runs, and the job that publishes has no rights over what it read."""
    github, gitlab = pages_jobs()
    steps = github["jobs"]["build"]["steps"]
    (step,) = [one for one in steps if one.get("run", "").startswith("cic ")]
    (upload,) = [one for one in steps if "upload-pages-artifact" in one.get("uses", "")]
    (line,) = [line for line in gitlab["script"] if line.startswith("cic ")]
    assert upload["with"]["path"] == gitlab["artifacts"]["paths"][0] == "public"
    assert "--contacts" not in step["run"] + line
    assert "contents" not in github["jobs"]["publish"]["permissions"]
    shutil.copytree(BASE, tmp_path / "data")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for run, name, url in (
        (step["run"], "BASE_URL", "https://example.org/x"),
        (line, "CI_PAGES_URL", "https://example.org/y"),
    ):
        shutil.rmtree(tmp_path / "public", ignore_errors=True)
        environment = {**os.environ, "PATH": path, name: url}
        ran = subprocess.run(["bash", "-c", run], cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert ran.returncode == 0, ran.stderr
        assert f"{url}/en/index.html" in (tmp_path / "public" / "sitemap.xml").read_text("utf-8")


def test_nothing_of_a_stranger_is_written_into_a_script() -> None:
    scripts = [step["run"] for step in (*steps(ACTION), *steps(WORKFLOW), *steps(TESTS)) if "run" in step]
    assert len(scripts) == 12
    assert all("${{" not in script for script in scripts)


@pytest.mark.parametrize("path", [WORKFLOW, TESTS], ids=["cic", "tests"])
def test_the_workflow_may_only_read_and_runs_what_is_pinned(path: Path) -> None:
    document = yaml.safe_load(path.read_text())
    assert document["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in document[True]
    checkouts = [step for step in steps(path) if "checkout" in step.get("uses", "")]
    assert len(checkouts) == len(document["jobs"])
    assert all(checkout["with"]["persist-credentials"] is False for checkout in checkouts)
    used = [step["uses"] for step in (*steps(ACTION), *steps(path)) if "uses" in step]
    assert all(re.fullmatch(r"\./|actions/[a-z-]+@[0-9a-f]{40}", name) for name in used)


def test_every_supported_python_is_tested_and_the_oldest_and_newest_elsewhere() -> None:
    jobs = yaml.safe_load(TESTS.read_text())["jobs"]
    assert jobs["linux"]["strategy"]["matrix"]["python"] == list(PYTHONS)
    for job in ("others", "newest"):
        assert jobs[job]["strategy"]["matrix"]["python"] == [PYTHONS[0], PYTHONS[-1]]
    assert "windows-latest" in jobs["others"]["strategy"]["matrix"]["system"]
    assert {"run": "make test-latest"} in jobs["newest"]["steps"]


def test_the_action_installs_what_is_held_and_nothing_else() -> None:
    """What builds is installed by its name, so that the build fetches nothing of its own."""
    (install,) = [step["run"] for step in steps(ACTION) if "pip install" in step.get("run", "")]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    names = [Requirement(one).name for one in project["build-system"]["requires"]]
    assert f'"${{pip[@]}}" {" ".join(names)}\n' in install
    assert '--constraint "$ACTION/constraints.txt"' in install
    assert "--no-build-isolation" in install


@pytest.fixture
def runner(tmp_path: Path) -> Path:
    """What the action finds where it runs: `cic` as it was installed, and the checkout."""
    if sys.platform == "win32":
        pytest.skip("the action's steps are shown here with links of POSIX")
    bin = tmp_path / "temp" / "cic" / "bin"
    bin.mkdir(parents=True)
    (bin / "cic").symlink_to(Path(sys.executable).with_name("cic"))
    shutil.copytree(BASE, tmp_path / "work" / "data")
    return tmp_path


def break_(folder: Path) -> None:
    budget = folder / "data" / "budget.yaml"
    budget.write_text(budget.read_text().replace(*CENT))


def test_the_action_annotates_and_fails(runner: Path) -> None:
    ran = act(runner)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
    break_(runner / "work")
    ran = act(runner, sarif="cic.sarif")
    assert (ran.returncode, ran.stderr) == (1, "")
    assert ran.stdout.count("::error file=data/budget.yaml,line=") == 2
    assert (runner / "summary.md").read_text().count("## Check of the data") == 2
    assert len(json.loads((runner / "work" / "cic.sarif").read_text())["runs"][0]["results"]) == 2


def test_an_input_is_a_value_and_no_command(runner: Path) -> None:
    for value in ('"; touch pwned; "', "$(touch pwned)`touch pwned`", "data -q"):
        ran = act(runner, data=value)
        assert (ran.returncode, ran.stdout) == (2, ""), value
        assert not (runner / "work" / "pwned").exists()
    assert act(runner, fail_level="none").returncode == 2


def test_the_action_knows_a_baseline(runner: Path) -> None:
    break_(runner / "work")
    cic = runner / "temp" / "cic" / "bin" / "cic"
    subprocess.run([cic, "validate", "-q", "--write-baseline", "known.json"], cwd=runner / "work", check=True)
    assert act(runner, baseline="known.json").returncode == 0


GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_{what}": "tests" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
}


def git(folder: Path, *arguments: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    ran = subprocess.run(
        ["git", *arguments], cwd=folder, env=environment | GIT, capture_output=True, text=True, check=True
    )
    return ran.stdout


def committed(folder: Path) -> str:
    """Make a repository of a folder; its only commit."""
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "all")
    return git(folder, "rev-parse", "HEAD").strip()


def this_program(folder: Path) -> None:
    """A copy of what is installed from here, as it stands in the working tree."""
    folder.mkdir()
    for name in ("docs", "tools"):
        (folder / name).mkdir()
    for name in ("pyproject.toml", "docs/package.md", "LICENSE", ".pre-commit-hooks.yaml", "tools/build_hook.py"):
        shutil.copy(ROOT / name, folder / name)
    shutil.copytree(ROOT / "cic", folder / "cic", ignore=shutil.ignore_patterns("__pycache__", "*.mo"))


@pytest.fixture
def packages(tmp_path: Path) -> None:
    """Skips where a hook cannot be installed for want of packages; any other fault of an installation is a failure."""
    if shutil.which("git") is None:
        pytest.skip("there is no git here")
    pip = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--quiet",
        "--no-deps",
        "--dest",
        str(tmp_path / "packages"),
        "hatchling",
    ]
    if subprocess.run(pip, capture_output=True).returncode:
        pytest.skip("pip reaches no packages here, so pre-commit cannot install the hook")


DIFF = "Say what the change does"
STRANGERS_BRANCH = "a;$(touch${IFS}pwned)`touch${IFS}pwned`\"'&|<script>"


def test_the_action_says_what_a_change_does(runner: Path) -> None:
    work = runner / "work"
    committed(work)
    base = git(work, "rev-parse", "HEAD").strip()
    git(work, "checkout", "--quiet", "-b", STRANGERS_BRANCH)
    logframe = work / "data" / "logframe.yaml"
    text = logframe.read_text()
    changed = re.sub(r"value: (\d)", "value: 9", text, count=1)
    assert changed != text
    logframe.write_text(changed)
    git(work, "commit", "--quiet", "--all", "--message", "A change")
    ran = act(runner, compare_with=base)
    assert ran.returncode == 1
    assert "CIC522" in ran.stdout
    for against in (base, STRANGERS_BRANCH + "~1"):
        (runner / "summary.md").unlink(missing_ok=True)
        ran = act(runner, DIFF, compare_with=against)
        assert (ran.returncode, ran.stdout, ran.stderr) == (0, "", "")
        page = (runner / "summary.md").read_text()
        assert page.count("CIC522") == 1
        assert "## Summary" in page
    for against in ("--output=pwned", "$(touch pwned)", "nothing"):
        (runner / "summary.md").unlink(missing_ok=True)
        ran = act(runner, DIFF, compare_with=against)
        assert (ran.returncode, ran.stdout) == (2, "")
        assert not (runner / "summary.md").exists()
    assert not (work / "pwned").exists()


def test_the_workflow_has_the_history_that_it_compares_with() -> None:
    (checkout,) = [step for step in steps(WORKFLOW) if "checkout" in step["uses"]]
    assert checkout["with"]["fetch-depth"] == 0
    assert "fetch-depth: 0" in example("# .github/workflows/cic.yml")


def test_the_hook_runs_in_a_repository_of_data(packages: None, tmp_path: Path) -> None:
    this_program(tmp_path / "program")
    commit = committed(tmp_path / "program")
    programme = tmp_path / "programme"
    shutil.copytree(BASE, programme / "data")
    hook = yaml.safe_load(example("repos:"))
    hook["repos"][0] |= {"repo": str(tmp_path / "program"), "rev": commit}
    (programme / ".pre-commit-config.yaml").write_text(yaml.safe_dump(hook))
    committed(programme)

    def pre_commit() -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        return subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", "--color", "never"],
            cwd=programme,
            env=environment | GIT | {"PRE_COMMIT_HOME": str(tmp_path / "hooks")},
            capture_output=True,
            text=True,
        )

    (programme / "README.md").write_text("words\n")
    git(programme, "add", "--all")
    ran = pre_commit()
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "(no files to check)Skipped" in ran.stdout
    break_(programme)
    git(programme, "add", "--all")
    ran = pre_commit()
    assert ran.returncode == 1, ran.stdout + ran.stderr
    assert "data/budget.yaml:7:51: error CIC301 budget-years" in ran.stdout
    budget = programme / "data" / "budget.yaml"
    budget.write_text(budget.read_text().replace(*reversed(CENT)) + "# read again\n")
    git(programme, "add", "--all")
    ran = pre_commit()
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert re.search(r"cic validate\.+Passed", ran.stdout)
