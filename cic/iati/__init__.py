"""IATI 2.03: an activity of a programme, a programme of an activity, and what the standard says of a file."""
