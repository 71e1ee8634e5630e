"""The office as the profile has it, where it says more than the form of address: Oberbürgermeisterin, Lord Mayor."""

import re
from collections.abc import Sequence
from functools import lru_cache

from entreaty.content.shipped.titles import load_titles

_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_PUNCTUATION = ",:;!? "
# How the form's word is joined to what stands before it: Oberbürgermeisterin, Vice-présidente.
_JOINTS = {"de": "", "fr": "-", "en": "-"}
# What stands before the word for an office in salutations; "Your Excellency" has no such word.
_COURTESY = re.compile(
    r"(?:Dear (?:Madam |Mr\.? )?|[Ss]ehr geehrte Frau |[Ss]ehr geehrter Herr |(?:Madame|Monsieur) (?:l[ae] |l’)"
    r"|(?:[Ee]xcelentísim[oa] )?[Ss]eñora? )(?=.)"
)
_LAST_CHOICE = re.compile(r"^Dear .*\|([^\[\]{}|]+)\]")
_ELIDING = frozenset("AEÉÈIOUaeéèiou")
# So many letters tell that two words are the same, whatever their endings; shorter words are articles and the like.
_ALIKE = 5
_WORDS = re.compile(r"\w{4,}")
# Lines such as "Seiner Heiligkeit" are no offices.
_HONOUR = re.compile(r"(?:Seiner|Ihrer|His|Her|Sa|Su|Его|Её) ")
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
    courtesy = _COURTESY.match(end)
    if not office or courtesy is None or "{" in end:
        return _chosen(salutation, office, form, language)
    noun, own = end[courtesy.end() :], _other_word(office, form, language)
    if not own:
        noun = end.rpartition(" ")[2]
        own = says_more(office, noun, form, language)
    if not own:
        return salutation
    before = end.removesuffix(noun)
    if language == "fr" and own[0] in _ELIDING:
        before = re.sub(r" l[ae] $", " l’", before)
    changed = f"{before}{own}{salutation[len(end) :]}"
    return _BRACKETS.sub("", changed) if own in load_titles().offices.alone else changed


def _chosen(salutation: str, office: str, form: str, language: str) -> str:
    """Return a salutation whose last choice is the form's word with the profile's own: "Dear [{name}|Chair],"."""
    last = _LAST_CHOICE.search(salutation)
    own = says_more(office, last[1], form, language) if office and last else ""
    return f"{salutation[: last.start(1)]}{own}{salutation[last.end(1) :]}" if last and own else salutation


def is_of_another_name(salutation: str, office: str, form: str, language: str) -> bool:
    """Tell whether a salutation names a woman and a man by other words than the profile's office.

    Args:
        salutation: The form's words, such as "Sehr geehrte Frau Richterin, sehr geehrter Herr Richter,".
        office: The profile's office, such as "Präsidentin des Amtsgerichts Muster"; it may be empty.
        form: The form of address, such as "judge".
        language: The language of both.
    """
    both = salutation.rstrip(_PUNCTUATION).split(", ")
    return bool(office) and len(both) > 1 and any(called_by_office(one, office, form, language) != one for one in both)


def is_another_office(office: str, form: str) -> bool:
    """Tell whether the form does not suit the holders of an office at all: a chargé d'affaires is no Excellency."""
    return any(_begins(office, word) for word in load_titles().offices.others.get(form, ()))


def with_place(line: str, words: str, office: str, language: str) -> str:
    """Return a line of the envelope with what the profile's office says after the form's word: "Maire d’Arles".

    Args:
        line: The line of the form, such as "Maire[ {de_constituency}]".
        words: What came of it, such as "Maire"; where that says more than the form's word already, it stays.
        office: The profile's office, such as "Maire d’Arles"; it may be empty.
        language: The language of all.
    """
    noun = re.split(r"[\[{]", line)[0].strip()
    if not noun or words != noun:
        return words
    article = re.match(r"(?:der|dem) ", noun) if language == "de" else None
    bare = noun[article.end() :] if article else noun
    # Words such as "dem Präsidenten" are declined after their article.
    for word in (bare, bare.removesuffix("en")) if article else (bare,):
        rest = office[len(word) :]
        if office.startswith(word) and _ends_name(rest, language) and rest.strip():
            return f"{noun}{rest}"
    return words


def with_office_below(lines: Sequence[str], office: str, form: str, language: str) -> list[str]:
    """Return the lines of a form that says the office before the name alone, with the profile's own below the name.

    Args:
        lines: Such as ("[Judge {name}|{office}]", "[{organisation}]").
        office: The profile's office, such as "Lord Chief Justice"; it may be empty.
        form: The form of address, such as "judge".
        language: The language of both.
    """
    replaced = any(line == "{office}" or is_replaced(line, office, form, language) for line in lines)
    if replaced or not _other_word(office, form, language):
        return list(lines)
    first = next((place for place, line in enumerate(lines) if NAMED.search(line)), 0)
    name = re.sub(r"\[Judge (?=\{name\})", "[", lines[first])
    return [*lines[:first], name, "{office}", *lines[first + 1 :]]


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


def is_unlike(line: str, office: str) -> bool:
    """Tell whether an office has no word in common with a line of the form, which would say what its holder is not.

    Words are alike that begin alike, also within another: Rédacteur and Rédactrice, Ministerin and Außenministerin.

    Args:
        line: A line of the form, such as "Maire[ {de_constituency}]"; one that names or honours people stays.
        office: The profile's office in the language of the form, such as "Échevine de la mobilité"; it may be empty.
    """
    if not office or NAMED.search(line) or EXCELLENCY.search(line) or _HONOUR.match(line):
        return False
    words = [word.casefold()[:_ALIKE] for word in _WORDS.findall(re.split(r"[\[{]", line)[0])]
    return bool(words) and not any(word in office.casefold() for word in words)


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
    if other := _other_word(office, form, language):
        return other
    head = _head(office, language)
    words = head.split()
    if not words or head == noun:
        return ""
    before, after = known.before.get(language, ()), known.after.get(language, ())
    last = words[-1]
    if all(word in before for word in words[:-1]) and _is_compound(last, noun, language):
        return head
    return head if words[0] == noun and len(words) > 1 and all(word in after for word in words[1:]) else ""


def _head(office: str, language: str) -> str:
    """Return the name of an office without what it is of: Bürgermeisterin of "Bürgermeisterin der Stadt Kehlstadt"."""
    known = load_titles().offices.until.get(language, ())
    ends = "|".join(map(re.escape, known))
    return re.split(rf"\s(?:{ends})(?:\s|[’']|$)|\sd[’']|,|\s\(" if ends else r",|\s\(", office)[0].strip()


def _ends_name(rest: str, language: str) -> bool:
    """Tell whether the rest of an office, such as " der Stadt Kehlstadt", is no part of its name."""
    return not _head(f"x{rest}", language).removeprefix("x")


@lru_cache(maxsize=1024)
def _other_word(office: str, form: str, language: str) -> str:
    """Return the other word by which holders of an office are called, such as Landrätin; empty where there is none."""
    words = load_titles().offices.also.get(language, {}).get(form, ())
    for word in sorted(words, key=len, reverse=True):
        if _begins(office, word) and _ends_name(office[len(word) :], language):
            return word
    head, joint = _head(office, language), _JOINTS.get(language)
    compound = joint is not None and any(head.casefold().endswith(f"{joint}{word.casefold()}") for word in words)
    return head if compound and " " not in head else ""


def _begins(office: str, word: str) -> bool:
    """Tell whether an office begins with a word, whichever apostrophe either of them has."""
    office, word = office.replace("'", "’"), word.replace("'", "’")
    return office.startswith(word) and not office[len(word) : len(word) + 1].isalnum()


def _is_compound(word: str, noun: str, language: str) -> bool:
    """Tell whether a word is the noun, or one that is made from it: Oberbürgermeisterin, Vice-présidente."""
    if word == noun:
        return True
    joint = _JOINTS.get(language)
    return joint is not None and word.casefold().endswith(f"{joint}{noun.casefold()}")
