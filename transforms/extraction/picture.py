"""The picture of a scanned page made ready for recognition: straightened, its rules taken out, its ruled cells laid one below the other.

Tesseract reads a line of text from one side of a table to the other and drops headings that are underlined; a page whose cells stand
in one column and that has no rules gives it no occasion. Sizes and places are in pixels of a picture of ``RESOLUTION`` dots per inch.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt
from PIL import Image

Mask = npt.NDArray[np.bool_]

WHITE: Final = 255

PATCH: Final = 32  # side of the squares of which each has its own shade of paper: wider than the strokes of any heading
PAPER: Final = 0.75  # share of a patch's pixels that are darker than its paper, where the patch holds print too
DARK_PATCH: Final = 0.6  # of the page's paper: a darker patch is a photograph or a heading in white on black
PALEST_GREY: Final = 0.95  # of the paper: what is paler is its grain
MOST_SKEW: Final = 4.0  # degrees that a sheet may lie askew in the scanner
LEAST_SKEW: Final = 0.2  # degrees; Tesseract follows such a line by itself
PLAINLY_UPRIGHT: Final = 1.5  # times as sharp as the columns are the rows of most pages as they are; of 125 levelled pages at least 1.48
FEWEST_EDGES: Final = 200  # points on the lower edges of letters; fewer tell no angle
SHORTEST_RULE: Final = (150, 100)  # horizontal: an underlined word; vertical: higher than the capitals of any heading
THICKEST_RULE: Final = 12
THICKEST_DOT: Final = 6
WIDEST_GAP: Final = 16  # between two dots of a row that leads to a figure
WORD_GAP: Final = 40  # wider than a space
HIGHEST_GAP: Final = 24  # white inside a capital
BLOCK: Final = 8  # side of the squares in which cells are looked for
LEAST_CELL: Final = (40, 24)  # width and height
TABLE_GAP: Final = 24  # between two cells of one table
GAP: Final = 40  # white between two slices, more than between two lines
HIGHEST_CELL: Final = 400  # a higher one is a frame round half a page, which may hold columns
LEAST_LETTER: Final = 12  # height of a small letter of the smallest print
HIGHEST_LINE: Final = 48  # and of a line of common print with the white below it
PALEST_INK: Final = 200
HIGHEST_SPECK: Final = 8
MARGIN: Final = 8  # white kept round what a slice holds
SHORTEST_LOST: Final = 80
HIGHEST_LOST: Final = 72  # a line of large print with its accents


class Box(NamedTuple):
    """A rectangle; right and bottom are the first column and row outside."""

    left: int
    top: int
    right: int
    bottom: int

    def holds(self, other: Box) -> bool:
        return self.left <= other.left and self.top <= other.top and self.right >= other.right and self.bottom >= other.bottom

    @property
    def area(self) -> int:
        return (self.right - self.left) * (self.bottom - self.top)

    def shares(self, other: Box, by: int = 0) -> bool:
        """Whether the two lap over each other by more than ``by`` in width and height; below zero: or are no further apart."""
        return (
            min(self.right, other.right) - max(self.left, other.left) > by
            and min(self.bottom, other.bottom) - max(self.top, other.top) > by
        )

    def around(self, other: Box) -> Box:
        """The smallest box that holds both."""
        return Box(min(self.left, other.left), min(self.top, other.top), max(self.right, other.right), max(self.bottom, other.bottom))


@dataclass(frozen=True, slots=True)
class Rules:
    """Where the straight lines of a picture are, in a picture of half its width and height. ``leaders`` are rows of dots, in full size."""

    horizontal: Mask
    vertical: Mask
    leaders: tuple[Box, ...] = ()


def darkness(grey: npt.NDArray[np.uint8]) -> int:
    """The grey that parts ink from paper, by Otsu's method (1979): below is ink.

    On a page with hardly any ink that method parts the grain of the paper, so ink is at the least a fifth darker than most of the page.
    """
    counts = np.bincount(grey[::4, ::4].ravel(), minlength=256).astype(float)
    below = counts.cumsum()
    moment = (counts * np.arange(256)).cumsum()
    apart = np.zeros(256)
    split = (below > 0) & (below < below[-1])
    apart[split] = (moment[-1] * below[split] / below[-1] - moment[split]) ** 2 / (below[split] * (below[-1] - below[split]))
    paper = int(np.searchsorted(below, below[-1] / 2))
    return min(int(apart.argmax()) + 1, paper * 4 // 5)


def whitened(picture: Image.Image) -> Image.Image:
    """The grey picture with its paper white, wherever light fell on it: grain and shadows hide print from Tesseract.

    Each pixel is divided by the shade of the paper around it.
    """
    if picture.width < PATCH or picture.height < PATCH:
        return picture
    grey = np.asarray(picture)
    rows, columns = picture.height // PATCH, picture.width // PATCH
    patches = grey[: rows * PATCH : 4, : columns * PATCH : 4].reshape(rows, PATCH // 4, columns, PATCH // 4).swapaxes(1, 2)
    rank = int(PAPER * (PATCH // 4) ** 2)
    shades = np.partition(patches.reshape(rows, columns, -1), rank, axis=2)[:, :, rank].astype(np.float32)
    page = float(np.median(shades))
    shades[shades < DARK_PATCH * page] = page
    if shades.min() >= PALEST_GREY * WHITE:
        return picture
    paper = Image.fromarray(np.maximum(shades, 1)).resize(picture.size, Image.Resampling.BILINEAR)
    share = grey / np.asarray(paper)
    share[share > PALEST_GREY] = 1
    share *= WHITE
    return Image.fromarray(share.astype(np.uint8))


def skew(picture: Image.Image) -> float:
    """By how many degrees the lines of a grey picture fall to the right, at most ``MOST_SKEW``; 0 where it holds too little to tell.

    The lower edges of the letters, summed up along lines of each angle: along that of the print they fall on fewest lines.
    """
    grey = np.asarray(picture.reduce(2))
    ink = grey < darkness(grey)
    rows, columns = np.nonzero(ink[:-1] & ~ink[1:])
    if len(rows) < FEWEST_EDGES:
        return 0.0
    step = len(rows) // 60_000 + 1
    rows, columns = rows[::step], columns[::step] - ink.shape[1] / 2

    def sharpness(angle: float) -> float:
        along = np.rint(rows - columns * np.tan(np.radians(angle))).astype(np.int64)
        return float((np.bincount(along - along.min()).astype(float) ** 2).sum())

    angle = 0.0
    for reach, width in ((MOST_SKEW, 0.5), (0.4, 0.1), (0.08, 0.02)):
        count = round(reach / width)
        angle = max((angle + width * index for index in range(-count, count + 1)), key=sharpness)
    return angle


def is_sideways(picture: Image.Image) -> bool:
    """Whether the lines of a grey picture run up or down the page: then the letters' edges make sharper columns than rows.

    Where that is not plain the picture is made level both ways round before: lines that lie askew by one degree make no sharp rows.
    """
    small = picture.reduce(2)
    turned = small.transpose(Image.Transpose.ROTATE_90)
    if _sharpness(small, 2) > PLAINLY_UPRIGHT * _sharpness(turned, 2):
        return False
    level, turned_level = (straightened(way).reduce(2) for way in (small, turned))  # so much smaller, specks of dust vanish
    return _sharpness(level, 4) < _sharpness(turned_level, 4)


def _sharpness(picture: Image.Image, factor: int) -> float:
    """How sharply the lower edges of the letters in a grey picture so many times smaller fall into rows; 1 where they are evenly spread.

    Their numbers are compared with the mean over the height of a line: where a page is empty says nothing. A few rules are left aside.
    """
    grey = np.asarray(picture)
    ink = grey < darkness(grey)
    sums = (ink[:-1] & ~ink[1:]).sum(axis=1)
    level = np.minimum(sums, np.quantile(sums, 0.98)).astype(float)
    width = HIGHEST_LINE // factor
    mean = float((np.convolve(level, np.ones(width) / width, "same") ** 2).mean())
    return float((level**2).mean()) / mean if mean else 1.0


def straightened(picture: Image.Image) -> Image.Image:
    """The grey picture with its lines level."""
    angle = skew(picture)
    return picture.rotate(angle, Image.Resampling.BILINEAR, fillcolor=WHITE) if abs(angle) >= LEAST_SKEW else picture


# --- rules


def find_rules(picture: Image.Image) -> Rules:
    """The straight, thin, dark lines of a grey picture: of tables and boxes, under headings, and the dots that lead to a figure."""
    grey = np.asarray(picture.reduce(2))
    ink = grey < min(darkness(grey) + 40, 232)  # rules are often paler than letters
    wide, high = (length // 2 for length in SHORTEST_RULE)
    ink_and_below = ink | _moved(ink, 1, 0)  # a line may drop by a pixel on its way
    horizontal = _thin(_opened(ink_and_below, wide, 1), THICKEST_RULE // 2 + 1, 0)
    vertical = _thin(_opened(ink | _moved(ink, 1, 1), high, 0), THICKEST_RULE // 2 + 1, 1)
    dot = THICKEST_DOT // 2 + 1
    dots = ink & ~_opened(_closed(ink, HIGHEST_GAP // 2, 0), dot + 1, 0) & ~_opened(ink, dot + 1, 1)  # no letter, no part of one
    dotted = _opened(_closed(dots, WIDEST_GAP // 2, 1), wide, 1)
    leaders = tuple(Box(*(2 * edge for edge in box)) for box, _ in components(dotted))
    return Rules(horizontal | dotted, vertical, leaders)


def without_rules(picture: Image.Image, rules: Rules) -> Image.Image:
    """The grey picture with its rules painted white; a letter that runs down into the rule below it keeps its tail."""
    grey = np.array(picture)
    dark = darkness(grey)
    for first, last in _runs(rules.horizontal.any(axis=1)):
        top = max(2 * first - 2, 0)
        band = grey[top : 2 * last + 1]
        ruled = _grown(_doubled(rules.horizontal[first:last], band.shape, 2 * first - top), 1, 0)
        band[ruled & ~_tails(band < dark, ruled)] = WHITE
    for first, last in _runs(rules.vertical.any(axis=0)):
        left = max(2 * first - 1, 0)
        band = grey[:, left : 2 * last + 1]
        ruled = _doubled(rules.vertical[:, first:last].T, band.T.shape, 2 * first - left).T
        band[_grown(ruled, 1, 1)] = WHITE
    for leader in sorted(rules.leaders):
        _pull(grey, leader, dark)
    return Image.fromarray(grey)


def _pull(grey: npt.NDArray[np.uint8], leader: Box, dark: int) -> None:
    """Moves what a row of dots leads to up to where the dots began: Tesseract overlooks figures that stand far off."""
    line = grey[max(leader.bottom - HIGHEST_LINE, 0) : leader.bottom + LEAST_LETTER]
    inked = np.any(line[:, leader.right :] < dark, axis=0, keepdims=True)
    words = _runs(_closed(np.asarray(inked), WORD_GAP, 1)[0])
    if words and words[0][0] <= WORD_GAP:
        left, right = (leader.right + edge for edge in words[0])
        to = leader.left + LEAST_LETTER
        moved = line[:, left:right].copy()
        line[:, left:right] = WHITE
        line[:, to : to + right - left] = moved


def _tails(ink: Mask, ruled: Mask) -> Mask:
    """The ink of a rule into which a letter above it runs down."""
    front, tails = ink & ~ruled, np.zeros_like(ink)
    for _ in range(THICKEST_RULE // 2 + 1):
        front = _moved(front, 1, 0) & ruled & ink
        tails |= front
    return tails


def _runs(row: npt.ArrayLike) -> list[tuple[int, int]]:
    """Where the runs of true values begin and end."""
    turns = np.flatnonzero(np.diff(np.asarray(row, np.int8), prepend=0, append=0)).tolist()
    return list(zip(turns[::2], turns[1::2], strict=True))


def _moved(mask: Mask, by: int, axis: int) -> Mask:
    """The mask moved down (axis 0) or right (axis 1)."""
    moved = np.zeros_like(mask)
    if axis == 0:
        moved[by:] = mask[:-by]
    else:
        moved[:, by:] = mask[:, :-by]
    return moved


def _opened(mask: Mask, length: int, axis: int) -> Mask:
    """What of the mask belongs to unbroken runs of ``length`` along the axis."""
    starts, done = mask, 1
    while done < length:  # runs twice as long from runs of which two begin ``done`` apart
        by = min(done, length - done)
        starts = np.logical_and(starts, np.roll(starts, -by, axis))
        if axis == 0:
            starts[-by:] = False
        else:
            starts[:, -by:] = False
        done += by
    done = 1
    while done < length:
        by = min(done, length - done)
        starts = starts | _moved(starts, by, axis)
        done += by
    return starts


def _thin(mask: Mask, most: int, axis: int) -> Mask:
    """What of the mask is no thicker than ``most`` along the axis."""
    return mask & ~_opened(mask, most + 1, axis)


def _closed(mask: Mask, gap: int, axis: int) -> Mask:
    """The mask with the gaps of at most ``gap`` between neighbours along the axis filled."""
    return ~_opened(~mask, gap + 1, axis)


def _grown(mask: Mask, by: int, axis: int) -> Mask:
    """The mask and ``by`` pixels on both sides of it along the axis."""
    grown = mask.copy()
    for step in range(1, by + 1):
        if axis == 0:
            grown[step:] |= mask[:-step]
            grown[:-step] |= mask[step:]
        else:
            grown[:, step:] |= mask[:, :-step]
            grown[:, :-step] |= mask[:, step:]
    return grown


def _doubled(mask: Mask, shape: tuple[int, ...], down: int) -> Mask:
    """The mask at twice its size, ``down`` rows from the top of a larger one of that shape."""
    doubled = np.zeros(shape, bool)
    twice = mask.repeat(2, 0).repeat(2, 1)[: shape[0] - down, : shape[1]]
    doubled[down : down + twice.shape[0], : twice.shape[1]] = twice
    return doubled


def _blocks(mask: Mask, side: int) -> Mask:
    """Whether anything is in each square of ``side`` pixels."""
    height, width = -mask.shape[0] % side, -mask.shape[1] % side
    padded = np.pad(mask, ((0, height), (0, width)))
    bands = np.bitwise_or.reduce(padded.reshape(padded.shape[0] // side, side, padded.shape[1]), axis=1)  # axis by axis: five times as fast
    return np.asarray(bands.reshape(bands.shape[0], bands.shape[1] // side, side).any(axis=2), dtype=np.bool_)


# --- cells


def components(mask: Mask) -> list[tuple[Box, int]]:
    """The parts of a mask that hang together by their sides, each with its size."""
    boxes: list[Box] = []
    sizes: list[int] = []
    leads: list[int] = []  # component → one that it was found to be part of, itself at the end

    def lead(index: int) -> int:
        while leads[index] != index:
            leads[index] = leads[leads[index]]
            index = leads[index]
        return index

    lines = np.flatnonzero(mask.any(axis=1))  # most lines of most masks hold nothing
    turns = np.diff(mask[lines].view(np.int8), axis=1, prepend=0, append=0)
    at, begin = np.nonzero(turns == 1)
    starts, ends = zip(lines[at].tolist(), begin.tolist(), strict=True), np.nonzero(turns == -1)[1].tolist()
    above: list[tuple[int, int, int]] = []
    here: list[tuple[int, int, int]] = []
    line, first = -1, 0
    for (y, start), end in zip(starts, ends, strict=True):
        if y != line:
            above, here, first = (here if y == line + 1 else []), [], 0
            line = y
        while first < len(above) and above[first][1] <= start:
            first += 1
        index, run = -1, first
        while run < len(above) and above[run][0] < end:
            other = lead(above[run][2])
            if index < 0:
                index = other
            elif other != index:
                index, other = min(index, other), max(index, other)
                leads[other] = index
                boxes[index] = boxes[index].around(boxes[other])
                sizes[index] += sizes[other]
            run += 1
        if index < 0:
            index = len(leads)
            leads.append(index)
            boxes.append(Box(start, y, end, y + 1))
            sizes.append(0)
        boxes[index] = boxes[index].around(Box(start, y, end, y + 1))
        sizes[index] += end - start
        here.append((start, end, index))
    return [(boxes[index], sizes[index]) for index, of in enumerate(leads) if index == of]


def find_cells(rules: Rules, size: tuple[int, int]) -> list[Box]:
    """The areas of a picture of ``size`` (width, height) that rules close in: cells of tables, boxes, frames round a page."""
    if not rules.horizontal.any() or not rules.vertical.any():
        return []
    walls = _grown(_blocks(rules.horizontal, BLOCK // 2), 2, 1) | _grown(_blocks(rules.vertical, BLOCK // 2), 2, 0)  # over small gaps
    cells = []
    for box, area in components(np.pad(~walls, 1, constant_values=True)):
        width, height = box.right - box.left, box.bottom - box.top
        if box.left == 0 or width * BLOCK < LEAST_CELL[0] or height * BLOCK < LEAST_CELL[1] or area < 0.3 * width * height:
            continue  # outside of all rules, or between two of them
        left, top, right, bottom = ((edge - 1) * BLOCK for edge in box)
        cells.append(Box(max(left - BLOCK, 0), max(top - BLOCK, 0), min(right + BLOCK, size[0]), min(bottom + BLOCK, size[1])))
    return cells


# --- one column


@dataclass(frozen=True, slots=True)
class Slice:
    """A part of the page that is read as a whole; what stands in its ``holes`` is read elsewhere."""

    box: Box
    holes: tuple[Box, ...] = ()
    is_cell: bool = False  # of a table: one column of text


@dataclass(frozen=True, slots=True)
class Column:
    """A page whose slices stand one below the other. ``tops`` says where each begins."""

    picture: Image.Image
    slices: tuple[Slice, ...]
    tops: tuple[int, ...]

    def slice_at(self, y: int) -> int:
        """The index of the slice that holds the row ``y``."""
        return max(bisect_right(self.tops, y) - 1, 0)

    def is_beside(self, part: int, other: int) -> bool:
        """Whether a slice is the cell of a table to the left of another one."""
        left, right = self.slices[part], self.slices[other]
        is_row = abs(left.box.top - right.box.top) < TABLE_GAP and left.box.right <= right.box.left + TABLE_GAP
        return is_row and left.is_cell and right.is_cell

    def without_words(self, read: Iterable[Box]) -> list[Box]:
        """Where the cells stand in which nothing was read: Tesseract overlooks a figure that stands alone."""
        full = {self.slice_at((box.top + box.bottom) // 2) for box in read}
        bottoms = (*self.tops, self.picture.height)[1:]
        return [
            Box(0, top, min(piece.box.right - piece.box.left + GAP, self.picture.width), bottom)
            for index, (piece, top, bottom) in enumerate(zip(self.slices, self.tops, bottoms, strict=True))
            if piece.is_cell and index not in full
        ]


def find_slices(picture: Image.Image, cells: Sequence[Box]) -> list[Slice]:
    """The parts of a page without rules in the order in which they are read: a table row by row, a box beside text before that text."""
    grey = np.asarray(picture.reduce(2))
    return list(_slices_of(Box(0, 0, *picture.size), cells, grey < darkness(grey)))


def _slices_of(part: Box, cells: Sequence[Box], ink: Mask) -> Iterator[Slice]:
    inside = [cell for cell in cells if part.holds(cell) and cell != part]
    outer = [cell for cell in inside if not any(other != cell and other.holds(cell) for other in inside)]
    # a stamp's box that lies across the edge of this part is read by itself
    across = [cell for cell in cells if cell not in inside and cell.area < part.area and part.shares(cell, 3 * BLOCK)]
    if not outer:
        yield Slice(part, tuple(across), is_cell=part in cells and part.bottom - part.top < HIGHEST_CELL)
        return
    holes = (*across, *outer)
    beside = _without(ink, holes)[:, part.left // 2 : part.right // 2].sum(axis=1)
    top = part.top
    for unit in _units(outer, inside, ink):
        if cut := _between_lines(beside, top, unit[0].top):
            yield Slice(Box(part.left, top, part.right, cut), holes)
            top = cut
        if len(unit) > 1:
            yield Slice(reduce(Box.around, unit), tuple(across), is_cell=True)
        else:
            yield from _slices_of(unit[0], cells, ink)
    yield Slice(Box(part.left, top, part.right, part.bottom), holes)


def _between_lines(ink: npt.NDArray[np.int64], top: int, at: int) -> int | None:
    """The row, close above ``at`` and below ``top``, in which the text beside a box is best parted; ``ink`` counts every second row."""
    rows = ink[max(top, at - HIGHEST_LINE) // 2 : at // 2][::-1]
    return at - 2 * int(rows.argmin()) if len(rows) else None


def _units(cells: Sequence[Box], inside: Sequence[Box], ink: Mask) -> Iterator[Sequence[Box]]:
    """What is read at once, from top to bottom: the rows of tables with one line a row, else single cells."""
    for table in sorted(_tables(cells), key=lambda table: min(cell.top for cell in table)):
        rows = _rows(table)
        if len(table) > 1 and all(
            _is_one_line(cell, ink) and not any(other != cell and cell.holds(other) for other in inside) for cell in table
        ):
            yield from rows
        else:
            yield from ([cell] for row in rows for cell in row)


def _without(ink: Mask, boxes: Iterable[Box]) -> Mask:
    """The ink outside of the boxes."""
    rest = ink.copy()
    for left, top, right, bottom in boxes:
        rest[top // 2 : bottom // 2, left // 2 : right // 2] = False
    return rest


def _tables(cells: Sequence[Box]) -> list[list[Box]]:
    """The cells that stand together."""
    tables: list[list[Box]] = []
    for cell in cells:
        near = [table for table in tables if any(cell.shares(other, -TABLE_GAP) for other in table)]
        tables = [table for table in tables if table not in near] + [[cell, *(other for table in near for other in table)]]
    return tables


def _rows(table: Iterable[Box]) -> list[list[Box]]:
    """The cells of a table by the rows in which they begin, from left to right."""
    rows: list[list[Box]] = []
    for cell in sorted(table, key=lambda cell: cell.top):
        if rows and cell.top - rows[-1][0].top < TABLE_GAP:
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return [sorted(row) for row in rows]


def _is_one_line(cell: Box, ink: Mask) -> bool:
    rows = ink[cell.top // 2 + 4 : cell.bottom // 2 - 4, cell.left // 2 + 4 : cell.right // 2 - 4].sum(axis=1) > 1
    return sum(end - start >= LEAST_LETTER // 2 for start, end in _runs(rows)) <= 1


def in_one_column(picture: Image.Image, slices: Iterable[Slice]) -> Column:
    """The slices of a picture one below the other, without the white above and below what they hold."""
    parts = [(piece, trimmed) for piece in slices if (trimmed := _trimmed(picture, piece))]
    height = sum(part.height + GAP for _, part in parts)
    column = Image.new("L", (picture.width, max(height, GAP)), WHITE)
    tops = []
    at = GAP // 2
    for _, part in parts:
        column.paste(part, (min(GAP, picture.width - part.width), at))
        tops.append(at - GAP // 2)
        at += part.height + GAP
    return Column(column, tuple(piece for piece, _ in parts), tuple(tops))


def _trimmed(picture: Image.Image, piece: Slice) -> Image.Image | None:
    """What a slice holds between its first and its last ink, ``None`` where there is none."""
    left, top, right, bottom = piece.box
    if right - left < LEAST_LETTER or bottom - top < LEAST_LETTER:
        return None
    part = picture.crop(piece.box)
    for hole in piece.holes:
        part.paste(WHITE, (hole.left - left, hole.top - top, hole.right - left, hole.bottom - top))
    bands = [band for band in _runs(np.any(np.asarray(part) < PALEST_INK, axis=1)) if band[1] - band[0] >= HIGHEST_SPECK]
    return part.crop((0, max(bands[0][0] - MARGIN, 0), part.width, min(bands[-1][1] + MARGIN, part.height))) if bands else None


def one_column(picture: Image.Image) -> Column:
    """The grey picture of a page, upright, as Tesseract reads it best."""
    straight = straightened(picture)
    rules = find_rules(straight)
    bare = without_rules(straight, rules)
    return in_one_column(bare, find_slices(bare, find_cells(rules, bare.size)))


# --- what is left


def left_over(picture: Image.Image, read: Iterable[Box]) -> list[Box]:
    """Where ink of the shape of a line of print stands outside of the boxes ``read``."""
    grey = np.asarray(picture.reduce(2))
    ink = _without(
        grey < darkness(grey), (Box(max(left - 6, 0), max(top - 4, 0), right + 6, bottom + 4) for left, top, right, bottom in read)
    )
    reach = 2  # blocks, over the space between two words
    lines = []
    for box, _ in components(_grown(_blocks(ink, BLOCK // 2), reach, 1)):
        left, right = max((box.left + reach) * BLOCK - 4, 0), min((box.right - reach) * BLOCK + 4, picture.width)
        top, bottom = max(box.top * BLOCK - 4, 0), min(box.bottom * BLOCK + 4, picture.height)
        if right - left >= SHORTEST_LOST and LEAST_LETTER < bottom - top <= HIGHEST_LOST:
            lines.append(Box(left, top, right, bottom))
    return lines
