"""What people enter: from what was typed to the lines of a report that change."""
