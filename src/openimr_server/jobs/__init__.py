"""Work behind the pages: a queue in the database, and workers that may be killed at any instant."""
