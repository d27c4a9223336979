"""Names of a room that are loaded when they are first asked for: a page must not wait for what draws on paper."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def load_late(room: str, modules: Mapping[str, tuple[str, ...]]) -> Callable[[str], Any]:
    """Make a room's ``__getattr__`` (PEP 562) for the names of modules that take long to load.

    Parameters
    ----------
    room
        ``__name__`` of the room.
    modules
        The names that each module gives, by the module's name below the room.

    Returns
    -------
    Callable[[str], Any]
        Gives the object of a name, loading its module; AttributeError for any other name.
    """
    places = {name: f"{room}.{module}" for module, names in modules.items() for name in names}

    def getter(name: str) -> Any:  # noqa: ANN401 - a module may give anything
        if name not in places:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        return getattr(import_module(places[name]), name)

    return getter
