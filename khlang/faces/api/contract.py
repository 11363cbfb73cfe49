"""The OpenAPI description: what ninja knows of the addresses, completed with the inputs of the commands, every status,
examples, and words in Thai or English."""

from functools import cache
from typing import TYPE_CHECKING, Any, Final

from khlang.bridges.reporting import queries as reports
from khlang.faces.api import commands, inputs, problems
from khlang.platform import screens
from khlang.platform.commands import COMMANDS, Command
from khlang.standards import message, message_exists

if TYPE_CHECKING:
    from ninja import NinjaAPI

_READING: Final = (400, 401, 403, 422)
_WRITING: Final = (400, 401, 403, 404, 409, 413, 415, 422, 503)
_PROBLEM: Final = "#/components/schemas/Problem"
_PDF: Final = {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}
_FILE: Final = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
_HEADERS: Final = ("Idempotency-Key", "If-Match", "Khlang-Dry-Run")
_HEADER_SCHEMAS: Final[dict[str, dict[str, Any]]] = {
    "Idempotency-Key": inputs.UUID,
    "If-Match": {"type": "string", "pattern": '^"[0-9]{1,9}"$', "examples": ['"3"']},
    "Khlang-Dry-Run": {"type": "string", "enum": ["true", "false"]},
    "Accept-Language": {"type": "string", "enum": ["th", "en"]},
}


@cache
def document(api: "NinjaAPI", lang: str) -> dict[str, Any]:
    """The whole description in one language."""
    made: dict[str, Any] = dict(api.get_openapi_schema())
    schemas = made["components"]["schemas"]
    by_operation = {commands.operation_id(each): each for each in COMMANDS.values()}
    for path, methods in made["paths"].items():
        for operation in methods.values():
            command = by_operation.get(operation["operationId"])
            operation["summary"] = summary(operation["operationId"], command, lang)
            _name_parameters(operation, lang)
            _add_statuses(operation, path, command is not None, lang)
            if command is not None:
                _add_input(operation, command, schemas, lang)
    _complete(made, lang)
    return made


def summary(operation_id: str, command: Command | None, lang: str) -> str:
    """What an operation is called: the words of the office, wherever there are any."""
    if command is not None:
        return command_name(command, lang)
    if operation_id.startswith("report_"):
        layout = reports.REPORTS[operation_id.removeprefix("report_")].layout
        return layout.title_en if lang == "en" else layout.title_th
    for directory in screens.directories():
        if operation_id == f"list_{directory.key}":
            return message(f"directory.{directory.key}", lang)
        if operation_id == f"search_{directory.key}":
            return message("api.list_search", lang, list=message(f"directory.{directory.key}", lang))
        if operation_id == f"list_{directory.key}_entry":
            return message("api.list_entry", lang, list=message(f"directory.{directory.key}", lang))
    return message(f"api.{operation_id}", lang)


def command_name(command: Command, lang: str) -> str:
    """A command in words: what is done, with which kind of document."""
    verb = command.name.partition(".")[2]
    keys = (f"api.command.{command.name}", f"move.{command.document}.{verb}", f"api.verb.{verb}")
    done = next((message(key, lang) for key in keys if message_exists(key, lang)), verb)
    kinds = (f"document.{command.document}", f"api.thing.{command.document}")
    thing = next((message(key, lang) for key in kinds if message_exists(key, lang)), command.document)
    return f"{thing}: {done}"


def _name_parameters(operation: dict[str, Any], lang: str) -> None:
    for parameter in operation["parameters"]:
        parameter["schema"] = _without_null(parameter["schema"])
        key = f"api.parameter.{parameter['name']}"
        if message_exists(key, lang):
            parameter["description"] = message(key, lang)
    names = (*_HEADERS, "Accept-Language") if operation["operationId"].startswith("command_") else ("Accept-Language",)
    operation["parameters"] += [{"$ref": f"#/components/parameters/{name}"} for name in names]


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter is there or it is not; no text in an address means null."""
    kept = {key: value for key, value in schema.items() if key != "title"}
    if kept.get("default", "") is None:
        del kept["default"]
    options = [each for each in kept.get("anyOf", ()) if each.get("type") != "null"]
    if len(options) == 1:
        del kept["anyOf"]
        return {**options[0], **kept}
    return kept


def _add_statuses(operation: dict[str, Any], path: str, writing: bool, lang: str) -> None:
    responses = {str(status): said for status, said in operation["responses"].items()}
    responses["200"]["description"] = message("api.status.200", lang)
    if path.endswith("/pdf"):
        responses["200"]["content"] = _PDF
    if path.endswith("/attachments/{attachment_id}"):
        responses["200"]["content"] = _FILE
    if writing:
        names = ("ETag", "Location", "Idempotency-Replayed")
        responses["200"]["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
    statuses = _WRITING if writing else (*_READING, 404) if "{" in path else _READING
    for status in sorted(statuses):
        responses[str(status)] = {"$ref": f"#/components/responses/Problem{status}"}
    operation["responses"] = responses


def _add_input(operation: dict[str, Any], command: Command, schemas: dict[str, Any], lang: str) -> None:
    parts = inputs.components(command.schema, lang)
    schemas.update(parts)
    name = inputs.component(command.schema)
    body = {
        "schema": {"$ref": inputs.REF.format(name=name)},
        "examples": {"default": {"value": inputs.example(name, parts)}},
    }
    operation["requestBody"] = {"required": True, "content": {"application/json": body}}
    operation["description"] = command.run.__doc__ or ""


def _complete(made: dict[str, Any], lang: str) -> None:
    """Components that all operations share, and words about the whole."""
    components = made["components"]
    components["schemas"] |= {"Problem": _problem_schema(), "Finding": _finding_schema()}
    components["responses"] = {f"Problem{status}": _problem(status, lang) for status in {*_READING, *_WRITING}}
    components["parameters"] = {
        name: {
            "in": "header", "name": name, "required": name == "Idempotency-Key", "schema": schema,
            "description": message(f"api.header.{name}", lang),
        }
        for name, schema in _HEADER_SCHEMAS.items()
    }  # fmt: skip
    components["headers"] = {
        name: {"schema": {"type": "string"}, "description": message(f"api.header.{name}", lang)}
        for name in ("ETag", "Location", "Idempotency-Replayed")
    }
    components["securitySchemes"] = {
        "Bearer": {"type": "http", "scheme": "bearer", "description": message("api.security", lang)}
    }
    made["info"] |= {"title": message("api.title", lang), "description": message("api.about", lang)}
    tags = ("standing", "commands", "documents", "ledger", "outages", "reports", "lists", "reference")
    made["tags"] = [{"name": name, "description": message(f"api.tag.{name}", lang)} for name in tags]
    made["servers"] = [{"url": "/"}]


def _finding_schema() -> dict[str, Any]:
    text = {"type": "string"}
    return {
        "type": "object", "required": ["field", "code", "message"],
        "properties": {"field": {"type": ["string", "null"], "examples": ["lines.0.amount"]}, "code": text, "message": text},
    }  # fmt: skip


def _problem_schema() -> dict[str, Any]:
    text = {"type": "string"}
    return {
        "type": "object",
        "required": ["type", "title", "status", "detail", "code", "errors"],
        "properties": {
            "type": {"type": "string", "format": "uri"}, "title": text, "status": {"type": "integer"}, "detail": text,
            "code": text,
            "errors": {"type": "array", "minItems": 1, "items": {"$ref": "#/components/schemas/Finding"}},
        },
    }  # fmt: skip


_CODES: Final = {
    400: "json_malformed", 401: "token_invalid", 403: "duty_missing", 404: "document_not_found", 409: "stale_version",
    413: "body_too_large", 415: "media_type_unsupported", 422: "amount_not_positive", 503: "database_busy",
}  # fmt: skip


#: A closed gate refuses every ordinary command, whatever it is about.
_GATE: Final = {"number": "OT68-00001/2568", "left": 12}


def _problem(status: int, lang: str) -> dict[str, Any]:
    examples = {_CODES[status]: {"value": _said(status, _CODES[status], lang)}}
    if status == 409:
        examples["gate_closed"] = {"value": _said(status, "gate_closed", lang, **_GATE)}
    content = {problems.MEDIA_TYPE: {"schema": {"$ref": _PROBLEM}, "examples": examples}}
    return {"description": message(f"problem.{status}", lang), "content": content}


def _said(status: int, code: str, lang: str, **facts: Any) -> dict[str, Any]:
    words = message(f"refusal.{code}", lang, **facts)
    return {
        "type": problems.TYPE.format(code=code), "title": message(f"problem.{status}", lang), "status": status,
        "detail": words, "code": code,
        "errors": [{"field": "lines.0.amount" if status == 422 else None, "code": code, "message": words}],
    }  # fmt: skip
