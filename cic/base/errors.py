"""What stops a command. Faults in the data are findings (values); these are for everything else."""


class UserError(Exception):
    """A fault of the person at the keyboard: wrong usage, a missing folder, an unknown rule. Exit code 2.

    `hint` says what to do next.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
