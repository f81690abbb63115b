"""`registre sources` and `registre config`, as people type them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from pipelines.command import main
from pipelines.home import Home, SetupError
from pipelines.settings import settings_of
from pipelines.sources.looks import Look, write_look
from tests.sources.conftest import pdf
from tests.sources.server import Town, html, versioned


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    for name in {"REGISTRE_HOME", "DAGSTER_HOME", *(name for name in os.environ if name.upper().startswith("REGISTRE_"))}:
        monkeypatch.setenv(name, "")  # a run in this process sets the first two: both are put back
        monkeypatch.delenv(name)
    return Home(tmp_path)


def registre(home: Home, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--home", str(home.root)])


def configure(home: Home, *sources: dict, **settings: object) -> None:
    home.sources_file.write_text(yaml.safe_dump({"sources": list(sources)}))
    home.settings_file.write_text(yaml.safe_dump({"contact": "tests@registre.example", "delay_seconds": 0, **settings}))


def page(name: str, url: str, **fields: object) -> dict:
    return {"name": name, "kind": "page", "url": url, "allow_networks": ["127.0.0.1/32"], **fields}


def test_check_prints_what_would_be_fetched_and_keeps_nothing(home: Home, town: Town) -> None:
    town.answers |= {"/liste": html("a.pdf", "b.pdf"), "/a.pdf": versioned(pdf())}
    configure(home, page("ville", town.url("/liste", "127.0.0.1")))
    result = registre(home, "sources", "check")
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines() == [
        "ville (page): 2 documents",
        f"  {town.url('/a.pdf', '127.0.0.1')}",
        f"  {town.url('/b.pdf', '127.0.0.1')}",
    ]
    assert town.paths() == ["/robots.txt", "/liste"]
    assert not home.documents.exists()


def test_check_names_each_source_that_fails_with_its_reason(home: Home, town: Town) -> None:
    town.answers["/liste"] = html("a.pdf")
    configure(
        home,
        page("ville", town.url("/liste", "127.0.0.1")),
        page("partie", town.url("/nulle-part", "127.0.0.1")),
        page("vide", town.url("/liste", "127.0.0.1"), selector="main a"),
        page("interdite", town.url("/liste", "127.0.0.1"), allow_networks=[]),
        {"name": "dossier", "kind": "folder", "path": "nulle-part"},
        {"name": "dossier-distant", "kind": "folder", "path": "s3://nulle-part", "password_from": "REGISTRE_NOT_SET"},
    )
    result = registre(home, "sources", "check", "--json")
    assert result.exit_code == 1
    failures = {one["source"]: one["failure"] for one in json.loads(result.stdout)["sources"]}
    assert failures == {
        "ville": None,
        "partie": "The server answers 404: there is nothing.",
        "vide": "No document is listed: nothing on the page matches main a.",
        "interdite": "127.0.0.1 is refused: the address 127.0.0.1 is not public.",
        "dossier": f"The source folder {home.root / 'nulle-part'} does not exist.",
        "dossier-distant": "The password is to come from $REGISTRE_NOT_SET, which is not set.",
    }


def test_check_may_be_of_one_source_and_of_another_file(home: Home, tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers" / "a.pdf").write_bytes(pdf())
    other = tmp_path / "other.yml"
    other.write_text("sources:\n- {name: a, kind: folder, path: papers}\n- {name: b, kind: folder, path: nowhere}\n")
    assert registre(home, "sources", "check", "a", "--file", str(other)).stdout == "a (folder): 1 document\n  a.pdf\n"
    assert registre(home, "sources", "check", "--file", str(other)).exit_code == 1
    assert registre(home, "sources", "check", "c", "--file", str(other)).exit_code == 2


def test_list_has_a_line_for_each_source(home: Home) -> None:
    configure(home, page("ville", "https://ville.example/", council="Ville-Témoin", licence="etalab-2.0"))
    assert registre(home, "sources", "list").stdout == "ville  page      daily    https://ville.example/ · Ville-Témoin · etalab-2.0\n"


def test_list_says_how_the_last_look_ended(home: Home) -> None:
    configure(home, page("ville", "https://ville.example/"), page("bourg", "https://bourg.example/"))
    write_look(home, Look("ville", "page", "2026-03-01T05:00:00+00:00", listed=4, missed=1, gone=2))
    write_look(home, Look("bourg", "page", "2026-03-01T05:00:00+00:00", failure="The server fell silent."))
    lines = [line.strip() for line in registre(home, "sources", "list").stdout.splitlines()]
    assert lines[1] == "2026-03-01T05:00:00+00:00: 4 listed, 1 not retrieved, 2 no longer listed"
    assert lines[3] == "2026-03-01T05:00:00+00:00: failed: The server fell silent."
    assert json.loads(registre(home, "sources", "list", "--json").stdout)["sources"][0]["last_look"]["gone"] == 2


def test_a_faulty_file_is_told_with_exit_code_2(home: Home) -> None:
    configure(home, page("ville", "https://ville.example/", colour="blue"))
    result = registre(home, "sources", "list")
    assert result.exit_code == 2
    assert "sources[ville].colour: Extra inputs are not permitted" in result.stderr


def test_config_says_where_each_value_comes_from(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(home, {"name": "s", "kind": "folder", "path": "s3://x", "password_from": "REGISTRE_S_PASSWORD"}, attempts=2)
    monkeypatch.setenv("REGISTRE_DELAY_SECONDS", "3")
    monkeypatch.setenv("REGISTRE_S_PASSWORD", "correct horse")
    result = registre(home, "config", "--json")
    shown = json.loads(result.stdout)
    found = {one["name"]: (one["value"], one["origin"]) for one in shown["settings"]}
    assert found["home"] == (str(home.root), "--home")
    assert found["delay_seconds"] == (3.0, "$REGISTRE_DELAY_SECONDS")  # before the file, which says 0
    assert found["attempts"] == (2, f"{home.settings_file}:1")
    assert found["redirects"] == (5, "default")
    assert {one["name"]: one["is_set"] for one in shown["secrets"]} == {
        "REGISTRE_S_PASSWORD": True,
        "REGISTRE_ALERT_WEBHOOK": False,
        "REGISTRE_SMTP_PASSWORD": False,
    }
    assert "correct horse" not in result.output + registre(home, "config").output


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("contact: nobody\n", "settings.yml:1: contact: a mail address or a web address is expected"),
        ("# one\nattempts: 99\n", "settings.yml:2: attempts: Input should be less than or equal to 10"),
        ("password: x\n", "settings.yml:1: password: Extra inputs are not permitted"),
    ],
)
def test_a_faulty_setting_is_told_with_file_line_and_field(home: Home, text: str, told: str) -> None:
    home.settings_file.write_text(text)
    with pytest.raises(SetupError) as caught:
        settings_of(home)
    assert told in str(caught.value)


def test_a_faulty_variable_is_told_by_its_name(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGISTRE_JOBS", "many")
    with pytest.raises(SetupError, match=r"^REGISTRE_JOBS: Input should be a valid integer"):
        settings_of(home)


def test_help_loads_nothing_that_fetches() -> None:
    heavy = "{'httpx', 'bs4', 'feedparser', 'fsspec', 'pydantic', 'ruamel', 'tenacity', 'protego', 'pydantic_settings'}"
    code = f"import sys; from pipelines.command import main; main(['--help'], standalone_mode=False); print({heavy} & set(sys.modules))"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.endswith("set()\n")
