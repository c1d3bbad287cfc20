"""Who may see a page of an estimate: whoever has its key or a link; nobody else keeps what it shows."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.csrf import csrf_protect

from calculator.core.errors import FieldError, InvalidInput, UnknownName
from calculator.models import EstimateVersion, StoredEstimate
from calculator.store import estimates as store
from calculator.web.estimate_keys import keys_of

READ, WRITE = ("GET", "HEAD"), ("GET", "HEAD", "POST")


def estimate_page(*methods: str) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """A view of estimates: private to a browser, never kept by others, forms only from our own pages."""

    def decorated(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
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

        return csrf_protect(answered)

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
