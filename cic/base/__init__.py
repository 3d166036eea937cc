"""What everything may use: errors that stop a command, amounts, writing of files, callbacks of progress."""
