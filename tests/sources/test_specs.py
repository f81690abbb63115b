"""The sources file: what it may say, and how a mistake in it is told."""

import json
from pathlib import Path

import jsonschema
import pytest
from ruamel.yaml import YAML

from pipelines.home import Home, SetupError
from pipelines.sources.configuration import configured_sources
from tests.conftest import PROJECT
from transforms.sources.specs import Cadence, PageSpec, json_schema

EXAMPLE = PROJECT / "docs" / "sources.example.yml"
SCHEMA = PROJECT / "docs" / "sources.schema.json"


def read(folder: Path, text: str):
    (folder / "sources.yml").write_text(text, encoding="utf-8")
    return configured_sources(Home(folder))


def test_a_home_without_the_file_has_no_configured_source(tmp_path: Path) -> None:
    assert configured_sources(Home(tmp_path)) == ()


def test_the_example_holds_one_of_each_kind_and_is_valid() -> None:
    found = configured_sources(Home(Path("/nowhere")), EXAMPLE)
    assert {spec.kind for spec in found} == {"folder", "urls", "page", "feed", "scdl", "datagouv"}
    jsonschema.validate(YAML(typ="safe").load(EXAMPLE.read_text()), json.loads(SCHEMA.read_text()))


def test_the_schema_that_is_shipped_is_that_of_the_models() -> None:
    assert json.loads(SCHEMA.read_text()) == json_schema(), "make it anew: registre sources schema > docs/sources.schema.json"


def test_what_is_not_said_has_a_default(tmp_path: Path) -> None:
    (page,) = read(tmp_path, "sources:\n- {name: ville, kind: page, url: 'https://ville.example/', council: Ville-Témoin}\n")
    assert isinstance(page, PageSpec)
    assert (page.cadence, page.time_zone, page.licence, page.depth) == (Cadence.DAILY, "Europe/Paris", None, 0)
    assert page.council is not None
    assert (page.council.name, page.council.kind) == ("Ville-Témoin", "commune")


def test_relative_paths_are_seen_from_the_file(tmp_path: Path) -> None:
    text = "sources:\n- {name: a, kind: folder, path: papers}\n- {name: b, kind: scdl, location: list.csv}\n"
    folder, scdl = read(tmp_path, text)
    assert (folder.path, scdl.location) == (str(tmp_path / "papers"), str(tmp_path / "list.csv"))


HEAD = "version: 1\nsources:\n- name: ville\n  kind: page\n  url: https://ville.example/\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEAD + "  colour: blue\n", ":6: sources[ville].colour: Extra inputs are not permitted"),
        (HEAD.replace("https", "ftp"), ":5: sources[ville].url: only http and https are fetched, not ftp"),
        (
            HEAD.replace("https://", "https://me:secret@"),
            ":5: sources[ville].url: a web address with a user name or pass",
        ),
        (HEAD + "  selector: 'a[['\n", ":6: sources[ville].selector: this is no CSS selector"),
        (HEAD + "  pattern: '('\n", ":6: sources[ville].pattern: this is no regular expression"),
        (HEAD + "  time_zone: Paris\n", ":6: sources[ville].time_zone: this is no time zone"),
        (HEAD + "  depth: 2\n", ":3: sources[ville]: depth needs follow_selector or follow_pattern"),
        (HEAD + "  council:\n    name: A\n    siren: '12'\n", ":8: sources[ville].council.siren: a SIREN has nine digits"),
        (HEAD + "- name: x\n  kind: feed\n", ":6: sources[x].url: Field required"),
        (HEAD + "- name: x\n  kind: ftp\n", ":6: sources[x]: Input tag 'ftp' found"),
        (HEAD + "- name: inbox\n  kind: folder\n  path: x\n", ":6: sources[inbox]: the name inbox is taken"),
        (HEAD + "- name: ville\n  kind: folder\n  path: x\n", "two sources are called ville"),
        (HEAD + "- name: s\n  kind: folder\n  path: sftp://me:pw@host/x\n", ":8: sources[s].path: no password may stand here"),
        (HEAD + "- name: s\n  kind: folder\n  path: https://a.example/\n", ":8: sources[s].path: web addresses are fetched by"),
        (HEAD + "- name: s\n  kind: folder\n  path: s3://x\n  options: {secret_key: a}\n", ":9: sources[s].options: secrets come from"),
        ("sources:\n- name: a\n   kind: b\n", "sources.yml:3: this is no YAML: "),
        ("- a\n", ":1: a mapping is expected"),
        ("sources:\n", ":1: sources: Input should be a valid tuple"),
    ],
    ids=lambda value: value.split(": ", 1)[-1][:40].strip() if value.startswith((":", "two", "sources.yml")) else "",
)
def test_a_mistake_is_told_with_file_line_and_field(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(SetupError) as caught:
        read(tmp_path, text)
    assert str(tmp_path / "sources.yml") in str(caught.value)
    assert told in str(caught.value)


def test_every_mistake_is_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(SetupError) as caught:
        read(tmp_path, HEAD + "  depth: 9\n  cadence: never\n- name: B\n  kind: feed\n  url: x\n")
    lines = str(caught.value).splitlines()
    assert [line.split(":")[1] for line in lines] == ["6", "7", "8", "10"]
