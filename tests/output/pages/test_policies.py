"""Pages that the program writes or shows have a content security policy."""

import re

import pytest

from tests.support.checkout import ROOT

_DATA = ROOT / "entreaty" / "data"
_PAGES = sorted(str(path.relative_to(_DATA)) for path in _DATA.rglob("*.html"))
# The preview says it in a header: a policy within a page cannot keep the page out of frames.
_BY_HEADER = "preview/page.html"


def test_all_pages_are_known():
    """The pages are found, those of the folders within too."""
    assert _PAGES == [
        "coverage.html",
        "evidence.html",
        "outreach.html",
        "packet/drawn.html",
        "packet/labels.html",
        "packet/tick-list.html",
        "preview/leading.html",
        _BY_HEADER,
    ]


@pytest.mark.parametrize("page", [page for page in _PAGES if page != _BY_HEADER])
def test_each_page_has_a_policy(page):
    """Its head says, before anything that could load or run, that nothing is loaded from anywhere."""
    html = (_DATA / page).read_text(encoding="utf-8")
    head = html[html.index("<head>") : html.index("</head>")]
    policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', head)

    assert policy
    assert re.fullmatch(r"default-src 'none'(; (style|script)-src 'unsafe-inline'|; font-src data:)*", policy[1])
    assert not re.search(r"<(style|script|link|base)", head[: policy.start()])
