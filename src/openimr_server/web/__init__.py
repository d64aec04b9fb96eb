"""Pages. Each asks `access` first, calls `actions` for changes, and shows what `convert` gives."""
