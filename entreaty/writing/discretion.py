"""Do no harm: what may not be said to some readers, or in what is made for everybody.

A passage is kept from readers by `withhold_from`, words such as a name by the appeal's `withhold`. Readers are
audiences, or "public": whoever sees the manifest, the evidence or the table of demands.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from entreaty.content.files.appeals import PUBLIC, Appeal, Passage, Withheld
from entreaty.content.files.recipients import Recipient
from entreaty.problems import Problem
from entreaty.writing.letter import Letter, Prose, Span
from entreaty.writing.passage_text import text_of
from entreaty.writing.word_search import found

WITHHELD = "[withheld]"
"""What stands in place of what is withheld."""


def is_withheld(passage: Passage, reader: str = PUBLIC) -> bool:
    """Tell whether the passage is kept from an audience, or from what is made for everybody."""
    return reader in passage.withhold_from


def public_id(passage: Passage) -> str:
    """Return the passage's id as everybody may read it."""
    return WITHHELD if is_withheld(passage) else passage.id


def public_secrets(appeals: Iterable[Appeal]) -> tuple[str, ...]:
    """Return everything that nothing made for everybody may hold: words, and the ids of passages."""
    secrets: list[str] = []
    for appeal in appeals:
        secrets += (withheld.words for withheld in appeal.withhold if PUBLIC in withheld.readers)
        secrets += (passage.id for passage in appeal.letter.passages() if is_withheld(passage))
    return tuple(secrets)


def redacted(text: str, secrets: Iterable[str]) -> str:
    """Return the text with "[withheld]" in place of every secret, however it is inflected or accented."""
    for secret in secrets:
        for start, end in reversed(found(text, secret)):
            text = text[:start] + WITHHELD + text[end:]
    return text


def public_letter(letter: Letter, passages: Sequence[Passage]) -> Letter:
    """Return the letter without the names of what is withheld from everybody, which the manifest would list.

    Args:
        letter: The letter, whose words stay as they are.
        passages: All passages in it, in order.
    """
    if not any(is_withheld(passage) for passage in passages):
        return letter
    hidden = {passage.id for passage in passages if is_withheld(passage)}
    public = [passage for passage in passages if passage.id not in hidden]
    cited = {cite.key for passage in public for cite in text_of(passage, letter.language).cites}
    return replace(
        letter,
        passages=tuple(public_id(passage) for passage in passages),
        demands=tuple(replace(one, id=WITHHELD) if one.id in hidden else one for one in letter.demands),
        notes=tuple(replace(one, sources=tuple(key for key in one.sources if key in cited)) for one in letter.notes),
    )


def leaks(appeal: Appeal, recipient: Recipient, letter: Letter, passages: Sequence[Passage]) -> Iterator[Problem]:
    """Yield a problem for each place where the letter says words that its reader may not read.

    Args:
        appeal: What withholds the words.
        recipient: The reader.
        letter: The finished letter.
        passages: All passages in it.
    """
    for withheld in appeal.withhold:
        readers = [audience for audience in recipient.audiences if audience in withheld.readers]
        if readers:
            yield from _leaks_of(withheld, ", ".join(readers), letter, passages)


def _leaks_of(withheld: Withheld, readers: str, letter: Letter, passages: Sequence[Passage]) -> Iterator[Problem]:
    what = f"'{withheld.words}', which is withheld from {readers}"
    body = False
    for passage in passages:
        if found(text_of(passage, letter.language).plain, withheld.words):
            body = True
            hint = f"condition the passage with 'withhold_from: [{readers}]', or leave the words out"
            yield Problem(passage.place(letter.language), f"the passage '{passage.id}' says {what}", hint)
    for name, text in _texts(letter):
        if found(text, withheld.words) and not (body and name == "the text"):
            message = f"{name} of the letter to '{letter.recipient}' says {what}"
            yield Problem(withheld.place("words"), message, "look at the sender's note, the profile and the sources")


def _texts(letter: Letter) -> Iterator[tuple[str, str]]:
    """Yield what the letter says, under the name that its writer knows."""
    paragraphs = (*letter.paragraphs, letter.request, *(demand.prose for demand in letter.demands), *letter.ending)
    yield "the subject", letter.subject
    yield "the address", " ".join((letter.addressee, *letter.address))
    yield "the salutation", f"{letter.salutation} {letter.closing}"
    yield "the text", " ".join(map(_plain, paragraphs))
    yield "a note", " ".join(_plain(prose) for note in letter.notes for prose in (note.prose, note.full))


def _plain(prose: Prose) -> str:
    return "".join(part.text for part in prose if isinstance(part, Span))
