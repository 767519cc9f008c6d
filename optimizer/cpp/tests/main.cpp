// Runs every test case of the core; exits 1 if one failed.

#include "tests/check.hpp"

int main() { return earlybird::testing::run_all(); }
