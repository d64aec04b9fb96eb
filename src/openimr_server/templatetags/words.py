"""Codes as words, for the templates."""

from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def words(code: str) -> str:
    """other_patient -> other patient"""
    return str(code).replace("_", " ")
