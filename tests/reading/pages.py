"""Pages from plain text, for tests of the reader."""

from transforms.model import Page
from transforms.reading.flow import Flow
from transforms.reading.furniture import body_lines


def pages_of(*texts: str) -> tuple[Page, ...]:
    """One page a text; leading and trailing line ends are the test's layout, not the page's."""
    return tuple(Page.from_text(number, text.strip("\n")) for number, text in enumerate(texts, start=1))


def flow_of(*texts: str) -> Flow:
    """The running text of pages without furniture, as the reader sees it."""
    return Flow.of(body_lines(pages_of(*texts)))
