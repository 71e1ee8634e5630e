"""`schema`: the file formats as JSON Schemas."""

import json
from pathlib import Path

import click

from entreaty.cli.options import out_option

FORMATS = ("appeal", "authorities", "recipients", "sender", "delivery", "mapping", "translations", "forms_of_address")


@click.command()
@click.argument("name", required=False, type=click.Choice(FORMATS), metavar="[NAME]")
@out_option("Write all schemas into this folder instead.")
@click.pass_obj
def schema(campaign: Path, name: str | None, out: Path | None) -> None:
    """Print the JSON Schema of a file format.

    Editors complete files by it. NAME is appeal, authorities, recipients, sender,
    delivery, mapping (of columns, for 'recipients import'), translations or
    forms_of_address. The schemas know the audiences, the forms of address and the
    languages of the campaign.
    """
    from entreaty.content.files.recipients import audiences_at_a_glance
    from entreaty.content.locales import language_files
    from entreaty.content.schemas import schemas, write_schemas
    from entreaty.content.shipped.campaign_forms import load_forms
    from entreaty.content.shipped.languages.file import use_languages_of

    own = language_files(campaign)
    audiences = audiences_at_a_glance(campaign / "recipients.yaml")
    use_languages_of(campaign)
    forms = load_forms(campaign).by_office
    if out:
        for path in write_schemas(out, audiences, forms, own):
            click.echo(path)
    elif name:
        click.echo(json.dumps(schemas(audiences, forms, own)[name], ensure_ascii=False, indent=2))
    else:
        message = "name a format, or write them all with --out DIR"
        raise click.UsageError(message)
