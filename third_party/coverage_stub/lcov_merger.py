#!/usr/bin/python3
"""Merges gcov JSON and lcov files into one lcov file, as `bazel coverage` asks of its merger."""

import collections
import glob
import gzip
import json
import os
import sys


class Report:
    """Hits of lines and functions by source file."""

    def __init__(self):
        self.lines = collections.defaultdict(collections.Counter)
        self.functions = collections.defaultdict(dict)

    def add_line(self, name, number, hits):
        self.lines[name][number] += hits

    def add_function(self, name, function, number, hits):
        _, before = self.functions[name].get(function, (number, 0))
        self.functions[name][function] = (number, before + hits)

    def read_gcov(self, path):
        with gzip.open(path) as stream:
            report = json.load(stream)
        for entry in report["files"]:
            name = entry["file"].removeprefix("/proc/self/cwd/")
            if name.startswith(("/", "external/", "bazel-out/")):
                continue
            for line in entry["lines"]:
                self.add_line(name, line["line_number"], line["count"])
            for function in entry["functions"]:
                self.add_function(name, function["name"], function["start_line"],
                                  function["execution_count"])

    def read_lcov(self, path):
        name, starts = None, {}
        with open(path) as stream:
            for row in stream:
                tag, _, rest = row.rstrip("\n").partition(":")
                if tag == "SF":
                    name, starts = rest, {}
                elif tag == "DA":
                    number, hits = rest.split(",")[:2]
                    self.add_line(name, int(number), int(hits))
                elif tag == "FN":
                    number, function = rest.split(",", 1)
                    starts[function] = int(number)
                elif tag == "FNDA":
                    hits, function = rest.split(",", 1)
                    self.add_function(name, function, starts.get(function, 0), int(hits))

    def write(self, path):
        with open(path, "w") as out:
            for name, lines in sorted(self.lines.items()):
                print("SF:" + name, file=out)
                for function, (number, hits) in sorted(self.functions[name].items()):
                    print(f"FN:{number},{function}\nFNDA:{hits},{function}", file=out)
                for number, hits in sorted(lines.items()):
                    print(f"DA:{number},{hits}", file=out)
                hit = sum(1 for hits in lines.values() if hits)
                print(f"LF:{len(lines)}\nLH:{hit}\nend_of_record", file=out)


def main():
    options = collections.defaultdict(list)
    for argument in sys.argv[1:]:
        key, _, value = argument.lstrip("-").partition("=")
        options[key].append(value)
    report = Report()
    for folder in options["coverage_dir"]:
        inside = os.path.join(glob.escape(folder), "**")
        for path in glob.glob(os.path.join(inside, "*.gcov.json.gz"), recursive=True):
            report.read_gcov(path)
        for path in glob.glob(os.path.join(inside, "*.dat"), recursive=True):
            report.read_lcov(path)
    for listing in options["reports_file"]:
        with open(listing) as stream:
            for path in stream.read().split():
                if path.endswith(".dat") and os.path.exists(path):
                    report.read_lcov(path)
    report.write(options["output_file"][0])


if __name__ == "__main__":
    main()
