"""The elements of a source that the forms of citation styles name, such as its title, in the words of one language."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache

from entreaty.content.files.authorities import Authority, Law, Name
from entreaty.content.locales import date_in_words, list_in_words, month_in_words, state_name
from entreaty.content.model import Text
from entreaty.content.shipped.citation_styles import CitationStyle, Terms
from entreaty.templating.snippets import SnippetCompiler
from entreaty.writing.citing.pinpoints.place import Pinpoint
from entreaty.writing.citing.pinpoints.writing import PinpointWriter
from entreaty.writing.citing.prose import Markdown, escape_markdown

compile_form = cache(SnippetCompiler(escape_markdown).compile)
_COLUMNS = {"bare": 0, "dotted": 1, "long": 2, "full": 2}
_WITH_MONTH, _WITH_DAY = 2, 3


class Describer:
    """Describes sources and pinpoints for the forms of one style, in one language."""

    def __init__(self, style: CitationStyle, terms: Terms, language: str) -> None:
        self._style = style
        self._terms = terms
        self._language = language
        self._column = _COLUMNS[style.labels]
        self._pinpoints = PinpointWriter(style, terms, language)
        self._words = {name.replace("-", "_"): forms[self._column] for name, forms in terms.words.items()}

    def elements(self, authority: Authority) -> Mapping[str, str]:
        """Return the elements of the source, such as {"title": "Convention …", "year": "1949"}; it may lack some."""
        law = authority.custom
        title = self._localised(law.title, authority.title)
        verbs = self._terms.verbs_with(title or "")
        container = self._localised(law.container_title, authority.container_title)
        body = self._localised(law.authority, authority.authority)
        author = self._listed([_full_name(name) for name in authority.author])
        surname = self._listed([name.literal or name.family or "" for name in authority.author])
        parties = self._parties(law)
        elements = {
            **self._words,
            "title": title,
            "quoted": self._quoted(title),
            "authority": self._abbreviated(body),
            "author": "" if author == container else author or self._abbreviated(body),
            "container": container,
            "short": self._localised(law.title_short, authority.title_short) or body or surname or container or title,
            "common": self._localised(law.common_name, None),
            "place": self._localised(law.event_place, authority.event_place),
            "jurisdiction": self._localised(law.jurisdiction, authority.jurisdiction),
            "genre": self._localised(law.genre, authority.genre),
            "number": authority.number,
            "symbol": law.symbol,
            "volume": authority.volume,
            "page": authority.page,
            "series": self._series(authority),
            "issued": self._date(authority.issued),
            "day": self._day(authority.issued),
            "year": authority.issued[:4],
            "adopted": verbs[law.adopted_verb],
            "opened": verbs["opened for signature" if law.adopted_verb == "adopted" else law.adopted_verb],
            "in_force_word": verbs["in-force"],
            "in_force": self._date(law.entry_into_force.isoformat()) if law.entry_into_force else None,
            "parties": self._against(parties),
            "abbreviated_parties": self._against([self._abbreviated(party) or "" for party in parties]),
            "phase": law.phase.best(self._language) if law.phase else None,
            "decision": verbs[law.decision] if law.decision else None,
            "list_number": str(law.general_list) if law.general_list else None,
            "link": Markdown(f" <{_link(authority.url)}>" if authority.url else ""),
            "url": _link(authority.url) if authority.url else None,
        }
        # A form may name the link of a source without one: it prints nothing.
        return {name: value for name, value in elements.items() if value or (name == "link" and value is not None)}

    def place(self, authority: Authority, pinpoint: Pinpoint | None, unread: str = "") -> Mapping[str, str]:
        """Return the elements of a pinpoint, such as {"pinpoint": "art 118", "locator": "art", "opening": "Art 118"}.

        Without a pinpoint, `pinpoint` and `locator` are empty, and there is no `opening`.

        Args:
            authority: The source.
            pinpoint: The place in it.
            unread: A place that was not understood, such as "box 3"; it stands where a pinpoint stands.
        """
        if unread:
            raw = {"label": "", "places": Markdown(unread), "bracketed": Markdown(unread)}
            stands = compile_form(self._style.pinpoints.default).fill(raw).replace("  ", " ")
            return {
                "pinpoint": Markdown(stands),
                "locator": "",
                "opening": Markdown(f"{unread[:1].upper()}{unread[1:]}"),
            }
        if pinpoint is None:
            return {"pinpoint": "", "locator": ""}
        pinpoint = pinpoint.in_source(authority.custom.kind)
        label, places = self._pinpoints.label(pinpoint), self._pinpoints.places(pinpoint)
        listed = self._listed(places) if self._style.lists == "words" else ", ".join(places)
        values = {"label": label, "places": listed, "bracketed": self._pinpoints.bracketed(pinpoint)}
        form = compile_form(self._style.pinpoints.form(authority.custom.kind, pinpoint.label)).fill(values)
        return {
            "pinpoint": Markdown(form.replace(f"{label} ", f"{label}{self._pinpoints.space}").rstrip()),
            "locator": pinpoint.label,
            "opening": f"{label[:1].upper()}{label[1:]}{self._pinpoints.space}{listed}".rstrip(),
        }

    def _listed(self, words: Sequence[str]) -> str:
        return list_in_words(words, self._language) if len(words) > 1 else "".join(words)

    def _quoted(self, title: str | None) -> str | None:
        """Return the title in quotation marks; a title in brackets describes a source without one, and has no marks."""
        if title is None or title.startswith("["):
            return title
        opening, closing = self._terms.quotes[self._style.quotes]
        return f"{opening}{title}{closing}"

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

    def _series(self, authority: Authority) -> str | None:
        series = authority.container_title_short
        named = self._terms.series.get(series) if series else None
        return Markdown(named[_COLUMNS[self._style.series]]) if named else series

    def _date(self, issued: str) -> str:
        parts = [int(part) for part in issued.split("-")]
        if len(parts) < _WITH_MONTH:
            return issued
        months = self._style.months.get(self._language)
        if months:
            day = f"{parts[2]}, " if len(parts) == _WITH_DAY else ""
            return f"{months[parts[1] - 1]} {day}{parts[0]}"
        in_words = date_in_words if len(parts) == _WITH_DAY else month_in_words
        return in_words(date(parts[0], parts[1], parts[-1] if len(parts) == _WITH_DAY else 1), self._language)

    def _day(self, issued: str) -> str:
        """Return the date without its year, as in "Dec. 7", in styles that abbreviate months; else the whole date."""
        months = self._style.months.get(self._language)
        parts = issued.split("-")
        return (
            f"{months[int(parts[1]) - 1]} {int(parts[2])}" if months and len(parts) == _WITH_DAY else self._date(issued)
        )


def _full_name(name: Name) -> str:
    return name.literal or " ".join(part for part in (name.given, name.family) if part)


def _link(url: str) -> Markdown:
    escaped = escape_markdown(url)
    # An open line can lead anybody anywhere: such an address is printed only.
    return Markdown(f"[{escaped}]({escaped})" if url.startswith("https://") else escaped)
