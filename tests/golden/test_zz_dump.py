from datetime import date
from pathlib import Path
import pytest
from khlang.bridges.reporting import exports, paper, queries
from khlang.platform import tenancy
pytestmark = pytest.mark.django_db
def test_dump(demo):
    out = Path("/tmp/h_demo")
    for name in ("dika_register","asset_register","contracts","budget_movements","cheque_register","guarantees"):
        keys = {p.key for p in queries.about(name=name).parameters}
        given = {}
        if "on" in keys: given["on"] = "2024-10-31"
        if "from" in keys: given |= {"from": "2024-10-01", "to": "2024-10-31"}
        result = queries.run(name=name, parameters=given, today=date(2024,10,31))
        (out / f"{name}.pdf").write_bytes(paper.pdf(result=result))
