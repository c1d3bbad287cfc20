"""How gunicorn serves the calculator: HOST, PORT and WEB_CONCURRENCY choose where and how wide."""

import sys
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
worker_class = "gthread"
threads = 4
keepalive = 5

# Loaded once, then forked: a worker starts at once and shares the memory of the modules.
preload_app = True

# A worker's heartbeat is a file; on a slow disk it would stall the worker.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None

# Spreadsheets send up to 2,048 characters; the rest is room for scripts. Longer lines are refused with 414.
limit_request_line = 8190

# Only a named proxy may say that the visitor came by https.
forwarded_allow_ips = environment.text("CALCULATOR_TRUSTED_PROXY")

control_socket_disable = True
loglevel = "warning"


def when_ready(server: Any) -> None:
    """Print the address once the port is really open (PORT=0 takes a free one)."""
    host, port = server.LISTENERS[0].sock.getsockname()[:2]
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    print(f"Serving on http://{f'[{shown}]' if ':' in shown else shown}:{port}/", flush=True)
