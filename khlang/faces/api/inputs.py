"""The inputs of commands as OpenAPI describes them: pydantic's own schema, with amounts, days and identifiers as they are
typed, labels of the fields in the reader's language, and an example."""

from collections.abc import Mapping
from typing import Any, Final

from pydantic import BaseModel

from khlang.faces.api.values import ID_PATTERN
from khlang.standards import message, message_exists

REF: Final = "#/components/schemas/{name}"
_EXAMPLES: Final[Mapping[str, Any]] = {
    "payer_name": "นางบุญมี ทองสุข", "item": "41210008", "description": "ค่าธรรมเนียมเก็บและขนมูลฝอย", "bank_account": "KTB-S",
    "from_account": "KTB-S", "to_account": "KTB-C", "account": "1101010101.001", "reference": "KTB-20241001-0007",
    "title": "รับเงินประจำวันที่ 1 ตุลาคม 2567", "reason": "ระบุจำนวนเงินผิด", "fiscal_year": 2568, "code": "KTB-S",
    "kind": "savings", "bank_name": "ธนาคารกรุงไทย", "username": "somchai", "name_th": "สมชาย ใจดี", "name": "นายสมชาย ใจดี",
    "role": "revenue_officer", "book_no": "001", "first": 1, "last": 100, "denomination": "1000.00", "pieces": 12,
    "national_number": "1101700230708", "payer_number": "1101700230708", "paper": "receipt", "paper_date": "27 มี.ค. 68",
    "payload": {"payer_name": "นางบุญมี ทองสุข", "lines": [{"item": "41210008", "amount": "240"}]},
}  # fmt: skip
_BAHT: Final[dict[str, Any]] = {
    "type": "string",
    "pattern": r"^-?[0-9][0-9,]*(\.[0-9]{1,2})?$",
    "examples": ["1250.00"],
}
_DAY: Final[dict[str, Any]] = {"type": "string", "format": "date", "examples": ["2024-10-01"]}
IDENTIFIER: Final[dict[str, Any]] = {"type": "string", "pattern": ID_PATTERN, "examples": ["192351870148608001"]}
_NUMBER: Final[dict[str, Any]] = {"type": "string", "pattern": "^([0-9]{13})?$", "examples": ["1101700230708"]}
_QUANTITY: Final[dict[str, Any]] = {"type": "string", "pattern": r"^[0-9]+(\.[0-9]{1,3})?$", "examples": ["12"]}
_PERCENT: Final[dict[str, Any]] = {"type": "string", "pattern": r"^([0-9]+(\.[0-9]{1,2})?)?$", "examples": ["0.20"]}
UUID: Final[dict[str, Any]] = {"type": "string", "format": "uuid", "examples": ["0193b7a4-5c1e-7d3a-9b52-6f1f0c0f8a11"]}
#: The forms of `platform.inputs` and of the modules, as programs write them.
_FORMS: Final[Mapping[str, dict[str, Any]]] = {
    "baht": _BAHT, "thai-date": _DAY, "national-number": _NUMBER, "identifier": IDENTIFIER, "quantity": _QUANTITY,
    "percent": _PERCENT, "uuid": UUID,
}  # fmt: skip


#: How many units of what is kept make one of what is written.
_SCALES: Final[Mapping[str, int]] = {"baht": 100, "quantity": 1000, "percent": 100}


def component(schema: type[BaseModel], name: str = "") -> str:
    """The name of an input among the components: module and class, for two modules may use one name."""
    return f"{schema.__module__.split('.')[2]}.{name or schema.__name__}"


def components(schema: type[BaseModel], lang: str) -> dict[str, Any]:
    """The components of an input: itself and what it is made of."""
    made = schema.model_json_schema(ref_template=REF.format(name=component(schema, "{model}")))
    parts = {component(schema, name): part for name, part in made.pop("$defs", {}).items()}
    parts[component(schema)] = made
    return {name: _object(part, lang) for name, part in parts.items()}


def _object(part: dict[str, Any], lang: str) -> dict[str, Any]:
    properties = {name: _field(name, typed, lang) for name, typed in part.get("properties", {}).items()}
    return {**part, "properties": properties} if properties else part


def _field(name: str, typed: dict[str, Any], lang: str) -> dict[str, Any]:
    made = _typed({key: value for key, value in typed.items() if key != "title"})
    if isinstance(typed.get("default"), int) and typed.get("format") in _SCALES:
        whole, rest = divmod(typed["default"], _SCALES[typed["format"]])
        made["default"] = f"{whole}.{rest * 100 // _SCALES[typed['format']]:02d}"
    if message_exists(f"field.{name}", lang):
        made["title"] = message(f"field.{name}", lang)
    return made


def _typed(typed: dict[str, Any]) -> dict[str, Any]:
    """Amounts, days, quantities, rates and identifiers are texts."""
    kept: dict[str, Any] = {key: typed[key] for key in ("default", "description") if key in typed}
    if typed.get("format") in _FORMS:
        return {**_FORMS[typed["format"]], **{key: value for key, value in kept.items() if value is not None}}
    if "anyOf" in typed:
        return {**typed, "anyOf": [_typed(each) for each in typed["anyOf"]]}
    if typed.get("type") == "array" and isinstance(typed.get("items"), dict):
        return {**typed, "items": _typed(typed["items"])}
    return typed


def example(name: str, parts: Mapping[str, Any]) -> Any:
    """What a first call could send: the required fields, and the lines of what has lines."""
    part = parts[name]
    wanted = set(part.get("required", ())) | {
        each for each in ("lines", "payer_name") if each in part.get("properties", {})
    }
    return {key: sample(key, typed, parts) for key, typed in part.get("properties", {}).items() if key in wanted}


def sample(key: str, typed: Mapping[str, Any], parts: Mapping[str, Any]) -> Any:
    """A value that a field could have."""
    if "$ref" in typed:
        return example(typed["$ref"].rpartition("/")[2], parts)
    if "anyOf" in typed:
        return sample(key, typed["anyOf"][0], parts)
    if typed.get("type") == "array":
        return _rows(key, typed, parts)
    if "enum" in typed:
        return _EXAMPLES[key] if _EXAMPLES.get(key) in typed["enum"] else typed["enum"][0]
    if typed.get("examples"):
        return typed["examples"][0]
    if "const" in typed:
        return typed["const"]
    if key in _EXAMPLES:
        return _EXAMPLES[key]
    return {"integer": typed.get("minimum", 1), "boolean": True, "object": {}}.get(str(typed.get("type")), "…")


def _rows(key: str, typed: Mapping[str, Any], parts: Mapping[str, Any]) -> list[Any]:
    """One row, or as many as there must be: the two sides of an entry then balance."""
    if not isinstance(typed.get("items"), dict):
        return []
    rows = [sample(key, typed["items"], parts) for _ in range(typed.get("minItems", 1))]
    if len(rows) == 2 and "account" in rows[0]:
        rows[0]["debit"], rows[1] = "1250.00", {"account": "4307010105.001", "credit": "1250.00"}
    return rows
