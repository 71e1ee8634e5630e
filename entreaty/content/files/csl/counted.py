"""Numbers of sources without the words that people and catalogues write beside them: "3" for "vol. 3" and "2nd ed.".

Citation styles print these words themselves, each in its own way, or leave them out.
"""

import re
from collections.abc import Callable, Mapping

_NO = r"n[°ºo]|nos|nr|nrs|№|num|number|numéro|número|núm|nummer"
# What stands before the number, in the languages of letters; capitals do not matter.
_BEFORE: Mapping[str, str] = {
    "volume": r"vols?|volumen?|bde?|band|bände|jg|jahrgang|tome|tomo|том|հատոր|cild|ტომი|المجلد|t(?=\.)|т(?=\.)",
    "issue": rf"{_NO}|iss|issue|heft|ausgabe|fasc|выпуск|вып",
    "page": r"pp?|pages?|pgs?|s(?=\.|\s)|seiten?|págs?|páginas?|стр|с(?=\.)|էջ|səh|გვ|ص",
    "version": r"version|versión|ver|vers|v|версия|versiya|ვერსია|الإصدار",
    "section": r"§+|sections?|sects?|secs?|s(?=\.|\s)",
    "edition": r"editions?|edn?|éditions?|éd|auflage|aufl|edición|издание|изд",
    "collection-number": rf"{_NO}|vols?|volume|bd|band|heft",
}
_EDITION_WORD = re.compile(rf"(?:(?<=[\s,.\d])|^)(?:{_BEFORE['edition']})\.?$", re.IGNORECASE)
_ORDINAL = re.compile(r"(\d{1,3})(?:\.|st|nd|rd|th|d|ers?|res?|ère|ème|e|ª|º|\.ª|-[а-я]+)?")


def without_word(field: str) -> Callable[[str], str]:
    """Return what takes the word of a field from its text: for "page" it makes "3-9" of "pp. 3-9".

    Args:
        field: One of the fields that are counted, such as "volume".
    """
    # A number, a Roman one or a letter follows; "Version of Record" is a name.
    word = re.compile(rf"(?i:{_BEFORE[field]})(?:\.\s*|\s+|(?=\d)|(?<=[°º№§])\s*)(?=[\d(A-Z]|[ivxlc]+\b)")

    def bare(text: str) -> str:
        found = word.match(text)
        return text[found.end() :] if found else text

    return bare


def edition_number(text: str) -> str:
    """Return "2" for "2nd ed.", "2e éd." and "2. Auflage"; of others what stands before the word, such as "revised"."""
    bare = without_word("edition")(text)
    bare = _EDITION_WORD.sub("", bare).rstrip(" ,") or text
    ordinal = _ORDINAL.fullmatch(bare)
    return ordinal[1] if ordinal else bare
