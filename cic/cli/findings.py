"""`cic findings`: the accepted contradictions as a page to read."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from cic.cli.options import AsOf, Data, Lang, OutputFile, chosen_language, day, folder


def findings(data: Data = None, output: OutputFile = None, lang: Lang = None, as_of: AsOf = None) -> None:
    """What contradicts itself in the documents: the accepted findings with their reasons, as a page in Markdown.

    Examples:

      cic findings

      cic findings --lang fr --output docs/findings.md
    """
    from cic.base.files import replace_file
    from cic.base.system import relative
    from cic.checks.engine import check
    from cic.checks.placement import findings as placed_findings
    from cic.pages.fictional import marked_texts
    from cic.render.findings_story import story
    from cic.rules import select_rules
    from cic.storage.loader import load

    where = folder(data)
    loaded = load(where, day(as_of))
    accepted = [one for one in check(loaded, select_rules("", "")).verdicts if one.acceptance is not None]
    identity, entries = loaded.programme.identity, loaded.programme.acknowledgements
    prefix = relative(where.path, output.parent if output else Path.cwd())
    page = story(
        marked_texts(loaded.programme, identity.name) if identity else None,
        placed_findings(loaded, accepted),
        entries.causes if entries else {},
        prefix,
        chosen_language(lang),
    )
    if output is not None:
        replace_file(output, page.encode())
    else:
        sys.stdout.write(page)
    raise typer.Exit(0)
