"""What counts as a number in a file that comes from anywhere."""

import sys
from typing import TypeGuard


def is_number(value: object) -> TypeGuard[int | float]:
    """Whether `value` can be reckoned with: true and false, what is endless, and whole numbers too long for a float cannot.

    >>> [is_number(each) for each in (0, -2.5, True, "1", None, float("nan"), float("inf"), 10**400)]
    [True, True, False, False, False, False, False, False]
    """
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= sys.float_info.max
