"""A request that the web server's own checks reject: answered in the API's words, without a trace of why."""

import json

from django.core.exceptions import RequestDataTooBig
from django.test import RequestFactory

from khlang.core.refusal import Refusal
from khlang.faces.api import entrance
from tests.refusals.wording import check_refusal


def test_a_suspicious_request() -> None:
    """More than the settings allow, for instance."""
    response = entrance.on_exception(RequestFactory().post("/api/v1/"), RequestDataTooBig("too much"))
    said = json.loads(response.content)
    assert (response.status_code, said["code"]) == (400, "request_malformed") and "too much" not in str(said)
    check_refusal(Refusal(said["code"]), "request_malformed")
