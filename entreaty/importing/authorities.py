"""Bring in a bibliography: a file of CSL-YAML or CSL-JSON becomes a further file of sources of the campaign."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from entreaty.content.campaign import Campaign
from entreaty.content.files.authorities import ENDINGS, FOLDER, Authority, is_appeal, load_authorities
from entreaty.content.files.csl.kinds import Kind
from entreaty.content.shipped.citation_styles import CitationStyle, load_citation_style, load_terms
from entreaty.problems import ContentError, EntreatyError, Location, Problem, in_reading_order
from entreaty.storage.files import write_for_all
from entreaty.storage.inside import read_inside
from entreaty.storage.yaml.file import SIZE_CAP
from entreaty.writing.checking.cited.sources import unprinted_fields
from entreaty.writing.citing.law_reports import form_of
from entreaty.writing.citing.notes import Citer

_USUAL_STYLE = "oscola"


class AuthoritiesImportError(EntreatyError):
    """The bibliography cannot be brought in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """What sources of one kind need beside what the bibliography says.

    Attributes:
        kind: The kind, such as "treaty".
        fields: The keys to add, such as ("custom.entry-into-force",).
        style: The style that needs them; empty where no style does, but who is bound cannot be told without.
        ids: The sources.
    """

    kind: Kind
    fields: tuple[str, ...]
    style: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthoritiesImport:
    """What became of a bibliography.

    Attributes:
        path: The campaign's file of it.
        state: Whether the file is new, lay there word for word, or is not taken in, as it has an id of the campaign's.
        sources: The sources that can be used.
        needs: What they need beside.
        problems: What is wrong with others, and warnings of what is not printed.
    """

    path: Path
    state: Literal["new", "unchanged", "refused"]
    sources: tuple[Authority, ...]
    needs: tuple[Need, ...]
    problems: tuple[Problem, ...]


def import_authorities(file: Path, campaign: Campaign, *, dry_run: bool = False) -> AuthoritiesImport:
    """Write a bibliography into `appeals/authorities/` under its own name.

    Args:
        file: The bibliography, as Zotero or pandoc has written it.
        campaign: The campaign.
        dry_run: Whether to write nothing.

    Raises:
        AuthoritiesImportError: It is of another format, or other words lie there under its name.
        ContentError: The file as a whole cannot be read.
    """
    if file.suffix.lower() not in ENDINGS:
        pandoc = f"'pandoc {file.name} -t csljson -o {file.stem}.json'"
        hint = f"{pandoc} makes one of BibTeX or RIS, and Zotero exports CSL JSON"
        raise AuthoritiesImportError(f"{file}: a bibliography is a .json or .yaml file: {hint}")
    loaded = load_authorities(file)
    if not loaded.entries:
        raise ContentError(loaded.problems or [Problem(Location(file), "there is no source in it")])
    path = campaign.folder / "appeals" / FOLDER / file.name
    if path.name == "appeal.yaml":
        raise AuthoritiesImportError(f"{path}: that folder would be read as an appeal: give the file another name")
    if is_appeal(path.parent):
        raise AuthoritiesImportError(f"{path.parent}: an appeal lies there: give its folder another name")
    text = read_inside(file, cap=SIZE_CAP).decode("utf-8-sig")
    there = _state(path, text, campaign.folder)
    known = {one.id.casefold(): one for one in campaign.authorities.values() if one.place("id").path != path}
    styles = _styles(campaign)
    twice = tuple(_twice(loaded.entries, known))
    problems = (*loaded.problems, *twice, *unprinted_fields(loaded.entries, styles))
    state: Literal["new", "unchanged", "refused"] = "refused" if there == "new" and twice else there
    if state == "new" and not dry_run:
        write_for_all(path, text, campaign.folder)
    return AuthoritiesImport(
        path=path,
        state=state,
        sources=loaded.entries,
        needs=tuple(_needs(loaded.entries, styles)),
        problems=in_reading_order(problems),
    )


def _state(path: Path, text: str, root: Path) -> Literal["new", "unchanged"]:
    try:
        there = read_inside(path, root, cap=SIZE_CAP).decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return "new"
    except (OSError, UnicodeDecodeError) as error:
        message = f"{path}: what lies there cannot be read; move it away, or give the bibliography another name"
        raise AuthoritiesImportError(message) from error
    if there != text:
        what = "a bibliography of that name is there, with other words: nothing is written"
        hint = "move it away, and carry over what you have added under 'custom', or give the new one another name"
        raise AuthoritiesImportError(f"{path}: {what}; {hint}")
    return "unchanged"


def _styles(campaign: Campaign) -> tuple[CitationStyle, ...]:
    """Return the styles of the campaign's open appeals, or the usual one where none can be loaded."""
    asked = {one.citation_style: one.place("citation_style") for one in campaign.appeals if one.status == "open"}
    return tuple(
        load_citation_style(name, campaign.folder, place)
        for name, place in sorted(asked.items() or [(_USUAL_STYLE, Location(campaign.folder))])
    )


def _twice(sources: Iterable[Authority], known: dict[str, Authority]) -> Iterator[Problem]:
    for one in sources:
        if other := known.get(one.id.casefold()):
            hint = f"it is at {other.place('id')} already; remove one of the two, or give one another id"
            yield Problem(one.place("id"), f"the campaign has an authority '{other.id}' already", hint)


def _needs(sources: Iterable[Authority], styles: Iterable[CitationStyle]) -> Iterator[Need]:
    """Yield what sources lack, those of one kind that lack the same together."""
    sources = tuple(sources)
    lacking: dict[tuple[Kind, tuple[str, ...], str], list[str]] = {}
    for style in styles:
        citer = Citer(style, load_terms()["en"], "en")
        for one in sources:
            if form_of(one) in style.forms and (fields := citer.lacking(one)):
                lacking.setdefault((one.custom.kind, fields, style.name), []).append(one.id)
    for one in sources:
        if one.custom.kind == "treaty" and one.custom.parties is None:
            lacking.setdefault(("treaty", ("custom.parties",), ""), []).append(one.id)
    for (kind, fields, style_name), ids in lacking.items():
        yield Need(kind=kind, fields=fields, style=style_name, ids=tuple(ids))
