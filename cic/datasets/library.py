"""DuckDB, which writes Parquet and answers SQL. Few have it: it comes with the extra `portfolio`, and nothing else of
the program imports it."""

from __future__ import annotations

from typing import Any

REQUIREMENT = "duckdb>=1.4,<3"


def duckdb() -> Any:
    """The module. Raises UserError where it is not installed."""
    try:
        import duckdb as found
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "duckdb":
            raise
        from cic.base.errors import not_installed

        raise not_installed(
            "Parquet and SQL need the library {library}, which is not installed", "duckdb", REQUIREMENT
        ) from error
    return found
