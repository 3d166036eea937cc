"""Many programmes: found in folders, read on all cores, kept as tables in an engine that others keep (DuckDB).

`find` looks for programmes, `stamp` tells whether one has changed, `read_one` reads one (in whatever process), `pool`
hands the reading out, `store` keeps the tables, `summary` asks them, `answer` lets others ask.
Nothing is added up that has no shared code, and no two currencies.
"""
