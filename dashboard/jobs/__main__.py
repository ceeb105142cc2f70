"""`python -m dashboard.jobs`: one worker. The job engine starts it; people do not need to."""

import argparse
from functools import partial
from pathlib import Path

from dashboard.jobs.lanes import NICENESS, warm_up
from dashboard.jobs.worker import main

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m dashboard.jobs")
    parser.add_argument("--lane", required=True)
    parser.add_argument("--store", required=True, type=Path)
    options = parser.parse_args()
    main(options.store, partial(warm_up, options.lane), NICENESS.get(options.lane, 5))
