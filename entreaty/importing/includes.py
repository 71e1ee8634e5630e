"""The key `include` of a campaign's recipients, with one more file in it."""

import re
from pathlib import Path

from entreaty.content.recipient_files import SIZE_CAP
from entreaty.content.yamlfile import read_yaml
from entreaty.importing.recipients_file import RecipientsFileError

_FIRST_FILE = "# Whom the letters of this campaign are written to.\n\ninclude: [{name}]\n"


def with_include(path: Path, name: str) -> str | None:
    """Return the text of the campaign's file with one more file included; None where it includes that already.

    Args:
        path: The campaign's `recipients.yaml`; a missing one is begun.
        name: The other file, as seen from it.

    Raises:
        ContentError: The file cannot be read.
        RecipientsFileError: What it includes is written so that nothing can be added.
    """
    if not path.exists():
        return _FIRST_FILE.format(name=name)
    root = read_yaml(path, cap=SIZE_CAP).root
    there = root.get("include")
    text = path.read_bytes().decode("utf-8-sig")
    if isinstance(there, list) and name in there:
        return None
    if there is None and "include" not in root:
        lines = text.splitlines(keepends=True)
        place = root.lines.get("recipients", 1) - 1
        return "".join([*lines[:place], f"include: [{name}]\n", *lines[place:]])
    flow = re.search(r"^include:[ \t]*\[(.*?)\]", text, re.MULTILINE | re.DOTALL)
    block = re.search(r"^include:[ \t]*\n((?:[ \t]*- [^\n]*\n)+)", text, re.MULTILINE)
    if flow:
        names = f"{flow[1].rstrip().rstrip(',')}, {name}" if flow[1].strip() else name
        return f"{text[: flow.start(1)]}{names}{text[flow.end(1) :]}"
    if block:
        dash = re.match(r"[ \t]*- ", block[1])
        return f"{text[: block.end(1)]}{dash[0] if dash else '- '}{name}\n{text[block.end(1) :]}"
    raise RecipientsFileError(
        f"{path}: add '{name}' to 'include' by hand, since it is written so that nothing can be added"
    )
