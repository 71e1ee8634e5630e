"""Who may not be written to: addresses and domains, read strictly."""

import pytest

from entreaty.content.files.suppression import Suppression, load_suppression
from entreaty.problems import ContentError


def _load(folder, text):
    path = folder / "suppression.txt"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return load_suppression(path)


@pytest.mark.parametrize(
    ("address", "entry"),
    [
        ("anna@example.org", "anna@example.org"),
        ("ANNA@Example.ORG", "anna@example.org"),
        ("berta@example.org", ""),
        ("anyone@closed.example", "closed.example"),
        ("anyone@office.closed.example", "closed.example"),
        ("anyone@enclosed.example", ""),
        ("anyone@at.example", "at.example"),
        ("anyone@below.star.example", "star.example"),
        ("x@xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("x@bücher.example", "xn--bcher-kva.example"),
        ("x@straße.example", "xn--strae-oqa.example"),
        ("x@xn--strae-oqa.example", "xn--strae-oqa.example"),
        ("x@strasse.example", ""),
    ],
)
def test_entries_forbid_addresses_and_domains(tmp_path, address, entry):
    """An address forbids itself; a domain forbids everybody in it and below it; capitals make no difference."""
    suppression = _load(
        tmp_path,
        "\ufeff# asked not to be written to\r\n\r\nAnna@example.org  # by letter\nclosed.example\n@at.example\n"
        "*.star.example\nBücher.example\nstraße.example\n",
    )
    assert suppression.entry_for(address) == entry


def test_without_the_file_everybody_may_be_written_to(tmp_path):
    """The list need not be there."""
    assert load_suppression(tmp_path / "suppression.txt") == Suppression()


def test_what_cannot_be_understood_stops_everything(tmp_path):
    """Every line that is neither address nor domain is a problem, because somebody is meant by it."""
    with pytest.raises(ContentError) as caught:
        _load(tmp_path, "anna@example.org\nAnna Example\nexample\na@b@c.org\n-x.example\n")
    assert [(problem.location.line, problem.message) for problem in caught.value.problems] == [
        (2, "'Anna Example' is neither an e-mail address nor a domain"),
        (3, "'example' is neither an e-mail address nor a domain"),
        (4, "'a@b@c.org' is neither an e-mail address nor a domain"),
        (5, "'-x.example' is neither an e-mail address nor a domain"),
    ]


@pytest.mark.parametrize("content", [b"\xff\xfea", b"a@example.org\n" * 700_000])
def test_file_that_is_no_list_is_refused(tmp_path, content):
    """What is not UTF-8, or far too large, is not read."""
    with pytest.raises(ContentError):
        _load(tmp_path, content)


def test_folder_is_no_list(tmp_path):
    """A folder of that name is a problem, not an empty list."""
    (tmp_path / "suppression.txt").mkdir()
    with pytest.raises(ContentError, match="the file cannot be read"):
        load_suppression(tmp_path / "suppression.txt")
