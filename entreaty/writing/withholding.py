"""Passages and words that an appeal withholds from some readers, so that nobody comes to harm.

A passage is withheld by its `withhold_from`, words such as a name by the appeal's `withhold`. Readers are audiences, or
"public": everybody who sees the manifest, the evidence or the table of demands.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from entreaty.content.files.appeals import Appeal, Passage, Withheld
from entreaty.content.files.audiences import PUBLIC
from entreaty.content.files.recipients import Recipient
from entreaty.problems import Problem
from entreaty.writing.letter import Letter, in_order, words_of
from entreaty.writing.passage_text import text_of
from entreaty.writing.word_search import find_words

WITHHELD = "[withheld]"
"""Printed in place of withheld words and ids."""


def is_withheld(passage: Passage, reader: str = PUBLIC) -> bool:
    """Tell whether the passage is withheld from that reader, an audience or the public."""
    return reader in passage.withhold_from


def public_id(passage: Passage) -> str:
    """Return the passage's id, or "[withheld]" where the passage is withheld from the public."""
    return WITHHELD if is_withheld(passage) else passage.id


def withheld_from_public(appeals: Iterable[Appeal]) -> tuple[str, ...]:
    """Return the words and the ids of passages that are withheld from the public, such as ("Ana Doe", "testimony")."""
    withheld: list[str] = []
    for appeal in appeals:
        withheld += (entry.words for entry in appeal.withhold if PUBLIC in entry.readers)
        withheld += (passage.id for passage in appeal.letter.passages() if is_withheld(passage))
    return tuple(withheld)


def redacted(text: str, withheld: Iterable[str]) -> str:
    """Return the text with "[withheld]" in place of all withheld words, whatever their endings and accents."""
    for words in withheld:
        for start, end in reversed(find_words(text, words)):
            text = text[:start] + WITHHELD + text[end:]
    return text


def public_letter(letter: Letter, passages: Sequence[Passage]) -> Letter:
    """Return the letter without the ids of passages and authorities that are withheld from the public.

    The manifest lists these ids; the text of the letter stays as it is.

    Args:
        letter: The letter.
        passages: All passages in it, in order.
    """
    if not any(is_withheld(passage) for passage in passages):
        return letter
    withheld = {passage.id for passage in passages if is_withheld(passage)}
    public = [passage for passage in passages if passage.id not in withheld]
    cited = {cite.key for passage in public for cite in text_of(passage, letter.language).cites}
    return replace(
        letter,
        passages=tuple(public_id(passage) for passage in passages),
        demands=tuple(replace(demand, id=WITHHELD) if demand.id in withheld else demand for demand in letter.demands),
        notes=tuple(replace(note, sources=tuple(key for key in note.sources if key in cited)) for note in letter.notes),
    )


def leaks(appeal: Appeal, recipient: Recipient, letter: Letter, passages: Sequence[Passage]) -> Iterator[Problem]:
    """Yield a problem for each place where the letter has words that are withheld from its recipient.

    Args:
        appeal: The appeal, which withholds the words.
        recipient: The recipient.
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
        if find_words(text_of(passage, letter.language).plain, withheld.words):
            body = True
            hint = f"condition the passage with 'withhold_from: [{readers}]', or leave the words out"
            yield Problem(passage.place(letter.language), f"the passage '{passage.id}' says {what}", hint)
    for name, text in _texts(letter):
        if find_words(text, withheld.words) and not (body and name == "the text"):
            message = f"{name} of the letter to '{letter.recipient}' says {what}"
            yield Problem(withheld.place("words"), message, "look at the sender's note, the profile and the sources")


def _texts(letter: Letter) -> Iterator[tuple[str, str]]:
    """Yield the texts of the letter, each after its name in messages."""
    demands = (demand.prose for demand in letter.demands)
    words = in_order((*letter.paragraphs, letter.request, *demands, *letter.ending))
    yield "the subject", letter.subject
    yield "the address", " ".join((letter.addressee_in_full, *letter.address))
    yield "the reference", letter.reference
    yield "the salutation", f"{letter.salutation} {letter.closing}"
    signed = (line for one in letter.signatories for line in (one.name, one.role, one.organisation))
    yield "the list of signatories", " ".join(signed)
    yield "the foot", " ".join(letter.foot)
    yield "the text", " ".join(map(words_of, words))
    yield "a note", " ".join(words_of(prose) for note in letter.notes for prose in (note.prose, note.full))
