"""The cheapest configuration of a volume type that carries what is asked of it.

A type reaches a performance either by buying it (gp3, io1, io2) or by growing (gp2, st1, sc1); magnetic volumes do
neither.
"""

from dataclasses import replace

from calculator.catalogue.once import once_a_question
from calculator.catalogue.price_book import PriceBook
from calculator.core.answer import CapacityPlan, Demand, Limit
from calculator.core.arithmetic import Number, divide_up, maximum, minimum, ratio, where
from calculator.services.ebs.usage import BUYS_IOPS, GP2, HARD_DISKS, MAGNETIC, Usage

GIB_PER_TIB, MIB_PER_GIB = 1024, 1024


@once_a_question
def plan_capacity(usage: Usage, book: PriceBook) -> dict[str, CapacityPlan]:
    """What one volume is given; the first plan that names a binding constraint says what sets the price."""
    if usage.volume_type in BUYS_IOPS:
        return _bought(usage, book)
    if usage.volume_type == GP2:
        return _gp2(usage, book)
    if usage.volume_type in HARD_DISKS:
        return _hard_disk(usage, book)
    return _magnetic(usage, book)


def _itself(name: str, needed: Number, unit: str, book: PriceBook) -> Demand:
    """A demand for the very thing that is provisioned: one for one."""
    definition = Limit("ebs", "", name, book.in_own_system(1), None, unit, book.as_of, "by definition", "")
    return Demand(name, needed, unit, definition)


def _size(usage: Usage, book: PriceBook, *demands: Demand) -> CapacityPlan:
    least = book.limit("minimum_size", usage.volume_type)
    own = _itself("size", usage.size_gb, "GiB", book)
    return CapacityPlan.covering("GiB", "Provisioned size", own, *demands, at_least=least)


def _given(count: Number, unit: str, label: str) -> CapacityPlan:
    return CapacityPlan(count, unit, label)


def _beyond(needed: Number, included: Number, book: PriceBook) -> Number:
    """The whole of what is needed where the included part is not enough, otherwise nothing."""
    return where(needed > included, needed, book.in_own_system(0))


def _iops_for_throughput(usage: Usage, book: PriceBook) -> Demand:
    """The throughput that each IOPS carries; on io1 less of it beyond a plateau."""
    option, needed = usage.volume_type, usage.throughput_mibps
    limit, value = book.limit_row("throughput_per_iops", option), book.limit("throughput_per_iops", option)
    if book.has_limit("throughput_plateau", option):
        beyond = book.limit("throughput_per_iops_above_plateau", option)
        value = where(needed > book.limit("throughput_plateau", option), beyond, value)
    if book.has_limit("included_throughput", option):
        # Throughput is bought in whole MiB/s, and the IOPS must carry what is bought.
        needed = _beyond(divide_up(needed, 1), book.limit("included_throughput", option), book)
    return Demand("throughput", needed, "MiB/s", replace(limit, value=value))


def _bought(usage: Usage, book: PriceBook) -> dict[str, CapacityPlan]:
    """gp3, io1 and io2 buy IOPS: throughput can force IOPS, and IOPS can force size."""
    option = usage.volume_type
    least = book.limit("minimum_iops", option)
    own = _itself("iops", _beyond(usage.iops, least, book), "IOPS", book)
    by_throughput = _iops_for_throughput(usage, book)
    iops = CapacityPlan.covering("IOPS", "Provisioned IOPS", own, by_throughput, at_least=least)
    per_gib = book.own_limit("iops_per_gib", option)
    included = book.limit("included_iops", option) if book.has_limit("included_iops", option) else book.in_own_system(0)
    size = _size(usage, book, Demand("iops", _beyond(iops.count, included, book), "IOPS", per_gib))
    return {"iops": iops, "throughput_mibps": _throughput(usage, iops.count, book), "size_gb": size}


def _throughput(usage: Usage, iops: Number, book: PriceBook) -> CapacityPlan:
    option, label = usage.volume_type, "Throughput"
    if book.has_limit("included_throughput", option):
        least = book.limit("included_throughput", option)
        own = _itself("throughput", _beyond(usage.throughput_mibps, least, book), "MiB/s", book)
        return CapacityPlan.covering("MiB/s", label, own, at_least=least)
    carried = iops * book.limit("throughput_per_iops", option)
    if book.has_limit("throughput_plateau", option):
        plateau = book.limit("throughput_plateau", option)
        beyond = iops * book.limit("throughput_per_iops_above_plateau", option)
        carried = maximum(minimum(carried, plateau), beyond)
    return _given(minimum(carried, book.limit("maximum_throughput", option)), "MiB/s", label)


def _gp2(usage: Usage, book: PriceBook) -> dict[str, CapacityPlan]:
    """gp2 grows: IOPS by size, throughput by the IOPS of that size; more than that only while credits last."""
    per_gib, per_iops = book.limit("iops_per_gib", GP2), book.limit("throughput_per_iops", GP2)
    least_iops, row = book.limit("minimum_iops", GP2), book.limit_row("iops_per_gib", GP2)
    size = _size(
        usage,
        book,
        Demand("iops", _beyond(usage.iops, least_iops, book), "IOPS", replace(row, value=per_gib)),
        Demand(
            "throughput",
            _beyond(usage.throughput_mibps, least_iops * per_iops, book),
            "MiB/s",
            replace(row, value=per_gib * per_iops, unit="MiB/s per GiB"),
        ),
    )
    iops = minimum(maximum(size.count * per_gib, least_iops), book.limit("maximum_iops", GP2))
    throughput = minimum(iops * per_iops, book.limit("maximum_throughput", GP2))
    is_small = size.count <= book.limit("small_volume_size", GP2)
    bursts_to = where(is_small, book.limit("small_volume_throughput", GP2), book.limit("burst_throughput", GP2))
    bucket, burst = book.limit("io_credit_bucket", GP2), book.limit("burst_iops", GP2)
    return {
        "size_gb": size,
        "iops": _given(iops, "IOPS", "Baseline IOPS"),
        "throughput_mibps": _given(throughput, "MiB/s", "Baseline throughput"),
        "burst_iops": _given(maximum(burst, iops), "IOPS", "Burst IOPS"),
        "burst_throughput_mibps": _given(maximum(bursts_to, throughput), "MiB/s", "Burst throughput"),
        **_bucket(bucket, iops, maximum(burst, iops), book),
    }


def _bucket(full: Number, baseline: Number, burst: Number, book: PriceBook) -> dict[str, CapacityPlan]:
    """How long full credits carry the burst while the baseline refills them, and how long they take to fill up."""
    bursts, never = burst > baseline, book.in_own_system(0)
    spent = where(bursts, burst - baseline, book.in_own_system(1))
    return {
        "burst_seconds": _given(where(bursts, ratio(full, spent), never), "second", "A full burst lasts"),
        "refill_seconds": _given(where(bursts, ratio(full, baseline), never), "second", "Credits refill in"),
    }


def _hard_disk(usage: Usage, book: PriceBook) -> dict[str, CapacityPlan]:
    """st1 and sc1 grow for sustained throughput; their IOPS are of 1 MiB each."""
    option = usage.volume_type
    row = book.limit_row("baseline_throughput_per_tib", option)
    per_gib = book.limit("baseline_throughput_per_tib", option) / GIB_PER_TIB
    per_iops = book.limit("throughput_per_iops", option)
    by_size = replace(row, value=per_gib, unit="MiB/s per GiB")
    size = _size(
        usage,
        book,
        Demand("throughput", usage.throughput_mibps, "MiB/s", by_size),
        Demand("iops", usage.iops * per_iops, "MiB/s", by_size),
    )
    baseline = minimum(size.count * per_gib, book.limit("maximum_throughput", option))
    per_gib_burst = book.limit("burst_throughput_per_tib", option) / GIB_PER_TIB
    burst = maximum(minimum(size.count * per_gib_burst, book.limit("maximum_burst_throughput", option)), baseline)
    # A TiB of credits for each TiB of the volume is a GiB, of 1,024 MiB, for each GiB.
    bucket = size.count * book.limit("throughput_credit_bucket_per_tib", option) * MIB_PER_GIB
    return {
        "size_gb": size,
        "iops": _given(ratio(baseline, per_iops), "IOPS", "IOPS of 1 MiB"),
        "throughput_mibps": _given(baseline, "MiB/s", "Baseline throughput"),
        "burst_throughput_mibps": _given(burst, "MiB/s", "Burst throughput"),
        **_bucket(bucket, baseline, burst, book),
    }


def _magnetic(usage: Usage, book: PriceBook) -> dict[str, CapacityPlan]:
    return {
        "size_gb": _size(usage, book),
        "iops": _given(book.limit("maximum_iops", MAGNETIC), "IOPS", "IOPS, at the low end of AWS's range"),
        "throughput_mibps": _given(book.limit("maximum_throughput", MAGNETIC), "MiB/s", "Throughput, at the low end"),
    }
