"""What every test may use."""

from pathlib import Path

from hypothesis import settings

PROJECT = Path(__file__).resolve().parent.parent
SHARED = PROJECT.parent / "shared"  # the labelled corpus; absent from a plain clone, tests that need it skip

settings.register_profile("registre", derandomize=True, deadline=None)  # the same examples each time, on any machine
settings.load_profile("registre")
