"""Figures of a worker that only its first thread knows, for Prometheus."""

from collections.abc import Sequence

from prometheus_client import Gauge

from calculator.serving.connections import Listener
from calculator.serving.lanes import Lanes


class Gauges:
    """What stands at the moment; added up over the workers that live."""

    def __init__(self) -> None:
        self._connections = Gauge("calculator_connections", "Open connections.", multiprocess_mode="livesum")
        self._queued = Gauge(
            "calculator_queued_requests", "Whole requests that wait for a thread.", multiprocess_mode="livesum"
        )

    def show(self, listeners: Sequence[Listener], lanes: Lanes) -> None:
        """Set them all."""
        self._connections.set(sum(len(listener.active_channels) for listener in listeners))
        self._queued.set(lanes.queued)
