"""How far a value is from where it may be, as data: sentences, JSON and cells all tell it from here."""

from calculator.core.arithmetic import Number
from calculator.core.display import amount, counted
from calculator.core.records import record


@record
class Bound:
    """What is needed or was stated, and what there may be at most or must be at least, in one unit.

    A bound that there is not, or that nobody knows, is None. Of a column of workloads each is an array; the words are
    of one workload alone.
    """

    needed: Number
    at_most: Number = None
    at_least: Number = None
    unit: str = ""

    @property
    def asked(self) -> str:
        """What is needed, for reading, without its unit."""
        return amount(self.needed)

    @property
    def most(self) -> str:
        """The most there may be, for reading; empty where that is not known."""
        return "" if self.at_most is None else amount(self.at_most)

    @property
    def least(self) -> str:
        """The least there must be, for reading; empty where that is not known."""
        return "" if self.at_least is None else amount(self.at_least)

    @property
    def over(self) -> str:
        """By how much more is needed than there may be, for reading, without its unit."""
        return amount(self.needed - self.at_most)

    def with_unit(self, number: Number) -> str:
        """One of its numbers, or what is made of them, with the unit."""
        return counted(number, self.unit)
