"""A briefing goes on by itself after its server was killed, and after the network was away."""

import os
import signal

import pytest

from tests.browser.serving import free_port, started_server
from tests.browser.test_builder import deck_of

pytestmark = pytest.mark.browser


def at_slide(page, server, slide):
    """Open the French briefing and turn to a slide."""
    page.goto(f"{server}/briefing?lang=fr&slide={slide}")
    deck = deck_of(page)
    shows(deck, slide)
    return deck


def shows(deck, slide, lang="fr"):
    deck.wait_for_selector(f'body[data-slide="{slide}"][data-lang="{lang}"]')


def goes_on(page, slide):
    """Wait until a press that only a server answers is answered, then look at slide, language and address."""
    shows(deck_of(page), slide)
    assert "lang=fr" in page.url
    assert f"slide={slide}" in page.url
    page.locator("#page-funding").click()
    page.locator("header.top nav a[aria-current=page]:text-is('Financement')").wait_for()
    assert "lang=fr" in page.url


def test_a_briefing_whose_server_is_killed_and_started_again_is_at_its_slide_by_itself(page):
    port = free_port()
    with started_server(port) as (server, pid):
        deck = at_slide(page, server, 3)
        deck.evaluate("() => document.querySelector('#bar [data-do=on]').click()")
        shows(deck, 4)
        page.wait_for_url("**slide=4**")
        os.kill(pid, signal.SIGKILL)
        page.wait_for_function("() => /connect/i.test(document.body.innerText)")
        deck.evaluate("() => document.querySelector('#bar [data-do=on]').click()")  # the meeting goes on meanwhile
        shows(deck, 5)
    with started_server(port):
        page.wait_for_function("() => !/connecting/i.test(document.body.innerText)")
        goes_on(page, 5)


def test_a_reader_whose_network_goes_and_comes_is_where_he_was(page, server):
    deck = at_slide(page, server, 3)
    page.context.set_offline(True)
    deck.evaluate("() => document.querySelector('#bar [data-do=on]').click()")
    shows(deck, 4)
    page.context.set_offline(False)
    goes_on(page, 4)
