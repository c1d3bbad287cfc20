"""The estimates that a browser may open: their ids and keys in one cookie, the newest first."""

import re

from django.http import HttpRequest, HttpResponseBase

COOKIE = "estimates"
# As many as fit into a cookie: 46 bytes each.
MOST = 60
_EACH = re.compile(r"([\w-]{22})\.([\w-]{22})")
YEAR = 365 * 24 * 3600


def keys_of(request: HttpRequest) -> dict[str, str]:
    """The keys by id."""
    each = map(_EACH.fullmatch, request.COOKIES.get(COOKIE, "").split("~"))
    return {str(found[1]): str(found[2]) for found in each if found}


def remember(request: HttpRequest, response: HttpResponseBase, name: str, key: str) -> None:
    """From now on the browser may open an estimate."""
    known = {name: key, **{each: other for each, other in keys_of(request).items() if each != name}}
    text = "~".join(f"{each}.{other}" for each, other in list(known.items())[:MOST])
    response.set_cookie(
        COOKIE, text, max_age=YEAR, path="/estimates/", secure=request.is_secure(), httponly=True, samesite="Lax"
    )
