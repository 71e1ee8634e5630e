"""Numbers of sources are read without the words that styles print beside them."""

import pytest

from entreaty.content.files.authorities import Authority

_SOURCE = {"id": "a", "title": "A", "custom": {"kind": "book"}}


@pytest.mark.parametrize(
    ("field", "written", "read"),
    [
        ("volume", "vol. 3", "3"),
        ("volume", "Volume III", "III"),
        ("volume", "Bd. 12", "12"),
        ("volume", "tome 4", "4"),
        ("volume", "т. 5", "5"),
        ("volume", "L 119", "L 119"),
        ("volume", "C 45 A", "C 45 A"),
        ("volume", "[2008] 1", "[2008] 1"),
        ("issue", "no. 4", "4"),
        ("issue", "No 4-5", "4-5"),
        ("issue", "n° 4", "4"),
        ("issue", "№4", "4"),
        ("issue", "Heft 2", "2"),
        ("issue", "Issue 7", "7"),
        ("issue", "November", "November"),
        ("page", "pp. 3-9", "3-9"),
        ("page", "p.7", "7"),
        ("page", "p12", "12"),
        ("page", "pages 3-9", "3-9"),
        ("page", "S. 3-9", "3-9"),
        ("page", "с. 12", "12"),
        ("page", "S12-S19", "S12-S19"),
        ("page", "e1234", "e1234"),
        ("page", "pp. iv-x", "iv-x"),
        ("version", "Version 2", "2"),
        ("version", "v2.1", "2.1"),
        ("version", "ver. 3", "3"),
        ("version", "Vista", "Vista"),
        ("version", "beta", "beta"),
        ("section", "§ 1798.110", "1798.110"),
        ("section", "section 5", "5"),
        ("collection-number", "No. 17", "17"),
        ("edition", "2nd ed.", "2"),
        ("edition", "2nd edition", "2"),
        ("edition", "3rd edn", "3"),
        ("edition", "2e éd.", "2"),
        ("edition", "2. Auflage", "2"),
        ("edition", "2., überarbeitete Aufl.", "2., überarbeitete"),
        ("edition", "ed. 4", "4"),
        ("edition", "revised edition", "revised"),
        ("edition", "2019 edition", "2019"),
        ("edition", "illustrated", "illustrated"),
        ("DOI", "DOI 10.1000/182", "10.1000/182"),
        ("DOI", "doi:10.1000/182", "10.1000/182"),
        ("DOI", "https://doi.org/10.1000/182", "10.1000/182"),
        ("DOI", "doi.org/10.1000/182", "10.1000/182"),
        ("DOI", "DOI: https://dx.doi.org/10.1000/182", "10.1000/182"),
    ],
)
def test_word_of_a_number_is_not_read_with_it(field, written, read):
    """A word is taken off where it stands before a number, never a letter that is part of it."""
    name = {"DOI": "doi", "collection-number": "collection_number"}.get(field, field)

    assert getattr(Authority.model_validate({**_SOURCE, field: written}), name) == read
