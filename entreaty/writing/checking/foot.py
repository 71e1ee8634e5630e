"""Check what letters say around their text, such as who gets copies: all problems are warnings."""

from collections.abc import Iterable, Iterator, Sequence

from entreaty.content.files.appeals import Appeal
from entreaty.content.files.recipients import Recipient
from entreaty.problems import Concern, Location, Problem, counted
from entreaty.templating.letters import TEMPLATES, LetterTemplates
from entreaty.writing.basis import Basis
from entreaty.writing.letter import Letter

# The values of a letter that templates of an earlier version do not know of.
_NEW = ("reference", "signatories", "co_signatories", "foot")


def copy_problems(appeal: Appeal, basis: Basis, letters: Iterable[Letter]) -> Iterator[Problem]:
    """Yield a warning for everybody who is named as getting a copy and gets the letter itself, or has left office.

    Args:
        appeal: The appeal.
        basis: Who gets copies.
        letters: The letters of the run; those of other appeals are passed over.
    """
    written = {letter.recipient for letter in letters if letter.appeal == appeal.id} if basis.copied else set()
    place = appeal.place("copies")
    for one in basis.copied:
        if not isinstance(one, Recipient):
            continue
        if one.id in written:
            message = f"'{one.id}' gets a letter of the appeal, and is named on all others as getting a copy"
            yield Problem(place, message, "take it out of 'copies', if one of the two is enough", "warning")
        if one.ended and one.ended <= basis.day:
            message = f"'{one.id}' is named as getting a copy, and was in office until {one.ended}"
            yield Problem(place, message, "name who holds the office now", "warning")


def inaccessible_enclosures(appeal: Appeal, basis: Basis) -> Iterator[Problem]:
    """Yield a warning for each enclosure that does not say that it is accessible."""
    for entry, file in zip(appeal.enclosures, basis.enclosed, strict=False):
        if not file.accessible:
            message = f"the enclosure '{entry.file}' does not say that it is accessible (PDF/UA): some cannot read it"
            hint = "export it anew as PDF/UA, which LibreOffice and Word offer"
            yield Problem(entry.place("file"), message, hint, "warning", Concern("appeal", appeal.id))


def unprinted_values(letters: Sequence[Letter], templates: LetterTemplates) -> Iterator[Problem]:
    """Yield a warning for each template that leaves out what letters have, because it is of an earlier version."""
    for value in _NEW:
        if not (having := [letter for letter in letters if getattr(letter, value)]):
            continue
        for name in TEMPLATES:
            if templates.leaves_out(name, value):
                message = f"the template does not print 'letter.{value}', which {counted(len(having), 'letter')} have"
                hint = f"see how the shipped letter_templates/{name} prints it"
                yield Problem(Location(templates.folder / name), message, hint, "warning")
