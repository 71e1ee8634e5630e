"""Appeals: their passages, conditions and time, and every mistake that a file can hold."""

from datetime import date

import pytest

from entreaty.content.files.appeals import PARTS, Appeal, Condition, appeal_files, load_appeal
from entreaty.problems import ContentError, Location, Problem
from tests.support.sample_campaigns import APPEAL, edited, line_of, write_campaign
from tests.support.sample_content import make_passage


def _load(folder, text: str = APPEAL, name: str = "visits") -> Appeal:
    path = folder / name / "appeal.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    return load_appeal(path)


def _problems(folder, text: str, name: str = "visits") -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as caught:
        _load(folder, text, name)
    return caught.value.problems


def test_appeal_is_read_part_by_part(tmp_path):
    """Every passage is read into its part, with its conditions, its time and its words by language."""
    appeal = _load(tmp_path)
    passages = {passage.id: passage for passage in appeal.letter.passages()}
    protocol, ended = passages["protocol"], passages["visits-have-ended"]

    assert appeal.id == "visits"
    assert appeal.subject.best("fr") == "Visites aux prisonniers de guerre"
    assert (appeal.status, appeal.review_by, appeal.citation_style) == ("open", date(2026, 12, 31), "oscola")
    assert {passage.id: passage.part for passage in passages.values()} == {
        "concern": "opening",
        "visits-take-place": "facts",
        "visits-have-ended": "facts",
        "right-to-visit": "law",
        "protocol": "law",
        "request": "request",
        "keep-visiting": "demands",
        "speak": "demands",
        "admit": "demands",
        "thanks": "closing",
    }
    assert list(dict.fromkeys(passage.part for passage in passages.values())) == list(PARTS)
    assert (protocol.fits.bound_by, protocol.fits.states, protocol.continues) == (("ap1",), ("CH",), True)
    assert (ended.since, ended.until, ended.continues, ended.duty_bearer) == (date(2025, 9, 3), None, False, None)
    assert ended.fits == Condition()
    assert passages["right-to-visit"].duty_bearer == "AZ"
    assert ended.words == {
        "en": "Visits have ended.[@visits-report]",
        "fr": "Les visites ont cessé.[@visits-report]",
    }


def test_passage_knows_the_line_of_each_text(tmp_path):
    """A passage knows where it stands and where each of its texts does, also within its conditions."""
    appeal = _load(tmp_path)
    protocol = next(passage for passage in appeal.letter.passages() if passage.id == "protocol")

    assert protocol.place("fr").line == line_of(APPEAL, "fr: Votre propre État")
    assert protocol.place("id").line == line_of(APPEAL, "- id: protocol")
    assert protocol.fits.place("bound_by").line == line_of(APPEAL, "bound_by: [ap1]")
    assert appeal.letter.place("demands").line == line_of(APPEAL, "demands:")


def test_facts_and_law_are_optional_and_the_style_is_oscola(tmp_path):
    """An appeal needs neither facts nor law nor a style: OSCOLA is the default."""
    start, end = APPEAL.index("  facts:"), APPEAL.index("  request:")
    appeal = _load(tmp_path, edited(APPEAL[:start] + APPEAL[end:], "citation_style: oscola\n", ""))

    assert (appeal.letter.facts, appeal.letter.law) == ((), ())
    assert appeal.citation_style == "oscola"
    assert appeal.place("citation_style").line == 1


def test_languages_are_those_of_the_subject(tmp_path):
    """An appeal is written in the languages of its subject."""
    assert _load(tmp_path).languages() == ("en", "fr")


def test_without_languages_in_the_subject_every_passage_decides(tmp_path):
    """Where the subject is one string, the languages are those that every passage has."""
    subject = edited(APPEAL, "{en: Visits to prisoners of war, fr: Visites aux prisonniers de guerre}", "GC III")
    partly = edited(subject, "      fr: Je vous prie de\n", "")

    assert _load(tmp_path / "whole", subject).languages() == ("en", "fr")
    assert _load(tmp_path / "partly", partly).languages() == ("en",)


def test_closed_appeal_says_why(tmp_path):
    """A closed appeal carries its reason; one without a reason is refused on the line of its status."""
    closed = edited(APPEAL, "status: open\n", "status: closed\n")
    with_reason = edited(closed, "status: closed\n", "status: closed\nclosed_because: {en: Everybody is home.}\n")

    appeal = _load(tmp_path / "a", with_reason)
    (problem,) = _problems(tmp_path / "b", closed)

    assert appeal.status == "closed"
    assert appeal.closed_because is not None
    assert appeal.closed_because.best("fr") == "Everybody is home."
    assert (problem.location.line, problem.message, problem.hint) == (
        3,
        "a closed appeal says why",
        "add 'closed_because'",
    )


@pytest.mark.parametrize("since", ["2025-09-03", "2025-09-04"])
def test_time_must_go_forward(tmp_path, since):
    """A passage whose end is not after its beginning fits no letter, which is told on the line of the end."""
    text = edited(APPEAL, "      until: 2025-09-03\n", f"      from: {since}\n      until: 2025-09-03\n")

    (problem,) = _problems(tmp_path, text)

    assert problem.location.line == line_of(text, "until:")
    assert problem.message == f"'until' (2025-09-03) must be after 'from' ({since}): the passage fits no letter"


def test_one_day_is_long_enough(tmp_path):
    """A passage may fit the letters of a single day."""
    text = edited(APPEAL, "      until: 2025-09-03\n", "      from: 2025-09-02\n      until: 2025-09-03\n")

    assert _load(tmp_path, text).letter.facts[0].since == date(2025, 9, 2)


@pytest.mark.parametrize(
    ("old", "new", "message", "hint"),
    [
        ("title: Visits to prisoners\n", "title:\n", "'title' is empty", "write its value, or remove the line"),
        ("title: Visits to prisoners\n", "title: {}\n", "'title': it has no text", "write it as text, or by language"),
        ("title: Visits to prisoners\n", "title: NO\n", "'title' must be text, but NO is read as", 'this value: "NO"'),
        ("title: Visits to prisoners\n", "title: 2026\n", "'title' must be text, but 2026 is", 'this value: "2026"'),
        ("fr: Visites aux prisonniers de guerre}", "xx: x}", "'xx' is not a language that letters", "use one of: ar,"),
        ("fr: Visites aux prisonniers de guerre}", 'fr: "a\\nb"}', "'fr' must be a single line", ""),
        ("fr: Visites aux prisonniers de guerre}", "fr: Pourquoi =?q}", "'=?' cannot stand in the header", "a space"),
        ("status: open", "status: opened", "'status' must be one of: open, closed, draft (got 'opened')", "mean 'op"),
        ("status: open", "__class__: x\nstatus: open", "unknown key '__class__'", ""),
        ("status: open", "items: x\nstatus: open", "unknown key 'items'", ""),
        ("review_by: 2026-12-31", "review_by: '2026-12-31'", "'review_by' must be a date such as 2025-06-24", ""),
        ("review_by: 2026-12-31", "review_by: soon", "'review_by' must be a date such as 2025-06-24", ""),
        ("review_by: 2026-12-31", "review-by: 2026-12-31", "unknown key 'review-by'", "did you mean 'review_by'?"),
        ("citation_style: oscola", "citation_style: ../oscola", "'citation_style': '../oscola' is not an id", "use up"),
        ("  closing:\n", "  ending:\n", "unknown key 'ending'", "use one of: opening, facts, law, request,"),
        ("id: concern", "id: The concern", "'id': 'The concern' is not an id", "did you mean 'the-concern'?"),
        ("id: concern", "id: 7", "'id' must be text, but 7 is read as something else", 'quote this value: "7"'),
        ("until: 2025-09-03", "until: autumn", "'until' must be a date such as 2025-06-24, without quotes", ""),
        ("until: 2025-09-03", "until: [2025-09-03]", "'until' must be a date such as 2025-06-24, without quotes", ""),
        ("until: 2025-09-03", "to: 2025-09-03", "'to' is not a language that letters can be written in", "use one of"),
        ("until: 2025-09-03", "untill: 2025-09-03", "unknown key 'untill'", "did you mean 'until'?"),
        ("continues: true", "continues: 'true'", "'continues' must be yes or no, without quotes", ""),
        ("continues: true", "continues: 1", "'continues' must be yes or no, without quotes", ""),
        ("duty_bearer: AZ", "duty_bearer: NO", "'duty_bearer' must be text, but NO is read as", 'this value: "NO"'),
        ("duty_bearer: AZ", "duty_bearer: Azerbaijan", "'duty_bearer': 'Azerbaijan' is not the code of a", "mean 'AZ'"),
        ("bound_by: [ap1]", "bound_by: ap1", "'bound_by' must be a list", "write [ap1]"),
        ("bound_by: [ap1]", "bound_by: [AP 1]", "'AP 1' is not an id", "use up to 200 letters, digits and"),
        ("states: [CH]", "states: [CH, NO]", "entry 2 of 'states' must be text, but NO is read as", 'value: "NO"'),
        ("states: [CH]", "state: [CH]", "unknown key 'state'", "did you mean 'states'?"),
        ("states: [CH]", "states: [California]", "'California' is not the code of a state", "a part, such as US-CA"),
        ("states: [CH]", "sender: {states: [US]}", "unknown key 'states'", "it belongs beside 'sender', not under it"),
        ("for: {audiences: [third-state]}", "for: third-state", "'for' must hold 'key: value' lines of its own", ""),
        ("for: {audiences: [third-state]}", "for: ~", "'for' is empty", "write its value, or remove the line"),
        ("en: I ask you to", "en: ~", "'en' is empty", "write its value, or remove the line"),
        ("en: I ask you to", "en: [I ask you to]", "'en' must be text", ""),
        ("en: I ask you to", "en: 9:30", "'en' must be text, but 9:30 is read as something else", 'value: "9:30"'),
        ("en: I ask you to", f"en: {'long ' * 12_000}", "'en' is too long: at most 5000 characters", ""),
    ],
)  # fmt: skip
def test_mistake_is_told_on_its_line(tmp_path, old, new, message, hint):
    """A mistake in an appeal is told once, on its line, with what would be right."""
    text = edited(APPEAL, old, new)

    told = [problem for problem in _problems(tmp_path, text) if problem.message.startswith(message)]

    assert len(told) == 1
    assert told[0].location.line == line_of(text, new.split("\n")[0])
    assert (hint in told[0].hint) if hint else (told[0].hint == "")


@pytest.mark.parametrize("part", ["opening", "request", "demands", "closing"])
def test_part_that_no_letter_can_do_without(tmp_path, part):
    """An appeal without an opening, a request, demands or a closing is refused, be the part missing or empty."""
    start = APPEAL.index(f"  {part}:\n")
    end = next((APPEAL.index(f"  {later}:\n") for later in PARTS[PARTS.index(part) + 1 :]), len(APPEAL))
    missing = APPEAL[:start] + APPEAL[end:]
    empty = f"{APPEAL[:start]}  {part}: []\n{APPEAL[end:]}"

    (absent,), (listed) = _problems(tmp_path / "a", missing), _problems(tmp_path / "b", empty)

    assert (absent.location.line, absent.message) == (line_of(missing, "letter:"), f"'{part}' is missing")
    assert [(one.location.line, one.message) for one in listed] == [
        (line_of(empty, f"{part}: []"), f"'{part}' lists nothing")
    ]


def test_passage_without_words_is_refused(tmp_path):
    """A passage that says nothing in any language is refused where it stands."""
    text = edited(APPEAL, "      en: I ask you to\n      fr: Je vous prie de\n", "")

    (problem,) = _problems(tmp_path, text)

    assert (problem.location.line, problem.message) == (line_of(text, "- id: request"), "the passage has no text")
    assert problem.hint == "write it after its language, as in 'en: …'"


def test_place_of_the_personal_note_has_no_words(tmp_path):
    """A passage that marks the place of the note needs no words, and is not asked for any language."""
    text = edited(APPEAL, "  facts:\n", "  facts:\n    - id: own-words\n      personal_note: yes\n")
    appeal = _load(tmp_path, text)

    assert (appeal.letter.facts[0].personal_note, appeal.letter.facts[0].words) == (True, {})
    assert appeal.languages() == ("en", "fr")


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        (
            "id: concern\n",
            "id: concern\n      personal_note: yes\n",
            "personal_note: yes",
            "a place for the personal note has no text",
        ),
        (
            "  demands:\n",
            "  demands:\n    - id: own-words\n      personal_note: yes\n",
            "  demands:",
            "the personal note cannot stand in 'demands'",
        ),
        (
            "  request:\n",
            "  request:\n    - id: own-words\n      personal_note: yes\n",
            "  request:",
            "the personal note cannot stand in 'request'",
        ),
        (
            "id: concern\n",
            "id: concern\n      personal_note: 1\n",
            "personal_note: 1",
            "'personal_note' must be yes or",
        ),
        (
            "id: concern\n",
            "id: concern\n      withhold_from: [The press]\n",
            "withhold_from: [The press]",
            "'The press' is not an id",
        ),
        ("letter:\n", "withhold: [{words: Ana}]\nletter:\n", "withhold: [{words: Ana}]", "'from' is missing"),
        ("letter:\n", "withhold: [{from: [public]}]\nletter:\n", "withhold: [{from:", "'words' is missing"),
        ("letter:\n", "withhold: [{words: A, from: []}]\nletter:\n", "withhold: [{words:", "'from' lists nothing"),
    ],
)
def test_mistakes_in_what_is_withheld_or_placed(tmp_path, old, new, line, message):
    """What is withheld has readers, and a note's place has no words and stands between paragraphs."""
    text = edited(APPEAL, old, new)

    (problem,) = _problems(tmp_path, text)

    assert problem.message.startswith(message)
    assert problem.location.line == line_of(text, line)


def test_entries_that_are_no_passages_are_told_by_their_number(tmp_path):
    """An entry that is not a passage is told by its number and its part."""
    text = edited(APPEAL, "    - id: request\n", "    - please\n    - id: request\n")

    (problem,) = _problems(tmp_path, text)

    assert problem.message == "entry 1 of 'request' must hold 'key: value' lines of its own"
    assert problem.location.line == line_of(text, "- please")


def test_ids_of_passages_are_unique_in_the_whole_appeal(tmp_path):
    """A passage cannot have the id of another, in whatever part it stands."""
    text = edited(APPEAL, "id: thanks", "id: concern")

    (problem,) = _problems(tmp_path, text)

    assert problem.message == "the passage 'concern' stands here again"
    assert problem.hint == "the first one is on line 8"
    assert problem.location.line == len(text.splitlines()) - 2


@pytest.mark.parametrize("name", ["Visits", "con", "-rf", "visits 2025", "x" * 65])
def test_folder_must_have_a_name_that_can_be_an_id(tmp_path, name):
    """The folder of an appeal names it, so its name must be an id."""
    (problem,) = _problems(tmp_path, APPEAL, name)

    assert problem.location == Location(tmp_path / name)
    assert problem.message.startswith(f"the folder's name '{name[:60]}")
    assert "is not an id" in problem.message
    assert problem.hint


def test_every_problem_of_an_appeal_is_told_at_once(tmp_path):
    """A bad name of the folder and a duplicate are told together."""
    problems = _problems(tmp_path, edited(APPEAL, "id: thanks", "id: concern"), "Visits")

    assert len(problems) == 2


def test_appeals_of_a_campaign_are_found_in_order(tmp_path):
    """The appeals of a campaign are the folders with an appeal.yaml, in alphabetical order."""
    write_campaign(tmp_path)
    for name in ("zebra", "apple", "empty"):
        (tmp_path / "appeals" / name).mkdir()
    for name in ("zebra", "apple"):
        (tmp_path / "appeals" / name / "appeal.yaml").write_text(APPEAL, encoding="utf-8")

    assert [path.parent.name for path in appeal_files(tmp_path)] == ["apple", "visits", "zebra"]
    assert appeal_files(tmp_path / "nowhere") == ()


@pytest.mark.parametrize(
    ("day", "holds"),
    [
        (date(2025, 9, 2), False),
        (date(2025, 9, 3), True),
        (date(2025, 12, 25), True),
        (date(2025, 12, 26), False),
    ],
)
def test_passage_holds_from_its_first_day_until_the_day_after_its_last(day, holds):
    """A passage holds on the day of `from` and no more on that of `until`; without them, always."""
    passage = make_passage(**{"from": date(2025, 9, 3), "until": date(2025, 12, 26)})

    assert passage.holds_on(day) is holds
    assert make_passage().holds_on(day)
