"""The pages beside the letters look like one family, in light and dark, on wide and narrow screens, and read aloud."""

import json
import re
from base64 import b64decode
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from fontTools.ttLib import TTFont

from entreaty.cli import main
from entreaty.output.pages.type import with_type
from tests.support.browser import axe_findings
from tests.support.sample_campaigns import DAY, write_campaign

_PAGE = "<html><head><title>{0}</title></head><body>{0}</body></html>"


def _fonts(page: str) -> dict[tuple[str, str, str], TTFont]:
    """Return the fonts that a page has with it, by family, weight and style."""
    rule = r'font-family: "([^"]+)"; font-weight: (\w+); font-style: (\w+); src: url\(data:font/woff2;base64,([^)]+)\)'
    return {(one[0], one[1], one[2]): TTFont(BytesIO(b64decode(one[3]))) for one in re.findall(rule, page)}


def test_a_page_brings_the_letters_type_and_no_more():
    """Each face of a page has the characters that the page shows, and no other; scripts bring theirs where they are."""
    plain, armenian = (_fonts(with_type(_PAGE.format(words))) for words in ("Grüße", "Grüße Հայ"))

    assert [*plain] == [
        ("Noto Serif", "normal", "normal"),
        ("Noto Serif", "bold", "normal"),
        ("Noto Serif", "normal", "italic"),
    ]
    for font in plain.values():
        assert {chr(code) for code in font.getBestCmap()} == set(_PAGE.format("Grüße"))
    assert [*armenian][3:] == [
        ("Noto Serif Armenian", "normal", "normal"),
        ("Noto Serif Armenian", "bold", "normal"),
    ]
    assert {"Հ", "ա", "յ"} <= {chr(code) for code in armenian["Noto Serif Armenian", "bold", "normal"].getBestCmap()}


def test_the_same_page_has_the_same_bytes():
    """The type of a page depends on nothing but the page."""
    assert with_type(_PAGE.format("abc")) == with_type(_PAGE.format("abc"))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the evidence and the coverage of a campaign, and return their folder."""
    folder = write_campaign(tmp_path_factory.mktemp("campaign"))
    for command in (("evidence", "visits"), ("coverage", "visits", "--html", folder / "evidence" / "coverage.html")):
        done = CliRunner().invoke(main, [str(one) for one in ("--campaign", folder, *command, "--date", DAY)])
        assert done.exit_code == 0, done.output
    return folder / "evidence"


@pytest.mark.no_cover
@pytest.mark.one_in(2)
@pytest.mark.tool("chromium")
@pytest.mark.tool("axe-core")
@pytest.mark.parametrize("name", ["visits.html", "coverage.html"])
def test_pages_are_legible_in_light_and_dark_and_fit_a_narrow_screen(pages: Path, browser: Any, name: str):
    """No rule of axe is broken, contrast included; the type is used; nothing makes a page wider than a telephone."""
    grounds = set()
    for scheme, width in (("light", 1200), ("dark", 360)):
        context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})
        tab = context.new_page()
        tab.goto((pages / name).as_uri())
        tab.evaluate("document.fonts.ready")
        grounds.add(tab.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert tab.evaluate("document.fonts.check('16px \"Noto Serif\"') && document.fonts.size") == 3
        found = axe_findings(tab)
        assert found.violations == [], json.dumps(found.violations, indent=2)
        assert found.kept >= 15
        context.close()
    assert grounds == {"rgb(244, 240, 232)", "rgb(23, 21, 18)"}
