"""The settings of a home: the environment (``REGISTRE_…``) before the home's ``settings.yml`` before what is built in.

Secrets are no settings: they come from the environment only, under the names that the sources file gives, and are never shown.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any, Literal

from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from pipelines.home import Home, SetupError
from pipelines.lake import Lake
from pipelines.limits import Limits, bytes_of
from pipelines.yaml_files import problems, read_yaml

PREFIX = "REGISTRE_"
WEBHOOK = "REGISTRE_ALERT_WEBHOOK"  # secrets: an address of a webhook lets anybody write there
SMTP_PASSWORD = "REGISTRE_SMTP_PASSWORD"


class Settings(BaseSettings):
    """Everything that a person may set, with its meaning."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    contact: str | None = Field(default=None, description="Mail or web address that the towns' servers are given; web sources need it.")
    author: str | None = Field(default=None, description="Who corrects, as corrections say it.")
    jobs: int = Field(default=0, ge=0, description="Processes that read documents; 0 stands for one a processor.")
    memory_limit: str | None = Field(
        default=None, description="Most memory that DuckDB takes, such as 4GB; otherwise half of what there is."
    )
    spill_directory: str | None = Field(
        default=None, description="Folder, of this home alone, for what does not fit into memory_limit; otherwise warehouse in the home."
    )
    document_seconds: float = Field(default=120, gt=0, le=86400, description="Processor time for one document or one scanned page.")
    document_memory: str = Field(default="2GB", description="Memory for reading one document or one scanned page.")
    warehouse: str | None = Field(default=None, description="ducklake:postgres:… for one that machines share; else a DuckDB file.")
    lake_data: str | None = Field(default=None, description="Folder or bucket (s3://…) of a lake's Parquet files.")
    lake_keep_days: int = Field(default=30, ge=1, le=3650, description="For how many days a lake can be asked as it was.")
    writer: str = Field(default="registre", description="Name under which this home brings its documents into a lake.")
    executor: str | None = Field(
        default=None, description="Dask cluster that reads documents, as dask://host:port; else this machine does."
    )
    documents: str | None = Field(
        default=None, description="Folder in a store that fsspec knows (s3://bucket/registre) where documents are kept beside the home."
    )
    delay_seconds: float = Field(default=1.0, ge=0, le=600, description="Least pause between two requests to one host.")
    hosts_at_once: int = Field(default=4, ge=1, le=32, description="Sources looked at at once; a host is asked one thing at a time.")
    attempts: int = Field(default=4, ge=1, le=10, description="How often a request is tried that may succeed later.")
    longest_wait_seconds: float = Field(default=120, ge=0, le=3600, description="Longest pause that is made because a server asks for it.")
    connect_seconds: float = Field(default=10, gt=0, le=120, description="Time for a connection to be made.")
    silence_seconds: float = Field(default=30, gt=0, le=600, description="Longest silence in the middle of an answer.")
    request_seconds: float = Field(default=600, gt=0, le=7200, description="Time for one whole answer.")
    document_megabytes: float = Field(default=200, gt=0, le=4000, description="Largest document that is fetched.")
    page_megabytes: float = Field(default=20, gt=0, le=500, description="Largest page, feed, list or catalogue entry that is fetched.")
    redirects: int = Field(default=5, ge=0, le=20, description="Most redirects that are followed from one address.")
    samples: bool = Field(default=True, description="Whether the project's own samples are a source where no folder is named.")
    automatic: bool = Field(default=False, description="Whether schedule and sensors are on without being turned on by hand.")
    run_wait_seconds: float = Field(default=3600, ge=0, le=86_400, description="How long a run of Dagster waits for another on the home.")
    alert_to: str | None = Field(default=None, description="Mail addresses that are told what goes wrong, between commas.")
    alert_from: str | None = Field(default=None, description="Mail address that alerts come from.")
    smtp_host: str = Field(default="localhost", description="Mail server that takes alerts.")
    smtp_port: int = Field(default=25, ge=1, le=65535, description="Port of the mail server.")
    smtp_security: Literal["none", "starttls", "tls"] = Field(default="none", description="Encryption towards the mail server.")
    smtp_user: str | None = Field(default=None, description=f"Who signs in to the mail server; the password is ${SMTP_PASSWORD}.")
    dagster_home: str | None = Field(default=None, description="Folder of an own dagster.yaml; otherwise the one in the home is kept.")

    @field_validator("documents")
    @classmethod
    def _documents_is_a_place_without_secrets(cls, url: str | None) -> str | None:
        if url is not None and not re.fullmatch(r"[a-z][a-z0-9+.-]*://.*", url):
            raise ValueError("an address is expected, such as s3://bucket/registre or file:///srv/registre")
        if url is not None and re.search(r"://[^/]*:[^/@]*@", url):
            raise ValueError("no password may stand here: stores take it from their own environment variables")
        return url

    @field_validator("contact")
    @classmethod
    def _contact_is_an_address(cls, contact: str | None) -> str | None:
        if contact is not None and not re.fullmatch(r"[^\s@()]+@[^\s@()]+\.[^\s@()]+|https?://[^\s()]+", contact):
            raise ValueError("a mail address or a web address is expected")
        return contact

    @field_validator("alert_to", "alert_from")
    @classmethod
    def _alerts_have_addresses(cls, addresses: str | None) -> str | None:
        if addresses is not None and not all(re.fullmatch(r"[^\s@,<>]+@[^\s@,<>]+", one.strip()) for one in addresses.split(",")):
            raise ValueError("mail addresses are expected, with commas between them")
        return addresses

    @field_validator("smtp_user")
    @classmethod
    def _password_is_encrypted(cls, user: str | None, info: ValidationInfo) -> str | None:
        if user is not None and info.data.get("smtp_security", "none") == "none":
            raise ValueError("smtp_security must be starttls or tls: a password is not sent in the clear")
        return user

    @field_validator("executor")
    @classmethod
    def _executor_is_a_cluster(cls, executor: str | None) -> str | None:
        if executor is not None and not re.fullmatch(r"dask://[^\s:/]+:\d+", executor):
            raise ValueError("dask://host:port is expected")
        return executor

    @field_validator("memory_limit", "document_memory")
    @classmethod
    def _memory_is_a_size(cls, limit: str | None) -> str | None:
        if limit is not None:
            bytes_of(limit)
        return limit

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (env_settings, init_settings)  # what the file says is given to the constructor

    @property
    def lake(self) -> Lake | None:
        """The lake that results go to; None where they go to a file. Raises SetupError."""
        return Lake.of(self.warehouse, self.lake_data, self.writer) if self.warehouse else None

    @property
    def limits(self) -> Limits:
        """What reading one document may take."""
        return Limits.of(self.document_seconds, self.document_memory)

    @property
    def recipients(self) -> tuple[str, ...]:
        """Whom alerts are mailed to."""
        return tuple(one.strip() for one in (self.alert_to or "").split(",") if one.strip())

    @property
    def user_agent(self) -> str:
        """What servers are told about who asks."""
        return f"registre/{version('registre')} (+{self.contact})"


@dataclass(frozen=True, slots=True)
class Shown:
    """A setting, its effective value and where that comes from."""

    name: str
    value: Any
    origin: str
    meaning: str


def settings_of(home: Home) -> Settings:
    """The settings of ``home``. Raises SetupError that names the file, line and field, or the variable, of each mistake."""
    content = read_yaml(home.settings_file) if home.settings_file.exists() else {}
    try:
        return Settings(**content)
    except ValidationError as error:
        from_environment = {name for name in Settings.model_fields if _variable(name) in _environment()}
        variables = [one for one in error.errors(include_url=False) if str(one["loc"][0]) in from_environment]
        said = [f"{_variable(str(one['loc'][0]))}: {one['msg'].removeprefix('Value error, ')}" for one in variables]
        in_file = [line for line in problems(home.settings_file, content, error) if line.split(": ")[1] not in from_environment]
        raise SetupError("\n".join([*said, *in_file])) from error


def shown_settings(home: Home, home_origin: str) -> list[Shown]:
    """The home and every setting with its effective value and where that comes from."""
    settings = settings_of(home)
    content = read_yaml(home.settings_file) if home.settings_file.exists() else {}
    shown = [Shown("home", str(home.root), home_origin, "Where documents, work and results are kept.")]
    for name, field in Settings.model_fields.items():
        origin = "default"
        if name in content:
            origin = f"{home.settings_file}:{content.lc.key(name)[0] + 1}"  # type: ignore[attr-defined]
        if _variable(name) in _environment():
            origin = f"${_variable(name)}"
        shown.append(Shown(name, getattr(settings, name), origin, field.description or ""))
    return shown


def alert_secrets() -> dict[str, bool]:
    """The environment variables that hold the secrets of alerts, and whether each is set."""
    return {name: bool(os.environ.get(name)) for name in (WEBHOOK, SMTP_PASSWORD)}


def _variable(name: str) -> str:
    return f"{PREFIX}{name}".upper()


def _environment() -> Mapping[str, str]:
    return {name.upper(): value for name, value in os.environ.items()}
