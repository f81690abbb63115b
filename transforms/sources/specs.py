"""The sources file as data: six kinds of source, told apart by ``kind``. Its JSON schema is made from these models."""

from __future__ import annotations

import re
from collections import Counter
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network
from typing import Annotated, Any, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from transforms.model import CouncilKind
from transforms.sources.admission import url_refusal

RESERVED_NAMES = frozenset({"inbox", "samples"})
_SECRET = re.compile(r"pass|secret|token|credential|(^|_)key$", re.I)


class Cadence(StrEnum):
    """How often a schedule looks at a source. `registre run` looks at all of them whenever it is called."""

    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY = "monthly"


def _web_url(url: str) -> str:
    if refusal := url_refusal(url):
        raise ValueError(refusal)
    return url


def _regex(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"this is no regular expression: {error}") from error
    return pattern


def _selector(selector: str) -> str:
    import soupsieve

    try:
        soupsieve.compile(selector)
    except soupsieve.SelectorSyntaxError as error:
        raise ValueError(f"this is no CSS selector: {str(error).splitlines()[0]}") from error
    return selector


def _time_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("this is no time zone of the IANA database, such as Europe/Paris")
    return name


def _siren(number: str) -> str:
    if not re.fullmatch(r"\d{9}", number):
        raise ValueError("a SIREN has nine digits")
    return number


def _folder(path: str) -> str:
    if re.search(r"https?:", path):
        raise ValueError("web addresses are fetched by the kinds urls, page, feed, scdl and datagouv")
    if re.search(r"://[^/]*:[^/@]*@", path):
        raise ValueError("no password may stand here: name the variable that holds it under password_from")
    return path


def _options(options: dict[str, str | int | bool]) -> dict[str, str | int | bool]:
    if secrets := sorted(name for name in options if _SECRET.search(name)):
        raise ValueError(f"secrets come from the environment only, not from here: {', '.join(secrets)}")
    return options


Text = Annotated[str, Field(min_length=1)]
WebUrl = Annotated[str, AfterValidator(_web_url), Field(json_schema_extra={"format": "uri"})]
Regex = Annotated[str, AfterValidator(_regex), Field(min_length=1, json_schema_extra={"format": "regex"})]
Selector = Annotated[str, AfterValidator(_selector), Field(min_length=1)]
SourceName = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=80)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Council(_Strict):
    """The council whose documents a source publishes. It counts where a document's receipt does not say."""

    name: Text = Field(description="Name of the body, without 'commune de'.")
    kind: CouncilKind = Field(default=CouncilKind.COMMUNE, description="Kind of body.")
    siren: Annotated[str, AfterValidator(_siren)] | None = Field(default=None, description="SIREN, nine digits between quotes.")
    insee: Annotated[str, Field(pattern=r"^(\d{5}|2[AB]\d{3})$")] | None = Field(default=None, description="INSEE code of a commune.")
    department: Annotated[str, Field(pattern=r"^(\d{2,3}|2[AB])$")] | None = Field(default=None, description="Code of the département.")


def _council(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


CouncilOrName = Annotated[Council, BeforeValidator(_council, json_schema_input_type=Council | Text)]


class _Source(_Strict):
    name: SourceName = Field(description="What records and reports call it; never change it, documents are known by it.")
    council: CouncilOrName | None = Field(default=None, description="Whose documents these are.")
    time_zone: Annotated[str, AfterValidator(_time_zone)] = Field(default="Europe/Paris", description="In which its schedule runs.")
    cadence: Cadence = Field(default=Cadence.DAILY, description="How often its schedule looks at it.")
    licence: Text | None = Field(default=None, description="Under which the documents are published, such as etalab-2.0.")

    @model_validator(mode="after")
    def _is_not_reserved(self) -> _Source:
        if self.name in RESERVED_NAMES:
            raise ValueError(f"the name {self.name} is taken")
        return self


class _WebSource(_Source):
    allow_networks: tuple[IPv4Network | IPv6Network, ...] = Field(
        default=(), description="Private networks that this source may reach, such as 10.1.0.0/16; all others are refused."
    )
    delay_seconds: float | None = Field(default=None, ge=0, le=600, description="Least pause between two requests to one host.")


class FolderSpec(_Source):
    """A folder of PDFs, on this machine or in any store that fsspec knows (s3://, sftp://, …)."""

    kind: Literal["folder"]
    path: Annotated[str, AfterValidator(_folder), Field(min_length=1)] = Field(
        description="Folder; a relative one lies beside the sources file."
    )
    options: Annotated[dict[str, str | int | bool], AfterValidator(_options)] = Field(
        default={}, description="Options of the fsspec store, such as host and username; no secrets."
    )
    password_from: Annotated[str, Field(pattern=r"^REGISTRE_[A-Z0-9_]+$")] | None = Field(
        default=None, description="Environment variable that holds the store's password."
    )


class UrlsSpec(_WebSource):
    """A list of addresses, each one document."""

    kind: Literal["urls"]
    urls: Annotated[tuple[WebUrl, ...], Field(min_length=1)] = Field(description="Addresses of documents.")


class _Picks(_WebSource):
    selector: Selector | None = Field(default=None, description="CSS selector of the links to documents, or of what holds them.")
    pattern: Regex | None = Field(default=None, description="Regular expression that a document's address holds. [default: ends in .pdf]")


class PageSpec(_Picks):
    """A publication page: its links are documents, with further pages where there are some."""

    kind: Literal["page"]
    url: WebUrl = Field(description="Address of the page.")
    next_selector: Selector = Field(
        default="a[rel~=next], link[rel~=next]", description="CSS selector of the link to the next page of the list."
    )
    follow_selector: Selector | None = Field(default=None, description="CSS selector of links to pages below that hold documents too.")
    follow_pattern: Regex | None = Field(default=None, description="Regular expression that the address of such a page holds.")
    depth: int = Field(default=0, ge=0, le=5, description="How many steps below the page followed links may lead.")
    max_pages: int = Field(default=50, ge=1, le=1000, description="Most pages looked at; where there are more, the source fails.")

    @model_validator(mode="after")
    def _follows_something(self) -> PageSpec:
        if self.depth and not (self.follow_selector or self.follow_pattern):
            raise ValueError("depth needs follow_selector or follow_pattern: which links lead to pages below?")
        if (self.follow_selector or self.follow_pattern) and not self.depth:
            raise ValueError("follow_selector and follow_pattern need a depth of at least 1")
        return self


class FeedSpec(_Picks):
    """An RSS or Atom feed: enclosures, links and links in the text of its entries that are documents."""

    kind: Literal["feed"]
    url: WebUrl = Field(description="Address of the feed.")


class ScdlSpec(_WebSource):
    """A CSV file after the SCDL schema of deliberations, whose DELIB_URL column lists the documents."""

    kind: Literal["scdl"]
    location: Text = Field(description="File or address; a relative path lies beside the sources file.")
    column: Text = Field(default="DELIB_URL", description="Column that holds the addresses.")

    @model_validator(mode="after")
    def _is_file_or_web(self) -> ScdlSpec:
        if "://" in self.location:
            _web_url(self.location)
        return self


class DatagouvSpec(_WebSource):
    """A data set of data.gouv.fr, or of another catalogue with the same API: its PDF resources are documents."""

    kind: Literal["datagouv"]
    dataset: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")] = Field(description="Id or slug of the data set.")
    base_url: WebUrl = Field(default="https://www.data.gouv.fr/api/1/", description="Address of the API.")


SourceSpec = Annotated[FolderSpec | UrlsSpec | PageSpec | FeedSpec | ScdlSpec | DatagouvSpec, Field(discriminator="kind")]


class SourcesFile(_Strict):
    """The sources of a home."""

    model_config = ConfigDict(title="Sources of registre")

    version: Literal[1] = Field(default=1, description="Version of this format.")
    sources: tuple[SourceSpec, ...] = Field(description="Where documents come from.")

    @model_validator(mode="after")
    def _names_are_unique(self) -> SourcesFile:
        twice = sorted(name for name, times in Counter(source.name for source in self.sources).items() if times > 1)
        if twice:
            raise ValueError(f"two sources are called {', '.join(twice)}")
        return self


def json_schema() -> dict[str, Any]:
    """The JSON schema of the sources file, for editors."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **SourcesFile.model_json_schema()}
