"""Where the checkout lies, and what lies beside it."""

from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
TESTS = ROOT / "tests"
SHARED = ROOT.parent / "shared"
"""Data that the maintainers have beside their checkout; a newcomer's clone is without it."""
CANIEMAIL = TESTS / "mail_programs" / "node_modules" / "caniemail" / "data" / "caniemail.json"
MESSAGE_READER = TESTS / "mail_programs" / "read_messages.mjs"
POSTAL_MIME = TESTS / "mail_programs" / "node_modules" / "postal-mime" / "package.json"
AXE = TESTS / "browser" / "node_modules" / "axe-core" / "axe.min.js"
