"""What the commands on sources print."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from pipelines.sources.looks import Look
from pipelines.sources.retrieval import Tried
from transforms.sources.specs import FolderSpec, PageSpec, ScdlSpec, SourceSpec, UrlsSpec

MOST_SHOWN = 10  # documents of a source; --json has all


def show_tried(tried: Sequence[Tried], as_json: bool) -> None:
    """What each source would fetch, or why that cannot be said."""
    if as_json:
        click.echo(json.dumps({"sources": [asdict(one) for one in tried]}, ensure_ascii=False, indent=1))
        return
    for one in tried:
        count = f"{len(one.documents):,} document{'' if len(one.documents) == 1 else 's'}"
        said = click.style(f"failed: {one.failure}", fg="red") if one.failure else count
        click.echo(f"{click.style(one.source, bold=True)} ({one.kind}): {said}")
        for name in one.documents[:MOST_SHOWN]:
            click.echo(f"  {name}")
        if len(one.documents) > MOST_SHOWN:
            click.echo(f"  and {len(one.documents) - MOST_SHOWN:,} more")
    if not tried:
        click.echo("No source is configured.")


def show_sources(specs: Sequence[SourceSpec], looks: Mapping[str, Look], file: Path, as_json: bool) -> None:
    """The configured sources, one a line, and how the last look at each ended."""
    if as_json:
        rows = [{**spec.model_dump(mode="json"), "last_look": _row(looks.get(spec.name))} for spec in specs]
        click.echo(json.dumps({"sources": rows}, ensure_ascii=False, indent=1))
        return
    width = max((len(spec.name) for spec in specs), default=0)
    for spec in specs:
        council = f" · {spec.council.name}" if spec.council else ""
        licence = f" · {spec.licence}" if spec.licence else ""
        click.echo(f"{spec.name:{width}}  {spec.kind:8}  {spec.cadence.value:7}  {_where(spec)}{council}{licence}")
        if look := looks.get(spec.name):
            click.echo(f"{'':{width}}  {_ended(look)}")
    if not specs:
        click.echo(f"No source is configured: {file} is not there or lists none.")


def _row(look: Look | None) -> dict[str, object] | None:
    return {name: value for name, value in asdict(look).items() if name != "seen"} if look else None


def _ended(look: Look) -> str:
    figures = f"{look.listed:,} listed, {look.missed:,} not retrieved, {look.gone:,} no longer listed"
    return f"{look.at}: " + (click.style(f"failed: {look.failure}", fg="red") if look.failure else figures)


def _where(spec: SourceSpec) -> str:
    match spec:
        case FolderSpec(path=path):
            return path
        case UrlsSpec(urls=urls):
            return f"{urls[0]}{f' and {len(urls) - 1} more' if len(urls) > 1 else ''}"
        case ScdlSpec(location=location):
            return location
        case PageSpec(url=url):
            return url
        case _:
            return spec.url if spec.kind == "feed" else f"{spec.base_url} {spec.dataset}"
