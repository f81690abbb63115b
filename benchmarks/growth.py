"""How the time and the memory of each stage grow with size: the meter of a stage, and the exponent that fits what it measured.

An exponent of 1 says that sixteen times as much takes sixteen times as long. It is fitted to the processor's time, of all threads: the
time by the clock is flattered by DuckDB, which takes a second core for the larger sizes, and lengthened by other work on the machine.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from benchmarks.docs import table

MOST_GROWTH = 1.05  # exponent
MOST_MEMORY = 4.0  # GB
LEAST_SECONDS = 0.3  # at the largest size; what takes less is noise and is not judged


@dataclass(frozen=True, slots=True)
class Spent:
    """What a stage took: seconds by the clock, seconds of the processor, the peak of the process's memory in GB."""

    elapsed: float
    processor: float
    memory: float


@dataclass(slots=True)
class Meter:
    """Measures the stages of one process, one after the other; of a stage that is gone through again, the least that it took."""

    spent: dict[str, Spent] = field(default_factory=dict)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        forget_peak()
        elapsed, processor = time.perf_counter(), time.process_time()
        yield
        spent = Spent(time.perf_counter() - elapsed, time.process_time() - processor, peak())
        self.spent[name] = min(spent, self.spent.get(name, spent), key=lambda one: one.processor)


def forget_peak() -> None:
    """Has the kernel count the peak of memory from what is held now. Where it cannot, a stage is shown with that of those before it."""
    try:
        Path("/proc/self/clear_refs").write_text("5")
    except OSError:
        return


def peak() -> float:
    """The peak of the process's memory in GB."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) * 1024 / 1e9
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9


def exponent(sizes: Sequence[float], seconds: Sequence[float]) -> float:
    """The exponent e with which seconds grow as sizes ** e, by least squares on their logarithms.

    >>> round(exponent([10, 40, 160], [1.0, 4.0, 16.0]), 6)
    1.0
    """
    return float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0])


@dataclass(frozen=True, slots=True)
class Curve:
    """What one stage took at each size, the smallest first."""

    stage: str
    sizes: tuple[int, ...]
    spent: tuple[Spent, ...]

    @property
    def exponent(self) -> float:
        return exponent(self.sizes, [max(one.processor, 1e-6) for one in self.spent])

    @property
    def last_exponent(self) -> float:
        """From the size before the largest to the largest: what a stage always takes, however little there is, weighs least there."""
        return exponent(self.sizes[-2:], [max(one.processor, 1e-6) for one in self.spent[-2:]])

    @property
    def is_judged(self) -> bool:
        return self.spent[-1].processor >= LEAST_SECONDS

    @property
    def is_missed(self) -> bool:
        return (self.is_judged and round(self.exponent, 2) > MOST_GROWTH) or self.spent[-1].memory > MOST_MEMORY

    def row(self) -> list[str]:
        told = [f"{self.exponent:.2f}", f"{self.last_exponent:.2f}"] if self.is_judged else ["–", "–"]
        memory = f"{self.spent[-1].memory:.2f} GB"
        seconds = [*(f"{one.processor:.2f} s" for one in self.spent), f"{self.spent[-1].elapsed:.2f} s"]
        return [f"{self.stage}{': missed' * self.is_missed}", *seconds, *told, memory]


def curves(measured: Sequence[tuple[int, dict[str, Spent]]]) -> list[Curve]:
    """A curve of each stage, from the size and the stages of each process, and one of all stages together."""
    ordered = sorted(measured, key=lambda one: one[0])
    sizes, stages = tuple(size for size, _ in ordered), [spent for _, spent in ordered]
    found = [Curve(name, sizes, tuple(spent[name] for spent in stages)) for name in stages[0]]
    return [*found, Curve("all of it", sizes, tuple(together(spent.values()) for spent in stages))]


def together(stages: Iterator[Spent] | Sequence[Spent]) -> Spent:
    """Several stages as one."""
    several = list(stages)
    return Spent(sum(one.elapsed for one in several), sum(one.processor for one in several), max(one.memory for one in several))


def growth_table(what: str, found: Sequence[Curve]) -> list[str]:
    """The curves of one direction as a Markdown table: the processor's time at each size, and of the largest the rest."""
    sizes = [f"{size:,}" for size in found[0].sizes]
    head = [f"{what}: processor time", *sizes, f"{sizes[-1]} by the clock", "exponent", "of the last step", "peak of memory"]
    return table(head, [one.row() for one in found])
