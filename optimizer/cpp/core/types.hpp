#pragma once

// The words of the core. Moments and spans are whole seconds from the start of the horizon, prices
// whole cents: results are the same on every machine.

#include <compare>
#include <cstdint>
#include <limits>

namespace earlybird {

using Index = std::int32_t;
using Seconds = std::int64_t;
using Metres = std::int64_t;
using Cents = std::int64_t;

inline constexpr Index kNone = -1;
/// Later than any moment, with room to add spans to it.
inline constexpr Seconds kNever = std::numeric_limits<Seconds>::max() / 4;

/// What plans are compared by, smaller is better, strictly in this order.
struct Score {
    std::int64_t unserved_priority = 0;
    std::int64_t unserved_without_priority = 0;
    Cents cents = 0;

    auto operator<=>(const Score&) const = default;
};

/// Whether plan `a` leaves out more than plan `b`, whatever they cost.
inline bool serves_less(const Score& a, const Score& b) {
    if (a.unserved_priority != b.unserved_priority) {
        return a.unserved_priority > b.unserved_priority;
    }
    return a.unserved_without_priority > b.unserved_without_priority;
}

}  // namespace earlybird
