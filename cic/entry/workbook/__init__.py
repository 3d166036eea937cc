"""A workbook that somebody sends back: what it must be before anything reads it, and what stands in its cells."""
