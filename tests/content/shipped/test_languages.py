"""Languages as data: each is whole, variants say what differs, and a campaign adds or changes them."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from entreaty.cli import main
from entreaty.content.campaign import load_campaign
from entreaty.content.locales import LANGUAGES, base_language, misnamed_languages
from entreaty.content.shipped.campaign_forms import load_forms
from entreaty.content.shipped.languages.citations import CitationWords, DateWords, Typography
from entreaty.content.shipped.languages.file import SECTIONS, SHIPPED, languages_of, use_languages
from entreaty.content.shipped.languages.letter import LetterWords
from entreaty.content.shipped.languages.standing import standings
from entreaty.content.shipped.languages.variants import variant_for
from entreaty.output.text import letter_text
from entreaty.planning.order import Order
from entreaty.planning.plan import plan_letters
from entreaty.storage.resources import DATA
from entreaty.templating.letters import LetterTemplates
from entreaty.writing.composing.courtesies import courtesies_of
from tests.support.checkout import ROOT
from tests.support.sample_campaigns import DAY
from tests.support.sample_content import make_basis, make_recipient
from tests.support.sample_letters import TEMPLATES

LISTED = ("it", "nl", "pl", "pt", "tr", "el", "uk", "ro", "fa", "he", "da", "sv", "fi", "cs", "hu", "nb", "nn")
SHIPPED_ALONE = [one for one in LANGUAGES if one == base_language(one)]
# Reports that are published in English, where a language has no name of its own for them.
SERIES = {"united", "nations", "treaty", "series"}
# What a language writes as English does.
ALIKE = {
    **{code: {"august", "ref", "resolution"} for code in ("da", "es", "nb", "nn", "pt", "ro", "sv")},
    "de": {"august", "name"},
    "fr": {"article", "page", "volume", "notes"},
}
# What stands in the profile, the appeal and the source, in every language: nobody's words.
OWN = "Qqa qqb qqc"
APPEAL = """\
title: {own}
subject: {{{code}: {own}}}
status: open
review_by: 2026-12-31
letter:
  opening: [{{id: a, {code}: "{own}[@qq-treaty, art. 5(2)]."}}]
  facts: [{{id: b, {code}: "{own}[@qq-news; @qq-resolution, para. 3]."}}]
  request: [{{id: c, {code}: "{own}:"}}]
  demands: [{{id: d, {code}: "{own}."}}, {{id: e, {code}: "{own}."}}]
  closing: [{{id: f, {code}: "{own}."}}]
"""
RECIPIENTS = """\
audiences: {{}}
recipients:
  - id: qq
    office: {own}
    organisation: {own}
    language: {code}
    reference: {{yours: "7"}}
    form_of_address: unnamed-official
    address: {{lines: [{own}], country: CH}}
    verified: {{status: official, source: "https://example.org/qq", on: 2026-11-01}}
"""
SOURCES = """\
references:
  - id: qq-treaty
    type: treaty
    title: {own}
    issued: "1949-08-12"
    container-title-short: UNTS
    volume: 75
    page: 135
    custom: {{kind: treaty, entry-into-force: 1950-10-21, verified: official}}
  - id: qq-news
    type: article-newspaper
    title: {own}
    container-title: {own}
    issued: "2025-06-01"
    URL: "https://example.org/qq"
    custom: {{kind: news, verified: official}}
  - id: qq-resolution
    type: legislation
    title: {own}
    authority: {own}
    number: "5"
    issued: "2025-06-02"
    custom: {{kind: resolution, verified: official}}
"""


def _campaign(folder: Path, code: str, own: str = OWN) -> Path:
    """Write a campaign of one letter in a language, in which nothing but the program's words is words."""
    values = {"code": code, "own": own}
    (folder / "appeals" / "qq").mkdir(parents=True)
    (folder / "appeals" / "qq" / "appeal.yaml").write_text(APPEAL.format(**values), encoding="utf-8")
    (folder / "appeals" / "authorities.yaml").write_text(SOURCES.format(**values), encoding="utf-8")
    (folder / "recipients.yaml").write_text(RECIPIENTS.format(**values), encoding="utf-8")
    return folder


def _text(folder: Path) -> str:
    plan = plan_letters(load_campaign(folder), Order(day=DAY, citation_style="plain"))
    assert [str(one) for one in plan.problems if one.level == "error"] == []
    (letter,) = plan.letters
    words = (letter.date_line, letter.phrase("page-of", page=1, pages=2), *letter.foot, *letter.address)
    return "\n".join((*words, letter_text(letter, LetterTemplates(TEMPLATES))))


def _words(text: str) -> set[str]:
    text = re.sub(r"https?://\S+|Qq[abc]", "", text)
    return {word.casefold() for word in re.findall(r"[^\W\d_]{3,}", text)} - {"qqa", "qqb", "qqc"}


@pytest.mark.no_cover
@pytest.mark.parametrize("code", [one for one in SHIPPED_ALONE if one != "en"])
def test_letter_in_each_language_has_no_english_word(tmp_path, code):
    """From date to notes, no word of the letter is one of those that the same letter has in English."""
    english = _words(_text(_campaign(tmp_path / "en", "en")))
    own = _words(_text(_campaign(tmp_path / code, code)))

    assert own & english - ALIKE.get(code, set()) - SERIES == set()
    assert len(own) >= 8


@pytest.mark.parametrize("code", LISTED)
def test_every_language_that_the_docs_list_has_its_words(code):
    """Languages that were refused are whole, and what nobody has read is told."""
    words = SHIPPED[code]

    assert words.phrases.lacking() == ()
    assert words.seen == ()


@pytest.mark.parametrize("code", SHIPPED_ALONE)
def test_every_language_says_what_ends_a_salutation_and_a_closing(code):
    """None relies on the comma of others; Nynorsk has what Bokmål says."""
    text = (DATA / "languages" / f"{code}.yaml").read_text(encoding="utf-8")

    assert code == "nn" or ("\n  salutation-ends: " in text and "\n  closing-ends: " in text)


@pytest.mark.parametrize(
    ("section", "model"),
    [("dates", DateWords), ("citations", CitationWords), ("typography", Typography), ("letter", LetterWords)],
)
def test_keys_that_the_docs_name_are_those_of_the_file(section, model):
    """Each word of a section's row that looks like a key is one."""
    page = (ROOT / "docs" / "how-to" / "add-a-language.md").read_text(encoding="utf-8")
    (row,) = re.findall(rf"^\| `{section}` \| (.*) \|$", page, re.MULTILINE)
    named = set(re.findall(r"`([a-z][a-z-]+)`", row))

    assert named
    assert named - {field.alias or name for name, field in model.model_fields.items()} == set()


def test_campaign_decides_what_ends_salutations_of_the_program(tmp_path):
    """A language file of the campaign with another mark puts it into the shipped forms, and nothing else does."""
    folder = _campaign(tmp_path, "it")
    assert "Gentile Signora, egregio Signore," in _text(folder)
    (folder / "languages").mkdir()
    (folder / "languages" / "it.yaml").write_text('letter: {salutation-ends: "!"}\n', encoding="utf-8")

    assert "Gentile Signora, egregio Signore!" in _text(folder)


def test_docs_list_the_languages():
    """The page on every key names each code."""
    page = (ROOT / "appeals" / "README.md").read_text(encoding="utf-8")

    assert [code for code in LANGUAGES if f"`{code}`" not in page] == []


@pytest.mark.parametrize(
    ("language", "country", "wished", "variant"),
    [
        ("en", "US", (), "en-US"),
        ("en", "PR", (), "en-US"),
        ("en", "PH", (), "en-US"),
        ("en", "GB", (), "en-GB"),
        ("en", "IE", (), "en"),
        ("en", None, (), "en"),
        ("en", "US", ("en-GB",), "en-GB"),
        ("en", "US", ("fr-CH", "en"), "en-US"),
        ("de", "CH", (), "de-CH"),
        ("de", "LI", (), "de-LI"),
        ("de", "AT", (), "de-AT"),
        ("de", "DE", (), "de"),
        ("pt", "BR", (), "pt-BR"),
        ("de-CH", "DE", (), "de-CH"),
    ],
)
def test_variant_is_that_of_the_country_or_the_one_that_is_asked_for(language, country, wished, variant):
    """Where a letter is posted decides, unless somebody asks for a variant of its language."""
    assert variant_for(language, country, wished) == variant


@pytest.mark.parametrize(
    ("code", "ordered", "salutation", "lang"),
    [
        ("de", "de-CH", "Sehr geehrte Damen und Herren", "de-CH"),
        ("de", "de-AT", "Sehr geehrte Damen und Herren,", "de-AT"),
        ("de", "de", "Sehr geehrte Damen und Herren", "de-CH"),
        ("en", "en-US", "Dear Sir or Madam:", "en-US"),
    ],
)
def test_variant_can_be_ordered_for_all_letters(tmp_path, code, ordered, salutation, lang):
    """A variant is its language as that country writes it, wherever the letter is posted."""
    order = Order(day=DAY, citation_style="plain", language=ordered)

    (letter,) = plan_letters(load_campaign(_campaign(tmp_path, code)), order).letters

    assert (letter.salutation, letter.lang) == (salutation, lang)


def test_variant_of_a_language_that_the_appeal_lacks_is_refused(tmp_path):
    """Swiss German is not to be had of an appeal in English."""
    plan = plan_letters(load_campaign(_campaign(tmp_path, "en")), Order(day=DAY, language="de-CH"))

    assert plan.letters == ()
    assert "is not written in 'de'" in "".join(one.reason for one in plan.failed)


def test_variants_say_only_what_differs():
    """What a variant does not say is that of its language."""
    american, english = SHIPPED["en-US"], SHIPPED["en"]

    assert american.phrases.by_key() == {**english.phrases.by_key(), "closing": "Sincerely,"}
    assert american.letter.closings["Yours faithfully,"] == "Sincerely,"
    assert american.terms == english.terms
    assert SHIPPED["de-CH"].typography.eszett is False
    assert SHIPPED["de-CH"].letter.small_words == SHIPPED["de"].letter.small_words
    assert SHIPPED["nn"].phrases.by_key()["notes"] == "Noter"


def test_pages_are_whole_in_german_and_french():
    """Whatever a page says, German and French say; and nothing that no page says."""
    folders = (DATA, DATA / "packet", DATA / "preview")
    pages = [path.read_text(encoding="utf-8") for folder in folders for path in sorted(folder.glob("*.html"))]
    said = {words for page in pages for _, words in re.findall(r"""say\((["\'])(.*?)\1[,)]""", page)}
    code = [*sorted((ROOT / "entreaty/output/packet").glob("*.py")), ROOT / "entreaty/batch/packet.py"]
    said |= {words for path in code for words in re.findall(r'say\(\s*"(.*?)"', path.read_text(encoding="utf-8"))}
    said |= {"domestic", "Europe", "world", "unknown", "Facts", "Law", "Demands"}
    said |= {"from the recipient’s profile", "from the sender", "from the appeal"}
    said |= {"1 letter to post: {zones}", "{count} letters to post: {zones}"}

    assert len(said) > 100
    for language in ("de", "fr"):
        assert {*SHIPPED[language].pages} == said


def test_languages_are_listed_in_80_columns():
    """Each language has a line, with its name in English and what has been read of it."""
    lines = CliRunner().invoke(main, ["languages"]).output.splitlines()

    assert lines[0] == "CODE   LANGUAGE                   PAGES     READ BY SOMEBODY WHO SPEAKS IT"
    assert "it     Italian                    -         nothing" in lines
    assert len(lines) == len(LANGUAGES) + 1
    assert max(map(len, lines)) <= 80


WELSH = """\
seen: [phrases]
phrases:
  page-of: Tudalen {page} o {pages}
  dated: "{date}"
  subject-line: "{subject}"
  notes: Nodiadau
  blank-name: Enw
  blank-address: Cyfeiriad
  blank-email: E-bost
  blank-signature: Llofnod
  to: "At: {address}"
  contact-form: "Ffurflen gysylltu: {url}"
  subject: "Pwnc: {subject}"
  your-name: "[Eich enw]"
  your-address: "[Eich cyfeiriad]"
  closing: Yn gywir,
  your-role: "[eich swydd]"
  your-organisation: "[eich sefydliad]"
  your-constituency: "[eich etholaeth]"
  your-country: "[eich gwlad]"
  without-window: Defnyddiwch amlen heb ffenestr a rhoi’r cyfeiriad hwn arni.
  draft: DRAFFT
  your-reference: "Eich cyf.: {reference}"
  enclosure: "Amgaeir: {titles}"
  enclosures: "Amgaeir: {titles}"
  copy: "Copi: {names}"
  copies: "Copïau: {names}"
  signatories: "Llofnodwyr: {count}"
  signatories-follow: "Llofnodwyr y mae eu henwau ar ôl y llythyr hwn: {count}"
  signing-organisations: "Sefydliadau: {count}"
  signing-persons: "Unigolion: {count}"
"""


def _welsh() -> str:
    """Return a language of invented words but for the phrases: "w1", "w2" … for all that citations need."""
    italian = (DATA / "languages" / "it.yaml").read_text(encoding="utf-8")
    rest = italian[italian.index("\ndates:") :]
    numbers = iter(range(1, 10_000))
    lines = []
    for line in rest.splitlines():
        key, colon, value = line.partition(":")
        lines.append(key + colon + re.sub(r"\b[^\W\d_]{3,}\b(?!:)", lambda _: f"zz{next(numbers)}", value))
    return WELSH + "\n".join(lines) + "\n"


def test_campaign_adds_a_language_in_a_file_of_its_own(tmp_path):
    """Files, letters and `check` take the code; date and country come from CLDR, the rest from the file."""
    folder = _campaign(tmp_path, "cy")
    (folder / "languages").mkdir()
    (folder / "languages" / "cy.yaml").write_text(_welsh(), encoding="utf-8")
    recipients = (folder / "recipients.yaml").read_text(encoding="utf-8")
    polite = recipients.replace("    address:", "    salutation: {cy: 'Annwyl Syr,'}\n    address:")
    (folder / "recipients.yaml").write_text(polite, encoding="utf-8")
    text = _text(folder)
    english = _words(_text(_campaign(tmp_path / "english", "en")))

    assert "Tudalen 1 o 2" in text
    assert "Mehefin" in text
    assert "Y SWISTIR" in text
    assert "Annwyl Syr," in text
    assert "Yn gywir," in text
    assert "Nodiadau" in text
    assert _words(text) & english - {"unts"} == set()


def test_forms_of_address_may_be_in_a_language_of_the_campaign(tmp_path):
    """Commands that read no letters know it, too."""
    folder = _campaign(tmp_path, "cy")
    (folder / "languages").mkdir()
    (folder / "languages" / "cy.yaml").write_text(_welsh(), encoding="utf-8")
    form = 'offices: {warden: {cy: {salutation: {neutral: "Annwyl Warden,"}, closing: "Yn gywir,"}}}\n'
    (folder / "forms_of_address.yaml").write_text(form, encoding="utf-8")
    use_languages(SHIPPED)
    forms = CliRunner().invoke(main, ["--campaign", str(folder), "forms", "warden"])
    use_languages(SHIPPED)
    schema = CliRunner().invoke(main, ["--campaign", str(folder), "schema", "recipients"])
    use_languages(SHIPPED)

    assert (forms.exit_code, forms.stderr) == (0, "")
    assert "Annwyl Warden," in forms.stdout
    assert '"warden"' in schema.stdout


def test_without_its_file_the_language_is_refused(tmp_path):
    """The same campaign without the file is told what to write."""
    (problem, *_) = [one for one in load_campaign(_campaign(tmp_path, "cy")).problems if one.level == "error"]

    assert problem.message == "'cy' is not a language that letters can be written in"
    assert problem.hint.endswith("; or write a file for it: languages/cy.yaml")


def test_campaign_changes_words_of_ours(tmp_path):
    """What its file says counts; what it does not say is ours, and so is what others have read."""
    folder = _campaign(tmp_path, "it")
    (folder / "languages").mkdir()
    (folder / "languages" / "it.yaml").write_text("seen: [phrases]\nphrases: {notes: Annotazioni}\n", encoding="utf-8")
    text, words = _text(folder), languages_of(folder)["it"]

    assert "Annotazioni" in text
    assert words.phrases.by_key()["blank-name"] == "Nome"
    assert words.seen == ("phrases",)
    (told,) = [one for one in standings(languages_of(folder)) if one.own]
    assert (told.code, told.unseen) == ("it", tuple(one for one in SECTIONS if one != "phrases"))


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("cy.yaml", "from: xx\n", "cy.yaml:1: the language 'cy' begins with 'xx', which is no language here"),
        ("it.yaml", "from: it\n", "it.yaml:1: the language 'it' begins with itself"),
        (
            "it-CH.yaml",
            "seen: []\nfrom: de\n",
            "'it-CH' is Italian as a country writes it, and cannot begin with 'de'\n  hint: write 'from: it'",
        ),
        ("de-CH.yaml", "from: fr-CH\n", "de-CH.yaml:1: 'de-CH' is German as a country writes it, and cannot begin"),
        ("de.yaml", "from: de-CH\n", "de.yaml:1: the language 'de-CH' begins with itself"),
        ("cy-GB.yaml", "from: en\n", "'cy-GB' is Welsh as a country writes it, and cannot begin with 'en'"),
        (
            "it.yaml",
            "letter: {and: [e]}\n",
            "it.yaml:1: unknown key 'and'\n  hint: use one of: variants, salutation-ends, closing-ends,",
        ),
        ("it.yaml", "phrases: {note: x}\n", "it.yaml:1: unknown key 'note'"),
        ("it.yaml", "phrases:\n  to: To\n", "it.yaml:2: 'to': must hold {address}"),
        ("it.yaml", 'pages: {"Letters of {day}": Lettere}\n', "'Letters of {day}' must hold {day}"),
        ("de.yaml", "pages:\n  Postd: Verschickt\n", "de.yaml:2: no page says 'Postd'\n  hint: did you mean 'Posted'?"),
        ("it.yaml", "pages: {Foo: Bar}\n", "it.yaml:1: no page says 'Foo'\n  hint: write the English words as de.yaml"),
        ("de-CH.yaml", "pages: {Foo: Bar}\n", "de-CH.yaml:1: no page says 'Foo'"),
        ("it.yaml", "dates: {long: qqqqqq}\n", "'qqqqqq' is no pattern of a date"),
        ("it.yaml", 'pinpoints: {brackets: {letter: "{number:>9999999}"}}\n', "must hold {number}"),
        ("it.yaml", 'pinpoints: {joined: "{label.__class__}"}\n', "must hold nothing in braces"),
        ("it.yaml", "seen: [everything]\n", "it.yaml:1: entry 1 of 'seen' must be one of"),
        ("welsh.yaml", "phrases: {}\n", "'welsh' is not the code of a language"),
        ("id.yaml", "phrases: {}\n", "'id' is not the code of a language"),
        ("en-XX.yaml", "from: en\n", "en-XX.yaml: 'XX' in 'en-XX' is not the code of a country"),
        ("en-UK.yaml", "from: en\n", "'UK' in 'en-UK' is not the code of a country\n  hint: call the file en-GB.yaml"),
        ("cy.yaml", "phrases: {notes: Nodiadau}\n", "'dates' is missing"),
    ],
)
def test_mistakes_in_a_language_are_told_with_their_line(tmp_path, name, text, message):
    """A wrong file is told where it is wrong, whether letters are in that language or not."""
    folder = _campaign(tmp_path, "en")
    (folder / "languages").mkdir()
    (folder / "languages" / name).write_text(text, encoding="utf-8")

    told = "\n".join(map(str, load_campaign(folder).problems))

    assert message in told, told


def test_languages_are_not_listed_with_one_of_no_country(tmp_path):
    """A file called by a country that there is not is told, and nothing is listed."""
    folder = _campaign(tmp_path, "en")
    (folder / "languages").mkdir()
    (folder / "languages" / "it-XX.yaml").write_text("from: it\n", encoding="utf-8")

    result = CliRunner().invoke(main, ["--campaign", str(folder), "languages"])

    assert result.exit_code == 1
    assert "'XX' in 'it-XX' is not the code of a country" in result.output


def test_languages_of_another_campaign_are_forgotten(tmp_path):
    """A campaign without languages of its own has ours, whatever was loaded before."""
    folder = _campaign(tmp_path / "one", "cy")
    (folder / "languages").mkdir()
    (folder / "languages" / "cy.yaml").write_text(_welsh(), encoding="utf-8")

    assert "cy" in load_campaign(folder).languages
    assert "cy" not in load_campaign(_campaign(tmp_path / "two", "en")).languages
    use_languages(SHIPPED)


def _own_language(folder: Path, seen: str) -> list[tuple[str, str, str]]:
    """Return what is told of a Welsh file that is the English one, with that line `seen` and one phrase translated."""
    (folder / "languages").mkdir(parents=True)
    text = (DATA / "languages" / "en.yaml").read_text(encoding="utf-8")
    text = re.sub(r"^seen: .*$", seen, text, flags=re.MULTILINE).replace("notes: Notes", "notes: Nodiadau")
    (folder / "languages" / "cy.yaml").write_text(text, encoding="utf-8")
    return [(one.level, one.message, one.hint) for one in languages_of(folder).problems()]


def test_words_of_a_copied_language_are_told(tmp_path):
    """A file that still says what the copied one says is told once, and that it calls its words read."""
    ((level, message, hint),) = _own_language(tmp_path, "seen: [phrases, dates]")

    assert level == "warning"
    assert message.startswith("the phrases 'page-of', 'blank-name' and 'blank-address', and ")
    assert message.endswith(" more, of 'cy' are those of English; 'seen' says that they have been read")
    assert hint == "translate them, and leave 'seen' out until somebody has read them"
    ((_, message, hint),) = _own_language(tmp_path / "unseen", "seen: []")
    assert message.endswith(" of 'cy' are those of English")
    assert hint == "translate them"


def test_language_file_that_is_called_yml_is_told(tmp_path):
    """It would be passed over, and the language would not be there."""
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "cy.yml").write_text("seen: []", encoding="utf-8")
    ((message, hint),) = [(one.message, one.hint) for one in misnamed_languages(tmp_path)]

    assert message == "'cy.yml' is not read: files of languages end in '.yaml'"
    assert hint == "call it cy.yaml"


def test_titles_stand_as_they_are_in_a_language_of_the_campaign(tmp_path):
    """The program knows no titles in it, and takes none away."""
    _own_language(tmp_path, "seen: []")
    profile = make_recipient(
        name={"given": "Ann", "family": "Lee", "title": "Rt Hon Dr."},
        form_of_address="warden",
    )
    words = "  warden:\n    cy: {salutation: {neutral: 'Annwyl {surname},'}, closing: 'Yn gywir,'}\n"
    (tmp_path / "forms_of_address.yaml").write_text(f"offices:\n{words}", encoding="utf-8")
    use_languages(languages_of(tmp_path))
    try:
        found = courtesies_of(profile, "cy", make_basis(forms=load_forms(tmp_path).by_office))
    finally:
        use_languages(SHIPPED)

    assert (found.salutation, found.envelope[0]) == ("Annwyl Lee,", "Rt Hon Dr. Ann Lee")
