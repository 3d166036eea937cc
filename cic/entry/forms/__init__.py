"""A form that came back: which of its cells say something, what they say, and which lines of a report change."""
