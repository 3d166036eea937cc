"""A letter with its form as a message that a mail program opens to be read through and sent.

`X-Unsent: 1` says that it is a draft. Nothing in it is of the day or the machine: the same form gives the same bytes.
"""

from __future__ import annotations

import email.policy
import html
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage

from cic.pages.form.mail import Mail
from cic.render.direction import holds_right_to_left
from cic.render.safe_file import XlsxFile
from cic.render.safe_text import SafeBytes, sanitized

_KIND = ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")


def message(mail: Mail, name: str, form: XlsxFile) -> SafeBytes:
    """The letter with the form, which is called so there."""
    made = EmailMessage(policy=email.policy.SMTP)
    made["X-Unsent"] = "1"
    made["Subject"] = sanitized(mail.subject)
    addresses = tuple(address for text in mail.to if (address := _address(text)) is not None)
    if addresses:
        made["To"] = addresses
    lines = [sanitized(line) for line in mail.lines]
    made.set_content("\n".join(lines) + "\n", charset="utf-8", cte="quoted-printable")
    if mail.language.is_right_to_left:
        made.add_alternative(_page(mail, lines), subtype="html", charset="utf-8", cte="quoted-printable")
        made.set_boundary(f"=_other_{mail.id}")
    made.add_attachment(bytes(form), maintype=_KIND[0], subtype=_KIND[1], filename=name)
    made.set_boundary(f"=_{mail.id}")
    return SafeBytes(made.as_bytes())


def _address(text: str) -> Address | None:
    """An address as a header holds it; None for what is none, or what no header may hold as it is."""
    try:
        found = Address(addr_spec=text)
    except (MessageError, ValueError, IndexError):
        return None
    return found if text.isascii() and text.isprintable() and found.domain else None


def _page(mail: Mail, lines: list[str]) -> str:
    """The lines for whoever reads from the right: a plain text says nothing of its direction."""
    sides = ("rtl" if holds_right_to_left(one) else "auto" for one in lines)
    body = "".join(
        f'<div dir="{side}">{html.escape(one) or "<br>"}</div>\n' for side, one in zip(sides, lines, strict=True)
    )
    code = html.escape(mail.language.code)
    return f'<!DOCTYPE html>\n<html lang="{code}" dir="rtl"><body>\n{body}</body></html>\n'
