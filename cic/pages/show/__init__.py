"""Pages about single things, and tables of all things of a kind: `cic show` and `cic list`."""
