"""The office as the profile has it, where it says more than the form of address: Oberbürgermeisterin, Lord Mayor."""

import re
from functools import lru_cache

from entreaty.content.shipped.titles import load_titles

_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_PUNCTUATION = ",:;!? "


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
