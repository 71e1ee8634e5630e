"""`authorities`: bring in a bibliography."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from entreaty.cli.messages import cut, exit_if_errors, show_problems
from entreaty.cli.options import FILE
from entreaty.problems import counted

if TYPE_CHECKING:
    from entreaty.importing.authorities import Need

_NAMED = 5


@click.group()
def authorities() -> None:
    """Bring in sources that letters may cite."""


@authorities.command("import")
@click.argument("file", type=FILE)
@click.option("--dry-run", is_flag=True, help="Say what there is and what lacks, and write nothing.")
@click.pass_obj
def import_(campaign: Path, file: Path, dry_run: bool) -> None:
    """Bring in a bibliography of Zotero or pandoc.

    FILE is CSL-JSON or CSL-YAML. It goes to appeals/authorities/ under its
    own name; what lies there under that name is never overwritten. Told are
    the kinds that its sources are cited as, what law needs beside, and which
    fields no letter prints.
    """
    from entreaty.content.campaign import load_campaign
    from entreaty.importing.authorities import import_authorities

    done = import_authorities(file, load_campaign(campaign), dry_run=dry_run)
    show_problems(done.problems)
    kinds = Counter(source.custom.kind for source in done.sources)
    each = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
    click.echo(f"{file.name}: {counted(len(done.sources), 'source')}" + (f": {each}" if each else ""))
    for need in done.needs:
        click.echo(_needed(need))
    if done.state == "unchanged":
        click.echo(f"{done.path}  unchanged")
    else:
        click.echo("nothing is written" if dry_run or done.state == "refused" else done.path)
    exit_if_errors(done.problems)


def _needed(need: "Need") -> str:
    fields = ", ".join(f"'{field}'" for field in need.fields)
    more = f" and {len(need.ids) - _NAMED} more" if len(need.ids) > _NAMED else ""
    ids = ", ".join(cut(name, 60) for name in need.ids[:_NAMED]) + more
    what = "it" if len(need.fields) == 1 else "them"
    why = f"{need.style} needs {what}" if need.style else "without it, it binds no state"
    return f"  {counted(len(need.ids), need.kind)}: add {fields} ({why}): {ids}"
