"""The API under /api/v1/: for programs, what the pages are for people. It decides nothing.

Every registered command is one POST address made from the registry (`commands`), its schema the body; every query is a
GET address (`documents`, `ledger`, `reports`, `reference`, `lists`). `entrance` says who calls and in which
organisation, `bodies` reads what was sent, `problems` says no (problem+json with the code of the refusal), `contract`
completes the OpenAPI description.
"""
