"""The kind of a source follows from its type and fields."""

import pytest

from entreaty.content.files.csl.item import TYPES
from entreaty.content.files.csl.kinds import KINDS, kind_of


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"type": "article-journal"}, "article"),
        ({"type": "article-newspaper"}, "news"),
        ({"type": "book"}, "book"),
        ({"type": "chapter"}, "chapter"),
        ({"type": "thesis"}, "thesis"),
        ({"type": "webpage"}, "web"),
        ({"type": "interview"}, "interview"),
        ({"type": "personal_communication"}, "interview"),
        ({"type": "dataset"}, "dataset"),
        ({"type": "standard"}, "standard"),
        ({"type": "treaty"}, "treaty"),
        ({"type": "report"}, "report"),
        ({"type": "report", "genre": "Privacy policy"}, "policy"),
        ({"type": "document", "URL": "https://example.org"}, "web"),
        ({"URL": "https://example.org", "number": "12"}, "report"),
        ({}, "report"),
        ({"type": "legal_case", "authority": "UK Supreme Court", "number": "[2021] UKSC 50"}, "case"),
        ({"type": "legal_case", "authority": "European Court of Human Rights"}, "human-rights-case"),
        ({"type": "legal_case", "authority": "Inter-American Court of Human Rights"}, "human-rights-case"),
        ({"type": "legal_case", "number": "C-311/18"}, "eu-case"),
        ({"type": "legal_case", "authority": "International Court of Justice"}, "case"),
        ({"type": "legal_case", "authority": "EuGH", "jurisdiction": "EU"}, "eu-case"),
        ({"type": "legal_case", "authority": "Court of Justice of the European Union"}, "eu-case"),
        ({"type": "legislation", "title": "Human Rights Act 1998"}, "statute"),
        ({"type": "bill"}, "statute"),
        ({"type": "legislation", "container-title": "Cal. Civ. Code", "section": "1798.110"}, "code"),
        ({"type": "legislation", "container-title": "Code de l’environnement"}, "code"),
        ({"type": "legislation", "title": "Regulation (EU) 2016/679 on data"}, "regulation"),
        ({"type": "legislation", "title": "Directive 2001/42/EC", "container-title-short": "OJ"}, "directive"),
        ({"type": "legislation", "title": "Richtlinie 2003/4/EG", "jurisdiction": "EU"}, "directive"),
        ({"type": "legislation", "genre": "resolution", "authority": "Council of Exampleton"}, "resolution"),
        ({"type": "legislation", "genre": "Resolution", "authority": "European Parliament"}, "regional-resolution"),
        ({"type": "document", "number": "A/RES/43/173"}, "un-resolution"),
        ({"type": "report", "number": "CAT/C/X/CO/5", "authority": "Committee against Torture"}, "treaty-body"),
        ({"type": "report", "number": "A/HRC/1/2", "authority": "United Nations General Assembly"}, "un-document"),
        ({"type": "paper-conference", "container-title": "Proceedings"}, "chapter"),
        ({"type": "motion_picture", "URL": "https://example.org/film"}, "web"),
        ({"type": "graphic"}, "book"),
    ],
)
def test_kind_follows_from_type_and_fields(fields, kind):
    """Nobody needs to say the kind of a source whose type and fields tell it."""
    assert kind_of(fields) == kind


def test_every_type_has_a_kind():
    """No type of CSL is without a kind."""
    assert len(TYPES) == 45
    assert {kind_of({"type": name}) for name in TYPES} <= set(KINDS)
