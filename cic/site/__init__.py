"""The programme as pages for whoever never runs a command: a folder that opens without a server and asks nobody."""
