"""How a map looks in QGIS: the table ``layer_styles`` of a GeoPackage, in QGIS's own style language (QML)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from markupsafe import escape

from geo.maps import CIRCLE_FILL, CIRCLE_INK, FRAME_COLOUR, QUIET

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.maps import CircleLegend, ThematicMap

LAYER_STYLES = (
    "CREATE TABLE layer_styles (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), "
    "f_table_schema TEXT(256), f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, "
    "styleSLD TEXT, useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), "
    "update_time DATETIME DEFAULT CURRENT_TIMESTAMP)"
)
"""The table as QGIS makes it."""
_EDGE, _HATCH, _WATER, _LAND, _INK, _PALE = "#74879a", "#9aa3ab", "#6fa3c7", "#ece9e1", "#14202b", "#eef4fa"
_LARGEST = 14
"""Across the largest circle, millimetres."""
CIRCLE_PARTS = ("circle_ring", "circle_filled", "circle_dashed")
"""Columns with what the parts of a region's circle stand for; their areas are as these."""
_SMALLER_ON_TOP = (
    '<orderby><orderByClause asc="0" nullsFirst="1">coalesce(&quot;circle_ring&quot;, 0)</orderByClause></orderby>'
)
_OPEN = (
    '<!DOCTYPE qgis PUBLIC "http://mrcc.com/qgis.dtd" "SYSTEM">'
    '<qgis version="3.22.0" styleCategories="Symbology|Labeling" labelsEnabled="1">'
)


def qgis_styles(drawn: ThematicMap, ground: tuple[str, ...], moment: str) -> Iterator[dict[str, Any]]:
    """Write the style of the regions as the map has them, and those of the layers of the ground."""
    yield layer_style("regions", _regions(drawn), moment, drawn.title)
    symbols = {
        "neighbours": _fill(_LAND, _EDGE), "lakes": _fill(_WATER, _WATER), "rivers": _line(_WATER), "towns": _point(),
    }  # fmt: skip
    for name in ground:
        yield layer_style(name, f"{_OPEN}{_single(symbols[name], name)}</qgis>", moment)


def layer_style(table: str, qml: str, moment: str, description: str = "") -> dict[str, Any]:
    """Return a row of ``layer_styles``; QGIS opens the layer with it."""
    return {
        "f_table_catalog": "", "f_table_schema": "", "f_table_name": table, "f_geometry_column": "geom",
        "styleName": table, "styleQML": qml, "styleSLD": "", "useAsDefault": True, "description": description,
        "owner": "", "ui": None, "update_time": moment,
    }  # fmt: skip


def _regions(drawn: ThematicMap) -> str:
    """Write a category for each fill of the map, named as in its legend, under the circles where it has any."""
    named = {(e.colour, _lines(e.pattern)): e.label for e in drawn.legend}
    cells = {(c, ""): words for row in (drawn.bivariate.cells if drawn.bivariate else ()) for c, _, words in row}
    under = {} if drawn.circles is None else {(QUIET, ""): _circle_words(drawn.unit, drawn.circles)}
    names = named | cells | under
    places = {fill: n for n, fill in enumerate(names)}
    shown = sorted({(r.colour, r.pattern) for r in drawn.regions}, key=lambda f: (places.get(f, len(places)), str(f)))
    over = "" if drawn.circles is None else _circles(drawn)
    categories = "".join(
        f'<category render="true" symbol="{n}" value="{colour or ""}{pattern}" '
        f'label="{escape(names.get((colour, pattern), ""))}" type="string"/>'
        for n, (colour, pattern) in enumerate(shown)
    )
    symbols = "".join(_symbol("fill", n, f"{_looks(*fill)}{over}") for n, fill in enumerate(shown))
    return (
        f'{_OPEN}<renderer-v2 type="categorizedSymbol" forceraster="0" symbollevels="0" enableorderby="1" '
        "attr=\"coalesce(&quot;colour&quot;, '') || coalesce(&quot;pattern&quot;, '')\">"
        f"<categories>{categories}</categories><symbols>{symbols}</symbols>{_SMALLER_ON_TOP}</renderer-v2>"
        f"{_labels()}</qgis>"
    )


def _lines(pattern: str) -> str:
    """Return a legend's pattern as regions have it: a frame is one around the country."""
    return pattern if pattern == "zone" else ""


def _looks(colour: str | None, pattern: str) -> str:
    """Write how a region is filled: hatched without a figure, in lines by a zone, else in its colour."""
    if pattern == "zone":
        return _fill(_PALE, _EDGE) + _hatched(FRAME_COLOUR)
    return _fill(colour, _EDGE) if colour else _hatched(_HATCH)


def _circle_words(unit: str, legend: CircleLegend) -> str:
    """Say what circles are of, and what their parts are."""
    return "; ".join((unit, *(words for _, words in legend.keys)))


def _circles(drawn: ThematicMap) -> str:
    """Write a region's circle: its ring, what fills it, and a dashed end of its range, their areas as the amounts."""
    largest = max((r.circle.size.whole for r in drawn.regions if r.circle), default=1)
    ink = {"outline_color": _rgb(CIRCLE_INK), "outline_width": "0.3"}
    looks = (
        {"color": _rgb("#ffffff")} | ink,
        {"color": _rgb(CIRCLE_FILL), "outline_style": "no"},
        {"color": "0,0,0,0", "outline_style": "dash"} | ink,
    )
    parts = "".join(_disc(column, largest, look) for column, look in zip(CIRCLE_PARTS, looks, strict=True))
    return _layer("CentroidFill", {"point_on_surface": "1", "point_on_all_parts": "0"},
                  inner=_symbol("marker", "@0@1", parts))  # fmt: skip


def _disc(column: str, largest: float, looks: dict[str, str]) -> str:
    size = f"coalesce(sqrt(&quot;{column}&quot; / {largest:.15g}) * {_LARGEST}, 0)"
    return _layer("SimpleMarker", {"name": "circle"} | looks | {"size": "4", "size_unit": "MM"}, {"size": size})


def _single(layers: str, name: str) -> str:
    kind = {"rivers": "line", "towns": "marker"}.get(name, "fill")
    return (
        '<renderer-v2 type="singleSymbol" forceraster="0" symbollevels="0" enableorderby="0"><symbols>'
        f"{_symbol(kind, 0, layers)}</symbols></renderer-v2>"
    )


def _symbol(kind: str, name: object, layers: str) -> str:
    return f'<symbol type="{kind}" name="{name}" alpha="1" clip_to_extent="1" force_rhr="0">{layers}</symbol>'


def _layer(kind: str, looks: dict[str, str], by_value: dict[str, str] | None = None, inner: str = "") -> str:
    """Write a layer of a symbol: its looks, and those that a field of the data decides."""
    options = "".join(f'<Option type="QString" name="{k}" value="{v}"/>' for k, v in looks.items())
    defined = "".join(
        f'<Option type="Map" name="{k}"><Option type="bool" name="active" value="true"/>'
        f'<Option type="QString" name="expression" value="{v}"/><Option type="int" name="type" value="3"/></Option>'
        for k, v in (by_value or {}).items()
    )
    properties = (
        '<data_defined_properties><Option type="Map"><Option type="QString" name="name" value=""/>'
        f'<Option type="Map" name="properties">{defined}</Option>'
        '<Option type="QString" name="type" value="collection"/></Option></data_defined_properties>'
    )
    head = f'<layer class="{kind}" pass="0" locked="0" enabled="1"><Option type="Map">{options}</Option>'
    return f"{head}{properties}{inner}</layer>"


def _fill(colour: str, edge: str) -> str:
    return _layer("SimpleFill", {"color": _rgb(colour), "outline_color": _rgb(edge), "outline_style": "solid",
                                 "outline_width": "0.26", "style": "solid"})  # fmt: skip


def _hatched(colour: str) -> str:
    """Write lines: the hatch of no data, never the lightest class, or those of a zone."""
    return _layer("SimpleFill", {"color": _rgb(colour), "outline_color": _rgb(_EDGE), "outline_style": "solid",
                                 "outline_width": "0.26", "style": "b_diagonal"})  # fmt: skip


def _line(colour: str) -> str:
    return _layer("SimpleLine", {"line_color": _rgb(colour), "line_width": "0.4", "line_style": "solid"})


def _point() -> str:
    return _layer(
        "SimpleMarker", {"name": "circle", "color": _rgb("#ffffff"), "outline_color": _rgb(_INK), "size": "1.6"}
    )


def _labels() -> str:
    """Write each region's name and figure."""
    words = "&quot;name&quot; || coalesce('\\n' || nullif(&quot;label&quot;, ''), '')"
    return (
        f'<labeling type="simple"><settings><text-style fieldName="{words}" isExpression="1" fontSize="8" '
        f'fontFamily="DejaVu Sans" textColor="{_rgb(_INK)}"><text-buffer bufferDraw="1" bufferSize="0.8" '
        'bufferColor="255,255,255,255"/></text-style><placement placement="1"/></settings></labeling>'
    )


def _rgb(colour: str) -> str:
    """Write a colour of hexadecimal digits as QGIS does."""
    return ",".join(str(int(colour[n : n + 2], 16)) for n in (1, 3, 5)) + ",255"
