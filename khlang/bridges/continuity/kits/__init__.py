"""What a continuity kit is made of.

- `snapshot`: what the office must know while it has no system, as tables of one moment
- `blocks`: the numbers that its forms carry, leased from the stock
- `pages`: the kit as one PDF; `making`: PDF and workbook of an organisation together
"""
