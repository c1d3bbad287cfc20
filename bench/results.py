"""What a measure yields: rows of figures, some of them held against an aim."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Aim:
    """A bound that a figure is to keep."""

    bound: float
    unit: str
    is_floor: bool

    @property
    def words(self) -> str:
        return f"at {'least' if self.is_floor else 'most'} {_figure(self.bound, self.unit)}"

    def missed_by(self, value: float) -> float:
        """How far a figure is from the bound; nothing when it keeps it."""
        return max(0.0, self.bound - value if self.is_floor else value - self.bound)

    def verdict(self, value: float) -> str:
        gap = self.missed_by(value)
        return f"missed by {_figure(gap, self.unit)}" if gap else "met"


def at_least(bound: float, unit: str = "") -> Aim:
    return Aim(bound, unit, is_floor=True)


def at_most(bound: float, unit: str = "") -> Aim:
    return Aim(bound, unit, is_floor=False)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of figures as shown. `judged` is the figure that the aim speaks of."""

    cells: tuple[str, ...]
    aim: Aim | None = None
    judged: float = 0.0

    @property
    def verdict(self) -> str:
        return self.aim.verdict(self.judged) if self.aim else ""


@dataclass(frozen=True, slots=True)
class Result:
    """One table of the report: the question, how it was measured, and the figures."""

    id: str
    question: str
    how: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def _figure(number: float, unit: str) -> str:
    return f"{number:.3g} {unit}".rstrip()
