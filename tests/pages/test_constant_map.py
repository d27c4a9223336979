"""The constant map is what streamlit-folium itself would send, and a click comes back from it."""

import re

import streamlit_folium

from geo.maps import base_map, map_bounds, show_style, style_words
from pages.parts import constant_map, map_files

WORDS = style_words("/assets/painting/x?sector=a", 3, "mopti")


def as_sent(sent):
    """Write what is sent without the names that folium makes up anew for each map."""
    texts = {k: v for k, v in sent.items() if k not in ("on_change", "id")}
    return re.sub(r"(?<=_)[0-9a-f]{32}\b", "*", repr(sorted(texts.items())))


def test_a_map_is_sent_as_streamlit_folium_sends_it_and_rendered_once(atlas, monkeypatch):
    own, sent, rendered = {}, [], []
    monkeypatch.setattr(streamlit_folium, "_component_func", lambda **words: own.update(words))
    streamlit_folium.st_folium(
        base_map(*map_files.addresses(atlas), map_bounds(atlas)), key="map", height=417, width=None,
        returned_objects=["last_object_clicked_popup"], feature_group_to_add=show_style(WORDS),
    )  # fmt: skip
    monkeypatch.setattr(constant_map, "_send", lambda **words: sent.append(words))
    monkeypatch.setattr(constant_map, "base_map", lambda *box: rendered.append(box) or base_map(*box))
    for _ in range(2):
        constant_map.show_map(atlas, "map", 417, WORDS, print)
    assert as_sent(sent[0]) == as_sent(own)
    assert WORDS in sent[0]["feature_group"]
    assert sent[0]["key"] == sent[1]["key"] == own["key"]
    assert len(rendered) == 1


def test_a_click_on_a_map_is_told_without_its_time_and_no_click_is_not_told(atlas, monkeypatch):
    sent, told, state = {}, [], {}
    monkeypatch.setattr(constant_map, "_send", lambda **words: sent.update(words))
    monkeypatch.setattr(constant_map.st, "session_state", state)
    constant_map.show_map(atlas, "map", 418, WORDS, told.append)
    for value in (None, {"last_object_clicked_popup": None}, {"last_object_clicked_popup": "gao#1732550000"}):
        state[sent["key"]] = value
        sent["on_change"]()
    assert told == ["gao"]
