"""Whole numbers parted so that they add up exactly: how a stated total becomes months.

Refuses to lose or invent a unit: whatever the weights, the parts sum to the total.
"""

from __future__ import annotations

from collections.abc import Sequence


def split(total: int, weights: Sequence[int], caps: Sequence[int] | None = None) -> tuple[int, ...]:
    """Part a whole number in proportion to weights, by largest remainders.

    Args:
        total: what the parts add up to, 0 or more.
        weights: one per part, 0 or more; all zeros count as equal.
        caps: the most that each part may take; None for no limit. What a full part cannot take
            goes to the others, again in proportion.

    Returns:
        One whole number per part, in order. Without caps each is less than 1 from its exact share.

    Raises:
        ValueError: something is negative, or the caps together are less than the total.
    """
    rooms = list(caps) if caps is not None else [total] * len(weights)
    if total < 0 or len(rooms) != len(weights) or any(one < 0 for one in (*weights, *rooms)):
        raise ValueError("a total is parted by as many weights as caps, none of them negative")
    if sum(rooms) < total:
        raise ValueError(f"{total} is more than the parts may hold")
    given = [0] * len(weights)
    while left := total - sum(given):
        space = [room - one for room, one in zip(rooms, given, strict=True)]
        for number, share in enumerate(_proportional(left, weights, space)):
            given[number] += min(share, space[number])
    return tuple(given)


def _proportional(total: int, weights: Sequence[int], space: Sequence[int]) -> list[int]:
    """Part a total among the parts with space; the shares add up to it, space or not."""
    open_ = [weight if room else 0 for weight, room in zip(weights, space, strict=True)]
    if not any(open_):
        open_ = [1 if room else 0 for room in space]
    whole = sum(open_)
    shares = [total * weight // whole for weight in open_]
    by_remainder = sorted(range(len(open_)), key=lambda n: (-(total * open_[n] % whole), n))
    for number in by_remainder[: total - sum(shares)]:
        shares[number] += 1
    return shares


def walk(first: int, last: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Go from one whole number to another in as many steps as there are weights.

    Returns:
        The value after each step, the last one being ``last``. Never turns back, so no step is
        larger than its share of the way plus one.
    """
    way = 1 if last >= first else -1
    reached, values = first, []
    for step in split(abs(last - first), weights):
        reached += way * step
        values.append(reached)
    return tuple(values)


def overlapping(total: int, weights: Sequence[int], repeat: int) -> tuple[int, ...]:
    """Part people or things that are counted once in the whole but again in each part.

    Args:
        total: how many different ones there are in the whole.
        weights: one per part.
        repeat: how many the parts hold together, in percent of the total, 100 or more; parts
            never hold more than the total each, however high it is.

    Returns:
        One count per part: none above the total, together never below it.
    """
    together = min(max(total, total * repeat // 100), total * len(weights))
    return split(together, weights, [total] * len(weights))


def percentage(part: int, whole: int, decimals: int) -> int:
    """Give 100 * part / whole in units of the last decimal, half up: 133 is 13.3 with 1 decimal.

    Whole-number arithmetic, since a figure that is made up has to be exact too.

    Raises:
        ValueError: nothing has no shares.
    """
    if whole <= 0:
        raise ValueError("a share of nothing")
    in_units = part * 100 * int("1" + "0" * decimals)
    return (2 * in_units + whole) // (2 * whole)
