"""The only reader of YAML: text in, plain data out, and positions when somebody asks for them.

Nothing here guesses a type the way YAML 1.1 does: `true`, `false`, `null`, `~` and nothing at all are constants,
canonical
integers are `int`, dotted decimals are `Decimal` with the digits that were written, everything else is text. The
model's own
types read the text. Parsed nodes are not kept: a file is parsed again when a finding needs a position in it.
"""

from cic.source.positions import Lines, locate
from cic.source.reader import Document, read_yaml

__all__ = ["Document", "Lines", "locate", "read_yaml"]
