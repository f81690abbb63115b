"""A store that speaks S3, on loopback: moto's server in a thread of its own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def s3(*buckets: str) -> Iterator[str]:
    """A server with empty buckets, which the environment leads to; gives its address."""
    import fsspec
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        environment.setenv("AWS_ACCESS_KEY_ID", "registre")
        environment.setenv("AWS_SECRET_ACCESS_KEY", "geheim")
        environment.setenv("AWS_REGION", "eu-west-3")
        try:
            for bucket in buckets:
                fsspec.filesystem("s3", skip_instance_cache=True).mkdir(bucket)
            yield f"http://{host}:{port}"
        finally:
            server.stop()
