"""The PO file of an appeal: a unit for each text, with what a translator should know of it."""

from datetime import date

import polib
import pytest

from entreaty.problems import ContentError
from tests.support.sample_campaigns import APPEAL, edited, line_of, write_campaign
from tests.support.sample_translations import SPANISH, exported, filled, imported


def _units(path):
    return {entry.msgctxt: entry for entry in polib.pofile(str(path))}


def test_every_text_is_a_unit_with_its_translation(tmp_path):
    """Subject and passages come in the order of the file, with what the appeal has; one title for all has no unit."""
    units = _units(exported(write_campaign(tmp_path), "fr"))

    assert list(units) == list(SPANISH)
    assert units["law/protocol"].msgid == (
        "Your own state is bound by Protocol I.[see @ap1, art. 75(6); @gc3, art. 122(6)]"
    )
    assert units["law/protocol"].msgstr.startswith("Votre propre État est lié")
    assert units["opening/concern"].msgid == (
        "I write to you at the {{ recipient.organisation }} about the prisoners of war."
    )
    assert not any(unit.fuzzy for unit in units.values())


def test_a_new_language_is_begun_with_empty_units(tmp_path):
    """A language that the appeal does not have has every unit, without a translation."""
    path = exported(write_campaign(tmp_path), "es")
    units = _units(path)

    assert path == tmp_path / "appeals" / "visits" / "visits.es.po"
    assert {unit.msgstr for unit in units.values()} == {""}
    assert polib.pofile(str(path)).metadata["Language"] == "es"


def test_a_unit_says_why_when_from_what_and_to_whom(tmp_path):
    """Conditions, dates, duties, sources in short, and the recipients who get it at any time are comments."""
    units = _units(exported(write_campaign(tmp_path)))

    assert units["law/protocol"].comment.split("\n") == [
        "For: states CH; bound_by ap1.",
        "It continues the paragraph before.",
        "@ap1: AP I, 1977-06-08.",
        "@gc3: GC III, 1949-08-12.",
        "To: swiss-minister.",
    ]
    assert units["facts/visits-have-ended"].comment.split("\n") == [
        "In letters from 2025-09-03.",
        "@visits-report: Report on visits, 2025-06.",
        "To: mediator, swiss-minister, azerbaijani-minister.",
    ]
    assert "It pleads the duties of AZ." in units["law/right-to-visit"].comment
    line = line_of(APPEAL, "en: Your own state")
    assert units["law/protocol"].occurrences == [("appeals/visits/appeal.yaml", str(line))]


def test_a_passage_for_nobody_says_so(tmp_path):
    """A translator sees that nobody gets a passage, and from whom one is withheld."""
    text = edited(APPEAL, "for: {audiences: [third-state]}", "for: {audiences: [un-body]}")
    text = edited(text, "duty_bearer: AZ", "withhold_from: [mediator]")
    units = _units(exported(write_campaign(tmp_path, appeal=text)))

    assert "To nobody in the list of recipients." in units["demands/speak"].comment
    comment = units["law/right-to-visit"].comment
    assert "Withheld from: mediator." in comment
    assert "To: swiss-minister, azerbaijani-minister." in comment


def test_what_is_outdated_or_a_machines_is_fuzzy(tmp_path):
    """A unit that somebody has to look at is fuzzy, and its comment says why."""
    folder = write_campaign(tmp_path)
    imported(folder, exported(folder, "fr"), reviewed_by="Anna Example")
    appeal = folder / "appeals" / "visits" / "appeal.yaml"
    appeal.write_text(edited(appeal.read_text(), "Visits have ended.", "Visits ended."), encoding="utf-8")
    outdated = _units(exported(folder, "fr"))
    imported(folder, filled(exported(folder), {"demands/admit": "admita las visitas."}), by_machine=True)
    machine = _units(exported(folder))

    assert [name for name, unit in outdated.items() if unit.fuzzy] == ["facts/visits-have-ended"]
    assert outdated["facts/visits-have-ended"].comment.startswith(
        "The original has changed since Anna Example reviewed this on 2026-11-20."
    )
    assert [name for name, unit in machine.items() if unit.fuzzy] == ["demands/admit"]
    assert machine["demands/admit"].comment.startswith("A machine has translated this, and nobody has read it yet.")


def test_unfinished_work_is_not_written_over(tmp_path):
    """A file with a translation or a remark that the appeal does not have stays; once imported, it is written anew."""
    folder = write_campaign(tmp_path)
    path = filled(exported(folder), SPANISH)
    before = path.read_bytes()
    with pytest.raises(ContentError, match="11 translations or remarks that the appeal does not have"):
        exported(folder)
    assert path.read_bytes() == before

    imported(folder, path)
    exported(folder)
    remarked = polib.pofile(str(path))
    remarked[3].tcomment = "Ask the organizer."
    remarked.save()
    with pytest.raises(ContentError, match="such as that of 'facts/visits-have-ended'"):
        exported(folder)


def test_a_file_that_is_no_po_file_is_not_written_over(tmp_path):
    """Whatever lies under the name stays, if it cannot be read."""
    folder = write_campaign(tmp_path)
    path = folder / "appeals" / "visits" / "visits.es.po"
    path.write_text("Dear translator", encoding="utf-8")

    with pytest.raises(ContentError, match="not a PO file"):
        exported(folder)
    assert path.read_text() == "Dear translator"


def test_the_same_export_gives_the_same_bytes(tmp_path):
    """Nothing but campaign and date decides what the file holds."""
    folder = write_campaign(tmp_path)
    first = exported(folder).read_bytes()

    assert exported(folder).read_bytes() == first
    assert str(date.today().year).encode() not in first.replace(b"2026-11-20", b"")  # noqa: DTZ011
