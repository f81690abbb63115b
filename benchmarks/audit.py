"""Known vulnerabilities of the locked versions, by pip-audit: ``python -m benchmarks.audit``.

Ends with 1 where one is found, and with 0 where none is. Where no database of vulnerabilities answers it says so and ends with 0. An index
that knows of no vulnerability at all is no database: a version that is known to be vulnerable (:data:`CANARY`) is asked for first.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parent.parent
LOCK = PROJECT / "requirements.lock"
CANARY = "jinja2==2.10"  # CVE-2019-10906
NO_DATABASE = "No vulnerability database can be had from here, so nothing was audited"
SHOWN = 5  # names of packages that the database does not know


def pip_audit(requirements: Path) -> subprocess.CompletedProcess[str]:
    """What pip-audit says of one file of pinned requirements, as JSON on stdout. It installs nothing."""
    options = ("--no-deps", "--disable-pip", "--progress-spinner=off", "--format=json", "--timeout=15")
    return subprocess.run(
        [sys.executable, "-m", "pip_audit", *options, "--requirement", str(requirements)], capture_output=True, text=True, check=False
    )


def audited(requirements: Path) -> list[Mapping[str, Any]] | str:
    """pip-audit's entry for each package, or the one line on why there is none."""
    done = pip_audit(requirements)
    try:
        found: list[Mapping[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return (done.stderr.strip().splitlines() or ["pip-audit said nothing"])[-1]
    return found


def verdict(found: Sequence[Mapping[str, Any]] | str, canary: Sequence[Mapping[str, Any]] | str) -> tuple[int, list[str]]:
    """The exit code and the lines to say, from what pip-audit found in the lock and in the canary."""
    if isinstance(canary, str):
        return 0, [f"{NO_DATABASE}: {canary}"]
    if not _vulnerable(canary):
        return 0, [f"{NO_DATABASE}: what answers knows nothing of {CANARY}, which is vulnerable."]
    if isinstance(found, str):
        return 2, [f"The audit of {LOCK.name} failed: {found}"]
    unknown = [f"{one['name']} {one.get('version', '')}".strip() for one in found if "skip_reason" in one]
    vulnerable = _vulnerable(found)
    lines = [
        f"{one['name']} {one['version']}: {problem['id']}, mended in {', '.join(problem['fix_versions']) or 'no version yet'}"
        for one in vulnerable
        for problem in one["vulns"]
    ]
    counted = (
        f"{len(found) - len(unknown)} of {len(found)} locked packages audited, {len(vulnerable) or 'none'} with a known vulnerability."
    )
    rest = f" and {len(unknown) - SHOWN} more" if len(unknown) > SHOWN else ""
    not_audited = [f"Not known to the database: {', '.join(unknown[:SHOWN])}{rest}."] if unknown else []
    return int(bool(vulnerable)), [*lines, counted, *not_audited]


def _vulnerable(found: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return [one for one in found if one.get("vulns")]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        canary = Path(folder) / "canary.txt"
        canary.write_text(CANARY + "\n", encoding="utf-8")
        known = audited(canary)
    answers = not isinstance(known, str) and bool(_vulnerable(known))
    code, lines = verdict(audited(LOCK) if answers else "not asked", known)
    print("\n".join(lines))
    return code


if __name__ == "__main__":
    sys.exit(main())
