"""Whom a request comes from: only a named proxy may say that a visitor came by https, or from another address."""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from waitress.proxy_headers import proxy_headers_middleware

BELIEVED = {"x-forwarded-for", "x-forwarded-proto"}


def behind(proxies: Iterable[str], application: WSGIApplication) -> WSGIApplication:
    """The application, with the address and the scheme of the visitor where a proxy of these addresses asks."""
    from_proxy = {
        address: proxy_headers_middleware(application, trusted_proxy=address, trusted_proxy_headers=BELIEVED)
        for address in proxies
    }
    from_stranger = proxy_headers_middleware(application)

    def answered(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        return from_proxy.get(environ["REMOTE_ADDR"], from_stranger)(environ, start_response)

    return answered
