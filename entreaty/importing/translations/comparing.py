"""Compare a translation with its original: what must be the same in both, whatever the language."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from entreaty.content.locales import language_name, month_names
from entreaty.content.model import shown
from entreaty.importing.translations.figures import Day, Figures, differing, figures
from entreaty.problems import Location
from entreaty.storage.characters import refused_character
from entreaty.writing.citing.syntax import Cite
from entreaty.writing.passage_text import PassageText

_LONGEST = 5_000
_NOWHERE = Location(Path())
_BRACES = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_HTML = re.compile(r"</?[A-Za-z][^<>]*>|<!--|&(?:[A-Za-z]+|#x?[0-9A-Fa-f]+);")
# Words with a capital that begin no sentence, one or several in a row.
_WORD = r"[^\W\d_][\w’'-]+"
_NAMES = re.compile(rf"(?<=[\w,;:’)] )(?P<name>{_WORD}(?: {_WORD})*)")
_LATIN = re.compile(r"[A-Za-z]")
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
        people: The family names that the campaign knows, of recipients and authors.
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
    return (*_marks(texts), *_figures(texts), *_names(texts))


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


def _marks(texts: Compared) -> Iterator[Difference]:
    """Yield the placeholders, citations and links that are lost, added or changed."""
    braces = [Counter("".join(found.split()) for found in _BRACES.findall(text)) for text in _both(texts)]
    yield from _lost_and_added("placeholder", *braces)
    if texts.marked_up:
        original = PassageText(texts.original, texts.source)
        translation = PassageText(texts.translation, texts.language)
        yield from _lost_and_added(
            "citation", *(Counter(map(_as_written, text.cites)) for text in (original, translation))
        )
        links = [Counter(span.href for span in text.spans if span.href) for text in (original, translation)]
        yield from _lost_and_added("link to", *links)


def _as_written(cite: Cite) -> str:
    """Return what of a citation is the same in every language, such as "@gc3, art 118": words around it may differ."""
    key = f"{'-' if cite.without_author else ''}@{cite.key}"
    place = cite.pinpoint or cite.unread
    return f"{key}, {place}" if place else key


def _lost_and_added(what: str, original: Counter[str], translation: Counter[str]) -> Iterator[Difference]:
    hint = "leave what stands in brackets and braces as it is in the original"
    for one in (original - translation).elements():
        yield Difference(f"the {what} '{shown(one)}' is lost", hint)
    for one in (translation - original).elements():
        yield Difference(f"the {what} '{shown(one)}' is not in the original", hint)


def _figures(texts: Compared) -> Iterator[Difference]:
    """Yield the dates and numbers that are others than in the original."""
    original, translation = (
        figures(_plain(text, marked_up=texts.marked_up), language)
        for text, language in ((texts.original, texts.source), (texts.translation, texts.language))
    )
    hint = "write the same day, month and year in words of the language"
    for day in dict.fromkeys(differing(original.days, translation.days)):
        there, where = (original, "translation") if original.days[day] else (translation, "original")
        other = translation if there is original else original
        yield Difference(
            f"the date {day} is not in the {where}",
            hint,
            sure=not _may_be_there(day, other) and not _elsewhere(day, other),
        )
    hint = "write the same number; if it is right as a word, change the appeal's file by hand"
    spent = _parts(original.days - translation.days), _parts(translation.days - original.days)
    for number in (original.numbers - translation.numbers - spent[1]).elements():
        yield Difference(f"the number {number} is not in the translation", hint)
    for number in (translation.numbers - original.numbers - spent[0]).elements():
        yield Difference(f"the number {number} is not in the original", hint)
    if original.months != translation.months:
        yield Difference("it names other months than the original", "compare the two", sure=False)


def _parts(days: Counter[Day]) -> Counter[str]:
    """Return the numbers in dates, which are numbers where a language has a form of date that is not known here."""
    parts: Counter[str] = Counter()
    for day, times in days.items():
        parts.update({str(part): times for part in (day.day, day.year) if part})
    return parts


def _may_be_there(day: Day, other: Figures) -> bool:
    """Tell whether the numbers of a date stand in the other text, where its month was not understood."""
    return all(other.numbers[str(part)] for part in (day.day, day.year) if part)


def _elsewhere(day: Day, other: Figures) -> bool:
    """Tell whether the other text has the date with a year where this one has none, or the other way round."""
    return any(
        (one.month, one.day) == (day.month, day.day) and bool(day.day) and 0 in {one.year, day.year}
        for one in other.days
    )


def _names(texts: Compared) -> Iterator[Difference]:
    """Yield names that the translation lacks.

    A name of a person whom the campaign knows has to be there, in its letters, if the language is written in Latin
    ones; and so has a name of several words that the translation had before, or that all others have kept. Whether a
    single capitalised word that they have kept is a name, nobody can tell without a dictionary: somebody should look.
    """
    original, translation = (_plain(text, marked_up=texts.marked_up) for text in _both(texts))
    if not _LATIN.search(translation):
        return
    witnesses = [texts.before] if texts.before else [text for text in texts.others.values() if _LATIN.search(text)]
    known = [_plain(text, marked_up=texts.marked_up) for text in witnesses]
    months = month_names(texts.source).whole
    hint = "leave names as they are, in the letters of the original"
    lost: list[str] = []
    for name in sorted(texts.people, key=len, reverse=True):
        if _has(original, name) and not _has(translation, name) and not any(name in one for one in lost):
            lost.append(name)
            yield Difference(f"the name '{shown(name)}' is lost", hint)
    for name in dict.fromkeys(_capitalised(original)):
        kept = bool(known) and name not in months and all(_has(text, name) for text in known)
        if kept and not _has(translation, name) and not any(one in name for one in lost):
            sure = " " in name
            asked = hint if sure else f"if it has another form in {language_name(texts.language)}, all is well"
            where = "was there before" if texts.before else "the other translations keep"
            yield Difference(f"the name '{shown(name)}' is lost, which {where}", asked, sure=sure)


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
    return re.search(rf"(?<!\w){re.escape(name)}[’']?\w{{0,{_ENDING}}}(?!\w)", text) is not None


def _both(texts: Compared) -> tuple[str, str]:
    return texts.original, texts.translation


def _plain(text: str, *, marked_up: bool) -> str:
    return _BRACES.sub(" ", PassageText(text).plain if marked_up else text)
