"""Titles of sources as styles print them: with capitals, and in quotation marks within which others are turned over."""

import re

_SMALL = frozenset({
    "a", "an", "the", "and", "but", "for", "nor", "or", "so", "yet", "as", "at", "by", "down", "from", "in",
    "into", "like", "near", "of", "off", "on", "onto", "out", "over", "past", "per", "than", "to", "up", "upon",
    "v", "v.", "versus", "via", "vs", "vs.", "with",
})  # fmt: skip
_LONG_PREPOSITIONS = frozenset({
    "about", "above", "across", "after", "against", "along", "among", "amongst", "around", "before", "behind",
    "below", "beneath", "beside", "between", "beyond", "despite", "during", "except", "inside", "outside",
    "since", "through", "throughout", "till", "toward", "towards", "under", "underneath", "until", "within",
    "without",
})  # fmt: skip
_ENGLISH_ONLY = frozenset({
    "the", "of", "and", "with", "from",
})  # fmt: skip
# Parts of names and of phrases from other languages, which their owners write small.
_OF_NAMES = frozenset({
    "de", "der", "den", "des", "dem", "del", "della", "di", "da", "du", "van", "von", "zu", "zur", "zum", "la",
    "le", "les", "el", "al", "bin", "ibn", "y", "e", "et", "ter", "ten", "te", "af", "av", "facto", "jure",
    "inter", "alia", "ad", "hoc", "vitro", "situ",
})  # fmt: skip
_WORD = re.compile(
    r"(?P<kept><span class=\"nocase\">.*?</span>|<(?P<tag>i|sup|sub)>.*?</(?P=tag)>|<[^>]*>|https?://\S+)|(?P<word>[^\W_][^\s<>–—/]*)"
)
_TAG = re.compile(r"<[^>]*>")
_PARTS = re.compile(r"(-)")
_MARKS = ".,;:!?)]’”\"'"
_BEGINS_ANEW = re.compile(r"(?:[:?!]|[–—])[\s‘’“”\"'(\[]*$")

_INSIDE = (
    re.compile(r"“(?P<words>[^“”]+)”"),
    re.compile(r"„(?P<words>[^„“”]+)[“”]"),
    re.compile(r"«\s?(?P<words>[^«»]+?)\s?»"),
    re.compile(r"(?<!\w)\"(?P<words>[^\"]+)\"(?!\w)"),
    re.compile(r"‘(?P<words>[^‘]+?)’(?!\w)"),
    re.compile(r"‚(?P<words>[^‚‘]+)‘"),
    re.compile(r"(?<!\w)'(?P<words>\S[^']*(?:\w'\w[^']*)*)'(?!\w)"),
)


def title_case(title: str, language: str | None, *, long_prepositions: bool = False) -> str:
    """Return an English title with capitals: "Convention relative to War" becomes "Convention Relative to War".

    Articles, conjunctions and prepositions stay small. Nothing loses a capital, and what has capitals, digits or an
    apostrophe inside ("iPhone", "2nd", "d’Ivoire") is left alone, as are small parts of names ("van der"), and what
    stands in italics (`<i>`) or in a "nocase" span. The first and the last word, and the first after a colon or a dash,
    always get one.

    Args:
        title: The title, such as "Shattering one-way mirrors: data rights in practice".
        language: Its language, as `language_of` has it; titles in any other than English stay as they are.
        long_prepositions: Whether prepositions of five letters and more, such as "against", have capitals too
            (Bluebook rule 8).
    """
    if language is None or language.partition("-")[0] != "en":
        return title
    small = _SMALL if long_prepositions else _SMALL | _LONG_PREPOSITIONS
    words = [found for found in _WORD.finditer(title) if not _TAG.fullmatch(found[0])]
    made, position = [], 0
    for number, found in enumerate(words):
        if not found["word"]:
            continue
        outermost = number in {0, len(words) - 1} or bool(_BEGINS_ANEW.search(title[: found.start()]))
        made += [title[position : found.start()], _capitalised(found["word"], small, outermost=outermost)]
        position = found.end()
    return "".join((*made, title[position:]))


def language_of(title: str, said: str | None) -> str | None:
    """Return the language of a title: what its source says, or English if it has a word that only English has.

    Args:
        title: The title.
        said: The language of the source, such as "en-GB"; None where nobody has said it.
    """
    return said or ("en" if _ENGLISH_ONLY & set(title.split()) else None)


def quoted(title: str, marks: tuple[str, str], inner: tuple[str, str]) -> str:
    """Return the title in quotation marks, those within it turned into the other kind: “Samples: ‘A’ report”.

    Args:
        title: The title, whatever its own marks are: straight, English, German or French.
        marks: The opening and the closing mark around it, with the spaces that belong to them.
        inner: Those within it.
    """
    for pattern in _INSIDE:
        title = pattern.sub(lambda found: f"\0{found['words']}\1", title)
    return marks[0] + title.replace("\0", inner[0]).replace("\1", inner[1]) + marks[1]


def _capitalised(word: str, small: frozenset[str], *, outermost: bool) -> str:
    bare = word.rstrip(_MARKS)
    if not outermost and (bare in small or word in small or bare in _OF_NAMES):
        return word
    if not bare.replace("-", "").isalpha() or not bare.islower():
        return word
    parts = enumerate(_PARTS.split(word))
    return "".join(one if at and one.rstrip(_MARKS) in small else one[:1].upper() + one[1:] for at, one in parts)
