"""PO files for tests: those of the sample campaign, edited as translators do."""

from datetime import date
from pathlib import Path

import polib

from entreaty.content.campaign import load_campaign
from entreaty.importing.translations.exporter import export_translations
from entreaty.importing.translations.importer import Made, import_translations

NOVEMBER = date(2026, 11, 20)

SPANISH = {
    "subject": "Visitas a los prisioneros de guerra",
    "opening/concern": "Le escribo a {{ recipient.organisation }} sobre los prisioneros de guerra.",
    "facts/visits-take-place": "Ha habido visitas.[@visits-report, p. 2]",
    "facts/visits-have-ended": "Las visitas han cesado.[@visits-report]",
    "law/right-to-visit": "Los prisioneros de guerra tienen derecho a ser visitados.[@gc3, art. 126(2)]",
    "law/protocol": "El Protocolo I obliga a su propio Estado.[véase @ap1, art. 75(6); @gc3, art. 122(6)]",
    "request/request": "Le ruego que",
    "demands/keep-visiting": "siga visitando a cada prisionero de guerra;",
    "demands/speak": "hable a favor de las visitas;",
    "demands/admit": "admita las visitas.",
    "closing/thanks": "Gracias por su atención.",
}
"""The sample appeal in Spanish, by unit."""


def exported(folder: Path, language: str = "es") -> Path:
    """Export the sample appeal, and return the PO file."""
    campaign = load_campaign(folder)
    return export_translations(campaign, campaign.appeals[0], language, NOVEMBER, None)


def filled(path: Path, words: dict[str, str]) -> Path:
    """Write translations into a PO file, and take away what marks them as fuzzy."""
    file = polib.pofile(str(path))
    for entry in file:
        if entry.msgctxt in words:
            entry.msgstr = words[entry.msgctxt]
            entry.flags = []
    file.save()
    return path


def imported(folder: Path, path: Path, **made: str | bool):
    """Import a PO file into the sample campaign."""
    return import_translations(path, load_campaign(folder), Made(day=NOVEMBER, **made))
