"""What is true of every page that people open: it is well formed, its links lead somewhere, and a screen reader finds its way."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

FOLLOWED = ("href", "src", "action")


def pages_of(folder: Path) -> dict[Path, Element]:
    """Every page below the folder."""
    return {path: ElementTree.parse(path).getroot() for path in sorted(folder.rglob("*.html"))}


def links_of(page: Element) -> Iterator[str]:
    return (element.attrib[name] for element in page.iter() for name in FOLLOWED if name in element.attrib)


def dead_links(pages: Mapping[Path, Element], folder: Path) -> list[tuple[str, str]]:
    """Each link that leaves the folder, leads to no file, or to an id that its page has not."""
    ids = {path.resolve(): {element.attrib["id"] for element in page.iter() if "id" in element.attrib} for path, page in pages.items()}
    return [(path.name, link) for path, page in pages.items() for link in links_of(page) if not leads(path, link, ids, folder.resolve())]


def leads(path: Path, link: str, ids: Mapping[Path, set[str]], folder: Path) -> bool:
    """Whether a link is relative, stays in the folder, and finds its file and its id."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc or parts.path.startswith("/"):
        return False
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path.resolve()
    if not target.is_file() or folder not in target.parents:
        return False
    return not parts.fragment or re.fullmatch(r"page=\d+", parts.fragment) is not None or unquote(parts.fragment) in ids.get(target, ())


def faults(page: Element) -> list[str]:
    """What a screen reader would stumble over."""
    found = []
    ids = [element.attrib["id"] for element in page.iter() if "id" in element.attrib]
    if len(ids) != len(set(ids)):
        found.append("an id stands twice")
    levels = [int(element.tag[1]) for element in page.iter() if re.fullmatch(r"h[1-6]", element.tag)]
    if levels.count(1) != 1 or levels[0] != 1:
        found.append(f"headings begin {levels[:3]}, with {levels.count(1)} of the first level")
    found += [f"a heading of level {after} follows one of level {level}" for level, after in pairwise(levels) if after > level + 1]
    found += [f"no {name}" for name in ("main", "title") if len(list(page.iter(name))) != 1]
    found += ["a table without a caption" for table in page.iter("table") if table.find("caption") is None]
    found += ["a heading of a table without its scope" for head in page.iter("th") if "scope" not in head.attrib]
    return found
