"""The WSGI application that a server serves: `khlang.faces.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

from khlang.platform import memory

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khlang.platform.settings.production")

application = get_wsgi_application()
memory.settle()
