"""The spine: documents of every kind, their way, their numbers and their trail; `spine.carry_out` ends every business event."""
