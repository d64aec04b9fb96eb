"""Findings -> proposal -> draft with citations; checks."""
