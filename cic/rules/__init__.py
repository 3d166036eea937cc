"""The catalogue: every rule, in the order of the codes. A new rule is written in the module of its theme and listed in
the tuple RULES of that module; what reading itself finds is declared and listed where it is found."""

from __future__ import annotations

from cic.base.errors import UserError
from cic.diagnostics import Rule
from cic.model import rules as of_values
from cic.rules import (
    acknowledgements,
    activities,
    addresses,
    addresses_of_others,
    agreed,
    amendments,
    assumptions,
    baselines,
    budget_table,
    claims,
    claims_countries,
    claims_members,
    closed_stays,
    communes,
    contacts,
    context,
    context_references,
    coordinates,
    days,
    disaggregation,
    evidence,
    identity,
    identity_items,
    ids_and_names,
    levels,
    logframe,
    logframe_counts,
    logframe_readings,
    logframe_terms,
    logframe_values,
    logframe_years,
    money,
    overspending,
    payments,
    periods,
    place_spellings,
    places,
    printed,
    quotations,
    references,
    relations,
    reports,
    reports_years,
    result_money,
    signatures,
    stays,
    target_places,
    targets,
    unbudgeted,
    value_kinds,
)
from cic.rules.rule import Check, Comparison
from cic.source import rules as of_text
from cic.storage import rules as of_files

_MODULES = (
    of_text,
    of_values,
    of_files,
    identity,
    identity_items,
    ids_and_names,
    references,
    budget_table,
    money,
    overspending,
    unbudgeted,
    payments,
    places,
    amendments,
    logframe,
    logframe_counts,
    logframe_readings,
    logframe_terms,
    logframe_values,
    logframe_years,
    levels,
    activities,
    result_money,
    printed,
    quotations,
    targets,
    target_places,
    reports,
    reports_years,
    value_kinds,
    disaggregation,
    stays,
    closed_stays,
    evidence,
    baselines,
    signatures,
    agreed,
    communes,
    place_spellings,
    contacts,
    relations,
    context,
    context_references,
    coordinates,
    days,
    periods,
    assumptions,
    claims,
    claims_countries,
    claims_members,
    acknowledgements,
    addresses,
    addresses_of_others,
)

RULES: tuple[Rule, ...] = tuple(
    sorted((rule for module in _MODULES for rule in module.RULES), key=lambda rule: rule.code)
)
CHECKS = tuple(rule for rule in RULES if isinstance(rule, Check))
COMPARISONS = tuple(rule for rule in RULES if isinstance(rule, Comparison))
BY_NAME = {rule.name: rule for rule in RULES}
BY_CODE = {rule.code: rule for rule in RULES}


def find_rule(word: str) -> Rule:
    """The rule of a code or a name, in any capitals, or of its title in any language. Raises UserError where there is
    none, or several are called so."""
    rule = BY_CODE.get(word.upper()) or BY_NAME.get(word.lower())
    if rule is None:
        from cic.language import every_language
        from cic.model.called import id_called

        titles = [{one.code: language.translated(one.title) for one in RULES} for language in every_language()]
        called = id_called(word, {one.code: tuple(own[one.code] for own in titles) for one in RULES})
        rule = BY_CODE[called] if called is not None else None
    if rule is None:
        import difflib

        close = difflib.get_close_matches(word.lower(), [*BY_NAME, *(code.lower() for code in BY_CODE)], n=1)
        close_word = close[0].upper() if close and close[0].startswith("cic") else (close[0] if close else "")
        raise UserError(
            "there is no rule {word}",
            "did you mean {close}?" if close_word else "`cic rules` lists them all",
            word=word,
            close=close_word,
        )
    return rule


def select_rules(select: str, ignore: str) -> frozenset[Rule]:
    """The rules that `--select` and `--ignore` leave: lists of codes, beginnings of codes, or names, with commas."""
    chosen = _matching(select) if select else frozenset(RULES)
    return chosen - _matching(ignore)


def _matching(words: str) -> frozenset[Rule]:
    rules: set[Rule] = set()
    listed = [word.strip() for word in words.split(",") if word.strip()]
    if words and not listed:
        raise UserError(
            "“{words}” names no rule", "write codes or names with commas between: CIC301,target-open", words=words
        )
    for word in listed:
        found = {rule for rule in RULES if rule.code.startswith(word.upper())}
        rules |= found or {find_rule(word)}
    return frozenset(rules)
