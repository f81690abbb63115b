"""What a deliberation is about, by the ACTES nomenclature: the code that is printed, else the one that its title gives by the rules.

A pure function of the printed records. A title that speaks of two families equally has no subject, nor has one that no rule knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from transforms.model import LandedDocument, ResolvedSubject, SubjectBasis
from transforms.subjects.nomenclature import LABELS, family
from transforms.subjects.printed import printed_code, printed_codes
from transforms.subjects.rules import THEMES
from transforms.subjects.titles import is_ambiguous, matches
from transforms.text import words

__all__ = ["LABELS", "Row", "family", "resolve_subjects", "subject_of", "subject_rows"]

Row = tuple[str, int, int, str | None, str | None, str | None, str | None, str, str | None, str | None, int, int, int, str]


def subject_of(title: str | None, theme: str | None = None) -> tuple[str | None, SubjectBasis, str | None, str | None]:
    """Code, basis, the rule's id and the words that matched, for a title and a printed theme.

    >>> subject_of("Vote du budget primitif 2024")
    ('7.1', <SubjectBasis.TITLE: 'title'>, '7.1-budget', 'BUDGET PRIMITIF')
    """
    for text in (theme, title):
        code = printed_code(text) if text else None
        if code:
            return code, SubjectBasis.PRINTED, None, text
    found = matches(title) if title else ()
    if is_ambiguous(found):
        evidence = " / ".join(f"{match.rule.code} {match.words}" for match in found)
        return None, SubjectBasis.AMBIGUOUS, None, evidence
    if found:
        return found[0].rule.code, SubjectBasis.TITLE, found[0].rule.id, found[0].words
    code = THEMES.get(" ".join(words(theme))) if theme else None
    return (code, SubjectBasis.THEME, None, theme) if code else (None, SubjectBasis.NONE_FOUND, None, None)


def resolve_subjects(documents: Iterable[LandedDocument]) -> Iterator[ResolvedSubject]:
    """The subject of every printed deliberation, or why there is none; sorted by document."""
    for document in sorted(documents, key=lambda document: document.document_id):
        items = [(part, item) for part, sitting in enumerate(document.sittings, start=1) for item in sitting.deliberations]
        # Only where a document holds a single deliberation is it sure what a code in its head or its receipt speaks of.
        codes = list(printed_codes(line for page in document.extraction.pages for line in page.lines)) if len(items) == 1 else []
        for part, item in items:
            code, basis, rule, evidence = subject_of(item.title, item.subject)
            place = item.place
            if codes and basis is not SubjectBasis.PRINTED:  # what stands in the item itself, or was corrected there, goes before
                sure = len({found.code for found in codes}) == 1
                code, basis, rule = (codes[0].code, SubjectBasis.PRINTED, None) if sure else (None, SubjectBasis.AMBIGUOUS, None)
                evidence, place = " / ".join(dict.fromkeys(found.place.quote for found in codes)), codes[0].place
            yield ResolvedSubject(document.document_id, part, item.position, code, basis, rule, evidence, place)


def subject_rows(documents: Iterable[LandedDocument]) -> Iterator[Row]:
    """The rows of ``printed.resolved_subject``."""
    for subject in resolve_subjects(documents):
        code, place = subject.code, subject.place
        known = (code, LABELS[code], family(code), LABELS[family(code)]) if code else (None,) * 4
        where = (place.page, place.line_from, place.line_to, place.quote)
        yield (subject.document_id, subject.part, subject.position, *known, subject.basis.value, subject.rule, subject.evidence, *where)
