"""The pages that the browser is shown: a letter with its tints, whom else there is to write to, and what is wrong."""

from collections.abc import Iterator
from pathlib import Path
from threading import Lock

from entreaty.content.shipped.envelopes import load_envelopes
from entreaty.output.documents import Look, load_look
from entreaty.output.html import letter_html
from entreaty.output.pdf.fonts import font_files
from entreaty.output.pdf.typesetter import Pdf, Typesetter
from entreaty.problems import ContentError, EntreatyError, Location, Problem
from entreaty.storage.resources import DATA
from entreaty.templating import LetterTemplates
from entreaty.web.screen import on_screen
from entreaty.web.selection import Choice, Entry, Load, Plan, Reading, Sheet, read
from entreaty.web.tints import SOURCES, marked_campaign, marked_letter, tinted
from entreaty.web.watch import state_of
from entreaty.writing.letter import Letter

ASSETS = DATA / "preview"


class Preview:
    """The pages of one campaign, made from its files anew each time that they are asked for."""

    def __init__(self, load: Load, plan: Plan, watched: tuple[Path, ...]) -> None:
        """Take what makes the letters.

        Args:
            load: Loads the campaign.
            plan: Plans its letters.
            watched: The files and folders that letters are made from.
        """
        self._load = load
        self._plan = plan
        self._watched = watched
        # Each request has its own thread, for which Pango is not made.
        self._one_at_a_time = Lock()
        self._typesetter: tuple[str, Typesetter] | None = None

    def state(self) -> str:
        """Return the fingerprint of all files that letters are made from."""
        return state_of(self._watched)

    def page(self, choice: Choice) -> str:
        """Return the page around the letter, or with what keeps it from being shown."""
        state = self.state()
        with self._one_at_a_time:
            reading = read(self._load, self._plan, choice)
            html, wrong = self._screen(reading)
            pdf, refused = self._print(reading.sheet)
        problems = dict.fromkeys((*reading.problems, *wrong, *refused))
        values: dict[str, object] = {
            "state": state,
            "sources": SOURCES,
            "query": reading.choice.query(),
            "letter": reading.sheet.letter if reading.sheet else None,
            "shown": bool(html),
            "pdf": pdf,
            "groups": [_group(appeal.title.best("en"), reading.entries(appeal)) for appeal in reading.appeals()],
            "languages": [*_languages(reading)],
            "envelopes": [*_envelopes(reading)],
        }
        for level in ("error", "warning"):
            values[f"{level}s"] = [_row(problem) for problem in problems if problem.level == level]
        return LetterTemplates(ASSETS).render("page.html", **values)

    def letter(self, choice: Choice) -> str:
        """Return the letter's own page with its tints; empty where there is none to show."""
        with self._one_at_a_time:
            return self._screen(read(self._load, self._plan, choice))[0]

    def pdf(self, choice: Choice) -> bytes:
        """Return the letter as it is printed; empty where it cannot be made."""
        with self._one_at_a_time:
            made, _ = self._print(read(self._load, self._plan, choice).sheet)
        return made.content if made else b""

    def font(self, name: str) -> bytes:
        """Return the letter's font of that file name; empty where there is none."""
        with self._one_at_a_time:
            campaign = read(self._load, self._plan, Choice()).campaign
        fonts = font_files(campaign.templates / "fonts") if campaign else ()
        return next((path.read_bytes() for path in fonts if path.name == name), b"")

    def _screen(self, reading: Reading) -> tuple[str, tuple[Problem, ...]]:
        """Return the letter's page, or why it cannot be made."""
        if reading.sheet is None:
            return "", ()
        campaign, envelope = reading.sheet.campaign, reading.sheet.envelope
        style_sheet = campaign.templates / "letter.css"
        try:
            letter = self._marked(reading.sheet, reading.choice.language)
            html = letter_html(letter, LetterTemplates(campaign.templates), envelope, endnotes=True)
            style = style_sheet.read_text(encoding="utf-8")
        except ContentError as error:
            return "", error.problems
        except (OSError, UnicodeError):
            return "", (Problem(Location(style_sheet), "the letters' look needs this, and it cannot be read"),)
        style += (ASSETS / "letter.css").read_text(encoding="utf-8")
        return on_screen(tinted(html), envelope, campaign.images, campaign.templates / "fonts", style), ()

    def _marked(self, sheet: Sheet, language: str) -> Letter:
        """Return the letter, composed again from marked files; the marks become its tints."""
        planned = self._plan(marked_campaign(sheet.campaign), language)
        return marked_letter(next(letter for letter in planned.letters if letter.id == sheet.letter.id))

    def _print(self, sheet: Sheet | None) -> tuple[Pdf | None, tuple[Problem, ...]]:
        """Return the letter as PDF, or why it cannot be made."""
        if sheet is None:
            return None, ()
        try:
            look = load_look(sheet.campaign.templates, sheet.envelope, sheet.campaign.images)
            return self._typesetter_of(look).typeset(sheet.letter, sheet.envelope), ()
        except ContentError as error:
            return None, error.problems
        except EntreatyError as error:
            return None, (Problem(Location(Path()), str(error)),)

    def _typesetter_of(self, look: Look) -> Typesetter:
        """Return the typesetter of the look, made again when a file of it has changed."""
        if self._typesetter is None or self._typesetter[0] != look.fingerprint:
            made = Typesetter(LetterTemplates(look.templates), dict(look.images))
            self._typesetter = (look.fingerprint, made)
        return self._typesetter[1]


def _group(title: str, entries: Iterator[Entry]) -> dict[str, object]:
    """Return an appeal's recipients for the list: those with a letter, and those whom nothing is asked of."""
    rows = list(entries)
    skipped = [row for row in rows if row.state == "skipped"]
    return {
        "title": title,
        "rows": [row for row in rows if row.state != "skipped"],
        "skipped": skipped,
        "open": any(row.current for row in skipped),
    }


def _languages(reading: Reading) -> Iterator[dict[str, object]]:
    """Yield the languages of the appeal that is shown."""
    current = reading.sheet.letter.language if reading.sheet else reading.choice.language
    for appeal in reading.appeals():
        if appeal.id == reading.choice.appeal:
            for language in appeal.languages():
                query = reading.choice.query(language=language)
                yield {"name": language, "title": language, "query": query, "current": language == current}


def _envelopes(reading: Reading) -> Iterator[dict[str, object]]:
    """Yield the envelopes that the letter could be put into."""
    for envelope in load_envelopes().envelopes:
        query = reading.choice.query(envelope=envelope.id)
        current = reading.sheet is not None and envelope.id == reading.sheet.envelope.id
        yield {"name": envelope.id, "title": envelope.title, "query": query, "current": current}


def _row(problem: Problem) -> dict[str, str]:
    place = "" if problem.location.path == Path() else str(problem.location)
    return {"place": place, "message": problem.message, "hint": problem.hint}
