"""Projects that are copied and changed, sites that are built from them, and their pages as trees."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import html5lib
from lxml import etree

PROJECT = Path(__file__).parent / "project"
GUIDANCE = Path(sys.executable).with_name("guidance")
MKDOCS = Path(sys.executable).with_name("mkdocs")
LANGUAGES = ("en", "zh", "ar")
ORIGIN = "https://site.example/"

Changes = Mapping[str, str | None]
"""The text of files by their path; None where a file is to go."""


def make_project(root: Path, changes: Changes | None = None, source: Path = PROJECT) -> Path:
    """Copy a project and change some of its files."""
    shutil.copytree(source, root, symlinks=True, ignore=shutil.ignore_patterns("site", ".site"))
    for path, text in (changes or {}).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        if text is None:
            (root / path).unlink()
        else:
            (root / path).write_text(text, encoding="utf-8", newline="")
    return root


def edited(path: str, *replacements: tuple[str, str]) -> dict[str, str]:
    """A file of the project with some of its words replaced; each must stand there once."""
    text = (PROJECT / path).read_text(encoding="utf-8")
    for old, new in replacements:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        text = text.replace(old, new)
    return {path: text}


LISTED = """\
        - {locale: en, name: English, default: true, build: true}
        - {locale: zh, name: 中文, build: true}
        - {locale: ar, name: العربية, build: true}
"""


def languages(listed: str) -> Changes:
    """The project with other languages."""
    return edited("mkdocs.yml", (LISTED, listed))


def without(*folders: str) -> dict[str, None]:
    """The project without what is in some folders."""
    files = [path.relative_to(PROJECT) for folder in folders for path in (PROJECT / folder).rglob("*")]
    return {str(path): None for path in files if (PROJECT / path).is_file()}


def environment(**variables: str) -> dict[str, str]:
    """The environment of a command: English, on the day of the second round."""
    own = {"GUIDANCE_LANGUAGE": "en", "SOURCE_DATE_EPOCH": "1539000000", "PYTHONWARNINGS": "ignore"}
    return os.environ | own | variables


def run(*arguments: str | Path, cwd: Path | None = None, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command and wait for it."""
    command = [str(argument) for argument in arguments]
    return subprocess.run(
        command, cwd=cwd, env=environment(**variables), capture_output=True, text=True, timeout=120, check=False
    )


def tree(folder: Path) -> dict[str, str]:
    """The digest of each file in a folder, by its path."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest() for path in files}


@dataclass
class Page:
    """A page as a browser would take it."""

    html: str
    errors: list[str] = field(default_factory=list)
    """What a strict parser says against it."""

    @cached_property
    def root(self) -> etree._Element:
        parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("lxml"), namespaceHTMLElements=False)
        root: etree._Element = parser.parse(self.html).getroot()
        self.errors += [f"{line}:{column}: {code} {words}" for (line, column), code, words in parser.errors]
        return root

    def all(self, path: str) -> list[etree._Element]:
        """The elements that an XPath finds."""
        found: list[etree._Element] = self.root.xpath(path)
        return found

    def one(self, path: str) -> etree._Element:
        """The only element that an XPath finds."""
        found = self.all(path)
        assert len(found) == 1, f"{path}: {len(found)}"
        return found[0]

    def has_class(self, name: str) -> list[etree._Element]:
        """The elements with a class."""
        return self.all(f"//*[contains(concat(' ', @class, ' '), ' {name} ')]")

    def by_id(self, name: str) -> etree._Element:
        """The element with an id."""
        return self.one(f"//*[@id='{name}']")


def words(element: etree._Element) -> str:
    """What is read of an element, on one line."""
    return " ".join("".join(element.itertext()).split())


@dataclass
class Site:
    """A built site."""

    root: Path
    project: Path
    _pages: dict[str, Page] = field(default_factory=dict)

    def page(self, address: str) -> Page:
        """The page at an address such as ``zh/alpha/``."""
        if address not in self._pages:
            path = self.root / address
            path = path / "index.html" if path.is_dir() or not address else path
            self._pages[address] = Page(path.read_text(encoding="utf-8"))
        return self._pages[address]

    @property
    def addresses(self) -> list[str]:
        """The addresses of all pages, without 404.html."""
        return sorted(
            f"{path.parent.relative_to(self.root)}/".removeprefix("./") for path in self.root.rglob("index.html")
        )

    def mentions(self, text: str) -> Iterator[str]:
        """The files of the site in which a text stands, or in whose path."""
        for path in sorted(self.root.rglob("*")):
            if path.is_file() and (text in str(path.relative_to(self.root)) or text.encode() in path.read_bytes()):
                yield str(path.relative_to(self.root))


def localised(address: str, language: str) -> str:
    """The address of a page in a language."""
    return address if language == "en" else f"{language}/{address}"


def pages(site: Site) -> Iterator[tuple[str, Page]]:
    """Every page with its address."""
    for address in (*site.addresses, "404.html"):
        yield address, site.page(address)


def targets(page: Page) -> Iterator[str]:
    """Every address that a page names, but those of its head that are for machines."""
    for element in page.all("//*[not(ancestor::template)]"):
        for name in {"href", "src", "poster"} & set(element.keys()):
            if element.get("rel") not in ("canonical",):
                yield element.get(name)


def broken(site: Site) -> Iterator[str]:
    """Every link inside the site that leads nowhere."""
    ids = {address: set(page.root.xpath("//@id")) for address, page in pages(site)}
    for address, page in pages(site):
        for target in targets(page):
            whole = urlsplit(urljoin(f"{ORIGIN}{address}", target))
            if f"{whole.scheme}://{whole.netloc}/" != ORIGIN:
                continue
            path, fragment = unquote(whole.path.removeprefix("/")), unquote(whole.fragment)
            if not (site.root / path / "index.html").is_file() and not (site.root / path).is_file():
                yield f"{address}: {target}"
            elif (site.root / path).is_dir() and path and not path.endswith("/"):
                yield f"{address}: {target} is answered with another address"
            elif fragment and fragment not in ids.get(path, {fragment}):
                yield f"{address}: {target}"
