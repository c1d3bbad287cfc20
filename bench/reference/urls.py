"""The application's own addresses, and a bare view before them."""

from django.http import HttpRequest, JsonResponse
from django.urls import path

from calculator.urls import urlpatterns as of_the_application

BARE = "bench/constant"


def constant(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"effective_monthly_usd": "23"})


urlpatterns = [path(BARE, constant), *of_the_application]
