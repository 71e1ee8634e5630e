"""What stands after a place that was understood: whether it belongs to the place, or is words about it."""

import re

from entreaty.writing.citing.pinpoints.numbers import ROMAN_COUNT
from entreaty.writing.citing.pinpoints.place import ARTICLE_LIKE, WITHOUT_NUMBER
from entreaty.writing.citing.pinpoints.words import WORD, Words

# "UCC § 2-207", "amend. XIV, § 1".
_WORDS_AND_SIGN = re.compile(r"(?:[^\W\d_][\w.,]*\s){1,2}[§¶]")
_WORD_AND_ROMAN = re.compile(rf"[^\W\d_]+(?:\.\s|\s(?!I\b)){ROMAN_COUNT}(?=$|[,.;(]|\s\()")
_ALONE_ROMAN = re.compile(rf"{ROMAN_COUNT}(?=$|[,.;(])")
_NUMBER_ALONE = re.compile(r"\d+[a-z]{0,2}(?:[.:/]\d+|\(\w+\))+[a-z]?(?=$|\.$|,)")
_MARK = re.compile(r"[§¶№#\-–—−‑‐]")
_WORD_AND_NUMBER = re.compile(r"[^\W\d_]+\.?\s?\d")
_YEAR = re.compile(r"[^\W\d_]+\.?\s(?:1[5-9]|20)\d\d(?!\d)")
# "(1A)", "(f)", "f)", "[15]", "«с»"; "(2010)" and "(sic)" are words.
_BRACKET = r"\((?:\d{1,3}[A-Za-z]*|[^\W\d_]|(?P<twice>[a-z])(?P=twice)|[ivx]+|[IVX]+)\)|[^\W\d_]{1,2}\)|\[\d{1,3}\]"
_BRACKET_OR_QUOTED = re.compile(rf"{_BRACKET}|[«„“‘\"'][^\W_]{{1,2}}[»“”’\"']")
_WORD_AND_BRACKET = re.compile(rf"[^\W\d_]+\.?\s?(?:{_BRACKET})")
# "letra f", "Doppelbuchst. aa": letters in capitals are names of people, too.
_WORD_AND_LETTER = re.compile(r"[^\W\d_]{2,}\.?\s(?:[a-z]|([a-z])\1)(?=\.?$|[,;])")
_LETTER = re.compile(r"(?P<letter>[^\W\d_])(?P=letter)?(?![\w'’]|[-–][^\W\d_])")
_INITIAL = re.compile(r"[A-Z]\.\s[A-Z]")
_WORD_FOLLOWS = re.compile(r"\s[^\W\d_]")
# Words of one letter in the languages that are read, such as "a" and "y".
_LETTERS_THAT_ARE_WORDS = "aeiouyàéóI"
# "2. Alt.", "3°", "5-րդ", "2nd".
_ORDINAL = re.compile(r"\d{1,3}(?:\.?[º°ª]|\.|st|nd|rd|th|er|re|ère|e|ème|-[^\W\d_]{1,4})\s?(?=[^\W\d_]|$)")
_ORDINAL_OF_EDITION = re.compile(r"\d+(?:st|nd|rd|th|e|ème)\s")
_WORDS_AND_ORDINAL = re.compile(r"(?:[^\W\d_]+\s){1,3}\d{1,3}\.?[º°ª]")
_PAGES = re.compile(r"\d+(?:\s?[-–—]{1,3}\s?\d+)?(?=\s)")
_LETTERS = re.compile(r"[^\W\d_]+")
_NUMBER = re.compile(r"[\d(\[]|[IVXLCDM]+(?!\w)")


def belongs_to_place(rest: str, words: Words) -> bool:
    """Tell whether what follows an understood place belongs to the place too, such as "F (b)" after "art. 1".

    A place of which a part is not understood is another place: whoever is in doubt keeps it whole.
    """
    following = rest.lstrip()
    if not following or following == ".":
        return False
    if (another := after_and(following.lstrip(", "), words)) is not None:
        # "art. 5 and annex II" counts in two ways.
        return is_further_place(another, words)
    if following.startswith(","):
        return is_further_place(following.lstrip(", "), words)
    if following == rest:
        # "R.* 421-1", "4:2": what is joined to a number is part of it.
        return not re.match(r"[.:](?:\s(?![\d§¶(])|$)", rest)
    numbered = following[0].isdigit() or _MARK.match(following)
    return bool(numbered) or is_further_place(following, words) or _is_within_another(following, words)


def is_further_place(text: str, words: Words) -> bool:
    """Tell whether words that follow a place are meant as another, such as "c)", "III" or "second sentence"."""
    if text[:1].isdigit() and not _ORDINAL_OF_EDITION.match(text):
        return True
    return bool(
        _BRACKET_OR_QUOTED.match(text)
        or _ALONE_ROMAN.match(text)
        or _WORD_AND_BRACKET.match(text)
        or _WORD_AND_LETTER.match(text)
        or _is_letter(text, words)
        or is_meant_as_place(text, words)
    )


def after_and(text: str, words: Words) -> str | None:
    """Return what follows a word such as "and" at the beginning of a text; None if it does not begin with one."""
    found = words.also.match(f" {text}")
    return text[found.end() - 1 :] if found else None


def is_meant_as_place(text: str, words: Words) -> bool:
    """Tell whether words look like a place that is counted in an unknown way, such as "box 3" or "art. Xylophone"."""
    if _MARK.match(text):
        return not text.startswith(("- ", "– ", "— "))
    if _WORDS_AND_SIGN.match(text) or _WORD_AND_ROMAN.match(text) or _NUMBER_ALONE.match(text):
        return True
    if _WORD_AND_NUMBER.match(text):
        return not _YEAR.match(text)
    if (pages := _PAGES.match(text)) and (another := after_and(text[pages.end() :].lstrip(), words)) is not None:
        return is_meant_as_place(another, words)
    if _WORDS_AND_ORDINAL.match(text) or _is_ordinal_place(text, words):
        return True
    return _is_label_and_number(text, words)


def _is_label_and_number(text: str, words: Words) -> bool:
    word = WORD.match(text)
    if not word or words.label(word["word"]) is None or word.end() == len(text):
        return False
    following = text[word.end() :]
    abbreviated = word[0].rstrip().endswith(".")
    return word.end() > word.end("word") and (
        abbreviated or bool(re.match(r"[^\W\d_a-zß-öø-ÿ]|\d", following)) or _begins_with_ordinal(following, words)
    )


def _is_ordinal_place(text: str, words: Words) -> bool:
    """Tell whether an ordinal number and a label follow each other, as in "first subparagraph" and "2. Alt."."""
    text = text.removeprefix("(")
    number = _ORDINAL.match(text)
    if number is None and _begins_with_ordinal(text, words):
        number = re.match(r"\w+\s?", text)
    word = WORD.match(text, number.end()) if number else None
    return bool(word and len(word["word"]) > 1 and words.label(word["word"]))


def _begins_with_ordinal(text: str, words: Words) -> bool:
    word = _LETTERS.match(text)
    return word is not None and (word[0].casefold() in words.ordinals or word[0].casefold() in words.last)


def _is_letter(text: str, words: Words) -> bool:
    """Tell whether a letter alone follows, as in "§ 3 a" and "art. 1 F", that is neither a word nor an initial."""
    found = _LETTER.match(text)
    if not found:
        return False
    following = text[found.end() :]
    if not _WORD_FOLLOWS.match(following):
        return not _INITIAL.match(text)
    word = WORD.match(following.lstrip())
    if word and len(word["word"]) > 1 and words.label(word["word"]):
        return True
    return found[0] not in _LETTERS_THAT_ARE_WORDS and (found[0].isascii() or found[0].isupper())


def _is_within_another(text: str, words: Words) -> bool:
    """Tell whether the place is said to be in another, as in "of Article 6(1)" after "point (f)"."""
    joined = words.of.match(text)
    word = WORD.match(text, joined.end()) if joined else None
    label = words.label(word["word"]) if word else None
    counted = {*ARTICLE_LIKE, *WITHOUT_NUMBER, "chapter", "part", "title", "para", "paragraph"}
    return bool(word) and label in counted and bool(_NUMBER.match(text, word.end()) if word else None)
