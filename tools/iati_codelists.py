"""Make the lists of codes that `cic.iati` reads of those that IATI publishes: `python tools/iati_codelists.py FILE`.

Kept is what a check needs: each code with its English name, and since when it is withdrawn.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent.parent / "cic" / "iati" / "standard" / "codelists.json"


def made(published: dict[str, Any]) -> str:
    """One list a line."""
    lists = (f"{json.dumps(name)}: {_list(one)}" for name, one in sorted(published["codelists"].items()))
    head = {name: published[name] for name in ("attribution", "sources")}
    return json.dumps(head, ensure_ascii=False)[:-1] + ', "codelists": {\n' + ",\n".join(lists) + "\n}}\n"


def _list(one: dict[str, Any]) -> str:
    codes = {item["code"]: item.get("name", "") for item in one["items"]}
    gone = {item["code"]: item.get("withdrawal-date", "") for item in one["items"] if item.get("status") == "withdrawn"}
    return json.dumps({"complete": one["complete"], "codes": codes, "withdrawn": gone}, ensure_ascii=False)


if __name__ == "__main__":
    TARGET.write_text(made(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))), encoding="utf-8")
