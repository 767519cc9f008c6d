#pragma once

#include <string>

namespace earlybird {

/// The version of the native core, "major.minor.patch".
std::string core_version();

}  // namespace earlybird
