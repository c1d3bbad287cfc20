"""What is worked out once for each name under the prices of a moment, however many names there are.

A cache of a fixed size would be gone through in turn, and so hold nothing, once there are more services than fit.
"""

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")
# Prices are changed while the old ones are still being answered by.
MOMENTS_KEPT = 4


def kept_by_name(of: Callable[P, T]) -> Callable[P, T]:
    """A function of a name and of what makes a moment, such as prices and a day, all by position.

    All names of the latest moments are kept; of names that the function refuses, nothing is.
    """

    @lru_cache(maxsize=MOMENTS_KEPT)
    def at_moment(*moment: Hashable) -> dict[object, T]:
        return {}

    @wraps(of)
    def keeping(*args: P.args, **kwargs: P.kwargs) -> T:
        name, *moment = args
        known = at_moment(*moment)
        if name not in known:
            known[name] = of(*args, **kwargs)
        return known[name]

    return keeping
