"""Which council a sitting belongs to: by the SIREN of the préfecture's receipt, else by its source, else by name and kind."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TypeVar

from transforms.model import CouncilKind, CouncilLink, PrintedDocument, ResolvedCouncil, SourceCouncil
from transforms.text import words

KIND_UNKNOWN = "council"  # stands where the kind would in an id

Sitting = tuple[str, int, PrintedDocument]  # document_id, part, what is printed

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Claim:
    """What one sitting prints of its council. SIREN and département are those of its receipts, where these agree."""

    document_id: str
    part: int
    name: str | None
    kind: CouncilKind | None
    siren: str | None
    department: str | None


def claim_of(document_id: str, part: int, sitting: PrintedDocument) -> Claim:
    """What a sitting prints of its council."""
    siren = _only({receipt.siren for receipt in sitting.receipts if receipt.siren})
    department = _only({receipt.department for receipt in sitting.receipts if receipt.department})
    return Claim(document_id, part, sitting.council, sitting.council_kind, siren, department)


def resolve_councils(
    claims: Iterable[Claim], source_councils: Mapping[str, SourceCouncil] = MappingProxyType({})
) -> tuple[ResolvedCouncil, ...]:
    """The council of each sitting, in the order of ``claims``, which are those of all sittings: one tells what another means.

    ``source_councils`` says by document whose documents its source publishes. That goes before the printed name, which may be misread, but
    not before a printed kind that is another: a town's page publishes its CCAS and its communauté too, and those must not become the town.

    A receipt's SIREN names the body itself, so it goes before the name: "IVRY" and "Ivry-sur-Seine" with one SIREN are one council, and two
    villages called Saint-Martin with two SIRENs stay two. A SIREN whose check digit is wrong links nothing.
    """
    printed = [_claim(claim) for claim in claims]
    told = [_with_source(claim, source_councils.get(claim.document_id)) for claim in printed]
    told = [_with_kind(claim, claims_of_slug) for claims_of_slug in [_kinds_by_slug(told)] for claim in told]
    by_siren = _ids_by_siren(told)
    by_name = _ids_by_name(told, by_siren)
    links = (_link(claim, by_siren, by_name) for claim in told)
    return tuple(_as_printed(link, claim, source_councils.get(claim.document_id)) for link, claim in zip(links, printed, strict=True))


@dataclass(frozen=True, slots=True)
class _Claim:
    """What one sitting says of its council."""

    document_id: str
    part: int
    name: str | None
    slug: str | None
    kind: CouncilKind | None
    siren: str | None
    department: str | None
    is_of_source: bool = False  # name, kind and SIREN are those that the source's configuration gives
    is_kind_open: bool = False  # several kinds of body bear this name and the sitting does not say which

    @property
    def name_id(self) -> str | None:
        return None if self.slug is None or self.is_kind_open else f"{self.kind or KIND_UNKNOWN}-{self.slug}"

    @property
    def linking_siren(self) -> str | None:
        return self.siren if self.siren and is_siren(self.siren) else None


def councils_called(councils: Iterable[ResolvedCouncil]) -> Callable[[str, str | None], str | None]:
    """How to find the one commune of a name (or id) and, where it is known, département; ``None`` where none or several are called so."""
    by_name: defaultdict[str, set[str]] = defaultdict(set)
    departments: defaultdict[str, set[str]] = defaultdict(set)
    for council in councils:
        if council.council_id:
            by_name[council.council_id].add(council.council_id)
            if council.kind in (CouncilKind.COMMUNE, None) and council.name:
                by_name[council_slug(council.name)].add(council.council_id)
            if council.department:
                departments[council.council_id].add(council.department.lstrip("0"))

    def find(name: str, department: str | None) -> str | None:
        called = by_name.get(name) or by_name.get(council_slug(name), set())
        code = (department or "").lstrip("0")
        return _only({one for one in called if not code or not departments[one] or code in departments[one]})

    return find


def council_slug(name: str) -> str:
    """The council's name in an id.

    >>> council_slug("Ivry-sur-Seine"), council_slug("L’HAŸ-LES-ROSES")
    ('ivry-sur-seine', 'l-hay-les-roses')
    """
    return "-".join(words(name)).lower()


def is_siren(number: str) -> bool:
    """Whether nine digits pass the check digit (Luhn's) that every SIREN carries.

    >>> is_siren("219400413"), is_siren("219400431"), is_siren("21940041")
    (True, False, False)
    """
    if len(number) != 9 or not (number.isascii() and number.isdigit()):
        return False
    doubled = (int(digit) * (1 + index % 2) for index, digit in enumerate(reversed(number)))
    return sum(digit // 10 + digit % 10 for digit in doubled) % 10 == 0


def _claim(claim: Claim) -> _Claim:
    slug = (council_slug(claim.name) or None) if claim.name else None
    return _Claim(claim.document_id, claim.part, claim.name, slug, claim.kind, claim.siren, claim.department)


def _with_source(claim: _Claim, council: SourceCouncil | None) -> _Claim:
    """The claim with the council of its source, where the receipt names none and the print names no body of another kind."""
    if council is None or claim.linking_siren or (claim.kind and claim.kind is not council.kind):
        return claim
    siren = council.siren if council.siren and is_siren(council.siren) else None
    slug = council_slug(council.name) or None
    named = (claim.document_id, claim.part, council.name, slug, council.kind, siren, claim.department or council.department)
    return _Claim(*named, is_of_source=True)


def _as_printed(link: ResolvedCouncil, printed: _Claim, council: SourceCouncil | None) -> ResolvedCouncil:
    """The link with name and SIREN as the sitting prints them, and whether that agrees with its source."""
    if council is None:
        return link
    agrees = None
    if printed.linking_siren and council.siren:
        agrees = printed.linking_siren == council.siren
    elif printed.slug:
        agrees = printed.slug == council_slug(council.name) and printed.kind in (council.kind, None)
    return replace(link, name=printed.name, siren=printed.siren, source_council=council.name, agrees_with_source=agrees)


def _kinds_by_slug(claims: Iterable[_Claim]) -> Mapping[str, set[CouncilKind]]:
    kinds: defaultdict[str, set[CouncilKind]] = defaultdict(set)
    for claim in claims:
        if claim.slug and claim.kind:
            kinds[claim.slug].add(claim.kind)
    return kinds


def _with_kind(claim: _Claim, kinds_by_slug: Mapping[str, set[CouncilKind]]) -> _Claim:
    """A sitting that does not print its kind has that of the one body known by this name; several bodies leave it open."""
    if claim.kind or claim.slug is None:
        return claim  # also one whose source says its kind
    kinds = kinds_by_slug.get(claim.slug, set())
    facts = (claim.document_id, claim.part, claim.name, claim.slug, _only(kinds), claim.siren, claim.department)
    return _Claim(*facts, is_kind_open=len(kinds) > 1)


def _ids_by_siren(claims: Iterable[_Claim]) -> Mapping[str, str]:
    """For each SIREN the id that most of its sittings give by name; the SIREN is added where two bodies would share one id."""
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for claim in claims:
        if claim.linking_siren:
            votes[claim.linking_siren].update([claim.name_id] if claim.name_id else [])
    elected = {
        siren: min(counter, key=lambda name_id: (-counter[name_id], name_id)) if counter else f"{KIND_UNKNOWN}-{siren}"
        for siren, counter in votes.items()
    }
    shared = Counter(elected.values())
    return {siren: f"{council_id}-{siren}" if shared[council_id] > 1 else council_id for siren, council_id in elected.items()}


def _ids_by_name(claims: Iterable[_Claim], by_siren: Mapping[str, str]) -> Mapping[str, set[str]]:
    """The councils that the sittings of a name are linked to by SIREN: a sitting of that name without SIREN follows them."""
    ids: defaultdict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if claim.name_id and claim.linking_siren:
            ids[claim.name_id].add(by_siren[claim.linking_siren])
    return ids


def _link(claim: _Claim, by_siren: Mapping[str, str], by_name: Mapping[str, set[str]]) -> ResolvedCouncil:
    if claim.linking_siren:
        council_id, how = by_siren[claim.linking_siren], CouncilLink.SOURCE if claim.is_of_source else CouncilLink.RECEIPT
    elif claim.is_kind_open or len(by_name.get(claim.name_id or "", ())) > 1:
        council_id, how = None, CouncilLink.SEVERAL_FOUND
    elif claim.name_id:
        council_id = _only(by_name.get(claim.name_id, {claim.name_id}))
        how = CouncilLink.SOURCE if claim.is_of_source else CouncilLink.NAME
    else:
        council_id, how = None, CouncilLink.NONE_FOUND
    return ResolvedCouncil(claim.document_id, claim.part, council_id, claim.name, claim.kind, claim.siren, claim.department, how)


def _only(values: set[_T]) -> _T | None:
    """The one value of a set that has exactly one."""
    return next(iter(values)) if len(values) == 1 else None
