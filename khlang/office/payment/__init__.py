"""Cheques, withdrawal slips and transfers: how an approved dika is paid (spec 4.3)."""
