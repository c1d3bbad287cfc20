"""Reads a working as a person with a pocket calculator would: only what is printed, each figure as exact as it shows.

A figure of twenty digits behind which more may have been cut stands for all that it may be, so that what comes out is
the least and the most that the text can mean.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

SHOWN_DIGITS = 20
_TOKEN = re.compile(
    r"\s*(?P<token>-?\d+(?:,\d{3})*(?:\.\d+)?"
    r"|the (?:larger|largest|smaller|smallest) of|, at least 0|, else|, | if | and | or |[⌈⌉()+−×÷<≤>≥=≠]"
    r"|not|[^\s,()⌈⌉]+)"
)


@dataclass(frozen=True)
class Between:
    """A number that lies between two others, which are mostly the same."""

    low: Fraction
    high: Fraction

    def contains(self, number: Fraction) -> bool:
        """Whether the number can be this one; a quotient is kept to 28 digits, so that the last of them may differ."""
        slack = Fraction(1, 10**18) * max(abs(self.low), abs(self.high))
        return self.low - slack <= number <= self.high + slack


def shown(text: str) -> Between:
    """What a printed figure may stand for."""
    number = Fraction(text.replace(",", ""))
    whole, _, places = text.replace(",", "").lstrip("-").partition(".")
    digits = (whole + places).lstrip("0")
    half = Fraction(1, 2 * 10 ** len(places)) if places and len(digits) >= SHOWN_DIGITS - 1 else Fraction(0)
    return Between(number - half, number + half)


def value_of(text: str) -> Between:
    """What a working comes to."""
    reader = _Reader([match["token"] for match in _TOKEN.finditer(text)])
    found = reader.choice()
    assert reader.at_end(), f"{text}: {reader.rest()} is left over"
    assert isinstance(found, Between)
    return found


class _Reader:
    """From the loosest words to the tightest signs."""

    def __init__(self, tokens: list[str]) -> None:
        self._tokens, self._place = [each.strip() or each for each in tokens], 0

    def at_end(self) -> bool:
        return self._place == len(self._tokens)

    def rest(self) -> list[str]:
        return self._tokens[self._place :]

    def choice(self) -> Between:
        """`a if c, else b`, `a − b, at least 0`, `the larger of a and b`, or a sum."""
        extreme = re.fullmatch(r"the (larg|small)\w+ of", self._next())
        if extreme:
            self._place += 1
            return self._extreme(max if extreme[1] == "larg" else min)
        first = self._sum()
        if self._takes("if"):
            condition = self._condition()
            assert self._takes(", else")
            other = self._sum()
            return _either(condition, first, other)
        if self._takes(", at least 0"):
            return Between(max(first.low, Fraction(0)), max(first.high, Fraction(0)))
        return first

    def _extreme(self, of: Callable[[list[Fraction]], Fraction]) -> Between:
        parts = [self._sum()]
        while self._takes(","):
            parts.append(self._sum())
        assert self._takes("and")
        parts.append(self._sum())
        return Between(of([each.low for each in parts]), of([each.high for each in parts]))

    def _condition(self) -> set[bool]:
        """What the condition may be: two things where a cut figure stands on the edge."""
        found = self._compared()
        while self._next() in ("and", "or"):
            both = self._takes("and")
            if not both:
                self._place += 1
            other = self._compared()
            found = {(a and b) if both else (a or b) for a in found for b in other}
        return found

    def _compared(self) -> set[bool]:
        if self._takes("not"):
            return {not each for each in self._compared()}
        if self._next() == "(" and self._is_condition():
            self._place += 1
            found = self._condition()
            assert self._takes(")")
            return found
        if self._next() in ("true", "false"):
            return {self._take() == "true"}
        if not re.match(r"-?\d|[(⌈]", self._next()):
            first, sign, second = self._take(), self._take(), self._take()
            return {(first == second) == (sign == "=")}
        left, sign, right = self._sum(), self._take(), self._sum()
        return _compared(left, sign, right)

    def _is_condition(self) -> bool:
        """Whether a parenthesis holds a condition: it has a comparison or a word of logic on its own level."""
        depth = 0
        for token in self._tokens[self._place :]:
            depth += {"(": 1, ")": -1}.get(token, 0)
            if depth == 0:
                return False
            if depth == 1 and token in (*"<≤>≥=≠", "or", "not", "true", "false"):
                return True
        raise AssertionError("a parenthesis is not closed")

    def _sum(self) -> Between:
        found = self._product()
        while self._next() in ("+", "−"):
            plus, other = self._take() == "+", self._product()
            found = (
                Between(found.low + other.low, found.high + other.high)
                if plus
                else Between(found.low - other.high, found.high - other.low)
            )
        return found

    def _product(self) -> Between:
        found = self._whole()
        while self._next() in ("×", "÷"):
            found = _scaled(found, self._take(), self._whole())
        return found

    def _whole(self) -> Between:
        if self._takes("("):
            found = self.choice()
            assert self._takes(")")
            return found
        if self._takes("⌈"):
            inside = self._sum()
            assert self._takes("⌉")
            return Between(Fraction(ceil(inside.low)), Fraction(ceil(inside.high)))
        return shown(self._take())

    def _next(self) -> str:
        return "" if self.at_end() else self._tokens[self._place]

    def _take(self) -> str:
        self._place += 1
        return self._tokens[self._place - 1]

    def _takes(self, token: str) -> bool:
        if self._next() != token:
            return False
        self._place += 1
        return True


def _scaled(left: Between, sign: str, right: Between) -> Between:
    if sign == "÷":
        assert right.low > 0, "divided by what may be nothing"
        right = Between(1 / right.high, 1 / right.low)
    ends = [one * other for one in (left.low, left.high) for other in (right.low, right.high)]
    return Between(min(ends), max(ends))


def _either(condition: set[bool], first: Between, second: Between) -> Between:
    possible = [each for holds, each in ((True, first), (False, second)) if holds in condition]
    return Between(min(each.low for each in possible), max(each.high for each in possible))


def _compared(left: Between, sign: str, right: Between) -> set[bool]:
    compare: dict[str, Callable[[Fraction, Fraction], bool]] = {
        "<": lambda a, b: a < b,
        "≤": lambda a, b: a <= b,
        ">": lambda a, b: a > b,
        "≥": lambda a, b: a >= b,
        "=": lambda a, b: a == b,
        "≠": lambda a, b: a != b,
    }
    return {compare[sign](a, b) for a in (left.low, left.high) for b in (right.low, right.high)}
