"""A second calculation of the report, which shares nothing with the program: it knows plain YAML, and what /docs say."""
