"""The slides of a briefing, filled from the data: what every renderer draws, screen or file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from geo.analysis import read_view, scenario_words
from geo.briefing import map_slides, plan_slides
from geo.briefing.map_slides import DECISIONS, decision_rows
from geo.briefing.region_profile import profile_dates
from geo.briefing.slide_content import SlideContent
from geo.core import remember, split_query, translator
from geo.maps import DISCLAIMER_ON_SLIDES, compose_map, source_line

if TYPE_CHECKING:
    from geo.briefing.storyline import Slide, Storyline
    from geo.core import Translator, View
    from geo.store import Atlas

__all__ = ["DECISIONS", "SlideContent", "compose_slide", "decision_rows", "fill_slide"]

_KINDS = {
    "opening": plan_slides.opening,
    "figures": plan_slides.figures,
    "sectors": plan_slides.sectors,
    "objectives": plan_slides.objectives,
    "objective": plan_slides.objective,
    "money": map_slides.mapped,
    "need": map_slides.mapped,
    "decisions": map_slides.decision,
    "caveats": plan_slides.caveats,
    "ask": plan_slides.closing,
    "sources": plan_slides.sources,
    "view": map_slides.mapped,
}
_SPOKEN_ROWS = 3


def compose_slide(storyline: Storyline, atlas: Atlas, lang: str) -> tuple[SlideContent, ...]:
    """Fill every slide of a storyline in a language, in order."""
    return tuple(fill_slide(slide, atlas, lang) for slide in storyline.slides)


def fill_slide(slide: Slide, atlas: Atlas, lang: str) -> SlideContent:
    """Fill one slide from the data.

    The figures are those of `geo.maps.compose_map`, `geo.analysis.funding` and `geo.analysis.need_vs_response`:
    nothing is computed for a slide alone. A person's own title, audience and notes take the
    place of the ones made here.
    """
    content = _made(atlas, slide.kind, read_view(split_query(slide.view), atlas).but(lang=lang))
    subtitle = slide.text("audience", lang) if slide.kind == "opening" else ""
    return replace(
        content,
        drawn=content.drawn if atlas.mapped else None,  # without shapes its figures stand there alone
        title=slide.text("title", lang) or content.title,
        subtitle=subtitle or content.subtitle,
        notes="\n".join(filter(None, (content.scenario, slide.text("notes", lang) or content.notes))),
    )


@remember(most=256)
def _made(atlas: Atlas, kind: str, view: View) -> SlideContent:
    """Fill a slide once, without what a person wrote on it: retitling computes nothing anew."""
    t = translator(view.lang)
    content = _KINDS[kind](view, atlas, t)
    shown = content.drawn or compose_map(view.but(measure="idps" if atlas.plan.header_only else "sectors"), atlas)
    return replace(
        content,
        scenario=scenario_words(view, atlas, t),
        foot=_foot(content, atlas, t),
        notes=_script(content, atlas, t),
        source=_source(content, shown.sources, atlas, t),
    )


def _foot(content: SlideContent, atlas: Atlas, t: Translator) -> tuple[str, ...]:
    if content.drawn:
        return source_line(content.drawn, t)
    measure = "idps" if atlas.plan.header_only else "sectors"
    sources = source_line(compose_map(content.view.but(measure=measure), atlas), t)[-2]
    return (*profile_dates(content.view, atlas, t), sources, t(DISCLAIMER_ON_SLIDES))


def _source(content: SlideContent, sources: tuple[str, ...], atlas: Atlas, t: Translator) -> str:
    """Write the one line under a slide: the days, and who the figures are from; the rest is in the notes."""
    plan = atlas.plan
    days = [(t("plan text {day}"), plan.text_date), (t("funding {day}"), plan.funding_date)]
    named = [text.format(day=t.day(day)) for text, day in days if day is not None]
    if content.drawn is not None and content.drawn.need:
        named.append(content.drawn.need.words)
    who = ", ".join(dict.fromkeys(source.split(",")[0].split("(")[0].strip() for source in sources))
    return t("Sources: {sources}.", sources=t.listed((who, *named)))


def _script(content: SlideContent, atlas: Atlas, t: Translator) -> str:
    """Write what to say: the finding, how it was tested, the first rows, and what to answer if asked."""
    lines = [_sentence(content.title)]
    if content.finding is not None and content.finding.reason(atlas, t):
        lines.append(content.finding.reason(atlas, t))
    if content.rows and content.header and content.kind != "decisions":
        rows = (" – ".join(filter(None, row[:2])) for row in content.rows[:_SPOKEN_ROWS])
        lines.append(_sentence(t("Point out: {rows}", rows=t.listed(rows))))
    if content.kind == "decisions":
        lines += [f"{row[0]}{_colon(t)} {row[-1]}" for row in content.rows]
    if content.facts:
        lines.append(_sentence(t("Point out: {rows}", rows=t.listed(f"{f.name} {f.value}" for f in content.facts))))
    asked = [note for note in content.notes.split("\n") if note]
    if content.drawn is not None:
        asked += [*content.drawn.notes, *(c.write(t) for c in content.drawn.caveats if c.severity == "warning")]
    if not asked and not content.rows:
        lines += [text for _, text in content.bullets]
    if asked:
        lines += ["", t("If you are asked:"), *(f"– {note}" for note in dict.fromkeys(asked))]
    return "\n".join(lines)


def _colon(t: Translator) -> str:
    return ":" if t.lang == "en" else "\u00a0:"


def _sentence(text: str) -> str:
    """End a sentence with its full stop."""
    return text if text.endswith((".", "?", "!")) else f"{text}."
