"""Bazel's native C++ rules under the names that Bazel's own files load."""

cc_library = native.cc_library
cc_binary = native.cc_binary
cc_test = native.cc_test
cc_import = native.cc_import
cc_proto_library = native.cc_proto_library
cc_toolchain = native.cc_toolchain
cc_toolchain_suite = native.cc_toolchain_suite
cc_toolchain_alias = getattr(native, "cc_toolchain_alias", None)
objc_library = native.objc_library
fdo_prefetch_hints = native.fdo_prefetch_hints
fdo_profile = native.fdo_profile
cc_libc_top_alias = getattr(native, "cc_libc_top_alias", None)

def cc_flags_supplier(**kwargs):
    native.cc_flags_supplier(**kwargs)

def compiler_flag(**kwargs):
    native.compiler_flag(**kwargs)
