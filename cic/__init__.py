"""Keep the promises, the money and the results of a partnership programme as reviewed plain text."""

__version__ = "0.1.0"
