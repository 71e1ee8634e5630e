"""`doctor`: what this machine lacks."""

import click

from entreaty.cli.terminal import styled

_COLOURS = {"error": "red", "warning": "yellow"}


@click.command()
def doctor() -> None:
    """Say what this machine lacks, and how to install it."""
    from entreaty.content.places import shipped_templates
    from entreaty.doctor import examine

    findings = examine(shipped_templates() / "fonts")
    for finding in findings:
        mark = styled("ok", fg="green") if finding.ok else styled(finding.level, fg=_COLOURS[finding.level])
        click.echo(f"{finding.name}: {mark} ({finding.detail})")
        if not finding.ok:
            click.echo(f"  hint: {finding.cure}")
    if any(finding.level == "error" and not finding.ok for finding in findings):
        raise click.exceptions.Exit(1)
