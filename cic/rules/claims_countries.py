"""71x, countries: documents that name another one than the programme's."""

from __future__ import annotations

from collections.abc import Iterator

from cic.diagnostics import Problem, Severity
from cic.model.programme import Programme
from cic.model.vocabulary import COUNTED, word
from cic.rules.claims import each_claim
from cic.rules.rule import problem, rule


@rule(
    code="CIC713",
    name="claim-country",
    severity=Severity.WARNING,
    title="a document about the programme names another country",
    hint="compare the words with the document; ask its authors to correct it",
    needs=("programme", "documents"),
)
def claims_of_other_countries(programme: Programme) -> Iterator[Problem]:
    """Claims about a programme that name another country than the programme's."""
    if programme.identity is None:
        return
    own = programme.identity.countries
    for stated in each_claim(programme.own_documents):
        country = stated.claim.of_country
        if country not in (None, *own):
            template = (
                "the document says {stated} for {about} and names {country}, but the programme's country is {own}"
            )
            if len(own) > 1:
                template = (
                    "the document says {stated} for {about} and names {country}, but the programme's countries are "
                    "{own}"
                )
            yield problem(
                stated.spot.at("of_country"),
                template,
                related=(stated.spot.at("printed"), programme.spot("programme.yaml", "country")),
                about=word(stated.claim.about, COUNTED),
                stated=stated.claim.value,
                country=country,
                own=own[0] if len(own) == 1 else own,
            )


RULES = (claims_of_other_countries,)
