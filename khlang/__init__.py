"""Khlang (คลัง): the accounting of Thai local governments and their subordinate units."""
