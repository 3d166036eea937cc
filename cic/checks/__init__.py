"""Run the rules, set their problems against the acknowledgements and a baseline, and find their places."""
