"""One step over many cases; the runner is an argument."""
