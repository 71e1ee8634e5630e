"""Whole names whose parts stand in another order, and what is no family name in capitals."""

import pytest

from entreaty.importing.profiles.naming.names import parted


@pytest.mark.parametrize(
    ("whole", "family", "given", "others"),
    [
        ("MUSTERO Paolo", "MUSTERO", "Paolo", {}),
        ("DE MUSTRO Anna Maria", "DE MUSTRO", "Anna Maria", {}),
        ("MUSTER-PROBE Eva", "MUSTER-PROBE", "Eva", {}),
        ("ÉCHANTILLON Zoé", "ÉCHANTILLON", "Zoé", {}),
        ("O'SAMPLE Jim", "O'SAMPLE", "Jim", {}),
        # Not capitals of a family name: initials, everything in capitals, the usual order, letters, a title.
        ("AJ Sample", "Sample", "AJ", {}),
        ("ANNA SAMPLE", "SAMPLE", "ANNA", {}),
        ("Anna SAMPLE", "SAMPLE", "Anna", {}),
        ("J.R. Sample", "Sample", "J.R.", {}),
        ("Anna Sample MP", "Sample", "Anna", {"suffix": "MP"}),
        ("SIR John Sample", "Sample", "John", {"title": "SIR"}),
        ("Sample, Jr., Edwin B.", "Sample", "Edwin B.", {"suffix": "Jr."}),
        ("Probe, III, Ann", "Probe", "Ann", {"suffix": "III"}),
        ("Sample, Sr, Bob", "Sample", "Bob", {"suffix": "Sr"}),
        ("The Hon. Jo-Ann E., P.C., Q.C. SAMPLE", "SAMPLE", "Jo-Ann E.", {"title": "The Hon.", "suffix": "P.C., Q.C."}),
        ("Paul, B.A., LL.B. MUSTER", "MUSTER", "Paul", {"suffix": "B.A., LL.B."}),
    ],
)
def test_parts_of_a_name_are_found_in_any_order(whole, family, given, others):
    """Nothing of the name is lost, and nobody is greeted by the given name."""
    assert parted(whole) == {"given": given, "family": family, **others}


@pytest.mark.parametrize(
    ("whole", "french", "given", "title"),
    [
        ("M. Paul Exemple", True, "Paul", "Monsieur"),
        ("M. Exemple", True, None, "Monsieur"),
        ("M. Paul Exemple", False, "M. Paul", None),
        ("M. P. Exemple", True, "M. P.", None),
    ],
)
def test_m_is_a_courtesy_in_french_alone(whole, french, given, title):
    """Elsewhere it is the first of two given names."""
    found = parted(whole, french=french)

    assert (found.get("given"), found["family"], found.get("title")) == (given, "Exemple", title)
