"""Round numbers for classes, axes and scale bars."""

from __future__ import annotations

from matplotlib.ticker import MaxNLocator


def round_steps(most: float, n: int, steps: tuple[float, ...] = (1, 2, 2.5, 5, 10)) -> tuple[float, ...]:
    """Cut 0 to *most* into at most *n* steps of a round width.

    Parameters
    ----------
    most
        The end that is reached, or passed by less than a step.
    n
        The most steps. For 1, the width is the largest round number up to *most*.
    steps
        What is round: numbers from 1 to 10, both included, times any power of ten.

    Returns
    -------
    tuple[float, ...]
        All ends, from 0; nothing where *most* is not above 0.
    """
    if not most > 0:
        return ()
    return tuple(float(end) for end in MaxNLocator(n, steps=steps).tick_values(0, most))
