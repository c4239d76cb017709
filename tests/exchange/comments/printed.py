"""Read a PDF as WeasyPrint writes it: which words stand where, from the bytes alone."""

import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_STREAM = re.compile(rb"\A(.*?)stream\n(.*)\nendstream\Z", re.DOTALL)
_IDENTITY = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True)
class Words:
    """A run of text where it stands on its page, in points from the top left."""

    x: float
    y: float
    signs: tuple[str, ...]
    """From left to right; a sign may stand for several letters."""
    is_artifact: bool

    @property
    def text(self) -> str:
        """As it is printed, from the left."""
        return "".join(self.signs)

    @property
    def from_right(self) -> str:
        """As it is read where it runs from the right."""
        return "".join(reversed(self.signs))


class Pdf:
    """The objects of a file."""

    def __init__(self, content: bytes) -> None:
        self.objects = {int(match[1]): match[2] for match in _OBJECT.finditer(content)}
        packed = next(body for body in self.objects.values() if b"/ObjStm" in body[:100])
        first = int(_found(rb"/First (\d+)", packed))
        inner = self.stream(packed)
        places = [int(one) for one in inner[:first].split()]
        ends = [*places[3::2], len(inner) - first]
        for number, start, end in zip(places[::2], places[1::2], ends, strict=True):
            self.objects[number] = inner[first + start : first + end].strip()
        self.catalog = next(body for body in self.objects.values() if body.startswith(b"<</Type /Catalog"))
        self.fonts: dict[str, dict[int, str]] = {}

    @staticmethod
    def stream(body: bytes) -> bytes:
        match = _STREAM.search(body)
        assert match
        return zlib.decompress(match[2])

    def pages(self) -> list[list[Words]]:
        """The words of each page, in the order in which they are painted."""
        tree = next(body for body in self.objects.values() if body.startswith(b"<</Type /Pages"))
        kids = [int(one) for one in re.findall(rb"(\d+) 0 R", _found(rb"/Kids \[(.*?)\]", tree))]
        return [list(self._page(self.objects[kid])) for kid in kids]

    def _page(self, page: bytes) -> Iterator[Words]:
        height = float(_found(rb"/MediaBox \[0 0 [\d.]+ ([\d.]+)\]", page))
        resources = self.objects[int(_found(rb"/Resources (\d+)", page))]
        fonts = self.objects[int(_found(rb"/Font (\d+)", resources))]
        content = self.stream(self.objects[int(_found(rb"/Contents (\d+)", page))]).decode("latin-1")
        brush = _Brush(height, lambda name: self._font(int(_found(rb"%b (\d+)" % name.encode(), fonts))))
        for line in content.split("\n"):
            *operands, operator = line.split(" ")
            if words := brush.do(operator, operands):
                yield words

    def _font(self, number: int) -> dict[int, str]:
        key = str(number)
        if key not in self.fonts:
            cmap = self.stream(self.objects[int(_found(rb"/ToUnicode (\d+)", self.objects[number]))]).decode()
            pairs = re.findall(r"^<([0-9a-f]+)> <([0-9a-f]*)>$", cmap, re.MULTILINE)
            self.fonts[key] = {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}
        return self.fonts[key]


class _Brush:
    """Goes through what paints a page."""

    def __init__(self, height: float, font_of: Callable[[str], dict[int, str]]) -> None:
        self.height = height
        self.font_of = font_of
        self.font: dict[int, str] = {}
        self.now, self.place = _IDENTITY, _IDENTITY
        self.kept: list[Matrix] = []
        self.mark = ""
        self.marks: list[str] = []
        self.steps: dict[str, Callable[[list[str]], Words | None]] = {
            "q": lambda _: self.kept.append(self.now),
            "Q": lambda _: self.turn(now=self.kept.pop()),
            "cm": lambda words: self.turn(now=_times(_matrix(words), self.now)),
            "Tm": lambda words: self.turn(place=_times(_matrix(words), self.now)),
            "Tf": lambda words: self.turn(font=self.font_of(words[0])),
            "BMC": lambda _: self.marks.append(self.mark),
            "BDC": lambda _: self.marks.append(self.mark),
            "EMC": lambda _: self.turn(mark=self.marks.pop()),
            "TJ": self.show,
        }

    def do(self, operator: str, operands: list[str]) -> Words | None:
        if operator.startswith("/"):
            # The tag of what is marked next stands on a line before.
            self.mark = operator
        step = self.steps.get(operator)
        return step(operands) if step else None

    def turn(self, **state: object) -> None:
        for name, value in state.items():
            setattr(self, name, value)

    def show(self, operands: list[str]) -> Words:
        codes = "".join(re.findall(r"<([0-9a-f]+)>", "".join(operands)))
        signs = tuple(self.font[int(codes[at : at + 4], 16)] for at in range(0, len(codes), 4))
        return Words(self.place[4], self.height - self.place[5], signs, "/Artifact" in self.marks)


def _found(pattern: bytes, body: bytes) -> bytes:
    match = re.search(pattern, body, re.DOTALL)
    assert match, (pattern, body[:200])
    return match[1]


def _matrix(operands: list[str]) -> Matrix:
    a, b, c, d, e, f = map(float, operands)
    return a, b, c, d, e, f


def _times(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    m, n, o, p, q, r = two
    return a * m + b * o, a * n + b * p, c * m + d * o, c * n + d * p, e * m + f * o + q, e * n + f * p + r
