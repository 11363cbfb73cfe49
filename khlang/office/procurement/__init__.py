"""Requisition, order or contract, inspection and acceptance (spec 4.1)."""
