"""The findings of all programmes as one file to take away."""

from __future__ import annotations

from typing import Any

from cic.render.safe_text import CsvCell, CsvText, SafeBytes

FINDINGS = "tables/findings.csv"
_COLUMNS = ("folder", "severity", "code", "rule", "file", "line", "path", "message", "acknowledged", "fingerprint")


def all_findings(connection: Any) -> SafeBytes:
    """Each of them as a row, in the order of the programmes. What a spreadsheet would run is made text."""
    listed = ", ".join(_COLUMNS)
    rows = connection.execute(
        f"SELECT {listed} FROM findings ORDER BY folder, file, line, fingerprint, number"
    ).fetchall()
    cells = [
        [CsvCell("" if one is None else str(one).lower() if isinstance(one, bool) else str(one)) for one in row]
        for row in rows
    ]
    return CsvText.of_rows([[CsvCell(one) for one in _COLUMNS], *cells], ",").encoded("utf-8-sig")
