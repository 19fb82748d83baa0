"""A fuzzer in its two forms."""

def fuzzer(name, deps = []):
    """A fuzzer: NAME.cc and its seeds in corpus/NAME.

    Makes the test NAME, which runs the seeds and a fixed set of mutations under any compiler, and
    NAME_libfuzzer for `--config=clang --config=fuzz`.
    """
    native.cc_library(
        name = name + "_entry",
        testonly = True,
        srcs = [
            "check.h",
            name + ".cc",
        ],
        deps = deps + ["@absl//:strings"],
        alwayslink = True,
    )
    native.cc_test(
        name = name,
        size = "small",
        srcs = ["driver.cc"],
        args = ["tests/fuzz/corpus/" + name],
        data = native.glob(["corpus/" + name + "/*"]),
        deps = [
            ":" + name + "_entry",
            "//common/base:file",
            "@absl//:strings",
        ],
    )
    native.cc_binary(
        name = name + "_libfuzzer",
        testonly = True,
        linkopts = ["-fsanitize=fuzzer"],
        tags = ["manual"],
        deps = [":" + name + "_entry"],
    )
