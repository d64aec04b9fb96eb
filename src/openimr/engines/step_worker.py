"""A process that does steps for `openimr.engines.local_processes`: takes pickled tasks, gives pickled results.

Started as `python -m openimr.engines.step_worker DESCRIPTOR`. What it gets comes from the process that started it.
"""

from __future__ import annotations

import contextlib
import gc
import pickle
import sys
from multiprocessing.connection import Connection


def serve(connection: Connection) -> None:
    """Answers tasks until the other side closes. A step that raises ends this process, and the task is done elsewhere."""
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            step, task = pickle.loads(connection.recv_bytes())
            connection.send_bytes(pickle.dumps(step(task), protocol=pickle.HIGHEST_PROTOCOL))


if __name__ == "__main__":
    # Steps are functions of values, which hold no cycles: what is done with is freed at once, and looking for cycles
    # among a million small values takes a tenth of the time.
    gc.set_threshold(200_000, 20, 50)
    serve(Connection(int(sys.argv[1])))
