"""The pages of the preview: a letter with its tints, whom else there is to write to, and what is wrong."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TypedDict

from entreaty.confinement import ConfinedProcess, StoppedError
from entreaty.content.campaign import Campaign
from entreaty.content.districts.own import OwnRepresentatives
from entreaty.content.files.districts import tables_of
from entreaty.content.files.images.loading import images_of
from entreaty.content.files.recipients import included_at_a_glance
from entreaty.content.locales import direction
from entreaty.content.places import shipped_templates, templates_of
from entreaty.content.shipped.envelopes import load_envelopes
from entreaty.content.shipped.languages.pages import ENGLISH
from entreaty.output.documents import load_look, over_budget
from entreaty.output.pdf.plain import Pdf
from entreaty.planning.findings import at_its_source
from entreaty.planning.order import Order
from entreaty.planning.selection import basis_for
from entreaty.problems import Concern, ContentError, EntreatyError, Level, Location, Problem
from entreaty.storage.inside import files_inside, read_inside
from entreaty.storage.resources import DATA
from entreaty.templating.letters import LetterTemplates
from entreaty.templating.values import Function
from entreaty.web.listing import ListedRecipient, Page
from entreaty.web.rendering import View, render_view
from entreaty.web.selection import Choice, PlannedCampaign, Selected, plan_campaign, select
from entreaty.web.tints import SOURCES, marked_campaign, marked_letter
from entreaty.web.watch import state_of
from entreaty.writing.composing.composer import Composer
from entreaty.writing.letter import Letter, LetterId

ASSETS = DATA / "preview"
# How many errors, and how many warnings, a page tells; `check` tells them all.
_MOST_TOLD = 25
_WATCHED_FOLDERS = ("appeals", "recipients", "citation_styles", "languages", "letter_templates")
_WATCHED_FILES = ("districts.yaml", "forms_of_address.yaml", "recipients.yaml", "suppression.txt")
# In bytes. The largest fonts for CJK have about this.
_LARGEST_FONT = 32 * 1024 * 1024


class Entry(TypedDict):
    """A recipient in the list of the page."""

    query: str
    name: str
    about: str
    failed: bool
    current: bool


class ListedAppeal(TypedDict):
    """An appeal in the list of the page: its recipients with a letter, and those whom nothing is asked of."""

    title: str
    rows: list[Entry]
    skipped: list[Entry]
    all_skipped: int
    open: bool


class Alternative(TypedDict):
    """Another language or envelope that the letter can be shown with."""

    name: str
    title: str
    query: str
    current: bool


class ToldProblems(TypedDict):
    """The problems of one level that the page tells, and how many there are."""

    rows: list["ShownProblem"]
    count: int


class ShownProblem(TypedDict):
    """A problem as the page shows it."""

    place: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _OnScreen:
    """The letter's own page with its tints, empty where it cannot be made, and why."""

    html: str = ""
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _OnPaper:
    """The letter as PDF, None where it cannot be made, and why."""

    pdf: Pdf | None = None
    problems: tuple[Problem, ...] = ()


class Preview:
    """The pages of one campaign, for one thread; its letters are planned once for each state of the files."""

    def __init__(self, folder: Path, day: date, sender: Path | None = None, cache: Path | None = None) -> None:
        """Prepare to show letters.

        Args:
            folder: The campaign's folder.
            day: The date of the letters.
            sender: The sender's file; by default sender.yaml, where there is one.
            cache: The folder of the user's own that what tables of districts say is kept in; None looks nothing up
                there.
        """
        self._folder, self._day, self._sender, self._cache = folder, day, sender, cache
        self._state = ""
        self._planned: dict[str, PlannedCampaign] = {}
        self._on_screen: dict[Choice, _OnScreen] = {}
        self._on_paper: dict[Choice, _OnPaper] = {}
        self._process = ConfinedProcess(render_view)

    def state(self) -> str:
        """Return the fingerprint of all files that letters are made from."""
        sender = self._sender or self._folder / "sender.yaml"
        recipients = self._folder / "recipients.yaml"
        included = _included_by(recipients, state_of([recipients]))
        images = _images_of(sender, state_of([sender]))
        tables = _tables_of(self._folder, state_of([self._folder / "districts.yaml"]))
        folders = [self._folder / name for name in _WATCHED_FOLDERS]
        own = [file for folder in folders for file in files_inside(folder, self._folder)]
        files = (self._folder / name for name in _WATCHED_FILES)
        return state_of(
            (*folders, *own, *files, *included, sender, *images, *tables, *files_inside(shipped_templates()))
        )

    def page(self, choice: Choice) -> str:
        """Return the page around the letter, or with what keeps it from being shown."""
        selected = self._select(choice)
        screen, paper = self._screen(selected), self._paper(selected)
        problems = _those_of_the_letter_first(selected, (*screen.problems, *paper.problems))
        choice = selected.choice
        listed = selected.planned.listing.page(choice.find, choice.page, LetterId(choice.appeal, choice.to))
        campaign = selected.planned.campaign
        say = campaign.page_words if campaign else ENGLISH
        return LetterTemplates(ASSETS).render(
            "page.html",
            say=Function(say),
            said_in=say.language,
            direction=direction(say.language),
            state=self._state,
            sources=SOURCES,
            choice=choice,
            query=choice.of_letter().query(),
            letter=selected.letter,
            shown=bool(screen.html),
            pdf=paper.pdf,
            listed=listed,
            groups=[*_by_appeal(listed, choice)],
            everybody=choice.query(find="", page=""),
            before=choice.query(page=str(listed.number - 1)),
            after=choice.query(page=str(listed.number + 1)),
            languages=[*_languages(selected)],
            envelopes=[*_envelopes(selected)],
            errors=_told(problems, "error"),
            warnings=_told(problems, "warning"),
        )

    def letter(self, choice: Choice) -> str:
        """Return the letter's own page with its tints; empty where there is none to show."""
        return self._screen(self._select(choice)).html

    def pdf(self, choice: Choice) -> bytes:
        """Return the letter as it is printed; empty where it cannot be made."""
        pdf = self._paper(self._select(choice)).pdf
        return pdf.content if pdf else b""

    def font(self, name: str) -> bytes:
        """Return the letter's font of that file name; empty where there is none."""
        templates = templates_of(self._folder)
        font = templates / "fonts" / name
        if font.parent.name != "fonts" or font.suffix.lower() not in {".ttf", ".otf"}:
            return b""
        try:
            return read_inside(font, templates / "fonts", cap=_LARGEST_FONT)
        except OSError:
            return b""

    def _select(self, choice: Choice) -> Selected:
        """Return what is chosen; the letters are planned again only where a file has changed."""
        if (state := self.state()) != self._state:
            self._state = state
            self._planned.clear()
            self._on_screen.clear()
            self._on_paper.clear()
        if choice.language not in self._planned:
            self._planned[choice.language] = plan_campaign(
                self._folder, self._sender, self._day, choice.language, self._cache
            )
        return select(self._planned[choice.language], choice)

    def _screen(self, selected: Selected) -> _OnScreen:
        """Return the letter's page; the last one is kept, because the browser asks for it after the page around it."""
        if (choice := selected.choice.of_letter()) not in self._on_screen:
            self._on_screen = {choice: self._make_page(selected)}
        return self._on_screen[choice]

    def _paper(self, selected: Selected) -> _OnPaper:
        """Return the letter's PDF; the last one is kept as its page is."""
        if (choice := selected.choice.of_letter()) not in self._on_paper:
            self._on_paper = {choice: self._make_pdf(selected)}
        return self._on_paper[choice]

    def _make_page(self, selected: Selected) -> _OnScreen:
        campaign = selected.planned.campaign
        if campaign is None or selected.letter is None:
            return _OnScreen()
        try:
            look = load_look(campaign.templates, selected.envelope, campaign.images)
            shown = self._rendered(
                View(of="screen", letter=self._marked(campaign, selected.letter, selected.planned.own), look=look)
            )
        except ContentError as error:
            return _OnScreen(problems=error.problems)
        return _OnScreen(html=str(shown))

    def _marked(self, campaign: Campaign, letter: Letter, own: OwnRepresentatives | None) -> Letter:
        """Return the letter, composed again from marked files; the marks become its tints.

        Raises:
            ContentError: A file that it is composed from cannot be read any more.
        """
        appeal = next(one for one in campaign.appeals if one.id == letter.appeal)
        recipient = next(one for one in campaign.recipients if one.id == letter.recipient)
        marked = marked_campaign(replace(campaign, appeals=(appeal,)))
        order = Order(day=self._day, language=letter.lang)
        basis = basis_for(marked, marked.appeals[0], order, LetterTemplates(marked.templates), own)
        return marked_letter(Composer(marked.appeals[0], basis).compose(recipient, letter.language))

    def _make_pdf(self, selected: Selected) -> _OnPaper:
        campaign = selected.planned.campaign
        if campaign is None or selected.letter is None:
            return _OnPaper()
        try:
            look = load_look(campaign.templates, selected.envelope, campaign.images)
            made = self._rendered(View(of="paper", letter=selected.letter, look=look))
        except ContentError as error:
            recipients = {one.id: one for one in campaign.recipients}
            return _OnPaper(problems=tuple(at_its_source(problem, recipients) for problem in error.problems))
        except EntreatyError as error:
            return _OnPaper(problems=(Problem(Location(Path()), str(error)),))
        return _OnPaper(pdf=made if isinstance(made, Pdf) else None)

    def _rendered(self, view: View) -> str | Pdf:
        """Return a letter for the screen or on paper.

        Raises:
            ContentError: A template or another file of the look keeps it from being made.
            EntreatyError: The system lacks what PDFs need.
        """
        self._process.ask([view])
        try:
            return self._process.answer()
        except StoppedError as error:
            raise ContentError([over_budget(view.letter.id, view.look.templates, error)]) from error


@lru_cache(maxsize=1)
def _included_by(recipients: Path, _state: str) -> tuple[Path, ...]:
    """Return the files that the one of the recipients includes, read again only where that file has changed."""
    return included_at_a_glance(recipients)


@lru_cache(maxsize=1)
def _images_of(sender: Path, _state: str) -> tuple[Path, ...]:
    """Return the image files that the sender's file names, read again only where that file has changed."""
    return images_of(sender)


@lru_cache(maxsize=1)
def _tables_of(campaign: Path, _state: str) -> tuple[Path, ...]:
    """Return the tables of districts that a campaign names, read again only where `districts.yaml` has changed."""
    return tables_of(campaign)


def _by_appeal(page: Page, choice: Choice) -> Iterator[ListedAppeal]:
    """Yield the appeals of a page of the list; who is asked for nothing is folded away where others stand above."""
    for appeal, found in groupby(page.rows, key=lambda row: row.letter.appeal):
        listed = list(found)
        rows = [_entry(row, choice) for row in listed if row.state != "skipped"]
        skipped = [_entry(row, choice) for row in listed if row.state == "skipped"]
        yield {
            "title": listed[0].title,
            "rows": rows,
            "skipped": skipped,
            "all_skipped": page.skipped.get(appeal, 0),
            "open": not rows or bool(choice.find) or any(row["current"] for row in skipped),
        }


def _entry(row: ListedRecipient, choice: Choice) -> Entry:
    return {
        "query": choice.query(appeal=row.letter.appeal, to=row.letter.recipient, page=""),
        "name": row.name,
        "about": row.about,
        "failed": row.state == "failed",
        "current": row.letter == LetterId(choice.appeal, choice.to),
    }


def _those_of_the_letter_first(selected: Selected, own: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return every problem once, first those of the letter that is shown and of its recipient."""
    recipient = Concern("recipient", selected.choice.to)
    about = [one for one in selected.planned.problems if one.concerns == recipient]
    return tuple(dict.fromkeys((*own, *about, *selected.planned.problems)))


def _languages(selected: Selected) -> Iterator[Alternative]:
    """Yield the languages of the appeal that is shown."""
    current = selected.letter.language if selected.letter else selected.choice.language
    for appeal in selected.appeals():
        if appeal.id == selected.choice.appeal:
            for language in appeal.languages():
                query = selected.choice.query(language=language)
                yield {"name": language, "title": language, "query": query, "current": language == current}


def _envelopes(selected: Selected) -> Iterator[Alternative]:
    """Yield the envelopes that the letter could be put into."""
    for envelope in load_envelopes().envelopes:
        query = selected.choice.query(envelope=envelope.id)
        current = selected.letter is not None and envelope.id == selected.envelope.id
        yield {"name": envelope.id, "title": envelope.title, "query": query, "current": current}


def _told(problems: Iterable[Problem], level: Level) -> ToldProblems:
    found = [problem for problem in problems if problem.level == level]
    return {"rows": list(map(_shown_problem, found[:_MOST_TOLD])), "count": len(found)}


def _shown_problem(problem: Problem) -> ShownProblem:
    place = "" if problem.location.path == Path() else str(problem.location)
    return {"place": place, "message": problem.message, "hint": problem.hint}
