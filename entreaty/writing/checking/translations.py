"""Tell what of the translations nobody has reviewed, what is older than its original, and what lacks."""

from collections.abc import Iterator

from entreaty.content.files.appeals import Appeal
from entreaty.content.locales import language_name
from entreaty.content.model import closest
from entreaty.problems import Concern, Location, Problem, counted
from entreaty.writing.translations import Standing, Unit, lacking, standing, translations_of, units_of

_NAMED = 10


def translation_problems(appeal: Appeal) -> Iterator[Problem]:
    """Yield a warning for all that a reader of the translations should look at."""
    units = units_of(appeal)
    for language in translations_of(appeal):
        found = [(unit, state) for unit in units if (state := standing(unit, language))]
        yield from _unreviewed(appeal, language, found)
        yield from _by_machine(appeal, language, found)
        yield from (_stale(unit, language, state) for unit, state in found if state.state == "stale")
    yield from _records_of_nothing(appeal, units)
    yield from _begun(appeal)


def _unreviewed(appeal: Appeal, language: str, found: list[tuple[Unit, Standing]]) -> Iterator[Problem]:
    """Yield one warning for a translation that nobody has reviewed, in whole or in part."""
    unread = [unit.name for unit, state in found if state.state == "translated"]
    ever = any(state.by for _, state in found)
    if not ever and (unread or not found):
        yield Problem(
            _place(appeal, language),
            f"nobody has reviewed the {language_name(language)} translation of '{appeal.id}'",
            f"let somebody read it who speaks the language as their own, then {_how_to_say_so(appeal, language)}",
            "warning",
            concerns=Concern("appeal", appeal.id),
        )
    elif unread:
        yield Problem(
            _place(appeal, language),
            f"nobody has reviewed {_passages(unread)} of the {language_name(language)} translation of '{appeal.id}'",
            f"let somebody read it who speaks the language as their own: {_listed(unread)}",
            "warning",
            concerns=Concern("appeal", appeal.id),
        )


def _by_machine(appeal: Appeal, language: str, found: list[tuple[Unit, Standing]]) -> Iterator[Problem]:
    names = [unit.name for unit, state in found if state.state == "machine"]
    if names:
        yield Problem(
            _place(appeal, language),
            f"a machine has translated {_passages(names)} of '{appeal.id}' into {language_name(language)}; "
            "letters with them are not sent",
            f"let somebody read and import them ('translate export {language}'): {_listed(names)}",
            "warning",
            concerns=Concern("appeal", appeal.id),
        )


def _stale(unit: Unit, language: str, state: Standing) -> Problem:
    if not state.changed:
        return Problem(
            unit.place(language),
            f"the {language_name(language)} translation of '{unit.name}' is in doubt: "
            "'translations.yaml' has 'state: stale', as after an import that was stopped",
            f"compare it with the original: 'translate export {language} {unit.appeal.id}' marks it as fuzzy; "
            "once the mark is gone, 'translate import' takes it",
            "warning",
            concerns=unit.concern,
        )
    since = f"{state.by} reviewed it" if state.by else "it was translated"
    return Problem(
        unit.place(language),
        f"the {language_name(language)} translation of '{unit.name}' may be outdated: "
        f"the original has changed since {since} on {state.day}",
        f"compare the two: 'translate export {language} {unit.appeal.id}' marks it as fuzzy; "
        "once the mark is gone, 'translate import' takes it",
        "warning",
        concerns=unit.concern,
    )


def _records_of_nothing(appeal: Appeal, units: tuple[Unit, ...]) -> Iterator[Problem]:
    """Yield a warning for each record of a unit that there is not, or that has no words in the language."""
    names = {unit.name: unit for unit in units}
    for language, records in appeal.records.items():
        for name, record in records.items():
            if name not in names:
                hint = closest(name, tuple(names)) or "it may have another name now; the next import leaves this out"
                yield Problem(record.place(), f"the appeal has no passage '{name}'", hint, "warning")
            elif language == appeal.original:
                message = f"{language_name(language)} is the language of the original"
                yield Problem(record.place(), message, "remove this line", "warning")
            elif language not in names[name].words:
                message = f"'{name}' has no text in {language_name(language)}"
                yield Problem(record.place(), message, f"'translate export {language}' asks for it", "warning")


def _begun(appeal: Appeal) -> Iterator[Problem]:
    """Yield a warning for each language that some passages have, but in which no letters can be written yet."""
    units = units_of(appeal)
    begun = dict.fromkeys(language for unit in units if unit.passage for language in unit.words)
    for language in begun:
        names = list(lacking(appeal, language))
        if language not in appeal.languages() and names:
            yield Problem(
                appeal.place("subject"),
                f"no letters are written in {language_name(language)}, which is begun: "
                f"{len(names)} of {counted(len(units), 'text')} lack",
                f"these lack: {_listed(names)}",
                "warning",
                concerns=Concern("appeal", appeal.id),
            )


def _how_to_say_so(appeal: Appeal, language: str) -> str:
    if language in appeal.records:
        return "import it with 'translate import --reviewed-by NAME'"
    return "write 'reviewed: {by: …, on: …}'"


def _place(appeal: Appeal, language: str) -> Location:
    """Return where it is told how far the translation has come."""
    if known := appeal.translations.get(language):
        return known.place("reviewed")
    return next((record.place() for record in appeal.records[language].values()), appeal.place("subject"))


def _passages(names: list[str]) -> str:
    return counted(len(names), "passage")


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
