"""The shapes of the data: one module a file of the data folder, frozen, with natural keys."""
