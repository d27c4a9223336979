"""Remember results on the data that they were computed from: bounded, shared by threads, gone with the data."""

from __future__ import annotations

import threading
from collections import OrderedDict
from concurrent.futures import CancelledError, Future
from functools import wraps
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

_Owner = TypeVar("_Owner")
_Rest = ParamSpec("_Rest")
_Result = TypeVar("_Result")
_ATTRIBUTE = "remembered_results"


def remember(
    most: int,
) -> Callable[[Callable[Concatenate[_Owner, _Rest], _Result]], Callable[Concatenate[_Owner, _Rest], _Result]]:
    """Keep a function's results on its first argument, the *most* of them that were used last.

    The first argument (an atlas, a plan, observations, regions) is the owner: its results
    die with it, and nothing else holds them. The other arguments are values that compare,
    such as a view. Of two threads that ask for the same result at once, the second waits for
    the first; different results are computed side by side. An error is not kept. A
    remembered frame is shared: do not write to it.
    """

    def decorate(
        function: Callable[Concatenate[_Owner, _Rest], _Result],
    ) -> Callable[Concatenate[_Owner, _Rest], _Result]:
        @wraps(function)
        def remembered(owner: _Owner, /, *args: _Rest.args, **kwargs: _Rest.kwargs) -> _Result:
            found: _Result = _shelf(owner, function, most).get(
                (args, *kwargs.items()), lambda: function(owner, *args, **kwargs)
            )
            return found

        return remembered

    return decorate


class _Shelf:
    """The results of one function on one owner, by what else it was asked with; the last used at the end."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._results: OrderedDict[Hashable, Future[Any]] = OrderedDict()

    def get(self, key: Hashable, compute: Callable[[], Any]) -> Any:  # noqa: ANN401 - `remember` knows the type
        """Return a result: the kept one, or after *compute*; while another thread computes it, wait for that."""
        while True:
            place, first = self._place(key)
            if first:
                return self._fill(key, place, compute)
            try:
                return place.result()
            except CancelledError:  # the thread that computed it met an error: meet it here as well, or do better
                continue

    def _place(self, key: Hashable) -> tuple[Future[Any], bool]:
        """Return the place of a result, and whether it is new and so the asker's to fill."""
        with self._lock:
            place = self._results.get(key)
            if place is not None:
                self._results.move_to_end(key)
                return place, False
            place = self._results[key] = Future()
            if len(self._results) > self._most:
                self._results.popitem(last=False)
            return place, True

    def _fill(self, key: Hashable, place: Future[Any], compute: Callable[[], Any]) -> Any:  # noqa: ANN401
        try:
            place.set_result(compute())
        except BaseException:
            with self._lock:
                if self._results.get(key) is place:
                    del self._results[key]
            place.cancel()
            raise
        return place.result()


def _shelf(owner: object, function: Callable[..., object], most: int) -> _Shelf:
    """Find a function's shelf on an owner; setdefault is one step, so that two threads get the same one."""
    shelves: dict[object, _Shelf] = vars(owner).get(_ATTRIBUTE) or vars(owner).setdefault(_ATTRIBUTE, {})
    return shelves.get(function) or shelves.setdefault(function, _Shelf(most))
