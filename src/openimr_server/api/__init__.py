"""The API: everything a page can do, with the same permissions, described by OpenAPI at /api/openapi.json."""
