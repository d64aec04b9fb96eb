"""All of it under one roof, with refusals told as sentences."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from openimr import __version__
from openimr_server.actions.desk import OverwrittenError
from openimr_server.actions.refusal import Refusal

from . import cases, desk, operating
from .access import AUTH

api = NinjaAPI(title="OpenIMR", version=__version__, auth=AUTH, docs_url=None, urls_namespace="api")
api.add_router("", cases.router)
api.add_router("", desk.router)
api.add_router("", operating.router)


@api.exception_handler(Refusal)
def tell_refusal(request: HttpRequest, wrong: Refusal) -> HttpResponse:
    status = 409 if isinstance(wrong, OverwrittenError) else 422
    return api.create_response(request, {"detail": wrong.says, "field": wrong.field}, status=status)
