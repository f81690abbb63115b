"""Which addresses may be asked at all, before and after a name is resolved."""

from __future__ import annotations

from collections.abc import Collection
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import Final
from urllib.parse import quote, urldefrag, urljoin, urlsplit, urlunsplit

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_NAT64: Final = IPv6Network("64:ff9b::/96")
_DEFAULT_PORTS: Final = {"http": 80, "https": 443}


def url_refusal(url: str) -> str | None:
    """Why a URL may not be fetched whatever its host resolves to; ``None`` where it may.

    >>> url_refusal("file:///etc/passwd")
    'only http and https are fetched, not file'
    >>> url_refusal("https://ville.example/pv.pdf") is None
    True
    """
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "this is no web address"
    if parts.scheme.lower() not in _DEFAULT_PORTS:
        return f"only http and https are fetched, not {parts.scheme}" if parts.scheme else "this is no web address"
    if not host or any(character.isspace() for character in parts.netloc):
        return "this web address names no host"
    if parts.username is not None or parts.password is not None:
        return "a web address with a user name or password is not fetched"
    return None


def address_refusal(address: str, allowed: Collection[Network] = ()) -> str | None:
    """Why an IP address may not be connected to; ``None`` for a public one and for one in ``allowed``.

    An IPv6 address that stands for an IPv4 one (mapped, 6to4, NAT64) is judged as that one.

    >>> address_refusal("169.254.169.254")
    'the address 169.254.169.254 is not public'
    >>> from ipaddress import ip_network
    >>> address_refusal("127.0.0.1", [ip_network("127.0.0.1/32")]) is None
    True
    """
    found = _meant(ip_address(address.split("%")[0]))
    if any(found.version == network.version and found in network for network in allowed):
        return None
    is_public = found.is_global and not found.is_multicast and not found.is_reserved and not found.is_unspecified
    return None if is_public else f"the address {found} is not public"


def _meant(address: Address) -> Address:
    if isinstance(address, IPv6Address):
        if inner := address.ipv4_mapped or address.sixtofour:
            return inner
        if address in _NAT64:
            return IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def absolute(url: str, base: str) -> str | None:
    """``url`` as seen from ``base``, in one spelling, without its fragment; ``None`` for what is no web address.

    >>> absolute("../PV 1.pdf#page=2", "HTTPS://Ville.example:443/conseil/liste")
    'https://ville.example/PV%201.pdf'
    """
    try:
        parts = urlsplit(urldefrag(urljoin(base, url.strip()))[0])
        port = parts.port
    except ValueError:
        return None
    scheme, host = parts.scheme.lower(), (parts.hostname or "").lower()
    if scheme not in _DEFAULT_PORTS or not host or parts.username is not None:
        return None
    shown = f"[{host}]" if ":" in host else host
    netloc = shown if port in (None, _DEFAULT_PORTS[scheme]) else f"{shown}:{port}"
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    return urlunsplit((scheme, netloc, path, quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]"), ""))


def host_of(url: str) -> str:
    """Scheme, host and port: what one robots.txt speaks for.

    >>> host_of("http://ville.example:8080/a/b.pdf")
    'http://ville.example:8080'
    """
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
