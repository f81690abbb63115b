"""Alerts by webhook and mail: what is told, to whom, once."""

from __future__ import annotations

import json
import os
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from click.testing import CliRunner, Result

from pipelines.alerts import PUBLISHING, after_run, tell_alerts
from pipelines.command import main
from pipelines.history import COLUMNS
from pipelines.home import Home, SetupError
from pipelines.ingestion import FolderSource, ingest
from pipelines.run import RunError
from pipelines.settings import settings_of
from pipelines.sources.looks import Look, write_look
from tests.sources.test_commands import configure

NOW = datetime(2026, 3, 10, 6, tzinfo=UTC)
DAY = timedelta(days=1)
SECRET = "T0K3N"
PASSWORD = "correct horse"


@dataclass
class Hook:
    """A webhook on loopback. ``status`` is what it answers."""

    status: int = 200
    address: str = ""
    posted: list[dict[str, Any]] = field(default_factory=list)

    def sentences(self) -> list[str]:
        """What was told since the last question."""
        told = [alert["sentence"] for message in self.posted for alert in message["alerts"]]
        self.posted.clear()
        return told


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hook]:
    found = Hook()

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if found.status == 200:
                found.posted.append(body)
            self.send_response(found.status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    found.address = f"http://127.0.0.1:{server.server_address[1]}/services/{SECRET}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    monkeypatch.setenv("REGISTRE_ALERT_WEBHOOK", found.address)
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    for name in {"REGISTRE_HOME", "DAGSTER_HOME", *(name for name in os.environ if name.upper().startswith("REGISTRE_"))}:
        monkeypatch.setenv(name, "")  # a run in this process sets the first two: both are put back
        monkeypatch.delenv(name)
    return Home(tmp_path / "home").prepare()


def folder(name: str, **fields: object) -> dict:
    return {"name": name, "kind": "folder", "path": "papers", **fields}


def looked(home: Home, source: str, at: datetime, failure: str | None = None, success: datetime | None = None) -> None:
    answered = success or (None if failure else at)
    said = answered.isoformat() if answered else None
    write_look(home, Look(source, "folder", at.isoformat(), failure=failure, reached_at=said, first_at=at.isoformat()))


def set_aside(home: Home, *rows: dict[str, str]) -> None:
    lines = [",".join(COLUMNS), *(",".join({"severity": "error", **row}.get(column, "") for column in COLUMNS) for row in rows)]
    home.findings_history.write_text("\n".join(lines) + "\n")


def at(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


# --- what is told


def test_nothing_is_told_or_remembered_where_nobody_wants_to_know(home: Home) -> None:
    configure(home, folder("ville"))
    looked(home, "ville", NOW, failure="It fell silent.")
    assert tell_alerts(home, at(NOW)) == []
    assert not home.findings_history.with_name("alerts.json").exists()


def test_a_source_that_fails_is_told_once_until_it_was_right_again(home: Home, hook: Hook) -> None:
    configure(home, folder("ville"), folder("bourg"))
    looked(home, "bourg", NOW)
    looked(home, "ville", NOW, failure="The server answers 404: there is nothing.")
    sentence = "The source ville failed: The server answers 404: there is nothing."
    assert tell_alerts(home, at(NOW)) == []
    assert hook.sentences() == [sentence]
    for _ in range(2):
        tell_alerts(home, at(NOW))
    assert hook.posted == []
    looked(home, "ville", NOW, failure="The server fell silent.")
    tell_alerts(home, at(NOW))
    assert hook.sentences() == ["The source ville failed: The server fell silent."]  # another state
    looked(home, "ville", NOW)
    tell_alerts(home, at(NOW))
    assert hook.posted == []
    looked(home, "ville", NOW, failure="The server answers 404: there is nothing.")
    tell_alerts(home, at(NOW))
    assert hook.sentences() == [sentence]


def test_a_source_is_silent_after_twice_its_cadence(home: Home, hook: Hook) -> None:
    configure(home, folder("jour", cadence="daily"), folder("mois", cadence="monthly"), folder("jamais"), folder("neuf"))
    looked(home, "jour", NOW - 2 * DAY)
    looked(home, "mois", NOW - 50 * DAY)
    looked(home, "neuf", NOW)
    tell_alerts(home, at(NOW))
    assert hook.posted == []
    tell_alerts(home, at(NOW + timedelta(minutes=1)))
    assert hook.sentences() == ["The source jour (daily) was last looked at with success on 2026-03-08 06:00 UTC."]
    tell_alerts(home, at(NOW + 3 * DAY))
    assert [sentence.split()[2] for sentence in hook.sentences()] == ["neuf"]  # that of jour was told


def test_failures_do_not_count_as_answers(home: Home, hook: Hook) -> None:
    configure(home, folder("jour"))
    looked(home, "jour", NOW, failure="It fell silent.", success=NOW - 3 * DAY)
    tell_alerts(home, at(NOW))
    assert hook.sentences() == [
        "The source jour failed: It fell silent.",
        "The source jour (daily) was last looked at with success on 2026-03-07 06:00 UTC.",
    ]


def test_a_source_that_never_answered_is_silent_from_the_first_look_on(home: Home, hook: Hook) -> None:
    configure(home, folder("jour"))
    looked(home, "jour", NOW, failure="It fell silent.")
    tell_alerts(home, at(NOW + 3 * DAY))
    assert hook.sentences()[1] == "The source jour (daily) was never looked at with success, first on 2026-03-10 06:00 UTC."


def test_what_is_newly_set_aside_is_told_and_what_is_closed_is_not(home: Home, hook: Hook) -> None:
    first = {"finding_id": "1", "rule": "C1", "session_id": "commune-x:2025-01-21"}
    also = {"finding_id": "2", "rule": "N2a", "session_id": "commune-x:2025-01-21"}
    warning = {"finding_id": "3", "rule": "C6", "session_id": "commune-x:2025-02-21", "severity": "warning"}
    closed = {"finding_id": "4", "rule": "C1", "session_id": "commune-x:2025-03-21", "closed": "2026-01-01T00:00:00+00:00"}
    set_aside(home, first, also, warning, closed)
    after_run(home, PUBLISHING, None, at(NOW))
    assert hook.sentences() == ["Set aside: commune-x:2025-01-21, which breaks C1, N2a (`registre review` shows it)."]
    item = {"finding_id": "5", "rule": "C9", "session_id": "commune-x:2025-04-21", "deliberation_id": "commune-x:2025-04-21#7"}
    set_aside(home, first, also, item)
    after_run(home, PUBLISHING, None, at(NOW))
    assert hook.sentences() == ["Set aside: commune-x:2025-04-21#7, which breaks C9 (`registre review` shows it)."]


def test_a_document_that_waits_to_be_published_is_told(home: Home, hook: Hook) -> None:
    (home.inbox / "a.pdf").write_bytes(b"one")
    ingest(home, [FolderSource("inbox", home.inbox)], at(NOW))
    tell_alerts(home, at(NOW + timedelta(hours=6)))
    assert hook.posted == []
    tell_alerts(home, at(NOW + timedelta(hours=6, minutes=1)))
    assert hook.sentences() == [
        "What is published is older than its documents: 1 document not in the snapshot, the first since 2026-03-10 06:00 UTC."
    ]


def test_a_run_that_fails_is_told_until_one_succeeds(home: Home, hook: Hook) -> None:
    for _ in range(2):
        after_run(home, PUBLISHING, "The step printed failed: no space left.", at(NOW))
    tell_alerts(home, at(NOW))
    assert hook.sentences() == ["The step printed failed: no space left."]
    after_run(home, "ville", None, at(NOW))  # another run's success
    after_run(home, PUBLISHING, "The step printed failed: no space left.", at(NOW))
    assert hook.posted == []
    after_run(home, PUBLISHING, None, at(NOW))
    after_run(home, PUBLISHING, "The step printed failed: no space left.", at(NOW))
    assert hook.sentences() == ["The step printed failed: no space left."]


def test_a_faulty_sources_file_is_told_with_its_line(home: Home, hook: Hook) -> None:
    home.sources_file.write_text("sources:\n- {name: a, kind: folder}\n")
    tell_alerts(home, at(NOW))
    (sentence,) = hook.sentences()
    assert sentence.startswith(f"{home.sources_file}:2: sources[a].path")


def test_what_was_told_before_a_file_was_faulty_is_not_told_again_after_it(home: Home, hook: Hook) -> None:
    def alright() -> None:
        configure(home, folder("ville"), folder("bourg"))

    alright()
    looked(home, "ville", NOW, failure="It fell silent.")
    looked(home, "bourg", NOW - 3 * DAY)
    set_aside(home, {"finding_id": "1", "rule": "C1", "session_id": "commune-x:2025-01-21"})
    tell_alerts(home, at(NOW))
    assert len(hook.sentences()) == 3
    home.sources_file.write_text("sources: 7\n")
    tell_alerts(home, at(NOW))
    assert len(hook.sentences()) == 1
    alright()
    tell_alerts(home, at(NOW))
    assert hook.sentences() == []


def test_a_snapshot_that_cannot_be_read_is_told(home: Home, hook: Hook) -> None:
    home.snapshot.write_bytes(b"no database" * 1000)
    for _ in range(2):
        tell_alerts(home, at(NOW))
    (sentence,) = hook.sentences()
    assert sentence.startswith("What is published cannot be read: ")


def test_a_message_says_where_it_comes_from_and_how_many_more_there_are(home: Home, hook: Hook) -> None:
    set_aside(home, *({"finding_id": str(n), "rule": "C1", "session_id": f"commune-x:{n:03}"} for n in range(53)))
    tell_alerts(home, at(NOW))
    (message,) = hook.posted
    assert (message["home"], message["at"], message["more"]) == (str(home.root), "2026-03-10T06:00:00+00:00", 3)
    assert len(message["alerts"]) == 50
    assert message["alerts"][0]["kind"] == "quarantine"
    assert message["text"].endswith("\n… and 3 more")
    tell_alerts(home, at(NOW))
    assert len(hook.posted) == 1


# --- mail


class Box:
    """Takes mail and keeps it."""

    def __init__(self) -> None:
        self.letters: list[Any] = []

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        self.letters.append((envelope.rcpt_tos, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 OK"


@pytest.fixture
def port() -> int:
    """A port that nobody has."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def box(port: int) -> Iterator[tuple[Box, int]]:
    kept = Box()
    controller = Controller(kept, hostname="127.0.0.1", port=port)
    controller.start()
    yield kept, port
    controller.stop()


def test_a_letter_goes_to_everybody(home: Home, box: tuple[Box, int]) -> None:
    kept, port = box
    mailing = {"alert_to": "a@journal.example, b@journal.example", "alert_from": "registre@journal.example"}
    configure(home, folder("ville"), smtp_host="127.0.0.1", smtp_port=port, **mailing)
    looked(home, "ville", NOW, failure="« introuvable »\nBcc: x@example")
    assert tell_alerts(home, at(NOW)) == []
    ((recipients, letter),) = kept.letters
    assert recipients == ["a@journal.example", "b@journal.example"]
    assert (letter["From"], letter["To"]) == ("registre@journal.example", "a@journal.example, b@journal.example")
    assert letter["Subject"] == "registre: The source ville failed: « introuvable » Bcc: x@example"
    assert letter["Bcc"] is None
    assert "- The source ville failed: « introuvable »" in letter.get_content()
    assert letter["Auto-Submitted"] == "auto-generated"


def test_each_channel_is_told_once_though_the_other_fails(home: Home, hook: Hook, box: tuple[Box, int]) -> None:
    kept, port = box
    configure(home, folder("ville"), smtp_host="127.0.0.1", smtp_port=port, alert_to="a@journal.example")
    looked(home, "ville", NOW, failure="It fell silent.")
    hook.status = 500
    assert tell_alerts(home, at(NOW)) == ["The webhook answers 500."]
    assert len(kept.letters) == 1
    hook.status = 200
    assert tell_alerts(home, at(NOW)) == []
    assert hook.sentences() == ["The source ville failed: It fell silent."]
    assert len(kept.letters) == 1


def test_a_server_that_cannot_be_reached_is_named_without_secrets(home: Home, hook: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    configure(home, folder("ville"), smtp_host="127.0.0.1", smtp_port=1, alert_to="a@journal.example")
    monkeypatch.setenv("REGISTRE_ALERT_WEBHOOK", f"http://127.0.0.1:1/services/{SECRET}")
    looked(home, "ville", NOW, failure="It fell silent.")
    assert tell_alerts(home, at(NOW)) == [
        "The webhook cannot be reached: ConnectError.",
        "The mail server 127.0.0.1 did not take the alert: Connection refused.",
    ]
    monkeypatch.setenv("REGISTRE_ALERT_WEBHOOK", f"{SECRET}")
    assert tell_alerts(home, at(NOW))[0] == "The webhook cannot be reached: UnsupportedProtocol."


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A key and a certificate for localhost that signs itself."""
    key, crt = tmp_path / "key.pem", tmp_path / "crt.pem"
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    making = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", *names]
    subprocess.run([*making, "-keyout", key, "-out", crt], check=True, capture_output=True)
    return key, crt


def test_a_password_goes_only_to_a_server_that_is_known_by_its_certificate(
    home: Home, certificate: tuple[Path, Path], port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, crt = certificate
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    tls.load_cert_chain(crt, key)
    given: list[tuple[bytes, bytes]] = []

    def authenticate(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
        assert isinstance(data, LoginPassword)
        given.append((data.login, data.password))
        return AuthResult(success=True)

    kept = Box()
    controller = Controller(
        kept, hostname="localhost", port=port, tls_context=tls, require_starttls=True, authenticator=authenticate, auth_required=True
    )
    controller.start()
    try:
        signing = {"smtp_host": "localhost", "smtp_port": port, "smtp_security": "starttls", "smtp_user": "alerts"}
        configure(home, folder("ville"), alert_to="a@journal.example", **signing)
        monkeypatch.setenv("REGISTRE_SMTP_PASSWORD", PASSWORD)
        looked(home, "ville", NOW, failure="It fell silent.")
        (error,) = tell_alerts(home, at(NOW))
        assert error.startswith("The mail server localhost did not take the alert: ")
        assert (given, kept.letters) == ([], [])
        monkeypatch.setenv("SSL_CERT_FILE", str(crt))
        assert tell_alerts(home, at(NOW)) == []
    finally:
        controller.stop()
    assert given == [(b"alerts", PASSWORD.encode())]
    assert len(kept.letters) == 1


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"alert_to": "nobody"}, "alert_to: mail addresses are expected"),
        ({"smtp_user": "alerts"}, "smtp_user: smtp_security must be starttls or tls"),
        ({"smtp_security": "maybe"}, "smtp_security: Input should be"),
    ],
    ids=["address", "password in the clear", "security"],
)
def test_faulty_settings_are_told_with_file_and_field(home: Home, settings: dict[str, str], said: str) -> None:
    configure(home, **settings)
    with pytest.raises(SetupError, match=f"settings.yml:\\d+: {said}"):
        settings_of(home)


def test_config_says_that_secrets_are_set_and_never_what_they_are(home: Home, hook: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGISTRE_SMTP_PASSWORD", PASSWORD)
    result = registre(home, "config")
    assert "$REGISTRE_ALERT_WEBHOOK  set" in result.output
    assert "$REGISTRE_SMTP_PASSWORD  set" in result.output
    assert SECRET not in result.output
    assert PASSWORD not in result.output


# --- the command


def registre(home: Home, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--home", str(home.root)])


def test_a_run_of_cron_tells_how_it_failed(home: Home, hook: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RunError("The step printed failed: no space left.")

    monkeypatch.setattr("pipelines.run.execute", fail)
    configure(home, samples=False)
    result = registre(home, "run")
    assert (result.exit_code, result.stderr) == (1, "registre: The step printed failed: no space left.\n")
    assert hook.sentences() == ["The step printed failed: no space left."]
    hook.status = 503
    monkeypatch.setattr("pipelines.run.execute", lambda *_, **__: None)
    configure(home, folder("ville"), samples=False)
    result = registre(home, "run")
    assert result.exit_code == 3
    assert "registre: An alert was not sent. The webhook answers 503.\n" in result.stderr
    assert SECRET not in result.output
    hook.status = 200
    registre(home, "run")
    assert hook.sentences() == [f"The source ville failed: The source folder {home.root / 'papers'} does not exist."]


def test_a_run_of_cron_that_cannot_begin_tells_so(home: Home, hook: Hook) -> None:
    home.sources_file.write_text("sources:\n- {name: a, kind: folder}\n")
    result = registre(home, "run")
    assert result.exit_code == 2
    assert [sentence.startswith(f"{home.sources_file}:2: sources[a].path") for sentence in hook.sentences()] == [True]
