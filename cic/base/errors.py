"""What stops a command. Faults in the data are findings (values); these are for everything else."""

from __future__ import annotations

from cic.base.message import Message, in_full


class UserError(Exception):
    """A fault of the person at the keyboard: wrong usage, a missing folder, an unknown rule. Exit code 2.

    template, hint: what is wrong and what to do next, two templates with what fills them; words of another program are
    among what fills them. `said` and `advice` are for whoever says it in a language, `message` and `hint` are English.
    """

    def __init__(self, template: str, hint: str = "", /, **params: object) -> None:
        self.said, self.advice = _as_said(template, params), _as_said(hint, params)
        self.message, self.hint = in_full(self.said), in_full(self.advice)
        super().__init__(self.message)


def _as_said(template: str, params: dict[str, object]) -> Message:
    """The template with its figures; a text with braces that nothing fills is no template, but said as it is."""
    return Message(template, params) if params or "{" not in template else Message("{words}", {"words": template})


def not_installed(template: str, library: str, requirement: str, **params: object) -> UserError:
    """What to say where a library is missing that few need: what needs the {library}, and the command that brings it.

    requirement: what pip is to install.
    """
    import sys

    command = f'"{sys.executable}" -m pip install "{requirement}"'
    return UserError(template, "install it: {command}", library=library, command=command, **params)
