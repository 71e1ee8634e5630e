"""`upgrade`: a campaign of an earlier version in the newest form."""

from pathlib import Path

import click

from entreaty.cli.options import today


@click.command()
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.pass_obj
def upgrade(campaign: Path, dry_run: bool) -> None:
    """Bring a campaign of an earlier version to the newest form.

    The letters stay the same, and so do comments and everything else in the
    files. A copy of what is overwritten goes to backups/. A campaign that has
    the newest form is left as it is.
    """
    from entreaty.importing.upgrade import upgrade as upgrade_campaign

    done = upgrade_campaign(campaign, today(), dry_run=dry_run)
    for change in done:
        if dry_run:
            click.echo(change.hunk.diff(), nl=False)
        if change.backup:
            click.echo(f"{change.backup}  what was there before")
        click.echo(f"{change.path}  {change.why}")
    if not done:
        click.echo("the campaign has the newest form")
    if dry_run:
        click.echo("nothing is written")
