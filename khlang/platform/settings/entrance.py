"""Settings of the way in: second factors."""

from khlang.platform.settings import environment

#: Key under which the secrets of second factors are encrypted; older keys behind commas still open what they closed.
SECRETS_KEY = environment.text("KHLANG_SECRETS_KEY")
#: `required`: nobody works without a second factor; `offered`: whoever wants one has one.
SECOND_FACTOR = environment.text("KHLANG_SECOND_FACTOR")
if SECOND_FACTOR not in ("", "required", "offered"):
    raise ValueError("KHLANG_SECOND_FACTOR: required or offered is wanted")
