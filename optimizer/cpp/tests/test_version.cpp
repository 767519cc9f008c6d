#include "core/version.hpp"
#include "tests/check.hpp"

TEST_CASE("the core tells its version") { CHECK(earlybird::core_version() == "0.1.0"); }
