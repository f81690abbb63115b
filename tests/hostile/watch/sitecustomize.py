"""Loaded by every Python process of a watched run, before all else: notes what it writes outside its home, starts or connects to."""

# ruff: noqa: PTH100, PTH115, PTH118

import os
import sys

LOG, HOME, TEMPORARY = (os.environ.get(name, "") for name in ("WATCH_LOG", "WATCH_FOLDER", "TMPDIR"))
STARTED = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "pty.spawn", "webbrowser.open")
CHANGED = ("os.remove", "os.rename", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.chown", "os.truncate", "shutil.move")
HARMLESS = ("/dev/null", "/dev/tty", "/proc/self/")


def _watch(event, arguments):
    told = None
    if event in STARTED:
        told = f"{event} {arguments[:2]!r}"
    elif (event == "socket.connect" and not isinstance(arguments[1], str | bytes)) or event == "socket.getaddrinfo":
        told = f"{event} {arguments[1:]!r}"
    elif event == "open" and isinstance(arguments[0], str | bytes):
        path, mode, flags = arguments
        if (isinstance(mode, str) and set(mode) & set("wax+")) or (
            isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        ):
            told = _outside(event, path)
    elif event in CHANGED and isinstance(arguments[0], str | bytes):
        told = _outside(event, arguments[0], next((one for one in arguments[1:] if isinstance(one, int) and one > 2), None))
    if told:
        descriptor = os.open(LOG, os.O_WRONLY | os.O_CREAT | os.O_APPEND) if not told.endswith(LOG) else None
        if descriptor is not None:
            os.write(descriptor, (told.replace("\n", "\\n") + "\n").encode("utf-8", "backslashreplace"))
            os.close(descriptor)


def _outside(event, path, folder=None):
    if folder is not None and event in ("os.remove", "os.rmdir"):  # removed from an open folder, as shutil.rmtree does
        path = os.path.join(os.readlink(f"/proc/self/fd/{folder}"), os.fsdecode(path))
    place = os.path.abspath(os.fsdecode(path))
    is_ours = place.startswith((HOME + os.sep, TEMPORARY + os.sep, *HARMLESS)) or place in (HOME, LOG)
    return None if is_ours else f"{event} {place}"


if LOG and HOME:
    sys.addaudithook(_watch)
