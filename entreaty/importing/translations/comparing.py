"""Compare a translation with its original: what must be the same in both, whatever the language."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from entreaty.content.figures import Figures, differing, figures, may_be_there, parts_of, stands_otherwise
from entreaty.content.locales import language_name, month_names
from entreaty.content.model import shown
from entreaty.importing.translations.around import differences_around
from entreaty.importing.translations.marks import (
    BRACES,
    Branch,
    addresses,
    branches,
    citations,
    links,
    may_be_words,
    outline,
    placeholders,
    without_addresses,
)
from entreaty.importing.translations.untranslated import copy_of, is_latin, lacks_script, said_to_be
from entreaty.problems import Location, counted
from entreaty.storage.characters import refused_character
from entreaty.writing.passage_text import PassageText

_LONGEST = 5_000
_NOWHERE = Location(Path())
_HTML = re.compile(r"</?[A-Za-z][^<>]*>|<!--|&(?:[A-Za-z]+|#x?[0-9A-Fa-f]+);")
# Words with a capital that begin no sentence, one or several in a row.
_WORD = r"[^\W\d_][\w’'-]+"
_NAMES = re.compile(rf"(?<=[\w,;:’)] )(?P<name>{_WORD}(?: {_WORD})*)")
# Languages with Latin letters in which given names have endings.
_DECLINED = ("pl",)
# How many letters an ending of a case may add to a name: "Vardanyans", "Keller’s".
_ENDING = 3


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that a translation says otherwise than its original.

    Attributes:
        message: What, without a final full stop.
        hint: What would be right.
        sure: Whether it is certainly wrong; otherwise somebody should look at it.
    """

    message: str
    hint: str = ""
    sure: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Two texts that are to say the same.

    Attributes:
        original: The original.
        translation: The translation.
        source: The language of the original.
        language: The language of the translation.
        before: What the appeal has in the language of the translation; empty where it has nothing.
        others: The same words in further languages that the appeal has.
        people: The names that the campaign knows, of recipients and authors: whole names and family names.
        marked_up: Whether it is a passage, with Markdown, citations and placeholders.
    """

    original: str
    translation: str
    source: str
    language: str
    before: str
    others: Mapping[str, str]
    people: Collection[str]
    marked_up: bool


def differences(texts: Compared) -> tuple[Difference, ...]:
    """Return everything that the translation lacks, adds or says otherwise."""
    if unreadable := tuple(_unreadable(texts)):
        return unreadable
    copied = tuple(_untranslated(texts))
    if any(one.sure for one in copied):
        return copied
    return (*copied, *_marks(texts), *_figures(texts), *_names(texts))


def _unreadable(texts: Compared) -> Iterator[Difference]:
    """Yield why the text could stand in no letter."""
    if found := refused_character(texts.translation):
        yield Difference(*found)
    if len(texts.translation) > _LONGEST:
        yield Difference(f"the translation has more than {_LONGEST:,} characters", "split the passage in the appeal")
        return
    known = set(_HTML.findall(texts.original))
    if added := [tag for tag in _HTML.findall(texts.translation) if tag not in known]:
        yield Difference(f"'{shown(added[0])}' is HTML", "write the character itself, and emphasis as *…*")
    if not texts.marked_up:
        if "=?" in texts.translation:
            yield Difference("'=?' cannot stand in the header of an e-mail", "write a space between the two")
        return
    text = PassageText(texts.translation)
    if problem := text.malformed(_NOWHERE):
        yield Difference(problem.message, problem.hint)
    yield from (Difference(one.message, one.hint) for one in text.undefined_names(_NOWHERE))


def _untranslated(texts: Compared) -> Iterator[Difference]:
    """Yield that the text is the original or another translation over again, or in the letters of another language."""
    translation = _words(texts.translation, marked_up=texts.marked_up)
    known = {texts.source: texts.original, **texts.others}
    copy = copy_of(translation, {one: _words(text, marked_up=texts.marked_up) for one, text in known.items()})
    language = language_name(texts.language)
    if copy:
        hint = f"translate it into {language}; if it is right as it is, write it into the appeal's file by hand"
        yield Difference(said_to_be(copy, texts.source), hint, sure=not copy.only_names)
    elif lacks_script(translation, texts.language):
        yield Difference(f"it has no word in the letters of {language}", f"translate it into {language}")


def _marks(texts: Compared) -> Iterator[Difference]:
    """Yield the placeholders, citations, links and addresses that are lost, added, changed or elsewhere."""
    found = tuple(_lost_or_added(texts))
    yield from found
    if not texts.marked_up or any(one.sure for one in found):
        return
    elsewhere = tuple(_conditions(texts))
    yield from elsewhere
    if not elsewhere:
        hint = "leave each citation behind the words that it is for, with nothing but the same words around it"
        around = differences_around(*_both(texts), texts.source, texts.language)
        yield from (Difference(message, hint, sure=sure) for message, sure in around)


def _lost_or_added(texts: Compared) -> Iterator[Difference]:
    hint = "leave what stands in brackets and braces as it is in the original"
    original, translation = _both(texts)
    yield from _counted("placeholder", placeholders(original), placeholders(translation), hint)
    if texts.marked_up:
        cited = citations(original, texts.source), citations(translation, texts.language)
        yield from _counted("citation", *cited, hint)
        yield from _counted("link to", links(original), links(translation), hint)
        yield from _lists(original, translation)
    ours, theirs = (addresses(text, marked_up=texts.marked_up) for text in _both(texts))
    yield from _counted("address", ours, theirs, "leave addresses as they are; type a space between two sentences")


def _lists(original: str, translation: str) -> Iterator[Difference]:
    """Yield that lists have lost or gained items, or have become others."""
    ours, theirs = outline(original), outline(translation)
    items, given = (sum(count for _, _, count in lists) for lists in (ours, theirs))
    hint = "begin each item on a line of its own, with the mark and as far from the margin as in the original"
    if items != given:
        yield Difference(f"its lists have {counted(given, 'item')}, those of the original {items}", hint)
    elif ours != theirs:
        yield Difference("its items stand in other lists than those of the original", hint)


def _counted(what: str, original: Counter[str], translation: Counter[str], hint: str) -> Iterator[Difference]:
    for one in (original - translation).elements():
        yield Difference(f"the {what} '{shown(one)}' is lost", hint, sure=not may_be_words(one))
    for one in (translation - original).elements():
        yield Difference(f"the {what} '{shown(one)}' is not in the original", hint, sure=not may_be_words(one))


def _conditions(texts: Compared) -> Iterator[Difference]:
    """Yield what stands under other conditions than in the original, all of which the translation has."""
    original, translation = map(branches, _both(texts))
    hint = "put the words of '{% if … %}' between the same braces as in the original"
    for conditions in dict.fromkeys((*original, *translation)):
        one, other = original.get(conditions), translation.get(conditions)
        if one is None or other is None or one.times != other.times:
            yield Difference(f"the condition '{shown(conditions[-1])}' stands elsewhere than in the original", hint)
        elif conditions:
            yield from (
                Difference(f"under '{shown(conditions[-1])}', {what}", hint) for what in _moved(texts, one, other)
            )


def _moved(texts: Compared, original: Branch, translation: Branch) -> Iterator[str]:
    """Yield what is lost and added between the braces of one condition."""
    one, other = original.text, translation.text
    for kind, ours, theirs in (
        ("", placeholders(one), placeholders(other)),
        ("the citation ", citations(one, texts.source), citations(other, texts.language)),
        ("the link to ", links(one), links(other)),
    ):
        yield from (f"{kind}'{shown(one)}' is lost" for one in (ours - theirs).elements())
        yield from (f"{kind}'{shown(one)}' is not in the original" for one in (theirs - ours).elements())
    numbers = [
        figures(_words(part.text, marked_up=True), language).numbers
        for part, language in ((original, texts.source), (translation, texts.language))
    ]
    yield from (f"the number {one} is lost" for one in (numbers[0] - numbers[1]).elements())
    yield from (f"the number {one} is not in the original" for one in (numbers[1] - numbers[0]).elements())
    if original.text.strip() and not translation.text.strip():
        yield "there are no words"


def _figures(texts: Compared) -> Iterator[Difference]:
    """Yield the dates and numbers that are others than in the original."""
    original, translation = (
        figures(_words(text, marked_up=texts.marked_up), language)
        for text, language in ((texts.original, texts.source), (texts.translation, texts.language))
    )
    hint = "write the same day, month and year in words of the language"
    for day in dict.fromkeys(differing(original.days, translation.days)):
        there, where = (original, "translation") if original.days[day] else (translation, "original")
        other = translation if there is original else original
        yield Difference(
            f"the date {day} is not in the {where}",
            hint,
            sure=not may_be_there(day, other) and not stands_otherwise(day, other),
        )
    yield from _numbers(original, translation)
    if original.months != translation.months:
        yield Difference("it names other months than the original", "compare the two", sure=False)


def _numbers(original: Figures, translation: Figures) -> Iterator[Difference]:
    """Yield the numbers that are others than in the original, or in another order."""
    spent = parts_of(original.days - translation.days), parts_of(translation.days - original.days)
    lost = list((original.numbers - translation.numbers - spent[1]).elements())
    added = list((translation.numbers - original.numbers - spent[0]).elements())
    for number in list(lost):
        digits = original.bare.get(number, "")
        if digits in added:
            lost.remove(number)
            added.remove(digits)
            hint = "look whether the words behind it say the same; they are not known here"
            yield Difference(f"the number {number} is {digits} in the translation", hint, sure=False)
    hint = "write the same number; if it is right as a word, change the appeal's file by hand"
    yield from (Difference(f"the number {number} is not in the translation", hint) for number in lost)
    yield from (Difference(f"the number {number} is not in the original", hint) for number in added)
    if original.numbers == translation.numbers and original.order_of_numbers != translation.order_of_numbers:
        order = ", ".join(translation.order_of_numbers)
        hint = "look whether each stands beside the words that it is for"
        yield Difference(f"its numbers have another order than in the original: {shown(order)}", hint, sure=False)
    if original.days == translation.days and original.order_of_days != translation.order_of_days:
        order = ", ".join(map(str, translation.order_of_days))
        hint = "look whether each stands beside the words that it is for"
        yield Difference(f"its dates have another order than in the original: {shown(order)}", hint, sure=False)


def _names(texts: Compared) -> Iterator[Difference]:
    """Yield names that the translation lacks, each once.

    A name of a person whom the campaign knows has to be there, in its letters, if the language is written in Latin
    ones; and so has a name of several words that the translation had before, or that all others have kept. Whether a
    single capitalised word that they have kept is a name, nobody can tell without a dictionary: somebody should look.
    """
    if not is_latin(texts.language):
        return
    original, translation = (_plain(text, marked_up=texts.marked_up) for text in _both(texts))
    others = [text for language, text in texts.others.items() if is_latin(language)]
    known = [_plain(text, marked_up=texts.marked_up) for text in ([texts.before] if texts.before else others)]
    months = month_names(texts.source).whole
    hint = "leave names as they are, in the letters of the original"
    lost: list[str] = []
    for name in sorted(_forms(texts), key=len, reverse=True):
        if _has(original, name) and not _has(translation, name) and not any(name in one for one in lost):
            lost.append(name)
            yield Difference(f"the name '{shown(name)}' is lost", hint)
    for name in sorted(dict.fromkeys(_capitalised(original)), key=len, reverse=True):
        kept = bool(known) and name not in months and all(_has(text, name) for text in known)
        if kept and not _has(translation, name) and not any(one in name or name in one for one in lost):
            lost.append(name)
            sure = " " in name
            asked = hint if sure else f"if it has another form in {language_name(texts.language)}, all is well"
            where = "was there before" if texts.before else "the other translations keep"
            yield Difference(f"the name '{shown(name)}' is lost, which {where}", asked, sure=sure)


def _forms(texts: Compared) -> Iterable[str]:
    """Return the names of people as the translation must have them: Polish gives an ending to given names, too."""
    if texts.language not in _DECLINED:
        return texts.people
    return frozenset(name.rpartition(" ")[2] for name in texts.people)


def _capitalised(text: str) -> Iterable[str]:
    """Yield sequences of capitalised words that do not begin a sentence."""
    for found in _NAMES.finditer(text):
        words: list[str] = []
        for word in (*found["name"].split(" "), ""):
            if word[:1].isupper():
                words.append(word)
            elif words:
                yield " ".join(words)
                words = []


def _has(text: str, name: str) -> bool:
    """Tell whether a text has a name, be it with an ending."""
    parts = name.split()
    # Most names of a campaign stand in no text: no pattern is made of them.
    if parts[0] not in text:
        return False
    words = r"\s+".join(map(re.escape, parts))
    return re.search(rf"(?<!\w){words}[’']?\w{{0,{_ENDING}}}(?!\w)", text) is not None


def _both(texts: Compared) -> tuple[str, str]:
    return texts.original, texts.translation


def _plain(text: str, *, marked_up: bool) -> str:
    return BRACES.sub(" ", PassageText(text).plain if marked_up else text)


def _words(text: str, *, marked_up: bool) -> str:
    return without_addresses(_plain(text, marked_up=marked_up))
