"""What is kept by name is worked out once a moment, for more names than there are services."""

from calculator.core.kept import MOMENTS_KEPT, kept_by_name

NAMES = [f"service_{number}" for number in range(500)]


def test_every_name_of_a_moment_is_kept_however_many_there_are() -> None:
    asked: list[tuple[str, int]] = []

    @kept_by_name
    def told(name: str, moment: int) -> str:
        asked.append((name, moment))
        return f"{name} at {moment}"

    assert [told(name, 1) for name in NAMES * 2] == [f"{name} at 1" for name in NAMES * 2]
    assert asked == [(name, 1) for name in NAMES]


def test_only_the_latest_moments_are_kept() -> None:
    asked: list[int] = []

    @kept_by_name
    def told(name: str, moment: int) -> int:
        asked.append(moment)
        return moment

    moments = range(MOMENTS_KEPT + 1)
    for moment in (*moments, moments[-1], moments[0]):
        told("s3", moment)
    assert asked == [*moments, moments[0]]
