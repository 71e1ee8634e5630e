"""What a row is of, where it names no office: a person, a household or an organisation, as their names show."""

import re

from entreaty.importing.normal_forms import romanised
from entreaty.importing.profile_fields import PrintedText

HOUSEHOLDS = frozenset(
    {"eheleute", "ehepaar", "familie", "famille", "family", "famiglia", "familia", "rodzina", "epoux", "household",
     "haushalt", "fam", "coniugi", "echtpaar", "gezin"}
)  # fmt: skip
"""What couples and families are called before their name, in a-z."""

BETWEEN_PEOPLE = frozenset({"and", "und", "et", "y", "e", "en", "i", "og", "och", "u"})
"""Words between two people, in a-z."""

_AT_THE_END = frozenset({"family", "household", "haushalt"})
_MEN = "mr|herr|herrn|hr|m|monsieur|sig|signor|sr|senor|senhor|dhr|heer|pan|dr|prof"
_WOMEN = "mrs|ms|mme|madame|frau|fr|sig ra|sigra|signora|sra|senora|senhora|mevr|mevrouw|mw|pani|dr|prof"
_AND = "|".join(sorted(BETWEEN_PEOPLE))
_COUPLE = re.compile(rf"(?:(?:{_MEN}) (?:{_AND}) (?:{_WOMEN})|(?:{_WOMEN}) (?:{_AND}) (?:{_MEN})) \S.*")
# Forms in which companies and associations are registered. Two capitals may be letters after a name behind a comma.
_COMPANY = re.compile(
    r"(?:\b(?:ltd|limited|llc|llp|inc|incorporated|plc|corp|corporation|gmbh|mbh|ggmbh|e\.\s?v|e\.\s?g|ohg|sarl|s\.à\s?r\.l|sàrl|"
    r"s\.?r\.?l|s\.p\.a|s\.r\.o|b\.v|n\.v|s\.a|s\.a\.s|ltda|a/s|aps|oyj?|sp\. z o\.\s?o|pty)\.?"
    r"|(?<!,)\s(?-i:AG|KG|SA|SE|SAS|SpA|SRL|BV|NV|AB|AS|UG|eV|eG))$",
    re.IGNORECASE,
)

_NAMES_TOO = frozenset({"SA", "SE", "AB", "AS", "KG", "AG"})
# Words of bodies, in a-z: the first word of a name, the last of three or more, and the end of a German compound.
_BODIES_FIRST = frozenset(
    {"ministry", "ministere", "ministerio", "ministero", "ministerium", "bundesministerium", "department",
     "departement", "committee", "comite", "comision", "commission", "kommission", "ausschuss", "council", "conseil",
     "board", "team",
     "office", "amt", "bundesamt", "landesamt", "stadt", "gemeinde", "landkreis", "mairie", "commune", "ayuntamiento",
     "embassy", "ambassade", "embajada", "botschaft", "consulate", "consulat", "konsulat", "university", "universite",
     "universidad", "universitat", "stiftung", "fondation", "foundation", "verein", "association", "asociacion",
     "verband", "union", "partei", "parti", "redaktion", "secretariat", "sekretariat", "sekretariatet"}
)  # fmt: skip
_BODIES_LAST = frozenset(
    {"trust", "foundation", "association", "council", "committee", "commission", "union", "society", "embassy",
     "department", "ministry", "team", "institute", "institut", "stiftung", "university", "universitat", "alliance",
     "network", "campaign", "initiative", "group", "gruppe", "bank", "agency"}
)  # fmt: skip
_BODIES_COMPOUND = re.compile(r"[a-z]{2,}(?:ministerium|verein|stiftung|verband|gesellschaft|gewerkschaft|behorde)")
_SHORT = 3
# Between two people in one cell. "y", "e" and "i" are also parts of one family name, and "en" and "u" words of many.
_TWO_PEOPLE = re.compile(
    r"(?<=\S)(?:\s+(?:and|und|et|og|och)\s+|\s*[&+;]\s*|\s+/\s+|(?<=\w\w)/(?=\w+\s))(?=\S)", re.IGNORECASE
)


def is_household(name: str) -> bool:
    """Tell whether a name is that of a couple or a family: "Mr & Mrs John Smith", "Eheleute Meier"."""
    words = romanised(name.replace("&", " and ").replace("+", " and ").replace("/", " and "))
    parts = words.split()
    is_family = len(parts) > 1 and (parts[0] in HOUSEHOLDS or parts[-1] in _AT_THE_END)
    return is_family or _COUPLE.fullmatch(words) is not None


def is_company(name: str) -> bool:
    """Tell whether a name ends in the form of a company or an association: "Example Widgets Ltd."."""
    found = _COMPANY.search(name.strip()) if len(name.split()) > 1 else None
    # Where all is in capitals, "SA" may be the family name Sá.
    return found is not None and not (name.isupper() and found[0].strip() in _NAMES_TOO)


def is_body(name: str) -> bool:
    """Tell whether a name is that of a body by its words: "Ministry of Justice", "The Example Trust"."""
    words = romanised(name).split()
    if len(words) < 2 or "," in name:  # noqa: PLR2004 - one word may be a family name
        return len(words) == 1 and _BODIES_COMPOUND.fullmatch(words[0]) is not None
    ends = words[-1] in _BODIES_LAST and (len(words) >= _SHORT or words[0] == "the")
    return words[0] in _BODIES_FIRST or ends or any(map(_BODIES_COMPOUND.fullmatch, words))


def are_several_people(name: str) -> bool:
    """Tell whether a name is that of several people, who are no couple by their words: "Ann Roe and Bob Doe"."""
    return len(name.split()) >= _SHORT and _TWO_PEOPLE.search(name) is not None


def form_of_shape(name: object, household: PrintedText) -> str:
    """Return the form of address of whoever has no office: "person", "household" or "organisation".

    Args:
        name: The name of the person; empty where there is none.
        household: The household; empty where there is none.
    """
    return "household" if household else "person" if name else "organisation"
