"""What is installed, as far as it decides the bytes of letters."""

from importlib import metadata

import entreaty
from entreaty.output import versions as module
from entreaty.output.versions import code_fingerprint, differences, versions


def test_program_libraries_and_system_are_named():
    """The versions are those of the program, of each library that words or sets letters, of Pango and of HarfBuzz."""
    found = versions()

    assert found["entreaty"] == entreaty.__version__
    assert found["weasyprint"] == metadata.version("weasyprint")
    assert {"python", "babel", "jinja2", "fonttools", "uharfbuzz", "pango", "harfbuzz"} <= set(found)


def test_what_is_not_installed_is_missing(monkeypatch):
    """A library that is not there is called missing, and so is one of the system."""
    monkeypatch.setattr(module, "_LIBRARIES", ("no-such-library",))
    monkeypatch.setattr(module, "_SYSTEM", {"nothing": (("libnothing.so.0",), "tell")})

    found = module.versions.__wrapped__()

    assert found["no-such-library"] == "missing"
    assert found["nothing"] == "missing"


def test_differences_name_both_versions():
    """What differs is told with the version there and that here; what only the other has decides nothing here."""
    here = {"babel": "2.18", "pango": "1.50"}

    assert differences(here, {"babel": "2.18", "pango": "1.50", "more": "1"}) == ""
    assert differences(here, {"babel": "2.17"}) == "babel 2.17 (here 2.18), pango missing (here 1.50)"


def test_code_has_a_fingerprint():
    """The program's own code has one fingerprint as long as nobody edits it."""
    assert len(code_fingerprint()) == 64
    assert code_fingerprint() == code_fingerprint.__wrapped__()
