"""A programme as tidy tables: one row a fact, stable keys, exact decimals, and of each where it stands.

`schema` says which tables there are and what each column holds; `rows` makes the rows; `write_csv`, `write_sqlite` and
`write_parquet` write them. docs/datasets.md says for people what is in them.
"""
