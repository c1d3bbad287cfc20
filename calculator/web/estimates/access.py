"""Who may see a page of an estimate: whoever has its key or a link; nobody else keeps what it shows."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_protect

from calculator.core.errors import FieldError, InvalidInput, UnknownName
from calculator.models import EstimateVersion, StoredEstimate
from calculator.store import estimates as store
from calculator.web.estimates.keys import keys_of

READ, WRITE = ("GET", "HEAD"), ("GET", "HEAD", "POST")


View: TypeAlias = Callable[..., HttpResponseBase]


def from_own_page(view: View) -> View:
    """A view that takes forms from our own pages alone, where those have no cookie that a token could be held to."""

    @wraps(view)
    def protected(request: HttpRequest, **names: Any) -> HttpResponseBase:
        if urlsplit(request.headers.get("Origin", "")).netloc != request.get_host():
            return render(request, "403_csrf.html", status=HTTPStatus.FORBIDDEN)
        return view(request, **names)

    return protected


def estimate_page(*methods: str, protect: Callable[[Any], Any] = csrf_protect) -> Callable[[View], View]:
    """A view of estimates: private to a browser, never kept by others, forms only from our own pages."""

    def decorated(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, **names: Any) -> HttpResponseBase:
            if request.method not in methods:
                response: HttpResponseBase = render(request, "405.html", status=HTTPStatus.METHOD_NOT_ALLOWED)
                response.headers["Allow"] = ", ".join(methods)
            else:
                try:
                    response = view(request, **names)
                except UnknownName as error:
                    response = render(request, "404.html", {"reason": error.detail}, status=HTTPStatus.NOT_FOUND)
                except InvalidInput as error:
                    context = {"reason": error.detail}
                    response = render(request, "422.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)
            response.headers["Cache-Control"] = "private, no-store"
            response.headers["Referrer-Policy"] = "no-referrer" if names.get("token") else "same-origin"
            response.headers["X-Robots-Tag"] = "noindex"
            return response

        protected: View = protect(answered)
        return protected

    return decorated


def opened(request: HttpRequest, name: str) -> StoredEstimate:
    """An estimate whose key this browser has. Raises UnknownName."""
    key = keys_of(request).get(name)
    if key is None:
        message = "This browser has not opened such an estimate; open it once by the link that has its key."
        raise UnknownName([FieldError("estimate", message)])
    return store.find(name, key)


def known_to(request: HttpRequest) -> list[EstimateVersion]:
    """The newest versions of the estimates that this browser has opened."""
    known = []
    for name, key in keys_of(request).items():
        try:
            known.append(store.newest(store.find(name, key)))
        except UnknownName:
            continue
    return known
