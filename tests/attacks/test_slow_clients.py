"""Slow and silent clients: whoever gives nothing is cut off, and everyone else is answered meanwhile."""

from dataclasses import replace
from pathlib import Path
from time import sleep

import pytest

from calculator.serving.limits import CONNECTIONS
from tests.attacks.asking import ESTIMATE, PROBE, asked_all_the_while, statuses, wait_until
from tests.attacks.slow_clients import ALL, DEAF, DRIPPING_BODY, SILENT, UNFINISHED_HEAD, attacked
from tests.serving import serving

pytestmark = [pytest.mark.attack, pytest.mark.slow]

LASTS_SECONDS = 20
CUT_OFF_WITHIN_SECONDS = 15


def test_slow_clients_are_cut_off_and_all_others_answered(server: str) -> None:
    with (
        attacked(server, ALL) as attack,
        asked_all_the_while(server, ESTIMATE) as estimates,
        asked_all_the_while(server, PROBE) as probes,
    ):
        sleep(LASTS_SECONDS)
        wait_until(lambda: min(len(estimates), len(probes)) > LASTS_SECONDS)
        longest = {manner.name: attack.longest_seconds(manner) for manner in (SILENT, UNFINISHED_HEAD, DRIPPING_BODY)}
        cut_off = {manner.name: len(attack.held_seconds[manner.name]) for manner in ALL}
    assert statuses(estimates) == statuses(probes) == {200}
    assert max(longest.values()) < CUT_OFF_WITHIN_SECONDS, longest
    assert cut_off[SILENT.name] >= SILENT.clients
    assert cut_off[UNFINISHED_HEAD.name] >= UNFINISHED_HEAD.clients
    assert cut_off[DRIPPING_BODY.name] >= DRIPPING_BODY.clients


def test_more_clients_than_there_is_room_for_push_out_one_another(var: Path) -> None:
    crowd = replace(SILENT, clients=CONNECTIONS + 150)
    with (
        serving(var, WEB_CONCURRENCY="1") as server,
        attacked(server, [crowd]) as attack,
        asked_all_the_while(server, ESTIMATE) as estimates,
    ):
        # By then all have come at least once, and some were pushed out.
        wait_until(lambda: len(attack.held_seconds[crowd.name]) > 150 and len(estimates) > 10)
    assert statuses(estimates) == {200}


def test_who_does_not_take_a_long_answer_holds_no_thread(var: Path) -> None:
    with (
        serving(var, WEB_CONCURRENCY="1") as server,
        attacked(server, [DEAF]) as attack,
        asked_all_the_while(server, ESTIMATE) as estimates,
    ):
        wait_until(lambda: attack.connected(DEAF) == DEAF.clients)
        before = len(estimates)
        wait_until(lambda: len(estimates) > before + 10)
    assert statuses(estimates) == {200}
