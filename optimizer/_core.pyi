"""EarlyBird's native core."""



def core_version() -> str:
    """The version of the native core, "major.minor.patch"."""
