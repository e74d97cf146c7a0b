"""An answer on disk, the least of it: append a line and fsync. Prints the median of the wall seconds."""

import os
import statistics
import sys
import time

LINE = (
    b'{"id":"018c8e1b2f00a1b2c3d4e5f60718","at":"2026-01-01T08:00:00+00:00",'
    b'"unit":"q7m2k4t9xa/0","rating":"good","ms":4200}\n'
)

if __name__ == "__main__":
    times = []
    with open(sys.argv[1], "ab", buffering=0) as log:  # noqa: PTH123 - the floor
        for _ in range(200):
            start = time.perf_counter()
            log.write(LINE)
            os.fsync(log.fileno())
            times.append(time.perf_counter() - start)
    print(statistics.median(times))
