"""Read a file of sources: CSL-YAML or CSL-JSON, as people, pandoc and Zotero write them, in one form for the model."""

from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from entreaty.content.files.csl.item import DATES, FIELDS, NAMES
from entreaty.content.files.csl.kinds import kind_of
from entreaty.content.files.csl.markup import with_tags
from entreaty.content.model import shown
from entreaty.problems import Location, Problem, counted
from entreaty.storage.yaml.file import read_yaml
from entreaty.storage.yaml.tree import YamlFile, YamlList, YamlMapping

KEY = "references"
# Older names of CSL's fields, and those that pandoc's CSL-YAML writes small.
_RENAMED = {
    "shortTitle": "title-short",
    "journalAbbreviation": "container-title-short",
    "event": "event-title",
    "archive-location": "archive_location",
    "archive-collection": "archive_collection",
} | {name.lower(): name for name in ("DOI", "ISBN", "ISSN", "PMCID", "PMID", "URL")}
# Theirs is no text that is printed: addresses and numbers keep their tildes and asterisks.
_NO_MARKUP = {"id", "type", "custom", "categories", "citation-key", "language", *DATES}
_ESCAPED_ONLY = {"DOI", "URL", "ISBN", "ISSN", "PMCID", "PMID"}
# Of the metadata in which pandoc puts a bibliography, what says how to print it.
_OF_PANDOC = {"nocite", "link-citations", "csl", "lang"}


def read_sources(
    path: Path, root: Path | None = None, *, of_law: Collection[str]
) -> tuple[YamlFile, tuple[Problem, ...]]:
    """Return the sources of a file under the key `references`, and warnings of what is not read.

    Args:
        path: The file; a name that ends in `.json` says that it is CSL-JSON.
        root: The folder that it must lie in; None where the user has named the file.
        of_law: The keys that we know under `custom`; other programs keep others there.

    Raises:
        ContentError: The file as a whole cannot be read.
    """
    file = read_yaml(path, root=root, list_key=KEY)
    is_json = path.suffix.lower() == ".json"
    whole = _changed(file.root, lambda key: "" if key in _OF_PANDOC else key)
    unread: dict[str, list[YamlMapping]] = {}
    listed = whole.get(KEY)
    if isinstance(listed, YamlList):
        entries = YamlList(listed.line)
        entries.lines, entries.raw = listed.lines, listed.raw
        for one in listed:
            is_entry = isinstance(one, YamlMapping)
            known = _known(one, of_law, unread) if is_entry and is_json else one
            entries.append(_item(known, is_json=is_json) if is_entry else one)
        whole[KEY] = entries
    return YamlFile(path, whole), tuple(_not_read(path, unread))


def _known(entry: YamlMapping, of_law: Collection[str], unread: dict[str, list[YamlMapping]]) -> YamlMapping:
    """Return an entry that a program has written without what neither CSL nor we know, and without empty fields."""

    def kept(key: str) -> str:
        if _RENAMED.get(key, key) not in FIELDS:
            unread.setdefault(key, []).append(entry)
            return ""
        return "" if entry[key] in ("", None) else key

    def kept_of_law(key: str) -> str:
        if key not in of_law:
            unread.setdefault(f"custom.{key}", []).append(entry)
            return ""
        return key

    known = _changed(entry, kept)
    if isinstance(custom := known.get("custom"), YamlMapping):
        known["custom"] = _changed(custom, kept_of_law)
    return known


def _item(entry: YamlMapping, *, is_json: bool) -> YamlMapping:
    """Return an entry with the field names of CSL, its markup as tags, and the kind that its fields tell."""

    def name_in_csl(key: str) -> str:
        name = _RENAMED.get(key, key)
        # pandoc writes `type: ""` for what BibTeX calls "misc".
        is_untyped = name == "type" and not entry[key]
        return "" if is_untyped or (name != key and name in entry) else name

    item = _changed(entry, name_in_csl)
    for key, value in item.items():
        if key in NAMES and isinstance(value, list):
            item[key] = _with_raw_texts(value, is_json=is_json)
        elif key not in _NO_MARKUP:
            item[key] = _text(key, value, item.raw.get(key), is_json=is_json)
    if isinstance(item.get("id"), (int, float)):
        item["id"] = item.raw.get("id", str(item["id"]))
    if item.get("type") == "legal_case" and "authority" not in item and "publisher" in item:
        # Where pandoc puts the court of BibLaTeX's `institution`.
        _rename(item, "publisher", "authority")
    _tell_kind(item)
    return item


def _tell_kind(item: YamlMapping) -> None:
    """Put the kind under `custom`, if it does not stand there."""
    custom = item.get("custom", {})
    if isinstance(custom, Mapping) and "kind" not in custom:
        line = item.lines.get("custom", item.line)
        told = YamlMapping(item.path, line)
        if isinstance(custom, YamlMapping):
            told.update(custom)
            told.lines, told.raw = dict(custom.lines), custom.raw
        told["kind"] = kind_of(item)
        item["custom"] = told
        item.lines.setdefault("custom", item.line)


def _changed(mapping: YamlMapping, name: Callable[[str], str]) -> YamlMapping:
    """Return the mapping with other names for its keys; keys without a name are left out."""
    changed = YamlMapping(mapping.path, mapping.line)
    for key, value in mapping.items():
        if new := name(key):
            changed[new], changed.lines[new] = value, mapping.lines[key]
            if key in mapping.raw:
                changed.raw[new] = mapping.raw[key]
    return changed


def _rename(item: YamlMapping, old: str, new: str) -> None:
    item[new], item.lines[new] = item.pop(old), item.lines.pop(old)


def _text(key: str, value: Any, raw: str | None, *, is_json: bool) -> Any:
    """Return the text of a field: a number as it was written, and markup as tags."""
    if raw is not None and value is not None:
        return raw
    if not isinstance(value, str):
        return value
    if key in _ESCAPED_ONLY:
        return value if is_json else value.replace("\\", "")
    return with_tags(value, is_markdown=not is_json)


def _with_raw_texts(names: Any, *, is_json: bool) -> Any:
    if not isinstance(names, YamlList):
        return names
    for name in names:
        if isinstance(name, YamlMapping):
            for key, value in list(name.items()):
                if is_json and value in ("", None):
                    del name[key]
                elif key not in {"comma-suffix", "static-ordering", "parse-names"}:
                    name[key] = _text(key, value, name.raw.get(key), is_json=is_json)
    return names


def _not_read(path: Path, unread: Mapping[str, list[YamlMapping]]) -> Iterator[Problem]:
    """Yield one warning for each field that CSL does not have."""
    for key, entries in unread.items():
        first = entries[0]
        more = f" and {counted(len(entries) - 1, 'further source')}" if len(entries) > 1 else ""
        whose = "there is no field" if key.startswith("custom.") else "CSL has no field"
        message = f"'{shown(str(first.get('id', '')))}'{more}: {whose} '{shown(key)}', and it is not read"
        line = first.lines.get(key) or first.lines["custom"]
        yield Problem(Location(path, line), message, "remove it, or keep it: nothing prints it", "warning")
