"""The targets of a service: its client, its nouns, its binary."""

load("//third_party:rules.bzl", "unit_test")

def service(name, nouns, client_deps = [], libraries = []):
    """A service's library and binary.

    Args:
      name: the binary's name.
      nouns: the .cc files of its commands, without the ending.
      client_deps: what its client needs beside the standard libraries.
      libraries: further files of the client, without the ending, each NAME.h and NAME.cc.
    """
    native.cc_library(
        name = "client",
        srcs = ["client.cc"] + native.glob([library + ".cc" for library in libraries]),
        hdrs = ["client.h"] + [library + ".h" for library in libraries],
        deps = [
            "//common/auth:cloud",
            "//common/auth:session",
            "//common/base:error",
            "//common/base:file",
            "//common/base:status_macros",
            "//common/cli:args",
            "//common/cli:command",
            "//common/cli:context",
            "//common/cli:validate",
            "//common/json:value",
            "//common/odata:error",
            "//common/odata:query",
            "//common/odata:rest",
            "@absl//:statusor",
            "@absl//:strings",
        ] + client_deps,
    )
    native.cc_library(
        name = "service",
        srcs = ["nouns.h", "service.cc"] + [noun + ".cc" for noun in nouns],
        hdrs = ["service.h"],
        visibility = ["//visibility:public"],
        deps = [
            ":client",
            "//common/cli:connection_commands",
        ],
    )
    native.cc_binary(
        name = name,
        srcs = ["main.cc"],
        visibility = ["//visibility:public"],
        deps = [
            ":service",
            "//common/cli:run",
        ],
    )
    for test in native.glob(["*_test.cc"]):
        unit_test(
            name = test[:-len(".cc")],
            deps = [
                ":client",
                ":service",
                "//tests/testing:status_matchers",
            ],
        )
