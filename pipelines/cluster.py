"""Documents read by the workers of a Dask cluster, each in processes of its own under the same limits as on this machine.

A document travels as its bytes and comes back as what was read from it, so that a worker needs neither the folders of this machine nor
a cache; it needs the same version of the project, and of Tesseract's language data where scans are read.
"""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from pipelines.home import SetupError
from pipelines.limits import Death, Limits
from pipelines.pool import Errand, Pool

if TYPE_CHECKING:
    from distributed import Client

PREFIX = "dask://"
PATIENCE = 10  # seconds until a scheduler has to answer

Result = TypeVar("Result")

_pools: dict[Limits, Pool] = {}  # of a worker
_lock = threading.Lock()


class OtherCodeError(RuntimeError):
    """A worker runs another version of the project."""


class ClusterPool:
    """As ``Pool``, on the workers of a cluster."""

    is_remote = True

    def __init__(self, address: str, limits: Limits) -> None:
        """Raises SetupError where no scheduler answers, or none of its workers does."""
        self._limits = limits
        self._client = _connected(address)
        self.width = sum(self._client.nthreads().values())
        if not self.width:
            self._client.close()
            raise SetupError(f"The Dask scheduler at {address} has no workers.")
        self._executor = self._client.get_executor(pure=False)

    def __enter__(self) -> ClusterPool:
        return self

    def __exit__(self, *_: object) -> None:
        self._executor.shutdown(wait=False)
        self._client.close()

    def submit(self, function: Callable[..., Result], *arguments: Any) -> Errand[Result]:
        future = self._executor.submit(_run_there, code_of_reading(), self._limits, function, arguments)
        return Errand(function, arguments, future)

    def settle(self, errand: Errand[Result], dead: Callable[[Death], Result]) -> Result:
        """What an errand yields, what ``dead`` makes of the reason where the process dies over it. Raises what the errand raises."""
        from distributed import KilledWorker

        try:
            outcome: Result | Death = errand.future.result()
        except KilledWorker:
            outcome = Death("The cluster lost each worker that read it.", is_limit=False, is_lasting=False)
        except OtherCodeError as error:
            raise SetupError(str(error)) from None
        return dead(outcome) if isinstance(outcome, Death) else outcome


def is_cluster(executor: str | None) -> bool:
    return bool(executor and executor.startswith(PREFIX))


def check_cluster(address: str) -> None:
    """Raises SetupError where no scheduler answers there, or none of its workers does."""
    with ClusterPool(address, Limits()):
        pass


def code_of_reading() -> str:
    """What has to be the same here and there for a document to be read the same."""
    from pipelines.workers import code_of_reader
    from transforms.extraction import EXTRACTION_VERSION

    return f"{code_of_reader()} {EXTRACTION_VERSION}"


def _connected(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError as error:
        raise SetupError("Reading on a Dask cluster needs the package distributed: pip install 'registre[dask]'.") from error
    try:
        return Client(f"tcp://{address.removeprefix(PREFIX)}", timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:  # a time that is over is one of the system's errors
        raise SetupError(f"No Dask scheduler answers at {address}: {' '.join(str(error).split())}") from error


def _run_there(code: str, limits: Limits, function: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
    """What a worker does: the errand, in a process of its own; a ``Death`` where that died."""
    if code != code_of_reading():
        raise OtherCodeError("A worker of the Dask cluster has another version of registre: every worker needs the one that runs here.")
    with _lock:
        if limits not in _pools:
            from distributed import get_worker

            # A worker under a nanny is a daemon, which may start no processes; those that it starts end with it all the same.
            multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
            _pools[limits] = Pool(get_worker().state.nthreads, limits)
        pool = _pools[limits]
        errand = pool.submit(function, *arguments)
    return pool.settle(errand, lambda death: death)
