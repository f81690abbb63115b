"""The site's page models → its files. Whatever comes from a document is data: escaped, in the search index too."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache
from typing import Any, Final

from babel.numbers import format_decimal
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from transforms.french_doubts import in_french
from transforms.reporting.french import alphabetical
from transforms.reporting.language import Language, wording
from transforms.reporting.render import printable
from transforms.reporting.site import STATES, CouncilSite, DeliberationPage
from transforms.reporting.site_words import word

SCRIPTS: Final = ("sort.js", "search.js", "site.js")
STYLES: Final = ("style.css", "site.css")
INDEX_NAME: Final = "registreIndex"  # the search index is a plain script, so that it loads from disk too
# Written as escapes: what could end a script, and the two line ends that old engines do not take inside a string.
_UNSAFE: Final = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def site_files(site: CouncilSite, language: Language) -> Iterator[tuple[str, str]]:
    """Each file of a council's site with its path in the site's folder; every page comes after what it may link to is known."""
    pages = _Pages(site, language)
    yield from assets(language)
    yield "assets/search-index.js", search_index(site, language)
    yield pages.at("index.html", "site_home.html", home=site.home)
    yield pages.at("sessions.html", "site_sessions.html", sessions=site.sessions)
    yield pages.at("councillors.html", "site_councillors.html", councillors=site.councillors)
    yield pages.at("documents.html", "site_documents.html", documents=site.documents)
    for session in site.sessions:
        yield pages.at(session.link.href, "site_session.html", page=session)
    for deliberation in site.deliberations():
        yield pages.at(deliberation.link.href, "site_deliberation.html", page=deliberation, facts=vote_facts(deliberation))
    for councillor in site.councillors:
        yield pages.at(councillor.person.href, "site_councillor.html", page=councillor)
    for document in site.document_pages():
        yield pages.at(document.link.href, "site_document.html", page=document)


def assets(language: Language) -> Iterator[tuple[str, str]]:
    """The style sheet and the script that every page of a site loads."""
    environment = _environment(language)
    for path, parts in (("assets/site.css", STYLES), ("assets/site.js", SCRIPTS)):
        yield path, "\n".join(environment.get_template(part).render() for part in parts)


def search_index(site: CouncilSite, language: Language) -> str:
    """The search index as a script that sets one name; text from documents cannot end it or be run."""
    said = wording(language)
    rows = []
    for entry in site.search_entries():
        day = said.long_date(date.fromisoformat(entry.detail)) if entry.detail else ""
        rows.append(
            [word(said, "kind", entry.kind), entry.href, *(printable(text) for text in (entry.text, entry.words)), day, entry.detail]
        )
    lines = ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows)
    return f"var {INDEX_NAME} = [\n{lines}\n];\n".translate(_UNSAFE)


def sites_index(sites: Sequence[tuple[str, str, int, int, int]], language: Language) -> str:
    """The page that leads to each council's site: link, name, and how many sessions, deliberations and councillors it holds."""
    ordered = sorted(sites, key=lambda site: (alphabetical(site[1]), site[0]))
    return _environment(language).get_template("site_index.html").render(sites=ordered)


def vote_facts(page: DeliberationPage) -> dict[str, bool | None]:
    """What the print says of the vote as a whole; None where it leaves it open."""
    return {
        "is_contested": page.link.is_contested,
        "unanimous_printed": page.row["unanimous_printed"],
        "unanimous_strict": page.row["unanimous_strict"],
        "is_secret": page.row["is_secret"],
        "has_casting_vote": page.row["has_casting_vote"],
    }


class _Pages:
    """Pages of one site in one language."""

    def __init__(self, site: CouncilSite, language: Language) -> None:
        self._site, self._environment = site, _environment(language)

    def at(self, path: str, template: str, **values: Any) -> tuple[str, str]:
        root = "../" * path.count("/")
        return path, self._environment.get_template(template).render(site=self._site, root=root, path=path, **values)


@cache
def _environment(language: Language) -> Environment:
    said = wording(language)
    environment = Environment(
        loader=PackageLoader("transforms.reporting"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=printable,
    )
    # text of the documents is French whatever the page's language is; screen readers are told where it stands in an English page
    of_document = Markup("") if language is Language.FRENCH else Markup(' lang="fr"')
    environment.globals |= {
        "language": str(language),
        "fr": of_document,
        "say": said.say,
        "count": said.count,
        "noun": said.noun,
        "states": STATES,
        "word": cache(lambda vocabulary, code: word(said, vocabulary, code)),
    }
    environment.filters |= {
        "long_date": said.long_date,
        "percent": said.percent,
        "whole": said.whole,
        "doubt": in_french if language is Language.FRENCH else str,
        "decimal": lambda value: format_decimal(value, "0.00", locale=said.locale),
        "filed": lambda name: " ".join(alphabetical(name)),
    }
    return environment
