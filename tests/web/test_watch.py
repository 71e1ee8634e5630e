"""Whether files have changed, as those who listen are told."""

import asyncio
from collections.abc import Iterable
from contextlib import aclosing

from entreaty.web.watch import Watch, state_of


def test_the_state_is_that_of_all_files(tmp_path):
    """A file that is written, added or removed, or a folder that comes or goes, makes another state."""
    paths = folder, file = tmp_path / "folder", tmp_path / "file"
    states = [state_of(paths)]
    for change in (folder.mkdir, file.touch, lambda: file.write_text("1"), lambda: file.write_text("22"), folder.rmdir):
        change()
        states.append(state_of(paths))
    file.unlink()

    assert len({*states}) == len(states)
    assert state_of(paths) == states[0]
    assert state_of([file]) != state_of(paths)


def test_quiet_listeners_get_a_sign_of_life(monkeypatch):
    """While nothing changes, an empty text is told now and then, by which a browser that left is noticed."""
    monkeypatch.setattr("entreaty.web.watch._SIGN_OF_LIFE", 0.5)

    async def listen() -> str:
        watch = Watch(lambda: "a")
        with watch.listening():
            return await anext(watch.changes("a"))

    assert asyncio.run(listen()) == ""


def test_changes_end_with_the_server():
    """A state is told once it has settled; when the watch is closed, the waiting ends."""

    async def listen() -> tuple[str, list[str]]:
        watch = Watch(_followed_by_its_last(["a", "b", "c"]))
        with watch.listening():
            told = watch.changes("a")
            first = await anext(told)
            closing = asyncio.create_task(watch.close())
            rest = [one async for one in told]
            await closing
        return first, rest

    assert asyncio.run(listen()) == ("c", [])


def test_files_are_looked_at_once_for_all_who_listen(monkeypatch):
    """However many listen, each look serves all of them; while nobody does, there is none."""
    monkeypatch.setattr("entreaty.web.watch._PAUSE", 0.01)
    looks: list[str] = []

    def look() -> str:
        looks.append("")
        return "new" if len(looks) > 4 else "old"

    async def first_change(watch: Watch) -> str:
        with watch.listening():
            async with aclosing(watch.changes("old")) as told:
                return await anext(told)

    async def listen() -> list[str]:
        watch = Watch(look)
        told = await asyncio.gather(*(first_change(watch) for _ in range(100)))
        # One look may still be under way.
        await asyncio.sleep(0.1)
        seen = len(looks)
        await asyncio.sleep(0.1)
        assert len(looks) == seen
        return told

    assert asyncio.run(listen()) == ["new"] * 100
    assert len(looks) < 100


def test_a_look_that_fails_is_followed_by_the_next(monkeypatch):
    """Where the files cannot be looked at for a while, listeners are told what comes afterwards."""
    monkeypatch.setattr("entreaty.web.watch._PAUSE", 0.01)
    states = _followed_by_its_last(["a", "", "b"])

    def look() -> str:
        if state := states():
            return state
        raise OSError(24, "Too many open files")

    async def listen() -> str:
        watch = Watch(look)
        with watch.listening():
            return await anext(watch.changes("a"))

    assert asyncio.run(listen()) == "b"


def _followed_by_its_last(states: Iterable[str]):
    waiting = list(states)
    return lambda: waiting.pop(0) if len(waiting) > 1 else waiting[0]
