"""Whole programmes by chance, as the text of their files: valid ones, which do all that a programme can do."""
