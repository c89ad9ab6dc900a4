"""Reads pictures with RapidOCR, the usual Python engine for the same networks, as anybody would use it: the measure of `cargo xtask bench ocr`.

Takes the paths of pictures on standard input, one a line, and answers each with one JSON object a line: the seconds that it took
from the file to the lines. The last object holds the peak of memory in bytes.
"""

import json
import logging
import resource
import sys
import time

from rapidocr import RapidOCR

logging.disable(logging.WARNING)


def main() -> None:
    engine = RapidOCR()
    for path in sys.stdin:
        path = path.rstrip("\n")
        begun = time.perf_counter()
        engine(path)
        seconds = time.perf_counter() - begun
        print(json.dumps({"file": path, "seconds": seconds}, ensure_ascii=False), flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"peak_bytes": peak}), flush=True)


if __name__ == "__main__":
    main()
