"""Sources as pandoc, Zotero and people write them: CSL-YAML and CSL-JSON become the same source."""

from pathlib import Path

import pypandoc
import pytest

from entreaty.content.files.authorities import Authority, load_authorities, load_sources
from entreaty.content.files.csl.item import TYPES
from entreaty.content.validation import Checked
from entreaty.problems import ContentError
from tests.support.programs import run

BIBLIOGRAPHY = Path(__file__).parent / "bibliography.bib"


def _read(folder: Path, text: str, name: str = "refs.yaml") -> Checked[Authority]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return load_authorities(path)


def _one(folder: Path, text: str, name: str = "refs.yaml") -> Authority:
    checked = _read(folder, text, name)
    assert [str(problem) for problem in checked.problems] == []
    (entry,) = checked.entries
    return entry


def _campaign(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        path = folder / "appeals" / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def _book(name: str) -> str:
    return f"references:\n- {{id: {name}, type: book, title: A Book}}\n"


@pytest.mark.parametrize("form", ["markdown", "csljson"])
def test_bibliography_that_pandoc_wrote_is_read_without_an_error(tmp_path, form):
    """All 150 entries of a bibliography, of every type that pandoc knows, become sources of some kind."""
    file = tmp_path / {"markdown": "refs.yaml", "csljson": "refs.json"}[form]
    run([pypandoc.get_pandoc_path(), "-f", "biblatex", "-t", form, "-s", str(BIBLIOGRAPHY), "-o", str(file)])

    checked = load_authorities(file)

    assert checked.problems == ()
    assert len(checked.entries) == 150
    by_id = {entry.id: entry for entry in checked.entries}
    article = by_id["article_0"]
    assert (article.custom.kind, article.container_title) == ("article", "Journal of Example Studies")
    assert (article.volume, article.issue, article.page, article.doi) == ("11", "2", "11-21", "10.1000/ex.11")
    assert not {"~", "\\", "*"} & set("".join(entry.title for entry in checked.entries))


def test_pandoc_yaml_and_json_are_the_same_source(tmp_path):
    """What pandoc writes small, escapes and sets in Markdown is read as what it writes into JSON."""
    as_yaml = """---
nocite: "[@*]"
references:
- author:
  - dropping-particle: van der
    family: Berg
    given: Anna
    suffix: Jr
  container-title: Journal of Examples
  doi: "10.1000/(SICI)1097:15\\\\<1661::AID\\\\>3.0"
  id: DOI:10.1000/x
  issued: 2019\\~
  page: 1--5
  title: CO~2~ in *Tilia* -- 10^2^ [Small]{.smallcaps} \\*
  title-short: "[NASA]{.nocase}"
  type: article-journal
  url: "http://example.org/a_b\\\\~c"
  version: 1.10
  volume: 007
---
"""
    as_json = """[{"author": [{"dropping-particle": "van der", "family": "Berg", "given": "Anna", "suffix": "Jr"}],
 "container-title": "Journal of Examples", "DOI": "10.1000/(SICI)1097:15<1661::AID>3.0", "id": "DOI:10.1000/x",
 "issued": {"circa": true, "date-parts": [[2019]]}, "page": "1–5",
 "title": "CO<sub>2</sub> in <i>Tilia</i> – 10<sup>2</sup> <span style=\\"font-variant:small-caps;\\">Small</span> *",
 "shortTitle": "<span class=\\"nocase\\">NASA</span>", "type": "article-journal", "URL": "http://example.org/a_b~c",
 "version": "1.10", "volume": "007", "issue": null, "note": ""}]
"""
    one, other = _one(tmp_path, as_yaml), _one(tmp_path, as_json, "refs.json")

    assert one.model_dump() == other.model_dump()
    assert one.title == "CO<sub>2</sub> in <i>Tilia</i> – 10<sup>2</sup> Small *"
    assert (one.version, one.volume, one.issued) == ("1.10", "007", "2019~")
    assert one.author[0].full == "Anna van der Berg Jr"


def test_list_at_the_top_is_as_good_as_references(tmp_path):
    """CSL-JSON, and CSL-YAML of some programs, is a list without a key above it."""
    assert _one(tmp_path, "- {id: a, type: book, title: A Book}\n").custom.kind == "book"
    assert (
        _one(tmp_path, '[\n\t{"id": 12, "type": "book", "title": "\\ud83d\\ude00"}\n]', "r.json").title == "\U0001f600"
    )


@pytest.mark.parametrize("end", ["---", "...", "---\n\n# nothing more"])
def test_line_that_closes_a_bibliography_is_nothing(tmp_path, end):
    """Pandoc and Better BibTeX close the block with a line of its own."""
    assert _one(tmp_path, f"---\n{_book('a')}{end}\n").id == "a"


def test_every_type_is_accepted(tmp_path):
    """All types of CSL 1.0.2 are read, and one that is none is told."""
    entries = "".join(f"- {{id: a{number}, type: {name}, title: A}}\n" for number, name in enumerate(TYPES))

    checked = _read(tmp_path, f"references:\n{entries}- {{id: b, type: novel, title: A}}\n")

    assert len(checked.entries) == len(TYPES) == 45
    assert [problem.location.line for problem in checked.problems] == [47]


@pytest.mark.parametrize(
    ("name", "full", "surname"),
    [
        ("{family: Gogh, given: Vincent, non-dropping-particle: van}", "Vincent van Gogh", "van Gogh"),
        ("{family: Fontaine, given: Jean, dropping-particle: de la}", "Jean de la Fontaine", "Fontaine"),
        ("{family: Ormesson, given: Jean, non-dropping-particle: d’}", "Jean d’Ormesson", "d’Ormesson"),
        ("{family: King, given: Martin, suffix: Jr, comma-suffix: true}", "Martin King, Jr", "King"),
        ("{family: Sun, given: Yat-sen, static-ordering: true}", "Sun Yat-sen", "Sun"),
        ("{literal: Town Council}", "Town Council", "Town Council"),
        ("{family: 1984, parse-names: yes}", "1984", "1984"),
    ],
)
def test_name_is_read_with_its_particles(tmp_path, name, full, surname):
    """Names are printed with all their parts, and cited again by the family name with what belongs to it."""
    author = _one(tmp_path, f"- {{id: a, type: book, title: A, author: [{name}]}}\n").author[0]

    assert (author.full, author.surname) == (full, surname)


@pytest.mark.parametrize(
    "name",
    [
        "smith_2020",
        "DOI:10.1000/x",
        "Smith2020",
        "müller.2020",
        "http://zotero.org/users/1/items/AB2",
        "1984",
        "a" * 200,
    ],
)
def test_citekeys_of_pandoc_are_ids(tmp_path, name):
    """The id of a source is what pandoc cites it by, in its own capitals."""
    assert _one(tmp_path, f"- {{id: '{name}', type: book, title: A}}\n").id == name


@pytest.mark.parametrize("name", ["a b", "../x", ".x", "a" * 201, "a]b", "a{b}", "a;b", ""])
def test_what_cannot_be_cited_is_no_id(tmp_path, name):
    """What no citation could name is refused."""
    (problem,) = _read(tmp_path, f"- {{id: '{name}', type: book, title: A}}\n").problems

    assert "is not an id" in problem.message


@pytest.mark.parametrize(
    "written", ["10.1000/x", "https://doi.org/10.1000/x", "http://dx.doi.org/10.1000/x", "doi:10.1000/x"]
)
def test_doi_is_kept_without_its_address(tmp_path, written):
    """A DOI is the same, with its address before it or without."""
    assert _one(tmp_path, f"- {{id: a, type: book, title: A, DOI: '{written}'}}\n").doi == "10.1000/x"


def test_ids_that_differ_in_capitals_alone_are_an_error(tmp_path):
    """Two ids that people take for one are told, with both places."""
    checked = _read(tmp_path, f"{_book('Smith_2020')}- {{id: smith_2020, type: book, title: B}}\n")

    (problem,) = checked.problems
    assert [entry.id for entry in checked.entries] == ["Smith_2020"]
    assert problem.message == "the authority 'smith_2020' differs from 'Smith_2020' in capitals alone"
    assert problem.hint == "that one is on line 2; this one is left out: give it another id"
    assert problem.location.line == 3


def test_unknown_fields_of_a_program_are_told_once(tmp_path):
    """What CSL does not have is a warning that names the field, and the sources are used."""
    text = '[{"id": "a", "title": "A", "score": 1, "custom": {"x": 2}},\n{"id": "b", "title": "B", "score": 2}]'

    checked = _read(tmp_path, text, "refs.json")

    assert [entry.id for entry in checked.entries] == ["a", "b"]
    assert [(one.level, one.message) for one in checked.problems] == [
        ("warning", "'a' and 1 further source: CSL has no field 'score', and it is not read"),
        ("warning", "'a': there is no field 'custom.x', and it is not read"),
    ]


def test_broken_json_is_told_as_json(tmp_path):
    """A file that breaks off is told with its line, in the name of its format."""
    with pytest.raises(ContentError, match=r"refs\.json:2: this is not JSON: ") as caught:
        _read(tmp_path, '[{"id": "a",\n"title": ', "refs.json")
    assert len(caught.value.problems) == 1


def test_source_without_title_or_with_a_broken_date_is_left_out(tmp_path):
    """Each mistake has its line, and the other sources are used."""
    text = """- {id: a, type: book}
- id: b
  title: B
  issued:
    date-parts: [[2021, 13]]
- {id: c, title: C}
"""
    checked = _read(tmp_path, text)

    assert [entry.id for entry in checked.entries] == ["c"]
    assert [(one.location.line, one.message) for one in checked.problems] == [
        (1, "'title' is missing"),
        (4, "'issued': '[2021, 13]' is no date"),
    ]


def test_sources_of_all_files_can_be_cited(tmp_path):
    """Beside authorities.yaml, every .yaml and .json file of the folder is read."""
    campaign = _campaign(
        tmp_path,
        authorities_yaml=_book("a"),
        authorities__refs_json='[{"id": "b", "title": "B"}]',
        authorities__law_yaml=_book("c"),
        authorities__notes_txt="nothing",
    )

    checked = load_sources(campaign)

    assert checked.problems == ()
    assert checked.named == {"a", "b", "c"}


def test_one_id_in_two_files_names_both_places(tmp_path):
    """The first one stands, and the error says where both are."""
    campaign = _campaign(tmp_path, authorities_yaml=_book("a"), authorities__refs_yaml=_book("a"))

    (problem,) = load_sources(campaign).problems

    assert problem.location.path == tmp_path / "appeals" / "authorities" / "refs.yaml"
    assert problem.message == "the authority 'a' stands here again"
    assert problem.hint == f"the first one is at {tmp_path / 'appeals' / 'authorities.yaml'}:2; this one is left out"


def test_folder_alone_is_enough(tmp_path):
    """A campaign whose sources all came from Zotero needs no authorities.yaml."""
    assert load_sources(_campaign(tmp_path, authorities__refs_yaml=_book("a"))).named == {"a"}


def test_appeal_called_authorities_stays_an_appeal(tmp_path):
    """The files of an appeal of that name are no sources."""
    campaign = _campaign(tmp_path, authorities_yaml=_book("a"), authorities__appeal_yaml="title: A\n")

    assert load_sources(campaign).named == {"a"}


def test_file_that_leads_out_of_the_campaign_is_not_read(tmp_path):
    """A link to a file elsewhere is told, and what it holds is not shown."""
    (tmp_path / "secret.yaml").write_text(_book("secret"), encoding="utf-8")
    campaign = _campaign(tmp_path / "campaign", authorities_yaml=_book("a"), authorities__b_yaml=_book("b"))
    link = campaign / "appeals" / "authorities" / "b.yaml"
    link.unlink()
    link.symlink_to(tmp_path / "secret.yaml")

    checked = load_sources(campaign)

    assert [entry.id for entry in checked.entries] == ["a"]
    assert [problem.message.partition(":")[0] for problem in checked.problems] == ["the file cannot be read"]
