"""The workbook that is filled in during an outage: made with the kit, read afterwards as often as people bring it.

- `layout`: the columns of a sheet, read off the schema of the kind of paper; pure
- `writing`, `guidance`, `status`: the workbook itself, its sheets of instructions and codes, the daily status by formulas
- `cells`: what people type into a cell, in any of the ways they do, as text a schema takes; pure
- `finding`: which sheet is which paper, and where its columns went
- `reading`: rows to papers with what is wrong with them; never stops at the first bad row
- `marking`: the same workbook back, with the faults beside the rows
"""
