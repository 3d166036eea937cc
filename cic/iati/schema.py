"""A file read without risk, and what the official schemas say of it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from cic.base.message import Message
from cic.iati.faults import Fault
from cic.iati.guard import refuse_hostile
from cic.iati.library import etree
from cic.iati.standard import content

SCHEMAS = {"iati-activities": "iati-activities-schema.xsd", "iati-organisations": "iati-organisations-schema.xsd"}
"""By the name of the root element."""
_OURS = "iati:///"


def read(raw: bytes, name: str) -> Any:
    """The document. Raises UserError for what is no XML or is hostile, and where the library is missing."""
    refuse_hostile(raw, name)
    parser = etree().XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree().fromstring(raw, parser).getroottree()
    except etree().XMLSyntaxError as error:
        from cic.base.errors import UserError

        raise UserError(
            "{file} is not XML: {reason}",
            "open it in an editor for XML, or fetch it again",
            file=name,
            reason=error.msg,
        ) from error


def schema_faults(document: Any) -> Iterator[Fault]:
    """What the schema of its root element does not allow."""
    root = document.getroot()
    schema = SCHEMAS.get(root.tag)
    if schema is None:
        template = "a file of IATI begins with iati-activities or iati-organisations, not with {found}"
        yield Fault("schema", "", "/", root.sourceline or 0, Message(template, {"found": root.tag}))
        return
    validator = _schema(schema)
    if not validator.validate(document):
        for error in validator.error_log:
            yield Fault("schema", "", error.path or "/", error.line, Message("{words}", {"words": error.message}))


@cache
def _schema(name: str) -> Any:
    """The schema, with those that it includes, all from the files that the program brings along."""

    class Ours(etree().Resolver):  # type: ignore[misc]
        def resolve(self, url: str, _: Any, context: Any) -> Any:
            own = url.rpartition("/")[2]
            return self.resolve_string(content(own), context, base_url=_OURS + own)

    parser = etree().XMLParser(no_network=True, load_dtd=False)
    parser.resolvers.add(Ours())
    return etree().XMLSchema(etree().fromstring(content(name), parser, base_url=_OURS + name))
