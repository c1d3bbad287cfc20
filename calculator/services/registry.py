"""The services there are: known by name at start, each loaded when it is first asked for.

A service is a module of this package, or a folder of `pricing_data/services` with a `service.toml`; one with a
`comparison.toml` compares several.
"""

from collections.abc import Iterator, MutableMapping
from functools import cached_property
from importlib import import_module
from pathlib import Path
from threading import RLock
from typing import cast

from calculator.catalogue.catalogue import Catalogue
from calculator.core.units import PRICING_DATA
from calculator.services.comparisons import read as comparisons
from calculator.services.comparisons.engine import ComparedServices
from calculator.services.module_formulas import check_formulas
from calculator.services.service import Service
from calculator.services.service_files.engine import FileService
from calculator.services.service_files.keyed import attributes_of
from calculator.services.service_files.read import FILE, read_service

MODULES = ("s3", "ebs", "ec2", "dynamodb", "kinesis")


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
            module = import_module(f"calculator.services.{key}")
            service = cast(Service, module)
            check_formulas(key, module.FORMULAS, service.Usage.declarations, self._catalogue.limits_of(key))
            return service
        folder = self._folder / key
        if (folder / comparisons.FILE).exists():
            compared = comparisons.read_comparison(folder, self._catalogue.limits_of, self.__getitem__)
            return ComparedServices(compared, self.__getitem__)
        declared, limits = read_service(folder, self._catalogue.limits_of)
        return FileService(declared, limits, attributes_of(folder, declared), self._catalogue)
