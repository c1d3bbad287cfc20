"""The services there are: known by name at start, each loaded when it is first asked for.

A service is a module of this package, or a folder of `pricing_data/services` with a `service.toml`; one with a
`comparison.toml` compares several.
"""

from collections.abc import Iterator, MutableMapping
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import Protocol

from calculator.catalogue.catalogue import Catalogue
from calculator.core.units import PRICING_DATA
from calculator.services.comparisons import read as comparisons
from calculator.services.comparisons.engine import ComparedServices
from calculator.services.module_formulas import ModuleFormulas, check_formulas
from calculator.services.service import Service
from calculator.services.service_files.engine import FileService
from calculator.services.service_files.keyed import attributes_of
from calculator.services.service_files.read import FILE, read_service


class ServiceModule(Service, Protocol):
    """A service that is a module; the type checker holds each against this."""

    @property
    def FORMULAS(self) -> ModuleFormulas:
        """The formulas of its charges."""


def _s3() -> ServiceModule:
    from calculator.services import s3

    return s3


def _ebs() -> ServiceModule:
    from calculator.services import ebs

    return ebs


def _ec2() -> ServiceModule:
    from calculator.services import ec2

    return ec2


def _dynamodb() -> ServiceModule:
    from calculator.services import dynamodb

    return dynamodb


def _kinesis() -> ServiceModule:
    from calculator.services import kinesis

    return kinesis


# Each is loaded when it is first asked for.
MODULES = {"s3": _s3, "ebs": _ebs, "ec2": _ec2, "dynamodb": _dynamodb, "kinesis": _kinesis}


class Registry(MutableMapping[str, Service]):
    """Every service by its key; the modules first, then the folders in the order of their names.

    One more can be offered while the program runs: `SERVICES[key] = service`.
    """

    def __init__(self, folder: Path = PRICING_DATA) -> None:
        self._folder = folder / "services"
        self._catalogue = Catalogue(folder)
        self._loaded: dict[str, Service] = {}
        self._lock = RLock()

    @cached_property
    def _keys(self) -> tuple[str, ...]:
        files = (path for name in (FILE, comparisons.FILE) for path in self._folder.glob(f"*/{name}"))
        folders = sorted(path.parent.name for path in files)
        return (*MODULES, *(key for key in folders if key not in MODULES))

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys((*self._keys, *self._loaded)))

    def __len__(self) -> int:
        return len(dict.fromkeys((*self._keys, *self._loaded)))

    def __contains__(self, key: object) -> bool:
        return key in self._keys or key in self._loaded

    def __setitem__(self, key: str, service: Service) -> None:
        self._loaded[key] = service

    def __delitem__(self, key: str) -> None:
        del self._loaded[key]

    def __getitem__(self, key: str) -> Service:
        """The service of this key. Raises KeyError, and BrokenTable for a folder that is not sound."""
        if key not in self:
            raise KeyError(key)
        with self._lock:
            if key not in self._loaded:
                self._loaded[key] = self._load(key)
            return self._loaded[key]

    def _load(self, key: str) -> Service:
        if key in MODULES:
            module = MODULES[key]()
            check_formulas(key, module.FORMULAS, module.Usage.declarations, self._catalogue.limits_of(key))
            return module
        folder = self._folder / key
        if (folder / comparisons.FILE).exists():
            compared = comparisons.read_comparison(folder, self._catalogue.limits_of, self.__getitem__)
            return ComparedServices(compared, self.__getitem__)
        declared, limits = read_service(folder, self._catalogue.limits_of)
        return FileService(declared, limits, attributes_of(folder, declared), self._catalogue)
