"""Settings of the faces: templates, middleware, static files."""

WEB_APPS: list[str] = []
ROOT_URLCONF = "khlang.faces.urls"
