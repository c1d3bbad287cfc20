"""A file of usages on a Dask cluster: parts go to workers and come back in their order.

Nothing here schedules or ships work: Dask does, and asks another worker where one is lost. A worker prices with the
tables of its own disk, which must be those of whoever asks, with the imported lists that travel to it once.
"""

import platform
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from calculator.batch.parts import AnsweredPart, Plan, answered_part, numbered
from calculator.catalogue.catalogue import Catalogue
from calculator.catalogue.imported import Imported
from calculator.catalogue.instance_types import InstanceType
from calculator.catalogue.rate_table import Cards
from calculator.core.errors import CalculatorError, FieldError

if TYPE_CHECKING:
    from distributed import Client

# Versions that a figure may depend on, or that must be alike to talk to one another.
PACKAGES = ("numpy", "pandas", "pyarrow", "pydantic", "distributed")
CONNECT_SECONDS = 10
# So many parts wait for each thread of the cluster, so that none is idle and no memory overflows.
PARTS_A_THREAD = 2


class NoCluster(CalculatorError):
    """The cluster does not answer, or would not answer the same."""

    code = "no_cluster"

    def __init__(self, message: str) -> None:
        super().__init__([FieldError("scheduler", message)])


@dataclass(frozen=True)
class _Kept:
    """What an imported list reads from its database, read already, so that it can travel."""

    cards_of: Mapping[str, Cards]
    types: Mapping[str, InstanceType]

    def cards(self, table: str) -> Cards:
        return self.cards_of.get(table, {})

    def has(self, table: str, dimension: str) -> bool:
        return any(name == dimension for name, _ in self.cards(table))

    def instance_types(self) -> Mapping[str, InstanceType]:
        return self.types


def carried(imported: Imported) -> Imported:
    """The imported lists without the database that they are in."""
    lists = {}
    for each in imported.lists:
        kept = _Kept({table: dict(each.cards(table)) for table in each.tables}, dict(each.instance_types()))
        lists[each.identity.id] = replace(each, cards=kept.cards, has=kept.has, instance_types=kept.instance_types)
    chosen = lists[imported.chosen.identity.id] if imported.chosen else None
    return Imported(tuple(lists.values()), chosen)


def identity(prices: Catalogue) -> dict[str, str]:
    """What must be alike on two machines for their answers to be: versions, program, price tables and limits."""
    return {
        "Python": ".".join(platform.python_version_tuple()[:2]),
        **{name: version(name) for name in PACKAGES},
        "the calculator": _digest_of_files(str(prices.folder.parent / "calculator"), "*.py"),
        "the price tables": _digest_of_files(str(prices.folder), "*"),
    }


@lru_cache(maxsize=8)
def _digest_of_files(folder: str, pattern: str) -> str:
    digest = sha256()
    for path in sorted(Path(folder).rglob(pattern)):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:12]


def identity_of_worker() -> dict[str, str]:
    """What a worker answers with."""
    return identity(_shipped())


@lru_cache(maxsize=1)
def _shipped() -> Catalogue:
    """The tables of this machine, read once for all parts that come."""
    return Catalogue()


@lru_cache(maxsize=2)
def _overlaid(key: str) -> Catalogue:
    imported: Imported = _IMPORTED[key]
    return _shipped().overlaid(imported) if imported.lists else _shipped()


_IMPORTED: dict[str, Imported] = {}


def price_on_worker(table: pa.Table, first: int, plan: Plan, imported: Imported, key: str) -> AnsweredPart:
    """A part answered by a worker; `key` names the imported lists, which are laid over its tables once."""
    _IMPORTED.setdefault(key, imported)
    return answered_part(table, first, plan, _overlaid(key))


def connected(address: str, prices: Catalogue) -> "Client":
    """A cluster whose every worker would answer the same. Raises NoCluster."""
    try:
        from distributed import Client
    except ImportError:
        raise NoCluster(
            "Dask is not installed here; install requirements-dask.txt, or leave --scheduler out."
        ) from None
    try:
        client = Client(address, timeout=CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise NoCluster(f"No Dask scheduler answers at {address}: {error or type(error).__name__}.") from None
    try:
        _check(client, prices)
    except BaseException:
        client.close()
        raise
    return client


def _check(client: "Client", prices: Catalogue) -> None:
    own = identity(prices)
    try:
        found: dict[str, dict[str, str]] = client.run(identity_of_worker)
    except Exception as error:
        message = f"A worker does not have this calculator: {type(error).__name__}: {error}."
        raise NoCluster(message) from None
    if not found:
        raise NoCluster("The scheduler has no workers; start some with `dask worker`.")
    for worker, theirs in found.items():
        other = [name for name in own if theirs.get(name) != own[name]]
        if other:
            told = ", ".join(f"{name} ({theirs.get(name)} there, {own[name]} here)" for name in other)
            raise NoCluster(f"The worker {worker} differs in {told}; install the same on every machine.")


def answered_on(client: Any, parts: Iterable[pa.Table], plan: Plan, prices: Catalogue) -> Iterator[AnsweredPart]:
    """The parts of a file answered by a cluster, in their order."""
    key = sha256(repr(sorted(each.identity.checksum for each in prices.imported.lists)).encode()).hexdigest()
    [imported] = client.scatter([carried(prices.imported)], broadcast=True)
    most = PARTS_A_THREAD * max(sum(client.nthreads().values()), 1)
    waiting: deque[Any] = deque()
    for first, table in numbered(parts):
        waiting.append(client.submit(price_on_worker, table, first, plan, imported, key, pure=False))
        if len(waiting) >= most:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
