"""Problems as values: how a place and a problem read, and in which order they are reported."""

from pathlib import Path

from entreaty.problems import (
    Concern,
    ContentError,
    EntreatyError,
    Location,
    Problem,
    as_errors,
    in_reading_order,
    seen_inside,
)

PLACE = Location(Path("appeals/visits/appeal.yaml"), 14)


def test_place_reads_as_editors_open_it():
    """A place reads FILE:LINE, and FILE alone where the file as a whole is meant."""
    assert str(PLACE) == "appeals/visits/appeal.yaml:14"
    assert str(Location(Path("recipients.yaml"))) == "recipients.yaml"


def test_problem_reads_place_message_and_hint():
    """A problem reads as its place and message, with the hint on a line of its own."""
    problem = Problem(PLACE, "unknown key 'form'", "did you mean 'from'?")

    assert str(problem) == "appeals/visits/appeal.yaml:14: unknown key 'form'\n  hint: did you mean 'from'?"


def test_problem_without_hint_is_one_line():
    """A problem without a hint is one line."""
    assert str(Problem(PLACE, "'id' is missing")) == "appeals/visits/appeal.yaml:14: 'id' is missing"


def test_warning_says_that_it_is_one():
    """A warning is told apart from an error."""
    problem = Problem(PLACE, "the appeal was to be reviewed", level="warning")

    assert str(problem) == "appeals/visits/appeal.yaml:14: warning: the appeal was to be reviewed"


def test_error_carries_every_problem():
    """A content error keeps its problems as values, and reads as all of them."""
    first, second = Problem(PLACE, "one", "mend it"), Problem(PLACE, "two")

    error = ContentError(iter([first, second]))

    assert isinstance(error, EntreatyError)
    assert error.problems == (first, second)
    assert str(error) == "appeals/visits/appeal.yaml:14: one\n  hint: mend it\nappeals/visits/appeal.yaml:14: two"


def test_problems_are_reported_by_file_and_line_and_once():
    """Problems are ordered by file, line and message, and the same problem is reported once."""
    a2, a10 = Location(Path("a.yaml"), 2), Location(Path("a.yaml"), 10)
    told = in_reading_order(
        [
            Problem(Location(Path("b.yaml"), 1), "third file"),
            Problem(a10, "late"),
            Problem(a2, "second"),
            Problem(a2, "first"),
            Problem(a10, "late"),
            Problem(Location(Path("a.yaml")), "whole file"),
        ]
    )

    assert [(str(problem.location), problem.message) for problem in told] == [
        ("a.yaml", "whole file"),
        ("a.yaml:2", "first"),
        ("a.yaml:2", "second"),
        ("a.yaml:10", "late"),
        ("b.yaml:1", "third file"),
    ]


def test_what_a_problem_concerns_is_not_shown():
    """What a problem concerns decides which letters it touches; the problem reads as before, and is the same one."""
    problem = Problem(PLACE, "one", concerns=Concern("passage", "closed", "visits"))

    assert str(problem) == "appeals/visits/appeal.yaml:14: one"
    assert problem == Problem(PLACE, "one")
    assert in_reading_order([problem, Problem(PLACE, "one")])[0].concerns == Concern("passage", "closed", "visits")


def test_warnings_can_be_made_errors():
    """A strict reader takes warnings for errors, about the same letters."""
    (error,) = as_errors([Problem(PLACE, "unsure", "look", "warning", Concern("authority", "gc3"))])

    assert error == Problem(PLACE, "unsure", "look", "error")
    assert error.concerns == Concern("authority", "gc3")


def test_folders_of_this_machine_are_left_out():
    """What is told to others names files from the campaign's folder on."""
    told = seen_inside([Path("/home/anna/campaign")])

    assert told("/home/anna/campaign/recipients.yaml:4: wrong") == "recipients.yaml:4: wrong"
    assert seen_inside([Path("/")])("recipients.yaml:4: wrong") == "recipients.yaml:4: wrong"
