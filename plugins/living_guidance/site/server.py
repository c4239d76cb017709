"""Serve the site while it is being written, with MkDocs' live server."""

import logging
import shutil
import socket
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from urllib.parse import urlsplit

from mkdocs.commands.build import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from living_guidance.site.builder import BuildError, configure, listening
from living_guidance.site.options import BuildOptions

Tell = Callable[[list[str], bool], None]
"""Told after each build what MkDocs warned of or what is to be mended, and whether the pages are new."""


def serve(root: Path, host: str, port: int, day: date | None, only: str | None, tell: Tell) -> None:
    """Serve until interrupted; after a mistake the pages stay as they were until it is mended.

    Raises BuildError where the first build fails, and OSError where the address cannot be had.
    """
    _try_address(host, port)
    # Every request that is not for a page would be a line.
    logging.getLogger("mkdocs.livereload").setLevel(logging.ERROR)
    with TemporaryDirectory(prefix="guidance-") as folder:

        def make() -> MkDocsConfig:
            return _build(root, Path(mkdtemp(dir=folder)), (host, port), day, only, tell)

        def rebuild() -> None:
            try:
                made = make()
            except BuildError as error:
                tell(error.problems, False)
            except OSError as error:
                tell([str(error)], False)
            else:
                shutil.rmtree(server.root)
                server.root = made.site_dir

        config = make()
        server = LiveReloadServer(rebuild, host, port, config.site_dir, urlsplit(config.site_url or "/").path)
        for path in (config.docs_dir, config.config_file_path, *config.watch):
            if Path(path).exists():
                server.watch(path)
        try:
            config.plugins.on_serve(server, config=config, builder=rebuild).serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            pass
        finally:
            server.shutdown()


def _build(
    root: Path, site_dir: Path, address: tuple[str, int], day: date | None, only: str | None, tell: Tell
) -> MkDocsConfig:
    """Build into a folder as it is served; a warning does not stop it."""
    try:
        config = configure(root, site_dir, BuildOptions(day, only))
        config.strict = False
        host, port = address
        config.site_url = f"http://{_in_url(host)}:{port}{urlsplit(config.site_url or '/').path}"
        with listening() as said:
            config.plugins.on_startup(command="serve", dirty=False)
            build(config, serve_url=config.site_url)
    except BaseException:
        shutil.rmtree(site_dir)
        raise
    tell(said, True)
    return config


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _try_address(host: str, port: int) -> None:
    """Raise an OSError that names the address unless it can be had; building takes longer."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise OSError(error.errno, error.strerror, f"{_in_url(host)}:{port}") from error
