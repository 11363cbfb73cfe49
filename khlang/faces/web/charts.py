"""Charts of bars: what charts.js draws, as JSON in the page."""

import json
from collections.abc import Mapping

from khlang.faces.web.place import Place
from khlang.platform.screens import Chart


def drawn(chart: Chart | None, place: Place, *, year: str = "") -> Mapping[str, str] | None:
    """Title, description and data of a declared chart (amounts in satang), None without one. `year` follows the title."""
    if chart is None:
        return None
    description = place.say(chart.description)
    data = {
        "description": description, "unit": place.say("web.million"),
        "labels": [english if place.lang == "en" else thai for thai, english in chart.labels],
        "series": [{"name": place.say(name), "values": list(values)} for name, values in chart.series],
    }  # fmt: skip
    title = " ".join(filter(None, (place.say(chart.title), year)))
    return {"title": title, "description": description, "data": json.dumps(data, ensure_ascii=False)}
