"""What follows from the data: promises, results, money, what is missing, what changed. Pure functions."""
