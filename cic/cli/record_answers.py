"""What was said of a value or of an amount: by options, and on a terminal in answer to questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from cic.base.errors import UserError
from cic.base.message import Message
from cic.cli.writing import asked_until
from cic.entry.report_file import ReportFile, as_written, at, report_file
from cic.entry.typed import Named, amount_typed, evidence_typed, number_typed, text_typed
from cic.entry.values import Said, observation_changes, refund_changes, spending_changes
from cic.entry.whose import (
    indicator_typed,
    period_typed,
    place_of_money,
    place_of_value,
    reporter_typed,
)
from cic.model.called import Names, id_called, nearest
from cic.source.edit import Change
from cic.source.written import OneLine, Value

if TYPE_CHECKING:
    from cic.language import Language
    from cic.model.budget import Budget
    from cic.model.logframe import Indicator
    from cic.model.programme import Programme
    from cic.storage.folder import Folder
    from cic.storage.loader import Loaded

OF_VALUES = ("--achieved", "--value", "--numerator", "--denominator", "--step", "--text", "--not-applicable")
OF_MONEY = ("--category", "--nature", "--amount", "--refund-of", "--reason")
_FORMS = {
    "ratio": ("--numerator", "--denominator"),
    "count": ("--achieved",),
    "scale": ("--step",),
    "words": ("--text",),
}
_TEXTS = {"--text": "text", "--not-applicable": "not_applicable", "--note": "note", "--reason": "reason"}
_QUESTIONS = {
    "--achieved": Message("Is it achieved? yes or no:"),
    "--value": Message("Value:"),
    "--numerator": Message("Numerator, the part that is counted:"),
    "--denominator": Message("Denominator, the whole that is counted:"),
    "--step": Message("Step that is reached, one of {known}:"),
    "--text": Message("In words:"),
    "--category": Message("Category, one of {known}:"),
    "--nature": Message("Nature, one of {known}:"),
    "--amount": Message("Amount in {known}:"),
    "--evidence": Message("What proves it, as KIND=FILE (kinds: {known}; nothing: leave it empty):"),
}
_OF_SEVERAL = ("--step", "--category", "--nature")
_BOTH = {"--achieved": "--achieved / --not-achieved"}
_YES, _NO = (
    frozenset(("y", "yes", "o", "oui", "j", "ja", "true", "1")),
    frozenset(("n", "no", "non", "nee", "false", "0")),
)


_Read = TypeVar("_Read")


class Answers(NamedTuple):
    """What was said. talking: the language in which the missing can be asked for; None where nobody can be asked."""

    loaded: Loaded
    where: Folder
    talking: Language | None
    text_language: str | None
    given: Mapping[str, str | bool | None]
    evidence: Sequence[str]

    @property
    def programme(self) -> Programme:
        """What is known."""
        return self.loaded.programme

    def observation(self, who: str, what: str, period: str) -> tuple[ReportFile, tuple[Change, ...]]:
        """The report and its changes, of the value of an indicator. Raises UserError for what cannot be."""
        self._refuse(OF_MONEY, "--value")
        located = indicator_typed(self.programme, what)
        of = period_typed(self.programme, period)
        place = place_of_value(self.programme, reporter_typed(self.programme, who), located, of)
        report = report_file(self.loaded, place.partnership, of)
        path = as_written(report.data, place.path, self.loaded.written_as)
        is_new = at(report.data, path) is None
        forms = self._forms(located.value, is_new)
        values, texts = self._values(located.value, forms), self._texts(forms)
        kinds = self._kinds(located.value)
        proof = self._evidence(kinds, is_new and _needs_proof(values))
        said = Said(values, texts, self._language(), proof)
        if not said.block:
            raise UserError("nothing is said that could be entered", "say --value, --note or --evidence")
        return report, observation_changes(report, path, said)

    def money(self, who: str, period: str) -> tuple[ReportFile, tuple[Change, ...]]:
        """The report and its changes, of money that was spent or came back. Raises UserError for what cannot be."""
        self._refuse(OF_VALUES, "--amount")
        programme, budget = self.programme, self.programme.budget
        if budget is None:
            raise UserError("budget.yaml is not there, or has faults itself", "mend it first, see cic validate")
        of = period_typed(programme, period)
        place = place_of_money(programme, reporter_typed(programme, who), of)
        usual = budget.partnerships_category if place.partnership else None
        report = report_file(self.loaded, place.partnership, of)
        labels = {id: tuple(one.label.values()) for id, one in budget.categories.items()}
        category = self._one_of("--category", labels, usual)
        nature = self._one_of("--nature", self._natures(budget), None) if budget.nature_ids else None
        amount = self._needed("--amount", partial(amount_typed, currency=budget.currency), budget.currency)
        values: dict[str, Value] = {"amount": amount}
        said = Said(values, self._texts(), self._language(), self._evidence({}, True))
        refund_of = self.given["--refund-of"]
        if refund_of is None:
            if "reason" in said.texts:
                raise UserError("--reason is for money that came back", "say --refund-of too, or --note in its place")
            return report, spending_changes(report, category, nature, said)
        return report, refund_changes(report, category, nature, _year(programme, str(refund_of)), said)

    def _refuse(self, options: Sequence[str], other: str) -> None:
        """Raises UserError where an option is given that is of something else."""
        for option in options:
            if self.given[option] is not None:
                raise UserError(
                    "{option} is of money" if option in OF_MONEY else "{option} is of an indicator",
                    "leave it out; here belongs {other}",
                    option=option,
                    other=other,
                )

    def _forms(self, indicator: Indicator, is_new: bool) -> tuple[str, ...]:
        """The options of a value that are said, or needed where nothing is said of what was not reported before."""
        said = [option for option in OF_VALUES if self.given[option] is not None]
        if "--numerator" in said or "--denominator" in said:
            said = [*dict.fromkeys((*said, "--numerator", "--denominator"))]
        return tuple(said) if said or not is_new else _FORMS.get(indicator.kind, ("--value",))

    def _values(self, indicator: Indicator, forms: Sequence[str]) -> dict[str, Value]:
        found: dict[str, Value] = {}
        for option in forms:
            if option == "--achieved":
                found["achieved"] = self._flag()
            elif option == "--step":
                found["step"] = self._one_of(
                    "--step", {step: tuple(name.values()) for step, name in indicator.scale.items()}, None
                )
            elif option not in _TEXTS:
                found[option.removeprefix("--")] = self._needed(option, number_typed)
        return found

    def _flag(self) -> bool:
        given = self.given["--achieved"]
        return given if isinstance(given, bool) else self._needed("--achieved", _yes_or_no)

    def _texts(self, needed: Sequence[str] = ()) -> dict[str, str]:
        found = {}
        for option, key in _TEXTS.items():
            given = self.given[option]
            if option in needed:
                found[key] = self._needed(option, text_typed)
            elif given is not None:
                found[key] = text_typed(option, str(given))
        return found

    def _needed(self, option: str, read: Callable[[Named, str], _Read], *known: str) -> _Read:
        """What was said with an option, else in answer to a question, as it is read. Raises UserError where nobody can
        be asked."""
        given = self.given.get(option)
        if given is not None:
            return read(option, str(given))
        if self.talking is not None:
            return asked_until(_QUESTIONS[option]._replace(params={"known": known}), self.talking, read)
        if option in _OF_SEVERAL:
            raise UserError("{option} is missing", "it is one of: {known}", option=option, known=known)
        raise UserError(
            "{option} is missing",
            "say it; where no value can be expected, say why with --not-applicable"
            if option in OF_VALUES
            else "say how much it was, in {known}",
            option=_BOTH.get(option, option),
            known=known,
        )

    def _natures(self, budget: Budget) -> Names:
        """The natures of the budget, with what each is called in every language that is at hand."""
        if budget.natures is not None:
            return {id: tuple(name.values()) for id, name in budget.natures.items()}
        from cic.language import every_language
        from cic.pages.vocabulary import nature_names

        languages = tuple(every_language())
        said = [nature_names(self.programme, one) for one in languages]
        return {
            id: tuple(language.say(names[id]) for language, names in zip(languages, said, strict=True))
            for id in budget.nature_ids
        }

    def _one_of(self, option: str, names: Names, usual: str | None) -> str:
        """One of these, by its id or by what it is called."""
        read = partial(_among, names)
        if usual is not None and self.given[option] is None:
            return read(option, usual)
        return self._needed(option, read, *names)

    def _kinds(self, indicator: Indicator) -> dict[str, tuple[str, ...]]:
        """What can prove a value, by id with its names."""
        more = self.programme.logframe.evidence_kinds if self.programme.logframe else {}
        return {id: tuple(text.values()) for id, text in {**more, **indicator.sources_of_verification}.items()}

    def _evidence(self, kinds: Mapping[str, Sequence[str]], is_wanted: bool) -> tuple[OneLine, ...]:
        from cic.cli.options import day

        date = self.given["--date"]
        on = None if date is None else day(str(date), "--date").isoformat()

        def read(option: Named, given: str) -> OneLine:
            name = given.partition("=")[2].strip()
            digests = self.where.digests([name] if name.startswith("evidence/") else ())
            return evidence_typed(self.programme, option, given, kinds, on, digests)

        found = tuple(read("--evidence", one) for one in self.evidence)
        if not found and is_wanted and self.talking is not None:
            question = _QUESTIONS["--evidence"]._replace(params={"known": tuple(kinds) or ("invoices",)})
            answer = asked_until(question, self.talking, read, nothing=OneLine())
            found = (answer,) if answer else ()
        if not found and date is not None:
            raise UserError("--date is the day of an evidence", "say --evidence too, or leave it out")
        return found

    def _language(self) -> str:
        """The language of texts: the one that was said, else that of the documents."""
        documents = self.programme.documents
        of_documents = (one.language for one in (documents.documents if documents else {}).values())
        return self.text_language or next(of_documents, "en")


def _yes_or_no(_: Named, typed: str) -> bool:
    answer = typed.casefold()
    if answer not in _YES | _NO:
        raise UserError("{given} is neither yes nor no", "write yes or no", given=typed)
    return answer in _YES


def _among(names: Names, option: Named, typed: str) -> str:
    given = typed if typed in names else id_called(typed, names) or typed
    if given not in names:
        known, close = tuple(names), nearest(given, names)
        raise UserError(
            "{option} cannot be {given}: did you mean {close}?" if close else "{option} cannot be {given}",
            "it is one of: {known}" if known else "there are none",
            option=option,
            given=given,
            close=close,
            known=known,
        )
    return given


def _needs_proof(values: Mapping[str, Value]) -> bool:
    """Whether a value is one that is to be proved: there is something, and it is no zero."""
    return any(one is True or (one is not False and one != 0) for one in values.values())


def _year(programme: Programme, text: str) -> int:
    from cic.cli.options import year_given

    return year_given(programme, text, "--refund-of")
