"""How gunicorn serves the calculator: HOST, PORT and WEB_CONCURRENCY choose where and how wide."""

import gc
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from calculator import environment

try:
    _host = environment.text("HOST", "127.0.0.1")
    _port = environment.whole_number("PORT", default=8000, at_least=0, at_most=65535)
    workers = environment.whole_number("WEB_CONCURRENCY", default=2, at_least=1, at_most=256)
except environment.BadVariable as fault:
    sys.exit(f"Configuration: {fault}")

bind = f"[{_host}]:{_port}" if ":" in _host else f"{_host}:{_port}"
worker_class = "calculator.serving.worker.BufferingWorker"
threads = 4

# Loaded once, then forked: a worker starts at once and shares the memory of the modules.
preload_app = True

# A worker's heartbeat is a file; on a slow disk it would stall the worker.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None

control_socket_disable = True
loglevel = "warning"

# Where the workers put their figures for Prometheus, so that each of them can add up all.
_FIGURES = "PROMETHEUS_MULTIPROC_DIR"
if environment.flag("CALCULATOR_METRICS", default=False) and _FIGURES not in os.environ:
    os.environ[_FIGURES] = tempfile.mkdtemp(prefix="calculator-metrics-", dir=worker_tmp_dir)


def on_starting(server: Any) -> None:
    """Read the imported prices once, for all workers: they are forked from this process."""
    if os.geteuid() == 0:
        print("Running as root; a user of its own, with CALCULATOR_VAR its only folder, is safer.", file=sys.stderr)
    _newest().look_ahead()


def on_reload(server: Any) -> None:
    """The same for the workers that come now."""
    _newest().look_ahead()


def post_worker_init(worker: Any) -> None:
    """From here on a thread of the worker's own looks for prices that are switched on or off."""
    _newest().watch()
    _collect_seldom()


def _collect_seldom() -> None:
    """Leave what a worker starts with, which stays, out of each search for garbage, and search after more that is new.

    An answer to 1,000 lines makes so much that is young that nearly half of its time went into that search.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)


def child_exit(server: Any, worker: Any) -> None:
    """What a dead worker had open is open no more; what it has counted stays counted."""
    if _FIGURES in os.environ:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)


def on_exit(server: Any) -> None:
    """Nobody asks for figures any more."""
    if _FIGURES in os.environ:
        shutil.rmtree(os.environ[_FIGURES], ignore_errors=True)


def _newest() -> Any:
    # With Django, which is not there yet when this file is read.
    from calculator.store.price_lists.active_catalogue import NEWEST

    return NEWEST


def when_ready(server: Any) -> None:
    """Print the address once the port is really open (PORT=0 takes a free one)."""
    host, port = server.LISTENERS[0].sock.getsockname()[:2]
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    print(f"Serving on http://{f'[{shown}]' if ':' in shown else shown}:{port}/", flush=True)
