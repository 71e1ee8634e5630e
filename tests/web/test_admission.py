"""Who may see the preview: whoever has its token, and nobody else, on this machine or in another page."""

from dataclasses import astuple

import pytest

from entreaty.web.admission import keys_of
from tests.support.preview_server import KEYS, cookie_of, leads_to, serving
from tests.support.sample_campaigns import APPEAL, SENDER, write_campaign

PAGES = ("", "letter?to=mediator", "letter.pdf?to=mediator", "preview.css", "preview.js", "changes")
PAGES += ("fonts/NotoSerif-Regular.ttf", "sender.yaml")


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Serve the preview of a campaign with a sender."""
    with serving(write_campaign(tmp_path_factory.mktemp("campaign"), appeal=APPEAL, sender=SENDER)) as one:
        yield one


def test_each_start_has_other_keys():
    """Two secrets have no key in common, and each key has at least 128 bits."""
    one, other = (astuple(keys_of(secret)) for secret in (b"one", b"other"))

    assert len({*one, *other}) == 8
    assert min(map(len, one)) >= 22


def test_without_the_token_nothing_is_told(served):
    """Each address answers the same without the cookie: how to open it, and no word of a letter."""
    for path in ("/", *(f"/{page}" for page in PAGES), *(f"{KEYS.path}/{page}" for page in PAGES), KEYS.path):
        answer = served.ask(path)
        assert (answer.status, answer.headers["content-type"]) == (403, "text/plain; charset=utf-8"), path
        assert answer.text == (
            "This page is only for whoever started it. Open the address that the program printed, with its token.\n"
        )


@pytest.mark.parametrize(
    "query",
    [
        "token=",
        "token=wrong",
        f"token={KEYS.address}x",
        f"token={KEYS.address[:-1]}",
        f"token={KEYS.cookie}",
        f"token={KEYS.address.swapcase()}",
        "token=%ff%00",
        f"tokens={KEYS.address}",
    ],
)
def test_a_wrong_token_opens_nothing(served, query):
    """No other token is taken, and none brings a cookie."""
    answer = served.ask(f"/?{query}")

    assert answer.status == 403
    assert "set-cookie" not in answer.headers


def test_the_token_is_exchanged_for_a_cookie(served):
    """The cookie is for no script, no other page and no other path, and the address loses the token."""
    answer = served.ask(f"/?appeal=visits&token={KEYS.address}&to=mediator")
    name, _, rules = answer.headers["set-cookie"].partition("=")

    assert answer.status == 200
    assert leads_to(answer) == f"{KEYS.path}/?appeal=visits&to=mediator"
    assert name == f"entreaty-{KEYS.path[1:]}"
    assert rules == f"{KEYS.cookie}; HttpOnly; Path={KEYS.path}/; SameSite=strict"
    assert KEYS.address not in answer.text
    assert "To President" in served.ask(leads_to(answer), cookie=cookie_of(answer)).text


def test_it_never_leads_to_another_server(served):
    """Whatever stands beside the token, the browser is led to a page of the preview."""
    answer = served.ask(f"/?token={KEYS.address}&to=%22%3E%3Cscript%3E&//evil.example=//evil.example")

    assert leads_to(answer) == f"{KEYS.path}/?to=%22%3E%3Cscript%3E&%2F%2Fevil.example=%2F%2Fevil.example"


def test_the_printed_token_counts_again_and_the_browser_s_counts_once(served):
    """Whoever opens a second browser takes the printed address; what the first was opened with is void."""
    assert [served.ask(f"/?token={KEYS.address}").status for _ in range(3)] == [200, 200, 200]
    assert [served.ask(f"/?token={KEYS.opening}").status for _ in range(3)] == [200, 403, 403]


@pytest.mark.parametrize(
    "cookie",
    [
        f"entreaty-{KEYS.path[1:]}=",
        f"entreaty-{KEYS.path[1:]}={KEYS.address}",
        f"entreaty-{KEYS.path[1:]}={KEYS.cookie}x",
        f"entreaty={KEYS.cookie}",
        f"entreaty-{KEYS.path[1:]}=é",
        '=;;=;,"',
    ],
)
def test_a_wrong_cookie_opens_nothing(served, cookie):
    """No other cookie is taken, and a damaged one is a refusal, too."""
    assert served.visit("letter?to=mediator", cookie=cookie).status == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"sec_fetch_site": "same-origin"}, 200),
        ({"sec_fetch_site": "none", "sec_fetch_mode": "navigate"}, 200),
        ({"sec_fetch_site": "none", "sec_fetch_mode": "cors"}, 403),
        ({"sec_fetch_site": "none"}, 403),
        ({"sec_fetch_site": "same-site", "sec_fetch_mode": "no-cors"}, 403),
        ({"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate"}, 403),
        ({"sec_fetch_site": "Cross-Site"}, 403),
        ({"origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://127.0.0.1:1"}, 403),
        ({"origin": "https://127.0.0.1:{port}"}, 403),
        ({"origin": "http://127.0.0.1:{port}"}, 200),
        ({"origin": "http://localhost:{port}", "sec_fetch_site": "same-origin"}, 200),
        ({"origin": "http://127.0.0.1:{port}", "sec_fetch_site": "cross-site"}, 403),
    ],
)
@pytest.mark.parametrize("page", ["letter?to=mediator", "preview.css"])
def test_other_pages_read_nothing(served, page, headers, status):
    """What another page, or another port of this machine, makes the browser ask for is refused, cookie or not."""
    sent = {name: value.format(port=served.port) for name, value in headers.items()}

    assert served.visit(page, **sent).status == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec_fetch_site": "cross-site", "sec_fetch_mode": "navigate"}, 200),
        ({"sec_fetch_site": "none", "sec_fetch_mode": "navigate"}, 200),
        ({"sec_fetch_site": "cross-site", "sec_fetch_mode": "no-cors"}, 403),
        ({"sec_fetch_site": "cross-site", "sec_fetch_mode": "cors", "origin": "http://evil.example"}, 403),
        ({"origin": "null"}, 403),
    ],
)
def test_a_token_counts_where_the_browser_goes(served, headers, status):
    """From a file the browser goes to the address from another site, as it says; what is only loaded is refused."""
    assert served.ask(f"/?token={KEYS.address}", **headers).status == status
