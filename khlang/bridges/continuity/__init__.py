"""Work does not stop when the system does: what is done by hand is prepared for, entered afterwards, proved complete.

Regulation: the guideline of the Department of Local Administration (LAO-1 … LAO-10, UNIT-1 … UNIT-7) and
docs/continuity.md. Documents: outage (เหตุขัดข้อง), gate_directive (หนังสือสั่งการให้ผ่อนผัน), kit (ชุดเอกสารสำรอง).

Beyond the shelf:
- `papers/`: one file a kind of paper: what is on it, which papers must be entered before, and by which ordinary command it
  becomes a document. `paper_kind` says what a kind of paper is to the queue.
- `numbers`: the numbers of the paper stock by reference, by name, as people list them; the control register is these rows.
- `spells`: is the outage of a paper running, does it cover the kind and the day?
- `taking_in`: what was read from papers becomes captures, once each. `queueing`: captures become documents, in order.
  `correcting`: a paper that was read wrongly and is a document already.
- `problems`: why a paper waits, and how what was refused is kept. `identity`: what the squares on papers say.
- `kits/`: what a continuity kit is made of: a snapshot, leased numbers, pages. `workbooks/`: the workbook of the kit, and how
  it is read back however it was filled.
- `practice`: a practice copy of the office, in which an outage is rehearsed.
"""
