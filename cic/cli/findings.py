"""`cic findings`: the accepted contradictions as a page to read."""

from __future__ import annotations

from pathlib import Path

from cic.cli.options import AsOf, At, ContradictionsFormat, Data, Lang, OutputFile, chosen_language, day, source
from cic.cli.output import choose, setting, write


def findings(
    data: Data = None,
    format: ContradictionsFormat = None,
    output: OutputFile = None,
    at: At = None,
    as_of: AsOf = None,
    lang: Lang = None,
) -> None:
    """What contradicts itself in the documents: the accepted findings with their reasons, as a page in Markdown.

    Examples:

      cic findings

      cic findings --lang fr --output docs/findings.md
    """
    from cic.base.system import relative
    from cic.checks.engine import check
    from cic.checks.placement import findings as placed_findings
    from cic.pages.fictional import marked_texts
    from cic.render.contradictions_markdown import Contradictions
    from cic.render.formats import CONTRADICTIONS
    from cic.rules import select_rules
    from cic.storage.loader import load

    chosen = choose(CONTRADICTIONS, format, output, "markdown")
    language = chosen_language(lang)
    today = day(as_of)
    place = source(data, at)
    loaded = load(place, today)
    accepted = [one for one in check(loaded, select_rules("", "")).verdicts if one.acceptance is not None]
    identity, entries = loaded.programme.identity, loaded.programme.acknowledgements
    content = Contradictions(
        marked_texts(loaded.programme, identity.name) if identity else None,
        placed_findings(loaded, accepted),
        entries.causes if entries else {},
        relative(place.path, Path(output).parent if output else Path.cwd()),
    )
    write(content, chosen, setting(language, output), output)
