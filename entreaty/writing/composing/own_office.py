"""The office as the profile has it, where it says more than the form of address: Oberbürgermeisterin, Lord Mayor."""

import re
from functools import lru_cache

from entreaty.content.shipped.titles import load_titles

_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_PUNCTUATION = ",:;!? "
EXCELLENCY = re.compile("Excellen|Exzellen|Exc?m[ao]\\.|Excelencia|Excelent")
"""What words of a form begin with that call somebody an Excellency."""
NAMED = re.compile(r"\{(name|surname|name_dative|household)\}")
"""What a line of an envelope holds that names people."""


def called_by_office(salutation: str, office: str, form: str, language: str) -> str:
    """Return the words of a salutation with the profile's own office in place of the form's, where it says more.

    Args:
        salutation: The form's words, such as "Sehr geehrte Frau Bürgermeisterin," or "Dear Mayor[ {surname}],".
        office: The profile's office, such as "Oberbürgermeisterin der Stadt Kehlstadt"; it may be empty.
        form: The form of address, such as "mayor".
        language: The language of both.
    """
    end = _BRACKETS.sub("", salutation).rstrip(_PUNCTUATION)
    noun = end.rpartition(" ")[2]
    if not office or not noun or "{" in noun:
        return salutation
    own = says_more(office, noun, form, language)
    if not own:
        return salutation
    changed = f"{end.removesuffix(noun)}{own}{salutation[len(end) :]}"
    return _BRACKETS.sub("", changed) if own in load_titles().offices.alone else changed


def is_replaced(line: str, office: str, form: str, language: str) -> bool:
    """Tell whether the profile's office stands on the envelope in place of a line of the form, as it says more.

    Args:
        line: A line of the form, such as "Maire[ {de_constituency}]"; one that names people stays.
        office: The profile's office, such as "Bourgmestre de Liège"; it may be empty.
        form: The form of address, such as "mayor".
        language: The language of both.
    """
    noun = re.split(r"[\[{]", line)[0].strip()
    if not office or not noun or NAMED.search(line) or EXCELLENCY.search(line):
        return False
    return bool(says_more(office, noun, form, language))


@lru_cache(maxsize=1024)
def says_more(office: str, noun: str, form: str, language: str) -> str:
    """Return what holders of an office are called by it, if that is more than the form's word; else nothing.

    Args:
        office: Such as "Oberbürgermeisterin der Stadt Kehlstadt" or "Vice-présidente".
        noun: The form's word, such as "Bürgermeisterin" or "Présidente".
        form: The form of address, such as "mayor".
        language: The language of both.
    """
    known = load_titles().offices
    ends = "|".join(map(re.escape, known.until.get(language, ())))
    head = re.split(rf"\s(?:{ends})(?:\s|’|$)|\sd’|,|\s\(" if ends else r",|\s\(", office)[0].strip()
    if head in known.also.get(language, {}).get(form, ()):
        return head
    words = head.split()
    if not words or head == noun:
        return ""
    before, after = known.before.get(language, ()), known.after.get(language, ())
    last = words[-1]
    if all(word in before for word in words[:-1]) and _is_compound(last, noun, language):
        return head
    return head if words[0] == noun and len(words) > 1 and all(word in after for word in words[1:]) else ""


def _is_compound(word: str, noun: str, language: str) -> bool:
    """Tell whether a word is the noun, or one that is made from it: Oberbürgermeisterin, Vice-présidente."""
    if word == noun:
        return True
    joint = {"de": "", "fr": "-", "en": "-"}.get(language)
    return joint is not None and word.casefold().endswith(f"{joint}{noun.casefold()}")
