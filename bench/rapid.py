"""Reads pictures with RapidOCR, the usual Python engine for the same models, in its default settings, for `cargo xtask bench ocr`.

Reads the paths of pictures from standard input, one a line. Answers each with a line of JSON: the seconds from the file to the lines of text.
The last line has the peak of memory in bytes.
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
        start = time.perf_counter()
        engine(path)
        seconds = time.perf_counter() - start
        print(json.dumps({"file": path, "seconds": seconds}, ensure_ascii=False), flush=True)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(json.dumps({"peak_bytes": peak}), flush=True)


if __name__ == "__main__":
    main()
