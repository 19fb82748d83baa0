"""The targets of a service: its client, its nouns, its binary."""

load("//third_party:rules.bzl", "unit_test")

def service(name, nouns, libraries, client_deps = []):
    """A service's library and binary.

    Args:
      name: the binary's name.
      nouns: the .cc files of its commands, without the ending.
      libraries: the files its commands share, without the ending: NAME.h and, if any, NAME.cc.
      client_deps: what these need beside the standard libraries.
    """
    native.cc_library(
        name = "client",
        srcs = native.glob([library + ".cc" for library in libraries]),
        hdrs = [library + ".h" for library in libraries],
        visibility = ["//tests:__subpackages__"],
        deps = [
            "//common/auth:cloud",
            "//common/auth:session",
            "//common/base:error",
            "//common/base:file",
            "//common/base:interrupt",
            "//common/base:list",
            "//common/base:parallel",
            "//common/base:progress",
            "//common/base:status_macros",
            "//common/cli:args",
            "//common/cli:command",
            "//common/cli:context",
            "//common/cli:me",
            "//common/cli:run_call",
            "//common/cli:shape",
            "//common/cli:template",
            "//common/cli:validate",
            "//common/directory:groups",
            "//common/directory:lookups",
            "//common/directory:property_filter",
            "//common/directory:site_classification",
            "//common/http:content",
            "//common/http:file_body",
            "//common/json:value",
            "//common/odata:batch",
            "//common/odata:empty_pages",
            "//common/odata:error",
            "//common/odata:graph",
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
            "//common/cli:request_command",
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
                "//common/cli:execute",
                "//common/cli:parser",
                "//tests/testing:command_context",
                "//tests/testing:status_matchers",
            ],
        )
