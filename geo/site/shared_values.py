"""Many values that have much in common, written once each: what the maps of a batch share is in its file once.

A file has *nodes*: a text, a number, true, false or null stands for itself; a list is ``[0, places of its members …]``
and an object is ``[1, place of its names, places of its values …]``, all of them places among the nodes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_LIST, _OBJECT = 0, 1


class SharedValues:
    """Values of JSON's kinds, each part of them kept once."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self._places: dict[object, int] = {}

    def add(self, value: Any) -> int:  # noqa: ANN401 - any value of JSON
        """Keep a value with all its parts; return its place among the nodes."""
        if isinstance(value, dict):
            names = self.add(tuple(value))
            return self._place((_OBJECT, names, *map(self.add, value.values())))
        if isinstance(value, list | tuple):
            return self._place((_LIST, *map(self.add, value)))
        return self._place(value, (type(value), repr(value) if isinstance(value, float) else value))

    def _place(self, node: object, key: object = None) -> int:
        """Return the place of a node, a new one at the end; true and 1 are not the same, nor 0 and -0."""
        key = node if key is None else key
        found = self._places.get(key)
        if found is None:
            found = self._places[key] = len(self.nodes)
            self.nodes.append(node)
        return found


def write_shared(values: Mapping[str, Any]) -> str:
    """Write named values with their common parts once; the same values give the same text."""
    shared = SharedValues()
    places = {name: shared.add(value) for name, value in values.items()}
    return json.dumps({"nodes": shared.nodes, "values": places}, ensure_ascii=False, separators=(",", ":"))


def read_shared(text: str) -> dict[str, Any]:
    """Read named values as `write_shared` has written them."""
    whole = json.loads(text)
    nodes = whole["nodes"]

    def value(place: int) -> Any:  # noqa: ANN401 - any value of JSON
        node = nodes[place]
        if not isinstance(node, list):
            return node
        kind, *rest = node
        if kind == _LIST:
            return [value(n) for n in rest]
        names, *members = rest
        return dict(zip(value(names), map(value, members), strict=True))

    return {name: value(place) for name, place in whole["values"].items()}
