"""The OpenAPI description is complete and kept: whatever is sent, no crash and no status that it does not name."""

import ast
import copy
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, connection
from hypothesis import HealthCheck, Phase, given, settings

import khlang
from khlang import standards
from khlang.core.refusal import Refusals
from khlang.faces.api import commands, contract, inputs
from khlang.faces.api.urls import api
from khlang.platform.commands import COMMANDS, parse
from tests import household
from tests.api.program import RECEIPT, Bureau, Program, key_of

#: So many examples of every operation, fitting its description and not, and which of them is sent by everybody: the first
#: that does not fit is one without a key, the same for all. What a database refuses is found with fewer.
SQLITE = connection.vendor == "sqlite"
FITTING, MISFITTING = ((5, 1), (3, 2)) if SQLITE else ((1, 1), (2, 0))
ROLES = ("treasury_head", "revenue_officer", "auditor")
NASTY: tuple[Any, ...] = (
    None, "", "x" * 5000, "a\0b", "\ud800", "²", "9" * 400, "๑๒๓", "-0.01", "99999999999999.99", "2567-02-30", "29/2/2567",
    -1, 0, 2**31, 2**62, 2**63, 10**30, 1e308, 0.1, True, [], {}, [[]], {"a": 1}, ["x"],
)  # fmt: skip


@pytest.fixture
def everything(bureau: Bureau) -> Program:
    """A program whose person holds every role that one person can be given: it gets past the duties."""
    from khlang.platform import tenancy
    from khlang.spine.access.models import RoleAssignment

    person = bureau.person("finance_officer")
    with tenancy.scope(bureau.org):
        for role in standards.duties().roles:
            RoleAssignment.objects.create(
                person=person, role=role.code, from_date=household.TODAY, granted_by=0, granted_at=household.NOW
            )
    program = Program(key_of(bureau.org, person))
    bank = {"code": "KTB-S", "bank_name": "KTB", "kind": "savings", "account": "1101030102.001"}
    program.do("bank_account.save", bank)
    program.do("bank_account.save", bank | {"code": "KTB-C", "kind": "current", "account": "1101030101.001"})
    return program


@pytest.fixture
def kept_connection() -> Iterator[None]:
    """A request that comes by WSGI would close the connection, and with it the transaction of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize("lang", standards.LANGUAGES)
def test_every_command_and_status_is_described(lang: str) -> None:
    described = contract.document(api, lang)
    operations = {each["operationId"]: each for methods in described["paths"].values() for each in methods.values()}
    assert COMMANDS.keys() >= commands.IN_PERSON
    for command in (each for each in COMMANDS.values() if not each.name.startswith("testing.") and not each.by_paper):
        if command.name in commands.IN_PERSON:
            assert commands.operation_id(command) not in operations
            continue
        made = operations[commands.operation_id(command)]
        assert set(made["responses"]) == {"200", "400", "401", "403", "404", "409", "413", "415", "422", "503"}
        assert made["requestBody"]["content"]["application/json"]["examples"]
        assert made["security"] == [{"Bearer": []}]
    for name, made in operations.items():
        words = made["summary"]
        assert words and not words.startswith("api."), name
        assert not made["operationId"].startswith("command_") or not words.split(": ")[1].isascii() or lang == "en", (
            words
        )


def test_no_program_draws_a_code_for_somebody() -> None:
    """Every command that tells something once (a first code, a code of the province) is done by a person at a page."""
    drawing = {
        made.args[0].value
        for path in sorted(Path(khlang.__file__).parent.glob("*/*/commands/*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and "shown_once" in ast.dump(node)
        for made in node.decorator_list
        if isinstance(made, ast.Call) and isinstance(made.args[0], ast.Constant)
    }
    assert drawing == {"account.hand_out", "account.reissue", "break_glass.grant"}
    assert drawing <= commands.IN_PERSON


def test_every_reference_leads_somewhere() -> None:
    described = contract.document(api, "th")
    for target in references(described):
        found: Any = described
        for part in target.removeprefix("#/").split("/"):
            found = found[part]
        assert found


def references(value: Any) -> Iterator[str]:
    """Every $ref of a description."""
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for each in value.values():
            yield from references(each)
    elif isinstance(value, list):
        for each in value:
            yield from references(each)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_example_of_a_command_has_the_right_form(name: str) -> None:
    command = COMMANDS[name]
    example = inputs.example(inputs.component(command.schema), inputs.components(command.schema, "en"))
    try:
        parsed = parse(schema=command.schema, data=example, today=household.TODAY)
    except Refusals as refused:
        pytest.fail(f"{example}: {refused}")
    assert parsed is not None


def test_the_description_is_open_to_all_and_speaks_both_languages(client: Any) -> None:
    thai, english = (client.get("/api/v1/openapi.json", headers={"Accept-Language": lang}) for lang in ("th", "en"))
    assert thai.json()["info"]["title"].startswith("คลัง") and english.json()["info"]["title"].startswith("Khlang")
    assert client.post("/api/v1/openapi.json").status_code == 405


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The ways to every value inside an example."""
    if path:
        yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in children:
        yield from leaves(each, (*path, key))


def with_value(example: Any, path: tuple[Any, ...], value: Any) -> Any:
    """The example with another value at one place."""
    changed = copy.deepcopy(example)
    place = changed
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    return changed


def test_whatever_stands_in_a_field_is_answered(everything: Program) -> None:
    receipt = everything.do("receipt.save", RECEIPT)["document_id"]
    crashed = []
    for name, command in COMMANDS.items():
        parts = inputs.components(command.schema, "en")
        fields = parts[inputs.component(command.schema)].get("properties", {})
        example = {field: inputs.sample(field, typed, parts) for field, typed in fields.items()}
        if "document_id" in example:
            example["document_id"] = receipt
        for position, path in enumerate(leaves(example)):
            for value in NASTY[position % 3 :: 3]:  # every field meets a third of them, every third field the same
                body = json.dumps(with_value(example, path, value)).encode()
                response = everything.send(name, body, key=str(uuid4()), Khlang_Dry_Run="true")
                if response.status_code not in (200, 400, 403, 404, 409, 422):
                    crashed.append(f"{name} {path} {str(value)[:20]!r}: {response.status_code}")
    assert not crashed, "\n".join(crashed)


def test_nothing_that_fits_or_misfits_the_description_is_answered_otherwise(
    bureau: Bureau, everything: Program, kept_connection: None
) -> None:
    """Sent by somebody with every duty, and by three officers with those of their own roles."""
    import schemathesis
    from schemathesis.generation import GenerationMode

    from khlang.faces.wsgi import application

    programs = {"all": everything} | {role: bureau.program(role) for role in ROLES}
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    answers: Counter[tuple[str, int]] = Counter()
    broken: list[str] = []
    operations = [found.ok() for found in schema.get_all_operations()]
    for operation in operations:
        for mode, counts in ((GenerationMode.POSITIVE, FITTING), (GenerationMode.NEGATIVE, MISFITTING)):
            try:
                ask_examples(operation, mode, counts, programs, answers)
            except BaseException as error:  # groups of failures
                broken.append(f"{operation.label} ({mode.name}): {error}")
    asked = Counter(role for role, _ in answers.elements())
    print(f"{len(operations)} operations: {sorted(asked.items())}, answered {sorted(answers.items())}")
    assert not broken, "\n\n".join(broken)
    for role in programs:
        assert asked[role] >= len(operations) and answers[role, 200] > 0 and answers[role, 422] > 0, (role, answers)
    assert all(answers[role, 403] > answers["all", 403] for role in ROLES), "each has duties that the others have not"


def ask_examples(
    operation: Any, mode: Any, counts: tuple[int, int], programs: dict[str, Program], answers: Counter[tuple[str, int]]
) -> None:
    """Send examples of one operation: so many by the first program, one of them by every program."""
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi import checks

    kept = [
        not_a_server_error, checks.status_code_conformance, checks.content_type_conformance,
        checks.response_schema_conformance,
    ]  # fmt: skip
    (count, by_all), sent = counts, 0

    @settings(
        max_examples=count, phases=[Phase.generate], deadline=None, database=None, derandomize=True,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode))
    def send(case: Any) -> None:
        nonlocal sent
        sent += 1
        for role, program in programs.items() if sent == by_all else [next(iter(programs.items()))]:
            headers = {"Authorization": program.headers["Authorization"], "Idempotency-Key": str(uuid4())}
            response = case.call_and_validate(headers=headers, checks=kept)
            answers[role, response.status_code] += 1

    send()
