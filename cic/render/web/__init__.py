"""The parts of a page in HTML."""
