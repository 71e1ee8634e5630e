"""Write an appeal as a PO file: each unit with its translation, and with what a translator should know of it."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from entreaty.content.campaign import Campaign
from entreaty.content.files.appeals import Appeal, Passage
from entreaty.content.files.authorities import Authority
from entreaty.content.files.csl.markup import without_tags
from entreaty.content.files.recipients import Recipient
from entreaty.content.files.translations import in_lines
from entreaty.content.locales import language_name
from entreaty.importing.translations.po_file import PoFile, PoUnit, differing_units, po_text, read_po
from entreaty.problems import Location, counted
from entreaty.storage.decoding import refusal
from entreaty.storage.files import write_whole
from entreaty.writing.basis import Authorities
from entreaty.writing.passage_text import text_of
from entreaty.writing.select import Alike, select
from entreaty.writing.translations import Standing, Unit, standing, units_of

_NAMED = 8
_HEAD = """\
{title}: {source} into {language}.
Leave citations such as [@report-2025, p. 3] and names in braces such as {{{{ recipient.office }}}}
as they are; words before an '@', such as 'see', are translated. Dates are written in words
of the language. Each item of a list begins on a line of its own, with the mark that it has
in the original: '- ' or '1. '. What is marked fuzzy waits for somebody to look at it: remove the mark
once it is right."""
# Rules that depend on the day of a letter: translators see all passages, whenever they hold.
_OF_TIME = frozenset({"from", "until"})


def export_translations(campaign: Campaign, appeal: Appeal, language: str, day: date, out: Path | None) -> Path:
    """Write the PO file of an appeal in one language, and return it.

    Args:
        campaign: The campaign.
        appeal: The appeal.
        language: The language to translate into, which the appeal may not have yet.
        day: The day of the export, on which treaties bind recipients.
        out: The folder to write into; None for that of the appeal.

    Raises:
        ContentError: A file of that name holds translations or remarks that would be lost.
        FolderError: It cannot be written.
    """
    folder = out or campaign.folder / "appeals" / appeal.id
    path = folder / f"{appeal.id}.{language}.po"
    units, root = units_of(appeal), None if out else campaign.folder
    if path.exists() or path.is_symlink():
        _require_nothing_lost(read_po(path, root), path, {unit.name: unit.words.get(language, "") for unit in units})
    readers = _readers(campaign, appeal, day)
    file = PoFile(
        appeal=appeal.id,
        language=language,
        units=tuple(_po_unit(campaign, unit, language, readers) for unit in units),
    )
    head = _HEAD.format(
        title=appeal.title.best(appeal.original),
        source=language_name(appeal.original),
        language=language_name(language),
    )
    write_whole(path, po_text(file, day, head).encode(), root=root, keep_mode=True)
    return path


def _require_nothing_lost(file: PoFile, path: Path, known: Mapping[str, str]) -> None:
    names = differing_units(file, known)
    if names:
        message = f"this file holds {counted(len(names), 'translation or remark', 'translations or remarks')} that "
        message += f"the appeal does not have, such as that of '{names[0]}'; it is not written over"
        raise refusal(
            path, message, "import it with 'translate import', move it away, or name another folder with --out"
        )


def _po_unit(campaign: Campaign, unit: Unit, language: str, readers: Mapping[str, tuple[str, ...]]) -> PoUnit:
    found = standing(unit, language)
    comments = [*_doubt(found)]
    if unit.passage:
        comments += _why(unit.passage)
        comments += _sources(campaign.authorities, unit.passage, unit.original)
        comments.append(_to(readers[unit.passage.id], all_known=_all_recipients_known(campaign)))
    place = unit.place(unit.original)
    return PoUnit(
        name=unit.name,
        original=in_lines(unit.words[unit.original]),
        translation=in_lines(unit.words.get(language, "")),
        fuzzy=found is not None and found.state in {"stale", "machine"},
        comments=tuple(comments),
        place=Location(_seen_from(campaign.folder, place.path), place.line),
    )


def _seen_from(folder: Path, path: Path) -> Path:
    return path.relative_to(folder) if path.is_relative_to(folder) else path


def _doubt(found: Standing | None) -> Iterator[str]:
    """Yield why a translation that there is has to be looked at."""
    if found and found.state == "stale" and not found.changed:
        yield "This is in doubt, as after an import that was stopped: compare it with the original."
    elif found and found.state == "stale":
        done = f"{found.by} reviewed this" if found.by else "this was translated"
        yield f"The original has changed since {done} on {found.day}."
    elif found and found.state == "machine":
        yield "A machine has translated this, and nobody has read it yet."


def _why(passage: Passage) -> Iterator[str]:
    """Yield the conditions under which letters have the passage, as the appeal's file has them."""
    for word, condition in (("For", passage.fits), ("Not for", passage.excludes)):
        if given := [f"{key} {values}" for key, values in condition.lines()]:
            yield f"{word}: {'; '.join(given)}."
    if passage.since or passage.until:
        since = f" from {passage.since}" if passage.since else ""
        until = f" until the day before {passage.until}" if passage.until else ""
        yield f"In letters{since}{until}."
    if passage.duty_bearer:
        yield f"It pleads the duties of {passage.duty_bearer}."
    if passage.continues:
        yield "It continues the paragraph before."
    if passage.withhold_from:
        yield f"Withheld from: {', '.join(passage.withhold_from)}."


def _sources(authorities: Mapping[str, Authority], passage: Passage, language: str) -> Iterator[str]:
    for key in dict.fromkeys(cite.key for cite in text_of(passage, language).cites):
        if source := authorities.get(key):
            named = [without_tags(source.title_short or source.title), *([source.issued] if source.issued else [])]
            yield f"@{key}: {', '.join(named)}."


def _to(readers: tuple[str, ...], *, all_known: bool) -> str:
    more = f" and {len(readers) - _NAMED} more" if len(readers) > _NAMED else ""
    doubt = "" if all_known else " Perhaps to others: recipients.yaml has mistakes."
    if readers:
        return f"To: {', '.join(readers[:_NAMED])}{more}.{doubt}"
    return (
        "To nobody in the list of recipients." if all_known else "To: not known, because recipients.yaml has mistakes."
    )


def _all_recipients_known(campaign: Campaign) -> bool:
    path = campaign.folder / "recipients.yaml"
    return not any(one.level == "error" and one.location.path == path for one in campaign.problems)


def _readers(campaign: Campaign, appeal: Appeal, day: date) -> Mapping[str, tuple[str, ...]]:
    """Return the ids of those whose letters have each passage at any time, by the passage's id."""
    authorities = Authorities(campaign.authorities, day)
    found: dict[str, list[str]] = {passage.id: [] for passage in appeal.letter.passages()}
    for recipients in _alike(campaign.recipients, appeal):
        for verdict in select(appeal, recipients[0], authorities):
            if all(one.holds or one.depends for one in verdict.comparisons if one.rule not in _OF_TIME):
                found[verdict.passage.id] += (recipient.id for recipient in recipients)
    order = {recipient.id: number for number, recipient in enumerate(campaign.recipients)}
    return {name: tuple(sorted(ids, key=order.__getitem__)) for name, ids in found.items()}


def _alike(recipients: Iterable[Recipient], appeal: Appeal) -> Iterable[list[Recipient]]:
    """Return the recipients in lists between whose members the appeal's conditions make no difference."""
    alike = Alike(appeal)
    groups: dict[Hashable, list[Recipient]] = {}
    for one in recipients:
        groups.setdefault(alike.key(one), []).append(one)
    return groups.values()
