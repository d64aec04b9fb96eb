"""OpenIMR: the job of an independent medical review organization, as a pure library.

Read `openimr.review` first: it is the whole job in one function.
"""

__version__ = "0.1.0"
