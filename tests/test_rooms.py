"""The arrows of DESIGN.md hold: between the rooms of ``transforms``, between the layers of SQL, and towards the outside."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

from tests.conftest import PROJECT

GROUND = {"model", "text"}
ROOM_MAY_IMPORT = {
    "model": set(),
    "text": {"model"},
    "cells": set(),
    "extraction": GROUND,
    "reading": GROUND,
    "elections": {"model"},
    "identity": GROUND | {"elections", "corrections"},
    "subjects": GROUND,
    "samples": GROUND,
    "file_names": {"text"},
    "french_doubts": set(),
    "frames": {"model", "file_names", "elections"},
    "codec": {"model"},
    "quality": {"model"},
    "corrections": {"model"},
    "roster": {"model", "text"},
    "sources": {"model"},
    "reporting": GROUND | {"frames", "cells", "french_doubts"},
    "exchange": GROUND | {"frames", "cells", "subjects", "french_doubts"},
}
LAYER_MAY_READ = {
    "printed": set(),
    "core": {"printed", "core"},
    "quality": {"printed", "core", "quality"},
    "marts": {"core", "quality"},
}

MODULES = sorted(path.relative_to(PROJECT) for path in (PROJECT / "transforms").rglob("*.py"))
SQL_FILES = sorted(path.relative_to(PROJECT) for path in (PROJECT / "sql").rglob("*.sql"))


def rooms_imported(source: str) -> set[str]:
    """The rooms of ``transforms`` that a module imports, at its top or inside a function."""
    names = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return {name.split(".")[1] for name in names if name.startswith("transforms.")}


def against_the_arrows(room: str, source: str) -> set[str]:
    return rooms_imported(source) - ROOM_MAY_IMPORT[room] - {room}


def layers_read(query: exp.Query) -> set[str]:
    """The schemas that a query reads; a bare name that is no CTE of the query is an empty string."""
    ctes = {cte.alias for cte in query.find_all(exp.CTE)}
    return {table.db for table in query.find_all(exp.Table) if table.name and (table.db or table.name not in ctes)}


def ruff(source: str, path: str) -> list[str]:
    """The codes of the import rules that ruff finds broken if ``source`` stood at ``path``."""
    command = [sys.executable, "-m", "ruff", "check", "--select", "TID", "--output-format", "concise", "--stdin-filename", path, "-"]
    result = subprocess.run(command, input=source, capture_output=True, text=True, cwd=PROJECT, check=False)
    return [line.split()[1] for line in result.stdout.splitlines() if line.startswith(path)]


@pytest.mark.parametrize("module", MODULES, ids=str)
def test_a_room_imports_only_along_its_arrows(module: Path) -> None:
    room = module.with_suffix("").parts[1]
    if room != "__init__":
        assert room in ROOM_MAY_IMPORT, "a new room: say here what it may import"
        assert against_the_arrows(room, (PROJECT / module).read_text()) == set()


@pytest.mark.parametrize(
    ("room", "source", "seen"),
    [
        ("model", "from transforms.text import fold", {"text"}),
        ("text", "from transforms import reading", {"reading"}),
        ("extraction", "import transforms.reading.names", {"reading"}),
        ("reading", "def f():\n    from transforms.identity.keys import key", {"identity"}),
        ("reading", "from transforms.reading.names import read_names\nfrom transforms.text import fold", set()),
    ],
)
def test_an_import_against_the_arrows_is_seen(room: str, source: str, seen: set[str]) -> None:
    assert against_the_arrows(room, source) == seen


@pytest.mark.parametrize(
    "line",
    [
        "import dagster",
        "from dagster import asset",
        "import dagster_duckdb",
        "import duckdb",
        "def f():\n    import great_expectations",
        "import pipelines.store",
        "import os\nHOME = os.environ['HOME']",
        "from os import getenv",
        "import time",
        "from datetime import datetime\nNOW = datetime.now()",
        "import datetime as dt\nNOW = dt.datetime.utcnow()",
        "from datetime import date\nTODAY = date.today()",
        "import pandas as pd\nNOW = pd.Timestamp.now()",
    ],
)
def test_transforms_may_not_reach_outside(line: str) -> None:
    assert "TID251" in ruff(line + "\n", "transforms/reading/outside.py")
    assert "TID251" not in ruff(line + "\n", "pipelines/outside.py")


def test_an_import_says_in_full_where_it_leads() -> None:
    assert "TID252" in ruff("from .model import Page\n", "transforms/reading/outside.py")


@pytest.mark.parametrize("room", ["pipelines", "transforms", "tests", "benchmarks"])
def test_great_expectations_is_imported_only_where_a_check_runs(room: str) -> None:
    assert "TID253" in ruff("import great_expectations as gx\n", f"{room}/slow.py")
    assert "TID253" not in ruff("def f():\n    import great_expectations as gx\n", f"{room}/slow.py")


def test_there_is_sql_to_look_at() -> None:
    assert {path.parts[1] for path in SQL_FILES} >= {"core", "marts", "quality"}


@pytest.mark.parametrize("path", SQL_FILES, ids=str)
def test_a_sql_file_is_one_select_that_reads_only_layers_before_its_own(path: Path) -> None:
    (query,) = sqlglot.parse((PROJECT / path).read_text(), read="duckdb")
    assert isinstance(query, exp.Query)
    assert layers_read(query) - LAYER_MAY_READ[path.parts[1]] == set()


@pytest.mark.parametrize(
    ("layer", "sql", "seen"),
    [
        ("marts", "with v as (select * from core.vote) select * from v", set()),
        ("marts", "with v as (select * from printed.vote) select * from v", {"printed"}),
        ("marts", "select (select count(*) from marts.data_quality) as n from core.session", {"marts"}),
        ("core", "select * from core.session semi join quality.quarantine using (session_id)", {"quality"}),
        ("core", "select * from session", {""}),
    ],
)
def test_a_layer_that_reads_past_its_own_is_seen(layer: str, sql: str, seen: set[str]) -> None:
    query = sqlglot.parse_one(sql, read="duckdb")
    assert isinstance(query, exp.Query)
    assert layers_read(query) - LAYER_MAY_READ[layer] == seen
