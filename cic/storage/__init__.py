"""Where the data come from: a folder, or Git in the place of one; from their bytes to a Programme."""
