"""What will become of addresses that do not fit an envelope, found before any letter is set."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from entreaty.confinement import Budget, StoppedError, confined
from entreaty.output.documents import Look, typesetter
from entreaty.output.pdf.addresses import address_too_long
from entreaty.problems import EntreatyError, Problem
from entreaty.writing.letter import Letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitting:
    """What becomes of the addresses of letters.

    Attributes:
        rules: By which rules the address of each recipient is made to fit, such as ("smaller: 8 pt",); of those only
            that do not fit as they are.
        too_long: What is wrong with those that fit no sheet.
        unknown: Why nothing could be measured; empty where it was.
    """

    rules: Mapping[str, tuple[str, ...]]
    too_long: tuple[Problem, ...] = ()
    unknown: str = ""


def fitting_of(letters: Iterable[Letter], look: Look) -> Fitting:
    """Return what will become of the addresses of letters, measured in the fonts of their look.

    The templates and fonts of the campaign are used where they can be stopped.
    """
    addresses = {(one.recipient, one.language, one.address): one for one in letters}
    chosen = tuple(addresses.values())
    if not chosen:
        return Fitting(rules={})
    try:
        return confined(_fitting, chosen, look, budget=Budget(seconds=30 + len(chosen) / 100))
    except StoppedError as error:
        return Fitting(rules={}, unknown=f"setting a page {error.reason}")
    except EntreatyError as error:
        return Fitting(rules={}, unknown=str(error).splitlines()[0])


def _fitting(letters: Sequence[Letter], look: Look) -> Fitting:
    setter = typesetter(look.templates, look.images)
    rules: dict[str, tuple[str, ...]] = {}
    too_long: list[Problem] = []
    for letter in letters:
        fitted = next(setter.fitted_addresses(letter, look.envelope), None)
        if fitted is None:
            too_long.append(address_too_long(letter, look.envelope))
        elif fitted.rules:
            rules[letter.recipient] = fitted.rules
    return Fitting(rules=rules, too_long=tuple(too_long))
