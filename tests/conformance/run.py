#!/usr/bin/env python3
"""Replays the recorded exchanges of all commands.

    run.py --replay REPLAY.PY --bin DIR VECTORS

contradicted.txt names the cases that record a fault of the client they came from, and why; they are
told apart from the others, and one of them that holds after all is an error too.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def lines_of(name):
    with open(os.path.join(HERE, name), encoding="utf-8") as stream:
        lines = (line.split("#")[0].strip() for line in stream)
        return [line for line in lines if line]


def contradicted():
    """Case id to reason."""
    return dict(line.split(None, 1) for line in lines_of("contradicted.txt"))


def recorded(folder):
    """The file of each recorded command, in the order of their paths."""
    files = []
    for root, _, names in os.walk(folder):
        for name in names:
            if name.endswith(".json"):
                files.append(os.path.join(root, name))
    return sorted(files)


def replay(args, files):
    """The result of every case."""
    with tempfile.TemporaryDirectory() as folder:
        results = os.path.join(folder, "results.json")
        # A pipeline's CI variable must not change what is compared.
        environment = {key: value for key, value in os.environ.items() if key != "CI"}
        subprocess.call([sys.executable, args.replay, "--bin", args.bin, "--json", results] + files,
                        env=environment)
        with open(results, encoding="utf-8") as stream:
            return json.load(stream)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--replay", required=True, help="the program that replays them")
    parser.add_argument("--bin", required=True, help="the folder of the binaries")
    parser.add_argument("vectors", help="the folder of the recordings")
    args = parser.parse_args()
    files = recorded(args.vectors)
    if not files:
        print("no recordings in " + args.vectors, file=sys.stderr)
        return 1
    reasons = contradicted()
    results = replay(args, files)
    print("\nWithout the contradicted cases:")
    passed = failed = skipped = 0
    for result in results:
        expected = result["id"] not in reasons
        if result["held"] == expected:
            passed, skipped = passed + expected, skipped + (not expected)
        else:
            failed += 1
            print("%s %s" % (result["id"], "does not hold" if expected else "holds after all"))
    for case in sorted(set(reasons) - {result["id"] for result in results}):
        failed += 1
        print("%s names no case" % case)
    for case, reason in sorted(reasons.items()):
        print("contradicted: %s: %s" % (case, reason))
    print("%d passed, %d failed, %d skipped" % (passed, failed, skipped))
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
