"""Work does not stop when the system does: what is done by hand is prepared for, entered afterwards, proved complete.

Regulation: the guideline of the Department of Local Administration (LAO-1 … LAO-10, UNIT-1 … UNIT-7) and
docs/continuity.md. Documents: outage (เหตุขัดข้อง), gate_directive (หนังสือสั่งการให้ผ่อนผัน), kit (ชุดเอกสารสำรอง).

Beyond the shelf:
- `papers/`: one file a kind of paper: what is on it, which papers must be entered before, and by which ordinary command it
  becomes a document.
"""
