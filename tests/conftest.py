"""What every test may use."""

from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
SHARED = PROJECT.parent / "shared"  # the labelled corpus; absent from a plain clone, tests that need it skip
