// The door between Python and the native core: thin, no algorithm here.

#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>

#include "core/version.hpp"

NB_MODULE(_core, m) {
    m.doc() = "EarlyBird's native core.";
    m.def("core_version", &earlybird::core_version,
          "The version of the native core, \"major.minor.patch\".");
}
