"""Where decisions of courts and acts of the European Union are printed, read from the fields of a source."""

import re
from dataclasses import dataclass

from entreaty.content.files.authorities import Authority
from entreaty.content.files.csl.kinds import Kind, is_of_state, journal_of_union

_NEUTRAL = re.compile(r"\[?(?:19|20)\d\d\]? [A-Z]{2,}[A-Za-z]*\b.*\d")
_BARE_NUMBER = re.compile(r"\d[\d\-–/.:]*")
_NUMBER_WORD = re.compile(r"^(?:nos?\.?|n°|nrs?\.?)\s*(?=\d)", re.IGNORECASE)
_NO = r"nos?\.?|n°|nrs?\.?|numbers?|nummer|numéro"
# What forms print before the numbers of these.
_WORD_OF_NUMBER = {
    "human-rights-case": rf"(?:app(?:lication|\.)?|requête|beschwerde)?\s*(?:{_NO})|app(?:lication|\.)?",
    "resolution": r"resolution|résolution|beschluss|res\.?",
    "treaty": _NO,
    "treaty-body": r"(?:UN|U\.N\.)?\s*doc(?:ument|\.)?|UN-Dok\.",
    "un-document": r"(?:UN|U\.N\.)?\s*doc(?:ument|\.)?|UN-Dok\.",
    "un-resolution": r"(?:(?:UN)?(?:GA|SC)\s+)?res(?:olution|\.)?",
}
_CASE_WORD = re.compile(r"^(?:case|affaire|rechtssache|rs\.?)\s+", re.IGNORECASE)
_BEGINS_WITH_A_WORD = re.compile(r"[^\W\d_]+[.°]?\s")
_ENDS_WITH_YEAR = re.compile(r"\b(?:1[2-9]|20)\d\d\W*$")
# Such as "2019 No. 12".
_NUMBERED = re.compile(r"\bno\b", re.IGNORECASE)
_AGAINST = re.compile(
    r" (?:v|vs|v\.|vs\.|c\.|c/|contre|gegen|g\.) |^(?:in re|re|ex parte|in the matter of|matter of) ", re.IGNORECASE
)
_VERSUS = re.compile(r" vs?\.? ")
_AMERICAN = re.compile(
    r"\bU\.?\s?S\.|\bS\. ?Ct\.|\bL\. ?Ed\.|\bF\.(?:[234]d| ?Supp|App)|\bF\.$"
    r"|\b[NS]\.[EW]\.|\b[PA]\.[23]d|\bSo\.|\bCal\.|\bN\.Y\."
)
# Reports whose volumes begin anew each year.
_BY_YEAR = re.compile(r"AC|QB|KB|Ch|Fam|P|WLR|All ER|ICR|IRLR|BCLC|FLR|FCR|STC|Lloyd[’']s Rep|SCR|CMLR|ECR")
# Such as "L 119", "C 45 A" and, since October 2023, "L, 2023/2854".
_JOURNAL_VOLUME = re.compile(r"(?P<series>[LCSlcs]?),?\s*(?P<number>\d{4}/\d+|(?:\d+(?:\s?[A-Z]{1,2})?)?)")
_ACT = re.compile(r"\d{4}/\d+")
# The cases between states have parties beside their title, and a phase or a number in the General List.
_BETWEEN_STATES = ("ICJ Rep", "PCIJ", "PCIJ Rep")


@dataclass(frozen=True, slots=True)
class Journal:
    """A place in the Official Journal: Journal("L", "119", "1") for volume "L 119" and page 1.

    Attributes:
        series: "L" for legislation, "C" for information.
        number: The number of the issue; empty since October 2023, when each act became an issue of its own.
        place: The first page; of an act that is an issue of its own, its number, such as "2023/2854"; empty if unknown.
        keys: The keys of the file that say so, beside volume, page and number: {"collection-title", "issue"}.
    """

    series: str
    number: str
    place: str
    keys: frozenset[str] = frozenset()


def first_page(authority: Authority) -> str | None:
    """Return the page on which a source begins, "29" for "29-34"; None without pages."""
    return re.split("[-–]", authority.page)[0].strip() if authority.page else None


def journal_of(authority: Authority) -> Journal | None:
    """Return where the Official Journal of the European Union prints the source; None for what it does not print."""
    journal = journal_of_union(authority.container_title_short or authority.container_title or "")
    volume = _JOURNAL_VOLUME.fullmatch(authority.volume or "")
    if journal is None or volume is None:
        return None
    collection = authority.collection_title if authority.collection_title in {"L", "C"} else None
    series = volume["series"] or journal["series"] or collection
    if series is None:
        return None
    first = first_page(authority) or ""
    number = volume["number"] or (journal["number"] or "").upper()
    keys = {"collection-title"} if collection else set()
    if not number and authority.issue:
        number = authority.issue
        keys.add("issue")
    if _ACT.fullmatch(number):
        number, first = "", number
    elif not number:
        own = _ACT.search(authority.number or "")
        first = first if _ACT.fullmatch(first) or not own else own[0]
    return Journal(series.upper(), number, first or (authority.number or ""), frozenset(keys))


def form_of(authority: Authority) -> Kind:
    """Return the kind whose form prints the source: that of statutes for a regulation of a state, such as a UK one."""
    kind = authority.custom.kind
    if kind not in {"regulation", "directive"} or journal_of(authority):
        return kind
    told = {"title": authority.title, "number": authority.number, "jurisdiction": authority.jurisdiction}
    return "statute" if is_of_state(told) else kind


def is_national(authority: Authority) -> bool:
    """Tell whether a case is one of a national court, whose title names the parties itself."""
    law = authority.custom
    if law.phase or law.general_list or law.case_states or authority.container_title_short in _BETWEEN_STATES:
        return False
    parties = " v ".join(party.best("en") for party in law.case_parties)
    return not parties or parties.casefold() == _VERSUS.sub(" v ", authority.title).casefold()


def neutral_citation(number: str | None) -> str | None:
    """Return a number that is a neutral citation, such as "[2021] UKSC 50" or "2008 SCC 9"."""
    return number if number and _NEUTRAL.match(number) else None


def docket_number(number: str | None, no: str) -> str | None:
    """Return the number under which a court keeps a case: "7 C 26.16"; of digits alone, with the word: "n° 394254"."""
    if not number or neutral_citation(number):
        return None
    bare = _NUMBER_WORD.sub("", number)
    return f"{no} {bare}" if _BARE_NUMBER.fullmatch(bare) else bare


def bare_number(authority: Authority, genre: str | None) -> str | None:
    """Return the number without the words that forms print before it: "A/1/2" for "UN Doc A/1/2" of a document.

    Args:
        authority: The source.
        genre: What kind of document it is, in the language of the letter: "report" of "Report No 5" is not repeated.
    """
    number = authority.number
    if number is None:
        return None
    bare = number
    for word in (_WORD_OF_NUMBER.get(authority.custom.kind), *(re.escape(g) for g in (genre, authority.genre) if g)):
        bare = re.sub(rf"^(?:{word})\s+(?=\S)", "", bare, flags=re.IGNORECASE) if word else bare
    return bare


def number_of_act(authority: Authority) -> str | None:
    """Return the number of an act, unless its title says it: None for "93/13/EEC" of "Directive 93/13/EEC"."""
    number = authority.number
    return None if number and re.search(rf"(?<!\w){re.escape(number)}(?!\w)", authority.title) else number


def needs_date(authority: Authority) -> bool:
    """Tell whether an act is printed with its date: not where title, number or volume have the year that is known.

    An act without a number that bears a year in its title, "Clean Air Act 1999", is known by that.
    """
    issued, number = authority.issued or "", number_of_act(authority)
    year = issued[:4]
    if not year:
        return number is not None
    if number is None:
        return not _ENDS_WITH_YEAR.search(authority.title) and year not in f"{authority.title} {authority.volume}"
    return len(issued) > len(year) or year not in f"{authority.title} {number}"


def act_number(number: str, no: str) -> str:
    """Return "No 246-IIKQ" for "246-IIKQ"; a number that begins with a word, such as "Pub. L. No. 88-352", stays."""
    return number if _BEGINS_WITH_A_WORD.match(number) or _NUMBERED.search(number) else f"{no} {number}"


def eu_case_number(number: str, case: str) -> str:
    """Return "Case C-311/18" for "C-311/18"; a number with words of its own, "Joined Cases C-1/20, C-2/20", stays."""
    bare = _CASE_WORD.sub("", number)
    return f"{case} {bare}" if re.match(r"[CTF]?\s?[-‑–]?\s?\d", bare) else bare


def names_parties(title: str) -> bool:
    """Tell whether a title is that of a case with parties, such as "Lloyd v Google LLC" or "In re Smith"."""
    return bool(_AGAINST.search(title))


def report_year(authority: Authority, year: str | None) -> str | None:
    """Return the year before the volume of a report: "[2008]" where it is needed to find the volume, else "(1999)".

    Source: rule 2.1.2 of OSCOLA, from memory. A volume that begins with its year, "[2004] 1", has it already.
    """
    volume = authority.volume or ""
    if year is None or volume.startswith(("[", "(")):
        return None
    reporter = (authority.container_title_short or authority.container_title or "").replace(".", "")
    return f"({year})" if volume and not _BY_YEAR.fullmatch(reporter) else f"[{year}]"


def by_name(authority: Authority) -> str | None:
    """Return what people call a decision without parties; None for a title that says its day or number again."""
    title = authority.title
    said = [part for part in (authority.number, (authority.issued or "")[:4]) if part]
    return None if any(part in title for part in said) else title


def is_american(reporter: str, jurisdiction: str | None) -> bool:
    """Tell whether a reporter is cited as in the United States, with the year at the end: 594 U.S. 413 (2021)."""
    return bool(_AMERICAN.search(reporter)) or (jurisdiction or "").replace(".", "").upper().startswith(
        ("US", "UNITED STATES")
    )


def with_versus(title: str, versus: str) -> str:
    """Return the title with the style's word between its parties: "Lloyd v. Google LLC"."""
    return _VERSUS.sub(f" {versus} ", title)
