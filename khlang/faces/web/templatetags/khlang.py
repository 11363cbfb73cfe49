"""`{% t "key" %}`: a message in the language of the page."""

from typing import Any

from django import template
from django.template import Context

from khlang.standards import message

register = template.Library()


@register.simple_tag(takes_context=True)
def t(context: Context, key: str, **facts: Any) -> str:
    """The message of the key; the page's `lang` decides the language."""
    lang = str(context.get("lang") or getattr(context.get("request"), "lang", "th"))
    return message(key, lang, **facts)
