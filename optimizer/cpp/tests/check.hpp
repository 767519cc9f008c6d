#pragma once

// A test case and a check, and nothing else:
//
//     TEST_CASE("an empty route costs nothing") {
//         CHECK(cost(Route{}) == 0);
//     }

#include <cstdio>
#include <vector>

namespace earlybird::testing {

struct Case {
    const char* name;
    void (*body)();
};

inline std::vector<Case>& cases() {
    static std::vector<Case> all;
    return all;
}

/// Checks that failed in the test case that is running.
inline int& failures() {
    static int count = 0;
    return count;
}

struct Registration {
    Registration(const char* name, void (*body)()) { cases().push_back({name, body}); }
};

inline void check(bool ok, const char* expression, const char* file, int line) {
    if (ok) return;
    ++failures();
    std::printf("%s:%d: CHECK(%s) failed\n", file, line, expression);
}

/// Run every test case, say how many passed and failed, and return the exit code.
inline int run_all() {
    int passed = 0;
    int failed = 0;
    for (const Case& test : cases()) {
        failures() = 0;
        test.body();
        if (failures() == 0) {
            ++passed;
        } else {
            ++failed;
            std::printf("FAILED: %s\n", test.name);
        }
    }
    std::printf("%d passed, %d failed\n", passed, failed);
    return failed == 0 && passed > 0 ? 0 : 1;
}

}  // namespace earlybird::testing

#define EARLYBIRD_JOIN_(a, b) a##b
#define EARLYBIRD_JOIN(a, b) EARLYBIRD_JOIN_(a, b)

// One name per line, so two cases of a file must not share a line.
#define TEST_CASE(name)                                                                            \
    static void EARLYBIRD_JOIN(test_body_, __LINE__)();                                            \
    static const earlybird::testing::Registration EARLYBIRD_JOIN(test_registration_, __LINE__){    \
        name, &EARLYBIRD_JOIN(test_body_, __LINE__)};                                              \
    static void EARLYBIRD_JOIN(test_body_, __LINE__)()

#define CHECK(expression)                                                                          \
    earlybird::testing::check(static_cast<bool>(expression), #expression, __FILE__, __LINE__)
