"""Alerts: what is wrong now is told once through a webhook and by mail, to whoever set them up, and again only after it was right.

What is wrong follows from the home's files, so that a run that a person or cron started and one that Dagster started tell the same.
``history/alerts.json`` has what failed last and what each channel was told; a channel that could not be reached is told the next time.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import smtplib
import socket
import ssl
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from pipelines.freshness import freshness_of, unpublished
from pipelines.history import history_of
from pipelines.home import Home, SetupError
from pipelines.settings import SMTP_PASSWORD, WEBHOOK, Settings, settings_of
from pipelines.store import Clock, now, write_atomically

TIMEOUT: Final = 20  # seconds that a channel has
MOST: Final = 50  # alerts that one message holds; how many more there are is said

PUBLISHING = "publishing"  # what failed where a run did not get through to the published results


class Kind(StrEnum):
    """What an alert is about."""

    RUN_FAILED = "run_failed"
    SETUP = "setup"
    SOURCE_FAILED = "source_failed"
    SOURCE_SILENT = "source_silent"
    OUTDATED = "outdated"
    QUARANTINE = "quarantine"


@dataclass(frozen=True, slots=True)
class Alert:
    """Something that is wrong. Two alerts with the same ``key`` tell the same state."""

    kind: Kind
    subject: str
    sentence: str
    state: str = ""  # what makes it another alert on the same subject

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.subject}:{hashlib.sha256(self.state.encode()).hexdigest()[:12]}"


class ChannelError(Exception):
    """One clear sentence on why a channel was not reached; it holds no secret."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to tell people. ``send`` raises ChannelError."""

    name: str
    send: Callable[[Message], None]


@dataclass(frozen=True, slots=True)
class Message:
    """What is told at once."""

    home: str
    host: str
    at: str  # ISO, UTC
    alerts: tuple[Alert, ...]
    more: int = 0

    @property
    def subject(self) -> str:
        total = len(self.alerts) + self.more
        return f"registre: {self.alerts[0].sentence}" if total == 1 else f"registre: {total:,} alerts"

    @property
    def text(self) -> str:
        more = [f"… and {self.more:,} more"] if self.more else []
        return "\n".join([f"Home {self.home} on {self.host}, {self.at}", "", *(f"- {one.sentence}" for one in self.alerts), *more])


def after_run(home: Home, subject: str, failure: str | None, clock: Clock = now) -> list[str]:
    """Notes how a run ended, ``failure`` being the reason or ``None``, and tells what is wrong and was not told yet.

    Gives a sentence for each channel that failed. Raises SetupError where the settings are faulty.
    """
    return _told(home, clock, {subject: failure})


def tell_alerts(home: Home, clock: Clock = now) -> list[str]:
    """Tells what is wrong and was not told yet. Gives and raises what :func:`after_run` does."""
    return _told(home, clock, {})


def _told(home: Home, clock: Clock, ended: dict[str, str | None]) -> list[str]:
    channels = channels_of(settings_of(home))
    if not channels:
        return []  # whoever sets one up later is told what is wrong then
    at, errors = clock(), []
    with _state(home) as state:
        failures: dict[str, str] = {**state["failures"], **{subject: why for subject, why in ended.items() if why is not None}}
        state["failures"] = {subject: why for subject, why in failures.items() if ended.get(subject, why) is not None}
        found, unknown = wrong_now(home, clock)
        said = {alert.state for alert in found}  # a faulty file of sources is why a run could not begin: it is told once
        failed = [Alert(Kind.RUN_FAILED, subject, why, why) for subject, why in sorted(state["failures"].items()) if why not in said]
        wrong = failed + found
        for channel in channels:
            before = set(state["told"].get(channel.name, ()))
            news = [alert for alert in wrong if alert.key not in before]
            try:
                if news:
                    channel.send(_message(home, at.isoformat(timespec="seconds"), news))
                    before |= {alert.key for alert in news}
            except ChannelError as error:
                errors.append(str(error))
            stays = {key for key in before if key.split(":")[0] in unknown}
            state["told"][channel.name] = sorted(stays | before & {alert.key for alert in wrong})
    return errors


def wrong_now(home: Home, clock: Clock = now) -> tuple[list[Alert], frozenset[Kind]]:
    """What the home's files say is wrong, the most pressing first; and the kinds of which they say nothing, since a file is faulty."""
    at, waiting = clock(), unpublished(home)
    outdated = [Alert(Kind.OUTDATED, "snapshot", waiting.sentence, waiting.fault or "")] if waiting.is_late(at) else []
    rest = [*outdated, *_quarantined(home)]
    try:
        sources = freshness_of(home)
    except SetupError as error:
        return [Alert(Kind.SETUP, home.sources_file.name, str(error), str(error)), *rest], frozenset(
            {Kind.SOURCE_FAILED, Kind.SOURCE_SILENT}
        )
    failed = [
        Alert(Kind.SOURCE_FAILED, one.source, f"The source {one.source} failed: {why}", why) for one in sources if (why := one.failure)
    ]
    silent = [Alert(Kind.SOURCE_SILENT, one.source, one.sentence) for one in sources if one.is_silent(at)]
    return [*failed, *silent, *rest], frozenset()


def _quarantined(home: Home) -> Iterator[Alert]:
    """The sessions and deliberations that are set aside, with the rules that they break."""
    rules: defaultdict[str, set[str]] = defaultdict(set)
    for row in history_of(home):
        subject = row["deliberation_id"] or row["session_id"] or row["document_id"]
        if row["severity"] == "error" and not row["closed"] and subject:
            rules[subject].add(row["rule"])
    for subject, broken in sorted(rules.items()):
        said = ", ".join(sorted(broken))
        yield Alert(Kind.QUARANTINE, subject, f"Set aside: {subject}, which breaks {said} (`registre review` shows it).", said)


def _message(home: Home, at: str, alerts: Sequence[Alert]) -> Message:
    return Message(str(home.root), socket.gethostname(), at, tuple(alerts[:MOST]), max(0, len(alerts) - MOST))


@contextmanager
def _state(home: Home) -> Iterator[dict[str, Any]]:
    """What is remembered, kept when the block ends; one process at a time."""
    file = home.findings_history.with_name("alerts.json")
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.with_suffix(".lock").open("a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        state = _read(file)
        yield state
        write_atomically(file, json.dumps(state, ensure_ascii=False, indent=1).encode())


def _read(file: Path) -> dict[str, Any]:
    """What is remembered; nothing where the file is damaged, so that too much is told rather than too little."""
    try:
        state = json.loads(file.read_bytes())
        return {"failures": dict(state["failures"]), "told": dict(state["told"])}
    except (OSError, ValueError, KeyError, TypeError):
        return {"failures": {}, "told": {}}


def channels_of(settings: Settings) -> list[Channel]:
    """The channels that are set up."""
    found = []
    if address := os.environ.get(WEBHOOK):
        found.append(Channel("webhook", lambda message: post(address, message)))
    if settings.recipients:
        found.append(Channel("mail", lambda message: mail(settings, message)))
    return found


def post(address: str, message: Message) -> None:
    """Posts a message as JSON; ``text`` is what chat services show. Raises ChannelError without the address, which is a secret."""
    import httpx

    alerts = [{name: value for name, value in asdict(alert).items() if name != "state"} for alert in message.alerts]
    body = {"text": message.text, "home": message.home, "host": message.host, "at": message.at, "alerts": alerts, "more": message.more}
    try:
        answer = httpx.post(address, json=body, timeout=TIMEOUT, follow_redirects=False)
    except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
        raise ChannelError(f"The webhook cannot be reached: {type(error).__name__}.") from None
    if not answer.is_success:
        raise ChannelError(f"The webhook answers {answer.status_code}.")


def mail(settings: Settings, message: Message) -> None:
    """Sends a message by mail. Raises ChannelError."""
    letter = EmailMessage()
    letter["From"], letter["To"] = settings.alert_from or f"registre@{message.host}", ", ".join(settings.recipients)
    letter["Subject"] = " ".join(message.subject.split())[:200]
    letter["Date"], letter["Message-ID"] = format_datetime(now()), make_msgid(domain=message.host)
    letter["Auto-Submitted"] = "auto-generated"  # no out-of-office answers
    letter.set_content(message.text + "\n")
    try:
        with _server(settings) as server:
            if settings.smtp_security == "starttls":
                server.starttls(context=ssl.create_default_context())
            if settings.smtp_user:
                server.login(settings.smtp_user, os.environ.get(SMTP_PASSWORD, ""))
            server.send_message(letter)
    except (OSError, ValueError, smtplib.SMTPException) as error:
        raise ChannelError(f"The mail server {settings.smtp_host} did not take the alert: {_reason(error)}.") from None


def _server(settings: Settings) -> smtplib.SMTP:
    if settings.smtp_security == "tls":
        return smtplib.SMTP_SSL(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT, context=ssl.create_default_context())
    return smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT)


def _reason(error: Exception) -> str:
    """What a server said, without what it was told."""
    if isinstance(error, smtplib.SMTPResponseException):
        return str(error.smtp_code)
    return getattr(error, "strerror", None) or type(error).__name__


def sentences_of(errors: Iterable[str]) -> list[str]:
    """What a person is told where an alert did not get through."""
    return [f"An alert was not sent. {error}" for error in errors]
