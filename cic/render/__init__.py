"""Findings and tables on the page: one module a format. Nothing is computed here."""
