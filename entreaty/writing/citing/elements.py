"""The elements of a source that the forms of citation styles name, such as its title, in the words of one language."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from urllib.parse import quote

from entreaty.content.files.authorities import Authority, Law
from entreaty.content.files.csl.item import Name
from entreaty.content.files.csl.kinds import Kind
from entreaty.content.files.csl.markup import without_nocase
from entreaty.content.locales import base_language, capitalised, direction, list_in_words, state_name
from entreaty.content.model import Text
from entreaty.content.shipped.citation_styles import CitationStyle
from entreaty.content.shipped.languages.citations import Terms
from entreaty.content.shipped.languages.french import after as after_preposition
from entreaty.templating.snippets import SnippetCompiler
from entreaty.writing.citing.dates import DateWriter
from entreaty.writing.citing.law_reports import (
    act_number,
    bare_number,
    by_name,
    docket_number,
    eu_case_number,
    first_page,
    is_american,
    is_national,
    journal_of,
    names_parties,
    needs_date,
    neutral_citation,
    number_of_act,
    report_year,
    with_versus,
)
from entreaty.writing.citing.markup import as_markdown
from entreaty.writing.citing.pinpoints.place import Pinpoint
from entreaty.writing.citing.pinpoints.writing import PinpointWriter
from entreaty.writing.citing.prose import Markdown, escape_markdown
from entreaty.writing.citing.titles import language_of, quoted, title_case

compile_form = cache(SnippetCompiler(as_markdown).compile)
_COLUMNS = {"bare": 0, "dotted": 1, "long": 2, "full": 2}
_SEVERAL = 2
_DIGITS_OF_YEAR = 4
# What a DOI may hold that an address may hold too; "<" and the like are encoded.
_OF_DOIS = "/:;().,-_~!'*@&=$"
# What a court or a body gave on a day, without which nobody finds it.
_ALWAYS_DATED = ("treaty", "case", "eu-case", "human-rights-case", "un-resolution", "regional-resolution", "resolution")
# Letters of a run cite the same places again and again; a bibliography has no more of them.
_PLACES_KEPT = 4096
_MAY_BE_EMPTY = ("link", "visited")
# What later citations call these is what the first names: the body itself; the site or the newspaper where it has no
# author; the editors of the book. Law and cases have names of their own.
_OF_BODIES = ("un-resolution", "un-document", "treaty-body", "regional-resolution", "regional-document", "hearing")
_CALLED_BY_CONTAINER = ("news", "web")
_CALLED_BY_EDITOR = ("book", "chapter")
_CALLED_BY_TITLE = ("case", "code", "directive", "regulation", "statute", "treaty")
_MESSAGE = re.compile(
    r"\b(?:e-?mail|mail|letter|fax|message|memo|lettre|courriel|courrier|carta|correo)|brief\b|schreiben\b|nachricht\b|письмо",
    re.IGNORECASE,
)
_BY_PUBLISHER = ("dataset", "policy", "report", "standard")


class Describer:
    """Describes sources and pinpoints for the forms of one style, in one language."""

    def __init__(self, style: CitationStyle, terms: Terms, language: str) -> None:
        self._style = style
        self._terms = terms
        self._language = base_language(language)
        self._column = _COLUMNS[style.labels]
        # A guide says how dates are written in the languages that it is for.
        of_dates = self._language if self._language in style.languages else language
        months = style.months.get(self._language)
        self._date_writer = DateWriter(terms.date_words(self._column), months, of_dates)
        self._pinpoints = PinpointWriter(style, terms, language)
        self._words = {name.replace("-", "_"): forms[self._column] for name, forms in terms.words.items()}
        self._places: dict[tuple[Kind, Pinpoint | None, str], Mapping[str, str]] = {}

    def elements(self, authority: Authority) -> Mapping[str, str]:
        """Return the elements of the source, such as {"title": "Convention …", "year": "1949"}; it may lack some."""
        elements = {
            **self._words,
            **self._titles(authority),
            **self._persons(authority),
            **self._dates(authority),
            **self._print(authority),
            **self._journal(authority),
            **self._decision(authority),
            "visited": self._visited(authority),
        }
        # A form may name the link of a source without one: it prints nothing.
        return {
            name: value for name, value in elements.items() if value or (name in _MAY_BE_EMPTY and value is not None)
        }

    def _titles(self, authority: Authority) -> dict[str, str | None]:
        law = authority.custom
        title = self._title(authority)
        body = self._localised(law.authority, authority.authority)
        container = self._localised(law.container_title, authority.container_title)
        if container and law.kind == "chapter":
            container = self._capitals(authority, container)
        genre = self._localised(law.genre, authority.genre)
        number, own_number = bare_number(authority, genre), number_of_act(authority)
        return {
            "title": title,
            "quoted": self._quoted(title),
            "short": self._own_name(authority) or self._known_by(authority, body, container) or title,
            "called": self._short_title(authority) or self._quoted(title),
            "common": self._localised(law.common_name, None),
            "container": container,
            "journal": authority.container_title_short or container,
            "genre": genre,
            "number": number,
            "numbered": docket_number(number, self._words["no"]) or number,
            "act_number": act_number(own_number, self._words["no"]) if own_number else None,
            "symbol": law.symbol,
            "section": authority.section,
            "version": authority.version,
        }

    def _persons(self, authority: Authority) -> dict[str, str | None]:
        law = authority.custom
        container = self._localised(law.container_title, authority.container_title)
        body = self._localised(law.authority, authority.authority)
        author = self._named(authority.author) or self._body(body)
        if not author and law.kind in _BY_PUBLISHER:
            author = authority.publisher
        return {
            "authority": self._body(body),
            "author": "" if author == container else author,
            "editor": self._named(authority.editor),
            "eds": self._words["editors_word" if len(authority.editor) > 1 else "editor_word"],
            "interviewer": self._named(authority.interviewer),
            "recipient": self._named(authority.recipient),
            "communication": self._communication(authority),
            "from_author": self._after("from_sender", authority.author, author),
            "to_addressee": self._after("to_recipient", authority.recipient, self._named(authority.recipient)),
            "publisher": None if authority.publisher == author else authority.publisher,
            "publisher_place": authority.publisher_place,
            "place": self._localised(law.event_place, authority.event_place),
            "jurisdiction": self._jurisdiction(authority),
        }

    def _dates(self, authority: Authority) -> dict[str, str | None]:
        law, issued = authority.custom, authority.issued
        verbs = self._terms.verbs_with(self._title(authority))
        opened = law.opened_for_signature.isoformat() if law.opened_for_signature else None
        if law.adopted_verb == "opened for signature":
            opened = opened or issued
        undated = None if law.kind in _ALWAYS_DATED else self._words["undated"]
        same_day = law.adopted_verb == "adopted" and opened == issued
        return {
            "issued": self._date(issued) if issued else undated,
            "dated": (self._date(issued) if issued else undated) if needs_date(authority) else None,
            "day": self._date_writer.without_year(issued) if issued else None,
            "year": self._date_writer.year(issued) if issued else undated,
            "adopted": verbs[law.adopted_verb],
            "opened": verbs["opened for signature" if same_day else law.adopted_verb],
            "opened_word": verbs["opened for signature"],
            "opened_on": self._date(opened) if opened else None,
            "accessed": self._date(authority.accessed) if authority.accessed else None,
            "in_force_word": verbs["in-force"],
            "in_force": self._date(law.entry_into_force.isoformat()) if law.entry_into_force else None,
            "of_the": verbs.get("of-the", self._words["of_the"]),
        }

    def _print(self, authority: Authority) -> dict[str, str | None]:
        """Return where the source is printed, or to be found."""
        address = (
            f"https://doi.org/{quote(authority.doi, safe=_OF_DOIS)}"
            if authority.doi and not authority.url
            else authority.url
        )
        reporter = authority.container_title_short or authority.container_title
        return {
            "volume": authority.volume,
            "issue": authority.issue,
            "page": authority.page,
            "first_page": first_page(authority),
            "pages": self._pages(authority.page),
            "series": self._series(authority.container_title_short),
            "reporter": self._undotted(reporter) if reporter else None,
            "collection": authority.collection_title,
            "collection_number": authority.collection_number,
            "edition": self._edition(authority.edition),
            "us_source": authority.custom.us_treaty_source,
            "link": Markdown(f" <{_link(address)}>" if address else ""),
            "url": _link(address) if address else None,
        }

    def _journal(self, authority: Authority) -> dict[str, str | None]:
        """Return where the Official Journal prints the source; an act that is an issue of its own has no page."""
        journal = journal_of(authority)
        if journal is None:
            return {}
        elements = {"series": self._series("OJ"), "oj_series": journal.series, "first_page": journal.place}
        return elements | ({"oj_number": journal.number} if journal.number else {"number": journal.place})

    def _decision(self, authority: Authority) -> dict[str, str | None]:
        law = authority.custom
        verbs = self._terms.verbs
        parties = self._parties(law)
        elements = {
            "parties": self._against(parties),
            "abbreviated_parties": self._against([self._abbreviated(party) or "" for party in parties]),
            "phase": law.phase.best(self._language) if law.phase else None,
            "decision": verbs[law.decision] if law.decision else None,
            "list_number": str(law.general_list) if law.general_list else None,
            "ecli": law.ecli,
            "case_name": self._case_name(authority),
        }
        if law.kind == "eu-case" and authority.number:
            elements["case_number"] = eu_case_number(authority.number, self._words["case_no"])
        if law.kind == "code":
            printed_in = authority.container_title_short or authority.container_title
            code = self._localised(law.container_title, printed_in) or authority.title
            is_called_so = authority.title in {code, authority.container_title_short, authority.container_title}
            own = law.container_title and law.container_title.has(self._language)
            found = self._undotted(self._title(authority) if is_called_so and not own else code)
            # The title of a code of the United States stands before its name: "5 U.S.C. § 552".
            elements["reporter"] = f"{authority.volume} {found}" if authority.volume else found
            elements["by_name"] = None if is_called_so else self._title(authority)
        if law.kind == "case" and is_national(authority):
            elements |= self._national_decision(authority)
        return elements

    def _jurisdiction(self, authority: Authority) -> str | None:
        """Return the state of an act; none where its title ends in it, as in "Privacy Act 1988 (Cth)"."""
        written = authority.jurisdiction
        if written and authority.title.endswith(f"({written})"):
            return None
        return self._abbreviated(self._localised(authority.custom.jurisdiction, written))

    def _national_decision(self, authority: Authority) -> dict[str, str | None]:
        neutral = neutral_citation(authority.number)
        # Courts write "n° 394254" where other numbers are "numéro 394254".
        docket = docket_number(authority.number, self._terms.words["no"][min(self._column, _COLUMNS["dotted"])])
        reporter = authority.container_title_short or authority.container_title
        unnamed = neutral is None and not names_parties(authority.title)
        elements: dict[str, str | None] = {
            "national": "yes",
            "neutral": neutral,
            "docket": self._isolated(docket) if docket else None,
            "report_year": report_year(
                authority, self._date_writer.year(authority.issued) if authority.issued else None
            ),
            "american": "yes" if reporter and is_american(reporter, authority.jurisdiction) else None,
            "unnamed": "yes" if unnamed else None,
            "by_name": by_name(authority) if unnamed else None,
        }
        if authority.custom.decision == "order":
            elements["decision"] = self._words["order_of_court"]
        if unnamed and not authority.title_short:
            court = self._body(self._localised(authority.custom.authority, authority.authority))
            elements["short"] = ", ".join(part for part in (court, docket) if part)
        return elements

    def place(self, kind: Kind, pinpoint: Pinpoint | None, unread: str = "") -> Mapping[str, str]:
        """Return the elements of a pinpoint, such as {"pinpoint": "art 118", "locator": "art", "opening": "Art 118"}.

        Without a pinpoint, `pinpoint` and `locator` are empty, and there is no `opening`.

        Args:
            kind: The kind of the source.
            pinpoint: The place in it.
            unread: A place that was not understood, such as "box 3"; it stands where a pinpoint stands.
        """
        asked = (kind, pinpoint, unread)
        if asked not in self._places:
            if len(self._places) >= _PLACES_KEPT:
                self._places.clear()
            self._places[asked] = self._place(*asked)
        return self._places[asked]

    def _place(self, kind: Kind, pinpoint: Pinpoint | None, unread: str) -> Mapping[str, str]:
        if unread:
            return self._unread_place(unread)
        if pinpoint is None:
            return {"pinpoint": "", "locator": "", "language": self._language}
        pinpoint = pinpoint.in_source(kind)
        label = self._pinpoints.label(pinpoint)
        places = self._pinpoints.places(pinpoint)
        listed = self._listed(places) if self._style.lists == "words" else ", ".join(places)
        values: dict[str, str | bool] = {
            "label": label,
            "places": listed,
            "bracketed": self._pinpoints.bracketed(pinpoint),
            "plural": pinpoint.is_plural,
            "language": self._language,
        }
        form = compile_form(self._style.pinpoints.form(kind, pinpoint.label)).fill(values)
        return {
            "pinpoint": Markdown(form.replace(f"{label} ", f"{label}{self._pinpoints.space}").rstrip()),
            "locator": pinpoint.label,
            "opening": f"{capitalised(label, self._language)}{self._pinpoints.space}{listed}".rstrip(),
            "places": listed,
            "language": self._language,
        }

    def _unread_place(self, unread: str) -> Mapping[str, str]:
        raw: dict[str, str | bool] = {
            "label": "",
            "places": Markdown(unread),
            "bracketed": Markdown(unread),
            "plural": False,
            "language": self._language,
        }
        stands = compile_form(self._style.pinpoints.default).fill(raw).replace("  ", " ")
        return {
            "pinpoint": Markdown(stands),
            "locator": "",
            "opening": Markdown(capitalised(unread, self._language)),
            "language": self._language,
        }

    def _listed(self, words: Sequence[str]) -> str:
        return list_in_words(words, self._language) if len(words) > 1 else "".join(words)

    def _undotted(self, abbreviation: str) -> str:
        """Return "594 US" for "594 U.S." in styles that write no full stops after abbreviations."""
        return abbreviation.replace(".", "") if self._style.labels == "bare" else abbreviation

    def _title(self, authority: Authority) -> str:
        """Return the title in the language of the letter, or else the original one, with the capitals of the style."""
        return self._capitals(authority, self._localised(authority.custom.title, authority.title) or authority.title)

    def _short_title(self, authority: Authority) -> str | None:
        short = self._localised(authority.custom.title_short, authority.title_short)
        return self._capitals(authority, short) if short else None

    def _capitals(self, authority: Authority, title: str) -> str:
        names = authority.custom.title
        if authority.custom.kind not in self._style.capitals or (names is not None and names.has(self._language)):
            return without_nocase(title)
        language = language_of(authority.title, authority.language)
        return without_nocase(title_case(title, language, long_prepositions=self._style.long_prepositions))

    def short_without_author(self, authority: Authority, elements: Mapping[str, str]) -> str:
        """Return what later citations call a source whose author the sentence names.

        Args:
            authority: The source.
            elements: Its elements, as `elements` gives them.
        """
        return elements["short"] if self._own_name(authority) else self._title(authority)

    def _own_name(self, authority: Authority) -> str | None:
        """Return what later citations call a source, if not by who wrote it: its short title, "Lloyd v. Google LLC"."""
        if short := self._short_title(authority):
            return short
        kind = authority.custom.kind
        if kind == "eu-case" or (kind == "case" and is_national(authority)):
            return self._case_name(authority)
        if kind == "human-rights-case" and authority.custom.case_parties:
            return self._against(self._parties(authority.custom))
        if kind == "standard":
            return authority.number
        return self._title(authority) if kind in _CALLED_BY_TITLE else None

    def _known_by(self, authority: Authority, body: str | None, container: str | None) -> str | None:
        """Return by whom later citations call a source that has no name of its own: "Lee", "European Parliament"."""
        kind = authority.custom.kind
        author = self._named(authority.author, full=False)
        editor = self._named(authority.editor, full=False) if kind in _CALLED_BY_EDITOR else None
        publisher = authority.publisher if kind in _BY_PUBLISHER else None
        site = container if kind in _CALLED_BY_CONTAINER else None
        named = self._body(body)
        return (named or author if kind in _OF_BODIES else author or named) or editor or publisher or site

    def _case_name(self, authority: Authority) -> str:
        title = self._title(authority)
        return with_versus(title, self._words["versus"]) if self._language == "en" else title

    def _quoted(self, title: str) -> str:
        """Return the title in quotation marks; a title in brackets describes a source without one, and has no marks."""
        if title.startswith("["):
            return title
        outer = self._terms.quotes[self._style.quotes]
        other = self._terms.quotes["single" if self._style.quotes == "double" else "double"]
        return self._isolated(quoted(title, outer, other if other != outer else self._terms.within))

    def _named(self, persons: Sequence[Name], *, full: bool = True) -> str:
        """Return the names of persons or bodies, as many of them as the style names."""
        names = [one.full if full else one.surname for one in persons]
        rules = self._style.persons
        if rules.most is not None and len(names) > rules.most:
            return f"{names[0]} {rules.others or self._words['and_others']}"
        if rules.last is None or len(names) < _SEVERAL or self._language != "en":
            return self._listed(names)
        return f"{', '.join(names[:-1])} {rules.last} {names[-1]}"

    def _communication(self, authority: Authority) -> str | None:
        """Return what a letter or a message is called, "E-mail" or "Personal communication"; None for an interview."""
        genre = self._localised(authority.custom.genre, authority.genre)
        written = bool(authority.recipient) or bool(genre and _MESSAGE.search(genre))
        if not written and (authority.type != "personal_communication" or authority.interviewer):
            return None
        called = genre or self._words["letter" if authority.recipient else "personal_communication"]
        return capitalised(called, self._language)

    def _after(self, word: str, persons: Sequence[Name], names: str | None) -> str | None:
        """Return names after the word for "from" or "to", which some languages join to an article."""
        if not names:
            return None
        if self._language == "fr":
            return after_preposition(self._words[word], names, contracts=not persons or bool(persons[0].literal))
        # After a preposition, a German article and its noun would need another case.
        joint = "–" if self._language == "de" and names.startswith(("Der ", "Die ", "Das ")) else self._words[word]
        return f"{joint} {names}"

    def _body(self, name: str | None) -> str | None:
        """Return the name of a body, abbreviated as a whole or word by word, as the style has it."""
        if not name or name in self._style.abbreviations or not self._style.abbreviated_words:
            return self._abbreviated(name)
        return " ".join(_abbreviated_word(word, self._style.abbreviated_words) for word in name.split(" "))

    def _edition(self, edition: str | None) -> str | None:
        """Return "3rd" for "3"; what is no number, such as "revised", is printed as it is."""
        # The edition of a year, such as 2019, is no ordinal.
        if not edition or not edition.isdigit() or len(edition) == _DIGITS_OF_YEAR:
            return edition
        number = int(edition)
        if self._language == "en":
            return self._style.ordinals.get(number) or f"{number}{_english_ending(number)}"
        numbered = self._terms.edition
        return numbered.get(edition, numbered.get("other", edition)).replace("{number}", edition)

    def _pages(self, page: str | None) -> str | None:
        """Return the pages with their label: "p. 42", or "pp. 42–64"."""
        if not page:
            return None
        several = bool(re.search("[-–,]", page))
        return f"{self._terms.labels['page'][2 * self._column + several]} {re.sub('[-–]+', self._style.range, page)}"

    def _visited(self, authority: Authority) -> str:
        """Return " accessed 20 July 2020", or nothing for a source without an address."""
        if not authority.accessed or not (authority.url or authority.doi):
            return ""
        return f" {self._words['accessed_on']} {self._date(authority.accessed)}"

    def _localised(self, names: Text | None, original: str | None) -> str | None:
        """Return the name in the language of the letter, or else the original one."""
        return names.best(self._language) if names and names.has(self._language) else original

    def _abbreviated(self, name: str | None) -> str | None:
        return self._style.abbreviations.get(name, name) if name else None

    def _parties(self, law: Law) -> Sequence[str]:
        """Return the parties; states by their names in the language of the letter, others as the source names them."""
        names = []
        for number, party in enumerate(law.case_parties):
            known = party.has(self._language) and party.languages()
            if known or self._language == "en" or number >= len(law.case_states):
                names.append(party.best(self._language))
            else:
                names.append(state_name(law.case_states[number], self._language))
        return names

    def _against(self, parties: Sequence[str]) -> str:
        return f" {self._words['versus']} ".join(parties)

    def _series(self, series: str | None) -> str | None:
        named = self._terms.series.get(series) if series else None
        return Markdown(named[_COLUMNS[self._style.series]]) if named else series

    def _date(self, issued: str) -> str:
        return self._isolated(self._date_writer.whole(issued))

    def _isolated(self, words: str) -> str:
        """Return words with marks that keep them together beside those of the other direction, in Arabic or Hebrew.

        Else the day of a date behind a Latin title would stand on the other side of that title, and so would the mark
        that closes its quotation. The last mark keeps Latin words before and behind from becoming one line from left
        to right (Unicode Standard Annex 9, rules W7 and N1).
        """
        return f"\u2068{words}\u2069\u200f" if direction(self._language) == "rtl" else words


def _abbreviated_word(word: str, words: Mapping[str, str]) -> str:
    bare = word.rstrip(",;")
    return words.get(bare, bare) + word[len(bare) :]


def _english_ending(number: int) -> str:
    if number % 100 in {11, 12, 13}:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _link(url: str) -> Markdown:
    escaped = escape_markdown(url)
    # An open line can lead anybody anywhere: such an address is printed only.
    return Markdown(f"[{escaped}]({escaped})" if url.startswith("https://") else escaped)
