"""How a text speaks of institutions: the full names in it, the short names that it defines, and those that it uses.

A short name is an abbreviation ("ICRC"), a word for an institution after its article ("the Union"), or whatever stands
in brackets behind the name that it is for ("the Campaign for Clean Buses (the Campaign)").
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from entreaty.content.shipped.guidance import Institutions, load_guidance
from entreaty.writing.checking.wording.texts import any_of, unquoted, without_codes

_PARENTHESES = re.compile(r"\(([^()]*)\)")
_TOKEN = re.compile(r"(?<![\w.])(?:(?:[A-Z]\.){3,}(?! [A-Z])|[^\W_]{2,})")
_INITIALS = re.compile(r"[A-Z]{2} [A-Z][a-zß-ÿ]")
_MIXED = re.compile(r"[A-Z][a-z]{1,2}[A-Z]{1,3}|[A-Z]{2,3}[a-z][A-Z]{1,3}")
_ROMAN = re.compile(r"[IVXLCDM]+")
# Longer words in capitals are no abbreviations, and a single capital is an initial.
_LONGEST = 12
_LETTERS = 2
# A short name in brackets has few words, and one of them stands in the name before it.
_FEW_WORDS = 5
_NAME_LENGTH = 200
_WORD_LENGTH = 60
# "l’Association « Bus propres »"
_QUOTED_TITLE = re.compile(r" [“„«\"‘] ?(\w+)")
_MARKS = ' :“”„«»"‘'
# Words of a name that say nothing about whose it is.
_SMALL = 3

Name = frozenset[str]
"""The words of a full name that tell whose it is: {"protection"} of "the Union for the Protection of Examples"."""


@dataclass(frozen=True, slots=True)
class Use:
    """A short name in a text.

    Attributes:
        shown: As it stands there, such as "the Union".
        word: The word that a definition of it defines, such as "Union".
        start: Where it begins.
    """

    shown: str
    word: str
    start: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as it speaks of institutions.

    Attributes:
        uses: The short names that it uses.
        defined: The words that it explains, by definition or as part of a full name, and where it first does.
        short_names: Those of them that it puts in brackets.
        named: What tells each full name of a word apart: {"Union": {{"european"}, {"protection"}}}.
    """

    uses: tuple[Use, ...]
    defined: dict[str, int]
    short_names: frozenset[str]
    named: dict[str, frozenset[Name]]


@dataclass(frozen=True, slots=True)
class _Noun:
    """A word for an institution in a text: a bare short name, part of a full name, or neither."""

    word: str
    start: int
    end: int
    bare: bool
    name: Name


@lru_cache(maxsize=4096)
def read_institutions(words: str, language: str, short_names: frozenset[str] = frozenset()) -> Reading:
    """Return how a text speaks of institutions.

    Args:
        words: The text, with single spaces.
        language: Its language.
        short_names: Short names that other texts define.
    """
    brackets = {match.span(): forms for match in _PARENTHESES.finditer(words) if (forms := _defines(match, language))}
    inside = list(brackets)
    own = unquoted(words)
    nouns = [noun for noun in _nouns(own, words, language) if not _within(noun.start, inside)]
    defined: dict[str, int] = {}
    named: dict[str, set[Name]] = {}
    for (start, _), forms in brackets.items():
        for form in forms:
            defined.setdefault(form, start)
    for match in _PARENTHESES.finditer(words):
        if short := _spelt_out(match):
            defined.setdefault(short, match.start() - len(short) - 1)
    for match in _called(language).finditer(own):
        if is_abbreviation(match["short"]) and (match["naming"] or _has_initials(match["short"], own[: match.start()])):
            defined.setdefault(match["short"], match.start("short"))
    for noun in nouns:
        if noun.name:
            defined[noun.word] = min(noun.start, defined.get(noun.word, noun.start))
            named.setdefault(noun.word, set()).add(noun.name)
    uses = [Use(own[_article_before(own, noun.start) : noun.end], noun.word, noun.start) for noun in nouns if noun.bare]
    uses += (use for use in _abbreviations(without_codes(own), language) if not _within(use.start, inside))
    uses += (use for use in _others(own, short_names) if not _within(use.start, inside))
    return Reading(
        uses=tuple(sorted(uses, key=lambda use: use.start)),
        defined=defined,
        short_names=frozenset(form for forms in brackets.values() for form in forms),
        named={word: frozenset(names) for word, names in named.items()},
    )


def is_abbreviation(word: str) -> bool:
    """Tell whether a word is written like an abbreviation, such as "ICRC", "CO2" or "ECtHR"."""
    letters = sum(character.isalpha() for character in word)
    capitals = word.isupper() or _MIXED.fullmatch(word) is not None
    return letters >= _LETTERS and len(word) <= _LONGEST and capitals and not _ROMAN.fullmatch(word)


def _defines(match: re.Match[str], language: str) -> tuple[str, ...]:
    """Return the short names that words in brackets define, such as ("Union",) for "(the Union)"."""
    guidance = load_guidance()
    institutions = guidance.institutions.get(language)
    before = match.string[max(0, match.start() - _NAME_LENGTH) : match.start()].casefold()
    forms: list[str] = []
    introduction = re.match(
        rf"({any_of(guidance.introductions.get(language, ()))})\b", match[1].strip(_MARKS), re.IGNORECASE
    )
    content = match[1].strip(_MARKS)[introduction.end() if introduction else 0 :]
    for part in re.split(r"[,;]| or | ou | oder ", content):
        form = _undotted(part.strip(_MARKS))
        bare = _without_article(form, institutions) if institutions else form
        if is_abbreviation(form) or is_abbreviation(bare):
            forms.append(bare if is_abbreviation(bare) else form)
        elif introduction and bare:
            forms.append(bare)
        elif institutions and bare != form and len(bare.split()) <= _FEW_WORDS and not bare.islower():
            last = bare.split()[-1]
            if last in institutions.words or re.search(rf"\b{re.escape(last.casefold())}", before):
                forms.append(bare)
    return tuple(dict.fromkeys(forms))


@lru_cache(maxsize=16)
def _called(language: str) -> re.Pattern[str]:
    """Return a pattern of what a name is also called: "known as the NRA", ", or NRA,"."""
    guidance = load_guidance()
    institutions = guidance.institutions.get(language)
    article = rf"(?:(?:{any_of(institutions.articles)})(?: |(?<=’)))?" if institutions else ""
    naming = rf"(?P<naming>\b(?:{any_of(guidance.introductions.get(language, ()))}):? )"
    return re.compile(rf"(?:{naming}|, (?:or|ou|oder) ){article}(?P<short>[^\W_]+)(?!\w)", re.IGNORECASE)


def _has_initials(short: str, before: str) -> bool:
    """Tell whether the last words of a text begin with the letters of an abbreviation: "National Rivers Authority"."""
    initials = iter([word[0].upper() for word in re.findall(r"[^\W\d_]+", before)[-2 * len(short) :]])
    return all(letter in initials for letter in short)


def _undotted(form: str) -> str:
    """Return an abbreviation without its full stops: "NRA" for "N.R.A."."""
    return form.replace(".", "") if re.fullmatch(r"(?:[^\W\d_]\.){2,}", form) else form


def _spelt_out(match: re.Match[str]) -> str:
    """Return the abbreviation before brackets that spell it out: "ICRC (International Committee …)"; else ""."""
    before = re.search(r"([^\W_]+) $", match.string[max(0, match.start() - _WORD_LENGTH) : match.start()])
    spelt = len(re.findall(r"[^\W\d_]{2,}", match[1])) > 1
    return before[1] if before and spelt and is_abbreviation(before[1]) else ""


def _without_article(form: str, institutions: Institutions) -> str:
    """Return a short name without the article before it: "Union" for "the Union" and "l’Union"."""
    for article in sorted(institutions.articles, key=len, reverse=True):
        opening = article if article.endswith("’") else f"{article} "
        if form.casefold().startswith(opening.casefold()):
            return form[len(opening) :].strip(_MARKS)
    return form


def _nouns(words: str, whole: str, language: str) -> Iterator[_Noun]:
    """Yield the words for institutions in a text, each as a short name, as part of a full name, or as neither.

    Args:
        words: The text with blanks in place of what it quotes.
        whole: The text.
        language: Its language.
    """
    institutions = load_guidance().institutions.get(language)
    if institutions is None:
        return
    for match in _noun_pattern(language).finditer(words):
        noun = next(one for one in institutions.words if one.casefold() == match["noun"].casefold())
        article = _article_before(words, match.start()) < match.start()
        previous = "" if article else _word_before(words, match.start())
        after = re.match(r" ([\w’&-]+)(?: ([\w’-]+))?(?: ([\w’-]+))?", words[match.end() :])
        before = (match["compound"], previous if _is_capitalised(previous) else "")
        goes_on = after is not None and _goes_on(after[1], institutions)
        whose = _whose(after, institutions) if after and goes_on else ""
        if title := _QUOTED_TITLE.match(whole, match.end()):
            goes_on, whose = True, title[1]
        name = frozenset(word.casefold() for word in (*before, whose) if word)
        yield _Noun(noun, match.start(), match.end(), bare=article and not goes_on and not name, name=name)


def _whose(after: re.Match[str], institutions: Institutions) -> str:
    """Return the first word behind that for an institution that tells whose it is: "Torture" of "against Torture"."""
    if _is_capitalised(after[1]):
        return ""
    rest = re.sub(rf"^(?:{any_of(institutions.qualifiers)})(?!\w)", "", after[1]).strip("’")
    following = [word for word in (rest, after[2], after[3]) if word and len(word) > _SMALL]
    # English names have capitals: "the Committee on Torture" is one, and "the Committee on its own" is none.
    plain = institutions.endings or institutions.inflections or any(map(_is_capitalised, following))
    return following[0] if following and plain else ""


@lru_cache(maxsize=16)
def _noun_pattern(language: str) -> re.Pattern[str]:
    institutions = load_guidance().institutions[language]
    nouns = any_of(institutions.words)
    if institutions.inflections:
        ends = any_of(institutions.inflections)
        return re.compile(rf"\b(?P<compound>[^\W\d_]*?)(?P<noun>{nouns}|{nouns.lower()})(?:{ends})?\b")
    return re.compile(rf"\b(?P<compound>)(?P<noun>{nouns})\b")


def _goes_on(word: str, institutions: Institutions) -> bool:
    """Tell whether a word behind that for an institution is part of its name."""
    if word.casefold() in institutions.qualifiers or any(
        word.casefold().startswith(one) for one in institutions.qualifiers if one.endswith("’")
    ):
        return True
    # In German, "die Stiftung Warentest" is a name, and "die Stiftung Fehler" of a clause may be: nobody can tell.
    return _is_capitalised(word) or (word.islower() and word.endswith(institutions.endings) and len(word) > _SMALL)


def _is_capitalised(word: str) -> bool:
    return word[:1].isupper()


def _article_before(words: str, start: int) -> int:
    """Return where the article of a word begins, or the word itself where there is none."""
    found = _articles().search(words[max(0, start - 8) : start])
    return start - len(found[0]) if found else start


@lru_cache(maxsize=1)
def _articles() -> re.Pattern[str]:
    every = {article for institutions in load_guidance().institutions.values() for article in institutions.articles}
    elided = any_of(tuple(sorted(article for article in every if article.endswith("’"))))
    whole = any_of(tuple(sorted(article for article in every if not article.endswith("’"))))
    return re.compile(rf"\b(?:(?:{elided})|(?:{whole}) )$", re.IGNORECASE)


def _word_before(words: str, start: int) -> str:
    found = re.search(r"([\w.’-]+) $", words[max(0, start - _WORD_LENGTH) : start])
    return found[1] if found else ""


def _abbreviations(words: str, language: str) -> Iterator[Use]:
    """Yield the abbreviations of a text that not everybody knows."""
    known = load_guidance().abbreviations
    common = {*known.get("any", ()), *known.get(language, ())}
    for match in _TOKEN.finditer(words):
        word = _undotted(match[0] if match[0].isupper() else match[0].removesuffix("s"))
        # "JK Rowling" is a person, and "the JK Committee" is none.
        initials = _INITIALS.match(words, match.start()) and _article_before(words, match.start()) == match.start()
        if is_abbreviation(word) and not initials and word not in common and word.removesuffix("S") not in common:
            yield Use(match[0], word, match.start())


def _others(words: str, short_names: frozenset[str]) -> Iterator[Use]:
    """Yield the short names that other texts define and that are neither abbreviations nor words for institutions."""
    nouns = {noun for institutions in load_guidance().institutions.values() for noun in institutions.words}
    for form in sorted(short_names):
        if form in words and not is_abbreviation(form) and form not in nouns:
            for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", words):
                start = _article_before(words, match.start())
                if start < match.start():
                    yield Use(words[start : match.end()], form, match.start())


def _within(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= place < end for start, end in spans)
