#!/usr/bin/env python3
"""Replays the recorded exchanges of the commands that exist.

    run.py --replay REPLAY.PY --bin DIR VECTORS

commands.txt names them, a recorded command a line. A line without a recording is an error.
"""

import argparse
import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))


def listed():
    with open(os.path.join(HERE, "commands.txt"), encoding="utf-8") as stream:
        lines = (line.split("#")[0].strip() for line in stream)
        return [line for line in lines if line]


def recorded(folder):
    """The file of each recorded command."""
    files = {}
    for root, _, names in os.walk(folder):
        for name in names:
            if name.endswith(".json"):
                path = os.path.join(root, name)
                with open(path, encoding="utf-8") as stream:
                    files[json.load(stream)["command"]] = path
    return files


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--replay", required=True, help="the program that replays them")
    parser.add_argument("--bin", required=True, help="the folder of the binaries")
    parser.add_argument("vectors", help="the folder of the recordings")
    args = parser.parse_args()
    files = recorded(args.vectors)
    commands = listed()
    missing = [command for command in commands if command not in files]
    if missing:
        print("no recording of: " + ", ".join(missing), file=sys.stderr)
        return 1
    # A pipeline's CI variable must not change what is compared.
    environment = {key: value for key, value in os.environ.items() if key != "CI"}
    return subprocess.call([sys.executable, args.replay, "--bin", args.bin] +
                           [files[command] for command in commands], env=environment)


if __name__ == "__main__":
    sys.exit(main())
