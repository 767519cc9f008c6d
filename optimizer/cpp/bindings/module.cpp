// The door between Python and the native core: thin, no algorithm here.

#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>

#include "bindings/parts.hpp"
#include "core/version.hpp"

NB_MODULE(_core, m) {
    m.doc() = "EarlyBird's native core. Use optimizer.native, which checks what goes in.";
    m.def("core_version", &earlybird::core_version,
          "The version of the native core, \"major.minor.patch\".");
    bind_problem(m);
    bind_desk(m);
    bind_live_desk(m);
    bind_engine(m);
}
