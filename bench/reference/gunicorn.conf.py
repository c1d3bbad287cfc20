"""The calculator's own configuration, without what it does about its prices: another project has none."""

from pathlib import Path

exec((Path(__file__).parents[2] / "gunicorn.conf.py").read_text(encoding="utf-8"))
for hook in ("on_starting", "on_reload", "post_worker_init"):
    globals().pop(hook)
