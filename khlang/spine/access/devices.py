"""What a browser calls itself, in words that a person recognises."""

_SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
    ("Mac OS X", "macOS"), ("Linux", "Linux"),
)  # fmt: skip
_BROWSERS = (
    ("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Line/", "LINE"), ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip


def name(*, device: str) -> str:
    """Browser and system of a User-Agent header ("Chrome · Windows"); what it says itself when neither is known."""
    found = [next((word for mark, word in marks if mark in device), "") for marks in (_BROWSERS, _SYSTEMS)]
    return " · ".join(filter(None, found)) or device[:60]
