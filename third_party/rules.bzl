"""The shape of this project's targets: one library a header, one test beside it."""

def library(name, deps = [], **kwargs):
    """A cc_library of NAME.h and, when there is one, NAME.cc."""
    native.cc_library(
        name = name,
        hdrs = native.glob([name + ".h"]),
        srcs = native.glob([name + ".cc"]),
        deps = deps,
        **kwargs
    )

def unit_test(name, deps = [], size = "small", **kwargs):
    """A GoogleTest of NAME.cc."""
    native.cc_test(
        name = name,
        srcs = [name + ".cc"],
        size = size,
        deps = deps + ["@googletest//:gtest_main"],
        **kwargs
    )
