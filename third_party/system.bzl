"""Binds libraries that the distribution installs under /usr."""

def system_libraries(names):
    """Makes each name a repository whose BUILD file is third_party/NAME.BUILD."""
    for name in names:
        native.new_local_repository(
            name = name,
            build_file = "//third_party:%s.BUILD" % name,
            path = "/usr",
        )
