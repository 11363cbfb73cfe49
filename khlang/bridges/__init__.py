"""What carries the books of the office further: to readers, to banks and government systems, across outages."""
