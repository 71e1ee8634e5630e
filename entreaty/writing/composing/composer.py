"""Compose letters: a body, courtesies and an address make the letter of one appeal to one recipient."""

from dataclasses import dataclass, replace

from entreaty.content.files.appeals import Appeal
from entreaty.content.files.recipients import Recipient
from entreaty.problems import ContentError, Problem
from entreaty.writing.basis import Basis
from entreaty.writing.composing.address import address_block, addressee
from entreaty.writing.composing.body import Body, names_read, write_body
from entreaty.writing.composing.courtesies import courtesies_of
from entreaty.writing.discretion import leaks
from entreaty.writing.letter import Letter
from entreaty.writing.placeholders import values_read
from entreaty.writing.select import Fitting, Selector, choose_language

# Bodies are a few dozen kilobytes each; a run seldom has more groups under way at once.
_BODIES_KEPT = 256


def letter_language(appeal: Appeal, recipient: Recipient) -> str:
    """Return the recipient's first language that the appeal is written in, else English, else the appeal's first."""
    return choose_language(appeal, recipient).language


@dataclass(frozen=True, slots=True)
class _BodyKey:
    """What decides a body within one appeal.

    Attributes:
        language: The language of the letter.
        fitting: Its passages.
        values: The values of the recipient's placeholders that these read, such as ("President",).
    """

    language: str
    fitting: Fitting
    values: tuple[str, ...]


class Composer:
    """Composes the letters of one appeal, and writes each body once.

    Letters have the same body where the same passages fit and the placeholders in these have the same values, so that
    the hundredth letter of a group costs no more than its address and its salutation.
    """

    def __init__(self, appeal: Appeal, basis: Basis) -> None:
        self.appeal, self.basis = appeal, basis
        self._selector = Selector(appeal, basis.authorities)
        self._usable_languages: set[str] = set()
        self._names_read: dict[tuple[Fitting, str], frozenset[str]] = {}
        self._bodies: dict[_BodyKey, Body] = {}

    def fitting(self, recipient: Recipient) -> Fitting:
        """Return the passages that fit the recipient."""
        return self._selector.fitting(recipient)

    def compose(self, recipient: Recipient, language: str) -> Letter:
        """Return the letter to this recipient.

        Raises:
            ContentError: Everything that is wrong with the letter.
        """
        self._require(language)
        body = courtesies = None
        problems: list[Problem] = []
        try:
            body = self._body(recipient, language)
        except ContentError as error:
            problems += error.problems
        try:
            courtesies = courtesies_of(recipient, language, self.basis)
        except ContentError as error:
            problems += error.problems
        if body is None or courtesies is None:
            raise ContentError(problems)
        letter = replace(
            body.letter,
            recipient=recipient.id,
            addressee=addressee(recipient, language),
            address=address_block(recipient, language, self.basis.sender, courtesies.envelope),
            salutation=courtesies.salutation,
            closing=courtesies.closing,
            email=recipient.email or "",
            contact_form=recipient.contact_form or "",
        )
        if leaked := tuple(leaks(self.appeal, recipient, letter, body.passages)):
            raise ContentError(leaked)
        return letter

    def _require(self, language: str) -> None:
        """Refuse a language in which the appeal, the citations or the phrases are not written.

        Raises:
            ContentError: They are not.
        """
        if language in self._usable_languages:
            return
        place = self.appeal.place("subject")
        problems = []
        if language not in self.appeal.languages():
            message = f"the appeal '{self.appeal.id}' is not written in '{language}'"
            problems.append(Problem(place, message, f"it is written in: {', '.join(self.appeal.languages())}"))
        if language not in self.basis.terms:
            problems.append(Problem(place, f"citations have no words in '{language}'"))
        if problems:
            raise ContentError(problems)
        self.basis.phrases.for_language(language)
        self._usable_languages.add(language)

    def _body(self, recipient: Recipient, language: str) -> Body:
        """Return the body of the letter, written anew only where no letter before had the same.

        Raises:
            ContentError: Everything that is wrong with it.
        """
        fitting = self.fitting(recipient)
        if (fitting, language) not in self._names_read:
            self._names_read[fitting, language] = names_read(fitting, language)
        key = _BodyKey(language, fitting, values_read(self._names_read[fitting, language], recipient, language))
        if key not in self._bodies:
            body = write_body(self.appeal, fitting, recipient, language, self.basis)
            if len(self._bodies) >= _BODIES_KEPT:
                self._bodies.clear()
            self._bodies[key] = body
        return self._bodies[key]
