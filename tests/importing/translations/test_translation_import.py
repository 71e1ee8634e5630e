"""What an import of a PO file writes, what it leaves as it was, and what it says of both."""

import os

import polib
import pytest

from entreaty.content.campaign import load_campaign
from entreaty.content.files.appeals import load_appeal
from entreaty.importing.translations.importer import Made, import_translations
from entreaty.importing.translations.po_file import SIZE_CAP
from entreaty.planning.order import Order
from entreaty.planning.plan import check, plan_letters
from entreaty.problems import ContentError, EntreatyError
from entreaty.storage import files
from entreaty.storage.files import FolderError
from tests.support.sample_campaigns import APPEAL, DAY, RECIPIENTS, edited, write_campaign
from tests.support.sample_translations import NOVEMBER, SPANISH, exported, filled, imported

FRENCH_FACT = "fr: Les visites ont cessé.[@visits-report]"


def _appeal(folder):
    return load_appeal(folder / "appeals" / "visits" / "appeal.yaml", folder)


def _source(folder):
    return (folder / "appeals" / "visits" / "appeal.yaml").read_text(encoding="utf-8")


def _records(folder, language="fr"):
    return {name: (one.state, one.by, one.day) for name, one in _appeal(folder).records.get(language, {}).items()}


def _changed(path, name, **values):
    file = polib.pofile(str(path))
    entry = next(one for one in file if one.msgctxt == name)
    for key, value in values.items():
        setattr(entry, key, value)
    file.save()
    return path


def test_a_new_translation_is_written_in_its_place(tmp_path):
    """One line of the file changes, and the record says of which original, and when it was translated."""
    folder = write_campaign(tmp_path)
    path = filled(exported(folder, "fr"), {"facts/visits-have-ended": "Les visites sont finies.[@visits-report]"})
    done = imported(folder, path)

    assert _source(folder) == edited(APPEAL, FRENCH_FACT, "fr: Les visites sont finies.[@visits-report]")
    assert (done.written, done.unchanged, done.refused, done.problems) == (("facts/visits-have-ended",), 10, 0, ())
    assert _records(folder)["facts/visits-have-ended"] == ("translated", None, NOVEMBER)
    assert [file.name for file in done.files] == ["appeal.2026-11-20.yaml", "appeal.yaml", "translations.yaml"]
    assert done.files[0].read_text(encoding="utf-8") == APPEAL


def test_a_whole_new_language_makes_letters(tmp_path):
    """After a complete import, whoever reads Spanish gets a Spanish letter."""
    folder = write_campaign(tmp_path, recipients=edited(RECIPIENTS, "language: [en, fr]", "language: [es, en]"))
    done = imported(folder, filled(exported(folder), SPANISH))
    letters = {one.recipient: one for one in plan_letters(load_campaign(folder), Order(day=DAY)).letters}

    assert (len(done.written), done.waiting) == (11, "")
    assert letters["mediator"].language == "es"
    assert letters["mediator"].subject == "Visitas a los prisioneros de guerra"
    assert [problem for problem in check(load_campaign(folder), DAY) if problem.level == "error"] == []


def test_a_language_that_is_begun_is_not_written_in_yet(tmp_path):
    """The subject waits for the last passage: letters go on in English, and `check` names what lacks."""
    folder = write_campaign(tmp_path, recipients=edited(RECIPIENTS, "language: [en, fr]", "language: [es, en]"))
    path = filled(exported(folder), {**SPANISH, "law/protocol": "", "closing/thanks": ""})
    done = imported(folder, path)
    plan = plan_letters(load_campaign(folder), Order(day=DAY))

    assert "subject" not in done.written
    assert done.waiting == (
        "the subject is written with the last passage, and letters from then on; "
        "2 passages to go, such as 'law/protocol'"
    )
    assert {one.recipient: one.language for one in plan.letters}["mediator"] == "en"
    assert plan.errors == ()
    (begun,) = [problem for problem in plan.problems if "is begun" in problem.message]
    assert begun.message == "no letters are written in Spanish, which is begun: 3 of 11 texts lack"
    assert begun.hint == "these lack: subject, law/protocol, closing/thanks"

    assert imported(folder, filled(path, SPANISH)).written == ("subject", "law/protocol", "closing/thanks")
    assert plan_letters(load_campaign(folder), Order(day=DAY)).letters[0].language == "es"


def test_what_is_wrong_is_refused_and_what_is_right_is_written(tmp_path):
    """All problems are told at once with the line of the PO file; refused units stay as they were."""
    folder = write_campaign(tmp_path)
    words = {
        "law/right-to-visit": "Les prisonniers de guerre ont ce droit.[@gc3, art. 126(3)]",
        "opening/concern": "Je vous écris au sujet des prisonniers.",
        "demands/admit": "permettre les visites.",
    }
    path = filled(exported(folder, "fr"), words)
    done = imported(folder, path)

    assert done.written == ("demands/admit",)
    assert [(problem.location.line, problem.message) for problem in done.problems] == [
        (_line(path, "opening/concern"), "'opening/concern': the placeholder '{{ recipient.organisation }}' is lost"),
        (_line(path, "law/right-to-visit"), "'law/right-to-visit': the citation '@gc3, art 126(2)' is lost"),
        (
            _line(path, "law/right-to-visit"),
            "'law/right-to-visit': the citation '@gc3, art 126(3)' is not in the original",
        ),
    ]
    assert done.refused == 2
    assert _source(folder) == edited(APPEAL, "fr: autoriser les visites.", "fr: permettre les visites.")


def test_a_file_that_nobody_has_translated_is_not_taken(tmp_path):
    """A copy of every original is refused unit by unit, even as reviewed, and no letters are written in it."""
    folder = write_campaign(tmp_path)
    path = exported(folder)
    done = imported(folder, filled(path, {one.msgctxt: one.msgid for one in polib.pofile(str(path))}), reviewed_by="A")

    assert (done.written, done.refused, _source(folder)) == ((), 11, APPEAL)
    assert {one.message.partition(": ")[2] for one in done.problems} == {"it is the same as the original, in English"}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("visits.de.po", True),
        ("de.po", True),
        ("visits-de.po", True),
        ("visits.fr.po", False),
        ("visits.po", False),
        ("back.po", False),
        ("visits.v2.po", False),
    ],
)
def test_a_name_that_says_another_language_is_a_warning(tmp_path, name, told):
    """Whoever takes a German file for a French one is told."""
    folder = write_campaign(tmp_path)
    path = exported(folder, "fr").rename(tmp_path / name)

    assert [(one.message, one.level, one.location.path) for one in imported(folder, path).problems] == (
        [("its head says that it is French, its name that it is German", "warning", path)] if told else []
    )


def _line(path, name):
    """Return the line that a unit begins on: that of its first comment."""
    lines = path.read_text(encoding="utf-8").splitlines()
    place = lines.index(f'msgctxt "{name}"')
    while lines[place - 1].startswith("#"):
        place -= 1
    return place + 1


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("closing/thanks", {"msgctxt": "closing/thank"}, "the appeal has no passage 'closing/thank'"),
        ("closing/thanks", {"msgctxt": "demands/speak"}, "'demands/speak' stands here again"),
        ("closing/thanks", {"msgid": "Thanks."}, "the original of 'closing/thanks' is another one by now"),
        (
            "closing/thanks",
            {"msgid_plural": "Thanks", "msgstr_plural": {0: "a", 1: "b"}},
            "'closing/thanks' has forms for several numbers",
        ),
    ],
)
def test_units_that_are_not_of_the_appeal_are_refused(tmp_path, name, values, message):
    """Unknown, doubled, plural and outdated units are named, and nothing of them is written."""
    folder = write_campaign(tmp_path)
    done = imported(folder, _changed(exported(folder, "fr"), name, **values))

    assert [problem.message for problem in done.problems] == [message]
    assert (done.refused, _source(folder)) == (1, APPEAL)


def test_order_wrapping_and_obsolete_units_do_not_matter(tmp_path):
    """Programs of translators sort units, wrap lines otherwise, and keep obsolete ones."""
    folder = write_campaign(tmp_path)
    file = polib.pofile(str(filled(exported(folder), SPANISH)))
    file.sort(key=lambda entry: entry.msgid)
    file.append(polib.POEntry(msgctxt="demands/old", msgid="Old.", msgstr="Viejo.", obsolete=True))
    file.wrapwidth = 30
    path = tmp_path / "sorted.po"
    file.save(str(path))

    done = imported(folder, path)
    assert (len(done.written), done.problems) == (11, ())
    assert _appeal(folder).subject.root["es"] == SPANISH["subject"]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("iso-8859-15", "ISO-8859-15"), ("cp1252", "windows-1252")],
)
def test_encodings_are_read_as_declared(tmp_path, encoding, declared):
    """A byte order mark and the encodings that the head can name make no difference."""
    folder = write_campaign(tmp_path)
    path = filled(exported(folder), SPANISH)
    path.write_bytes(path.read_text(encoding="utf-8").replace("UTF-8", declared).encode(encoding))

    assert imported(folder, path).problems == ()
    assert _appeal(folder).letter.closing[0].words["es"] == "Gracias por su atención."


def test_decomposed_letters_are_composed(tmp_path):
    """An e and an accent become é, as in all files."""
    folder = write_campaign(tmp_path)
    imported(folder, filled(exported(folder, "fr"), {"demands/admit": "accepte\u0301."}))

    assert _appeal(folder).letter.demands[2].words["fr"] == "accepté."


def test_units_without_names_are_known_by_their_original(tmp_path):
    """XLIFF loses the names; where only one unit has the words, it is that one."""
    folder = write_campaign(tmp_path)
    path = filled(exported(folder), SPANISH)
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("msgctxt")]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    done = imported(folder, path)
    assert (len(done.written), done.problems) == (11, ())


HEAD = 'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"X-Entreaty-Appeal: {appeal}\\n"\n\n'
UNIT = 'msgctxt "closing/thanks"\nmsgid "Thank you for your attention."\nmsgstr "{words}"\n'


@pytest.mark.parametrize(
    ("content", "line", "message"),
    [
        ("", 0, "the file does not say of which appeal it is"),
        ("visits.po", 1, "this is not a PO file"),
        ("%PDF-1.7", 1, "this is not a PO file"),
        (HEAD + UNIT.replace('attention."', "attention."), 7, "this is not a PO file"),
        (HEAD + UNIT.replace("{words}", 'say "no"'), 8, "this is not a PO file"),
        (HEAD + "msgstr[a] x", 6, "this is not a PO file"),
        (HEAD + UNIT + '"more"\n' * 2_001, 7, "the entry that begins here has more than 2,000 lines"),
        (HEAD + UNIT + "# more\n\n" * 1_001, 7, "the entry that begins here has more than 2,000 lines"),
        (HEAD.format(language="es", appeal="others") + UNIT, 0, "the campaign has no appeal 'others'"),
        (HEAD.format(language="zu", appeal="visits") + UNIT, 0, "'zu' is not a language that letters"),
        (HEAD.format(language="", appeal="visits") + UNIT, 0, "the file does not say its language"),
        (HEAD.format(language="en", appeal="visits") + UNIT, 0, "English is the language of the original"),
        (
            HEAD.format(language="es", appeal="visits") + 'msgctxt "a"\nmsgid "b"\nmsgstr "c"\n',
            0,
            "none of its units belongs to the appeal 'visits'",
        ),
        (b'msgid ""\nmsgstr "Content-Type: charset=UTF-8"\n\n# \xff', 4, "this is not in UTF-8, which"),
        (b'msgid ""\nmsgstr "Content-Type: charset=punycode"\n', 0, "its encoding 'punycode' is not known"),
        (b'msgid ""\nmsgstr "Content-Type: charset=hex"\n', 0, "its encoding 'hex' is not known"),
        (b"#" * (SIZE_CAP + 1), 0, "the file cannot be read: the file is larger than 4 MB"),
    ],
)
def test_what_is_no_po_file_of_this_appeal_is_refused_whole(tmp_path, content, line, message):
    """A file that cannot be used is told once, and nothing is written."""
    folder = write_campaign(tmp_path)
    path = tmp_path / "in.po"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(ContentError) as caught:
        imported(folder, path)

    (problem,) = caught.value.problems
    assert message in problem.message
    assert problem.location.line == line
    assert (_source(folder), _records(folder)) == (APPEAL, {})


def test_a_line_that_names_a_file_is_not_that_file(tmp_path, monkeypatch):
    """The library for PO files opens a text that is the name of a file; it never gets one."""
    folder = write_campaign(tmp_path)
    monkeypatch.chdir(tmp_path)
    secret = filled(exported(folder), SPANISH)
    path = tmp_path / "in.po"
    path.write_text(str(secret), encoding="utf-8")

    with pytest.raises(ContentError, match="this is not a PO file"):
        imported(folder, path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes")
def test_a_pipe_is_not_waited_for(tmp_path):
    """What is no regular file is refused at once."""
    folder = write_campaign(tmp_path)
    os.mkfifo(tmp_path / "in.po")

    with pytest.raises(ContentError, match="not a file but a pipe"):
        imported(folder, tmp_path / "in.po")


def test_a_broken_appeal_tells_its_own_problems(tmp_path):
    """The problems of an appeal that cannot be used are told instead of "no such appeal"."""
    folder = write_campaign(tmp_path)
    path = exported(folder)
    write_campaign(folder, appeal=edited(APPEAL, "status: open", "status: opened"))

    with pytest.raises(ContentError, match="'status' must be one of"):
        imported(folder, path)


def test_the_same_import_again_changes_nothing(tmp_path):
    """A second import of one file writes nothing, not even a copy of what was there."""
    folder = write_campaign(tmp_path)
    path = filled(exported(folder), SPANISH)
    imported(folder, path)
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    done = imported(folder, path)

    assert (done.written, done.files) == ((), ())
    assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == before


def test_states_follow_what_people_have_done(tmp_path):
    """A review is kept by a later import of the same words, is lost with the words, and a machine undoes none."""
    folder = write_campaign(tmp_path)
    path = exported(folder, "fr")
    imported(folder, path, reviewed_by="Anna Example")
    assert set(_records(folder).values()) == {("reviewed", "Anna Example", NOVEMBER)}

    imported(folder, path, by_machine=True)
    imported(folder, filled(path, {"demands/admit": "permettre les visites."}))
    after = _records(folder)
    assert after.pop("demands/admit") == ("translated", None, NOVEMBER)
    assert set(after.values()) == {("reviewed", "Anna Example", NOVEMBER)}

    imported(folder, filled(path, {"demands/admit": "accepter les visites."}), by_machine=True)
    assert _records(folder)["demands/admit"] == ("machine", None, NOVEMBER)
    imported(folder, exported(folder, "fr"))
    assert _records(folder)["demands/admit"] == ("machine", None, NOVEMBER)
    imported(folder, filled(path, {"demands/admit": "accepter les visites."}))
    assert _records(folder)["demands/admit"] == ("translated", None, NOVEMBER)


def test_a_review_of_the_first_version_becomes_a_record_of_each_passage(tmp_path):
    """What `reviewed: {by: …, on: …}` says counts for all passages as they are, and goes on with the first import."""
    text = edited(
        APPEAL, "status: open", "translations: {fr: {reviewed: {by: Anna Example, on: 2025-06-01}}}\nstatus: open"
    )
    folder = write_campaign(tmp_path, appeal=text)
    imported(folder, filled(exported(folder, "fr"), {"demands/admit": "permettre les visites."}))
    after = _records(folder)

    assert after.pop("demands/admit") == ("translated", None, NOVEMBER)
    assert {(state, by, str(day)) for state, by, day in after.values()} == {("reviewed", "Anna Example", "2025-06-01")}
    assert len(after) == 10


def test_line_ends_and_marks_of_windows_stay(tmp_path):
    """A file with CR LF and a byte order mark keeps both."""
    folder = write_campaign(tmp_path, appeal=b"\xef\xbb\xbf" + APPEAL.replace("\n", "\r\n").encode())
    imported(folder, filled(exported(folder, "fr"), {"demands/admit": "permettre les visites."}))
    expected = edited(APPEAL, "fr: autoriser les visites.", "fr: permettre les visites.").replace("\n", "\r\n")

    assert (folder / "appeals" / "visits" / "appeal.yaml").read_bytes() == b"\xef\xbb\xbf" + expected.encode()


def test_an_appeal_that_was_changed_meanwhile_is_not_written(tmp_path):
    """What somebody saves between reading and writing is not lost."""
    folder = write_campaign(tmp_path)
    path = filled(exported(folder, "fr"), {"demands/admit": "permettre les visites."})
    campaign = load_campaign(folder)
    later = edited(APPEAL, "en: admit the visits.", "en: admit all visits.")
    write_campaign(folder, appeal=later)

    with pytest.raises(EntreatyError, match="changed meanwhile"):
        import_translations(path, campaign, Made(day=NOVEMBER))
    assert (_source(folder), _records(folder)) == (later, {})


@pytest.mark.parametrize("failing", [1, 2, 3, 4])
def test_nothing_counts_as_reviewed_that_was_not(tmp_path, monkeypatch, failing):
    """Wherever writing fails, the file is whole, words are only called reviewed that were, and old reviews stay."""
    folder = write_campaign(tmp_path)
    path = filled(exported(folder, "fr"), {"demands/admit": "permettre les visites."})
    calls = []
    write = files.write_pieces

    def write_or_fail(place, *arguments, **options):
        calls.append(place)
        if len(calls) == failing:
            raise FolderError(f"{place}: no space left")
        return write(place, *arguments, **options)

    monkeypatch.setattr(files, "write_pieces", write_or_fail)
    with pytest.raises(FolderError):
        imported(folder, path, reviewed_by="Anna Example")
    monkeypatch.undo()

    state = _records(folder).get("demands/admit", ("",))[0]
    new = "permettre" in _source(folder)
    assert _source(folder) in {APPEAL, edited(APPEAL, "autoriser les visites.", "permettre les visites.")}
    assert (new, state) == ((True, "stale") if failing == 4 else (False, ""))
    assert imported(folder, path, reviewed_by="Anna Example").problems == ()
    assert _records(folder)["demands/admit"][0] == "reviewed"


@pytest.mark.parametrize("reviewed", [True, False])
def test_an_import_that_fails_leaves_reviews_as_they_were(tmp_path, reviewed):
    """Where no copy of the appeal can be made, neither the appeal nor the records are others than before."""
    folder = write_campaign(tmp_path / "campaign")
    if reviewed:
        imported(folder, exported(folder, "fr"), reviewed_by="Anna Example")
    path = filled(exported(folder, "fr"), {"demands/admit": "permettre les visites."})
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    (tmp_path / "elsewhere").mkdir()
    (folder / "appeals" / "visits" / "backups").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(EntreatyError, match="leads out of the folder"):
        imported(folder, path)
    assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == before
    assert list((tmp_path / "elsewhere").iterdir()) == []
