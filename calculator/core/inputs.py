"""How a service declares its inputs: one class of fields from which every way in is derived.

    class Usage(Inputs):
        storage_gb: Decimal = quantity("GB", "Storage", "Average over the month.", default=1000)

`Usage.read({...})` validates text or JSON values, all errors at once. A `Usage` is frozen; `with_values` gives a
changed copy, `as_arrays` the same usage in the float system for sweeps.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import Any, ClassVar, Self

from pydantic import BaseModel, ConfigDict, ValidationError, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from calculator.core.arithmetic import EXACT, Number, exactly, minimum, to_float
from calculator.core.declarations import Declaration, Derived, QuantityField, bound_of
from calculator.core.display import exact_text
from calculator.core.errors import FieldError, InvalidInput, shown
from calculator.core.lists import ListField
from calculator.core.month import AVERAGE, Month
from calculator.core.nearest_names import did_you_mean, nearest_names
from calculator.core.rules import declared_rules
from calculator.core.violations import Violation, violated

MOST_ERRORS = 10
# A sentence names so many fields and counts the others.
MOST_NAMES = 40


class Inputs(BaseModel):
    """Base of a service's `Usage`: frozen, no unknown field, every error at once."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    declarations: ClassVar[dict[str, Declaration]] = {}
    # Those that follow others, and the amounts that others or the month bound: asked for again and again.
    _following: ClassVar[dict[str, Derived]] = {}
    _bounded: ClassVar[dict[str, QuantityField]] = {}
    # Of the question, not a field of the workload: what is left at the whole month follows it.
    month: Month = AVERAGE

    @classmethod
    def __pydantic_init_subclass__(cls, **kwargs: object) -> None:
        """Collect the declarations, in the order in which the fields are written."""
        super().__pydantic_init_subclass__(**kwargs)
        cls.declarations = {
            name: info.json_schema_extra["declaration"]  # type: ignore[index, misc]
            for name, info in cls.model_fields.items()
            if info.json_schema_extra is not None
        }
        cls._following = {name: each.derived for name, each in cls.declarations.items() if each.derived is not None}
        cls._bounded = {
            name: each
            for name, each in cls.declarations.items()
            if isinstance(each, QuantityField) and (each.not_below or each.of_month or each.derived)
        }

    @field_validator("*", mode="before")
    @classmethod
    def _read_field(cls, raw: object, info: ValidationInfo) -> object:
        declaration = (info.context or cls.declarations).get(str(info.field_name))
        if declaration is None:
            return raw
        try:
            return declaration.read(raw)
        except ValueError as error:
            told = {"message": f"{declaration.label} {error}", "bound": bound_of(error)}
            raise PydanticCustomError("invalid", "{message}", told) from None

    def model_post_init(self, context: object) -> None:
        """Fill the derived defaults; they stay out of `model_fields_set`, because nobody typed them."""
        if not self._following:
            return
        with exactly(EXACT):
            for name, derived in self._following.items():
                if name not in self.model_fields_set:
                    self.__dict__[name] = derived.of(self)

    @classmethod
    def read(
        cls,
        raw: Mapping[str, object],
        region: str = "",
        month: Month = AVERAGE,
        declared: Mapping[str, Declaration] | None = None,
    ) -> Self:
        """A usage from text or JSON values by field name, in a Region and a month.

        `declared` are the fields as they are under certain prices. Raises InvalidInput with every error.
        """
        # What comes near is looked up for those alone that are told.
        unknown = islice((name for name in raw if name not in cls.declarations), MOST_ERRORS)
        errors = [FieldError(shown(name), unknown_field(name, cls.declarations), shown(raw[name])) for name in unknown]
        try:
            known = {name: raw[name] for name in raw if name in cls.declarations}
            usage = cls.model_validate({**known, "month": month}, context=declared)
        except ValidationError as error:
            errors += [
                FieldError(str(each["loc"][0]), each["msg"], shown(each["input"]), each.get("ctx", {}).get("bound"))
                for each in error.errors()
            ]
        else:
            errors += (*usage.contradictions(), *usage.contradictions_in(region))
        if errors:
            raise InvalidInput(errors)
        return usage

    def rules(self) -> Iterator[Violation]:
        """Rules across fields, for one workload or for columns of them; a service adds its own where it has some."""
        return declared_rules(self._bounded, self.declarations, self.__dict__, self.month)

    def rules_in(self, region: str) -> Iterator[Violation]:
        """Rules across the fields and the Region; a service overrides this where it has some."""
        return iter(())

    def contradictions(self) -> Iterator[FieldError]:
        """The rules across fields that one workload violates."""
        return violated(self.rules(), self.stated)

    def contradictions_in(self, region: str) -> Iterator[FieldError]:
        """The rules across the fields and the Region that one workload violates."""
        return violated(self.rules_in(region), self.stated)

    def stated(self, name: str) -> str:
        """The value of a field as text, in the unit of the field."""
        value = getattr(self, name)
        return shown(exact_text(value) if isinstance(value, Decimal) else value)

    def reach(self, name: str) -> tuple[Decimal, Decimal]:
        """How low and how high an amount can go while every other one stays as it is."""
        own = self.declarations[name]
        assert isinstance(own, QuantityField)
        above = [
            getattr(self, other)
            for other, each in self._bounded.items()
            if each.not_below == name and other in self.model_fields_set
        ]
        below = [getattr(self, own.not_below)] if own.not_below else []
        month = [self.month.hours] if own.of_month else []
        return max([own.at_least, *below]), min([own.at_most, *above, *month])

    def values(self) -> dict[str, object]:
        """Every field with its value, defaults filled in, in the order of declaration."""
        return {name: getattr(self, name) for name in self.declarations}

    def typed_values(self) -> dict[str, object]:
        """The fields that somebody typed, with their values."""
        return {name: getattr(self, name) for name in self.declarations if name in self.model_fields_set}

    def with_values(self, **changes: object) -> Self:
        """A copy with changed fields; derived defaults follow the change. Values are not validated."""
        changed = self.model_copy(update=changes)
        changed.model_post_init(None)
        return changed

    def assuming(self, **values: object) -> Self:
        """A copy with other defaults, which nobody typed; derived ones follow the change. Values are not validated."""
        assumed = self.model_copy(update=values)
        assumed.model_fields_set.difference_update(values)
        assumed.model_post_init(None)
        return assumed

    def in_month(self, month: Month) -> Self:
        """The same usage in another month; hours beyond its end are left out."""
        if month == self.month:
            return self
        kept = {
            name: minimum(getattr(self, name), month.hours)
            for name, each in self._bounded.items()
            if each.of_month and name in self.model_fields_set
        }
        return self.with_values(month=month, **kept)

    def as_arrays(self, **changes: object) -> Self:
        """The same usage in the float system, `changes` being arrays of one shape or floats."""
        floats = {
            name: _in_floats(self.declarations[name], value)
            for name, value in self.values().items()
            if self.declarations[name].derived is None or name in self.model_fields_set
        }
        return self._constructed({**floats, "month": self.month.as_floats(), **changes})

    @classmethod
    def of_columns(cls, columns: Mapping[str, object], month: Month) -> Self:
        """Many usages at once: amounts as arrays of floats, of one shape, whatever else as it is for all of them.

        What is left out has its default. Values are not validated.
        """
        given = {name: _in_floats(cls.declarations[name], each) for name, each in columns.items()}
        return cls._of_defaults().with_values(**given, month=month.as_floats())

    @classmethod
    @cache
    def _of_defaults(cls) -> Self:
        """The usage that nobody typed anything of, in the float system."""
        defaults = {name: each.default for name, each in cls.declarations.items() if each.derived is None}
        floats = {name: _in_floats(cls.declarations[name], each) for name, each in defaults.items()}
        return cls._constructed({**floats, "month": AVERAGE.as_floats()})

    @classmethod
    def _constructed(cls, values: dict[str, Any]) -> Self:
        made = cls.model_construct(_fields_set=set(values), **values)
        assert isinstance(made, cls)
        return made


def _in_floats(declaration: Declaration, value: Number) -> Number:
    """A value of a usage in the float system: amounts as floats, whatever else there is as it is."""
    if isinstance(declaration, ListField):
        return tuple(_in_floats(declaration.each, each) for each in value)
    return to_float(value) if isinstance(declaration, QuantityField) else value


def unknown_field(name: str, known: Mapping[str, object]) -> str:
    """The sentence for a field that does not exist, with the nearest name if there is one."""
    more = f" and {len(known) - MOST_NAMES} more" if len(known) > MOST_NAMES else ""
    names = f"The fields are {', '.join([*known][:MOST_NAMES])}{more}." if known else "Nothing can be asked for here."
    return f"There is no field {shown(name)!r}. {did_you_mean(nearest_names(name, known)) or names}"
