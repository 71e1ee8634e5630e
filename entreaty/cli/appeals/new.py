"""`new appeal` and `new campaign`: commented skeletons to begin with."""

from pathlib import Path

import click

from entreaty.cli.options import today


@click.group()
def new() -> None:
    """Begin an appeal or a campaign from a commented skeleton."""


@new.command()
@click.argument("name", metavar="ID")
@click.pass_obj
def appeal(campaign: Path, name: str) -> None:
    """Make appeals/ID/appeal.yaml, a draft to write into."""
    from entreaty.content.scaffold import new_appeal

    path = new_appeal(campaign, name, today())
    click.echo(path)
    click.echo("It is a draft. Write your own words into it, then: entreaty check", err=True)


@new.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def campaign(folder: Path) -> None:
    """Make a campaign folder with every file that it needs."""
    from entreaty.content.scaffold import new_campaign

    for path in new_campaign(folder, today()):
        click.echo(path)
    click.echo(f"Read {folder / 'README.md'}: it says what to write first.", err=True)
