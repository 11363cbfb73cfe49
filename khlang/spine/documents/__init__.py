"""The spine: documents of every kind, their way, their numbers and their trail; `spine.carry_out` ends every business event.

Beyond the shelf, for the modules above:
- `shelf`: how a module is made known at start-up; `lifecycles`: the lifecycles of all kinds.
- `drafts`: documents that are still edited; `moves`: commands that only carry a document on or back.
- `history`: the document and its past, for a decision; `drawing`: which numbers a move draws; `provenance`: from which
  paper it came; `remote`: steps taken from another office.
- `finding`: what a list asks for, with count and sum.
- `letterhead`, `print_data`: what printed documents share; `rendering`: a form and its data become a PDF.
"""
