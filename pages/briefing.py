"""Briefing: slides for a meeting, made from the data, with a builder and files to take away."""

import streamlit as st

from pages.parts import briefing_builder, briefing_frame, briefing_story, downloads, notices, page_frame, session

t, story = session.words(), briefing_story.story()

if not session.atlas().mapped:
    notices.no_shapes()
with st.container(key="deck"):
    st.iframe(briefing_frame.address(briefing_story.base(), session.current().lang), height=briefing_frame.HEIGHT)
briefing_frame.in_step(briefing_story.held(), briefing_story.take_built)
keys = t(
    "Keys: → ← space, Home, End; F full screen, L language, N presenter’s window, B black screen, P print; "
    "Esc closes a card."
)
page_frame.sentence(keys, "foot")
left, right = st.columns([5, 3])
with left:
    briefing_builder.panel(story)
with right:
    downloads.of_briefing(session.current(), story)
