#include "core/version.hpp"

namespace earlybird {

std::string core_version() { return "0.1.0"; }

}  // namespace earlybird
