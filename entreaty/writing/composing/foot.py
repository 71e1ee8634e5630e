"""The foot of a letter: the lines under its signature, which say what is enclosed and who gets copies."""

from collections.abc import Iterator, Sequence

from entreaty.content.files.appeals import Appeal
from entreaty.content.files.recipients import Recipient
from entreaty.content.model import Text, shown
from entreaty.content.shipped.languages.file import languages
from entreaty.problems import ContentError, Problem
from entreaty.writing.basis import Basis
from entreaty.writing.composing.address import addressee_in_full
from entreaty.writing.letter import Enclosure, filled_phrase


def foot_lines(
    appeal: Appeal, recipient: Recipient, language: str, basis: Basis, enclosures: Sequence[Enclosure]
) -> tuple[str, ...]:
    """Return the lines under the signature, such as ("Enclosure: Petition", "Copy: Example Gazette").

    Args:
        appeal: The appeal.
        recipient: Whom the letter is to; somebody who gets the letter itself is not named as getting its copy.
        language: The language of the letter.
        basis: Who gets copies, and the phrases.
        enclosures: What goes with the letter.

    Raises:
        ContentError: Who gets a copy is not written in the language, or a phrase is missing.
    """
    names = [
        addressee_in_full(one, language) if isinstance(one, Recipient) else _written(one, "copies", appeal, language)
        for one in basis.copied
        if not is_recipient(one, recipient)
    ]
    titles = [one.title for one in enclosures]
    enclosed = _line(titles, ("enclosure", "enclosures"), "titles", language, basis)
    return (*enclosed, *_line(names, ("copy", "copies"), "names", language, basis))


def enclosures_of(appeal: Appeal, language: str, basis: Basis) -> tuple[Enclosure, ...]:
    """Return what goes with the letters of an appeal, with its titles in the language.

    Raises:
        ContentError: A title is not written in the language.
    """
    # Where a file has problems there is none of them, and these stop the letters.
    return tuple(
        Enclosure(
            title=_written(entry.title, "enclosures", appeal, language),
            name=file.name,
            fingerprint=file.fingerprint,
            pages=file.pages,
        )
        for entry, file in zip(appeal.enclosures, basis.enclosed, strict=False)
    )


def is_copied(recipient: Recipient, basis: Basis) -> bool:
    """Tell whether a recipient is among those who get copies, and gets another foot than others."""
    return any(is_recipient(one, recipient) for one in basis.copied)


def is_recipient(one: Recipient | Text, recipient: Recipient) -> bool:
    """Tell whether somebody who gets a copy is that recipient."""
    return isinstance(one, Recipient) and one.id == recipient.id


def _line(items: Sequence[str], keys: tuple[str, str], value: str, language: str, basis: Basis) -> Iterator[str]:
    """Yield the line that lists the items; none for no item.

    Args:
        items: What is listed.
        keys: The phrases for one item and for several.
        value: What the phrases call the items.
        language: The language of the letter.
        basis: The phrases.

    Raises:
        ContentError: The phrase is missing.
    """
    if not items:
        return
    key = keys[len(items) > 1]
    phrase = dict(basis.phrases.for_language(language)).get(key)
    if phrase is None:
        raise ContentError([basis.phrases.missing(language, key)])
    yield filled_phrase(phrase, **{value: languages()[language].letter.between.join(items)})


def _written(text: Text, key: str, appeal: Appeal, language: str) -> str:
    """Return a text of the appeal in the language.

    Raises:
        ContentError: It is not written in it.
    """
    if not text.has(language):
        message = f"'{shown(text.best(language))}' in '{key}' is not written in '{language}'"
        hint = f"add '{language}: …', or write it as one text for all languages"
        raise ContentError([Problem(appeal.place(key), message, hint)])
    return text.best(language)
