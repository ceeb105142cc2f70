"""Serving: waitress in this process, the workers beside it, and the browser once the page answers."""

from __future__ import annotations

import errno
import threading
import webbrowser
from dataclasses import replace
from typing import TYPE_CHECKING

from dashboard.app import create_app
from dashboard.jobs.picture_tasks import with_pictures
from dashboard.services import Services
from dashboard.settings import Settings
from embeddings import UserError

if TYPE_CHECKING:
    from dash import Dash
    from waitress.server import BaseWSGIServer

    from embeddings import Space

THREADS = 8


def listen(app: Dash, settings: Settings) -> BaseWSGIServer:
    """Bind the address, so that whoever is told of it can connect.

    Raises
    ------
    UserError
        If the address is taken or may not be used.
    """
    from waitress import create_server

    try:
        return create_server(
            app.server,
            host=settings.host,
            port=settings.port,
            threads=THREADS,
            max_request_body_size=2 * settings.upload_limit,
            ident="vectorscape",
        )
    except (OSError, ValueError, UnicodeError) as error:
        taken = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        title = "The address is taken" if taken else "The address will not do"
        why = getattr(error, "strerror", None) or error
        where = f"{settings.host}:{settings.port}"
        raise UserError(title, f"Cannot listen on {where}: {why}", "Choose another with --port or --host.") from error


def address(server: BaseWSGIServer, settings: Settings, query: str) -> str:
    """Return the address of the page that a browser on this machine opens."""
    host = "127.0.0.1" if settings.host in {"0.0.0.0", "::", ""} else settings.host
    return f"http://{host}:{server.effective_port}/{query}"


def serve(settings: Settings, services: Services, defaults: dict[str, str], *, open_browser: bool) -> None:
    """Serve the page until it is interrupted; the workers end with it."""
    try:
        server = listen(create_app(services, defaults), settings)
        url = address(server, settings, "")
        print(f"Vectorscape is on {url}  (stop it with Ctrl+C)", flush=True)
        if open_browser:
            threading.Timer(0.2, webbrowser.open, [url]).start()
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        services.jobs.stop()


def show_space(space: Space, *, port: int, open_browser: bool) -> str:
    """Serve one space from a thread of this process, and return its address."""
    settings = replace(Settings.from_environment(), port=port)
    services = Services.start(settings)
    services.store.save_space(space.key, with_pictures(space, services.store))
    server = listen(create_app(services, {"space": space.key}), settings)
    threading.Thread(target=server.run, name="vectorscape", daemon=True).start()
    url = address(server, settings, f"?space={space.key}")
    if open_browser:
        webbrowser.open(url)
    return url
