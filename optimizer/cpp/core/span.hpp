#pragma once

#include <algorithm>

#include "core/types.hpp"

namespace earlybird {

/// How short a part of a route can be made by leaving late: begun anywhere in [earliest, latest] it
/// takes `duration`, waiting included. Needs one window for each job. Spans are joined in constant
/// time as in Vidal, Crainic, Gendreau and Prins, "A hybrid genetic algorithm with adaptive
/// diversity management for a large class of vehicle routing problems with time-windows", Computers
/// & Operations Research 40(1), 2013, section 4.1, without their time warp: only what is legal is
/// joined.
struct Span {
    Seconds duration = 0;
    Seconds earliest = 0;
    Seconds latest = 0;
};

/// `a`, then a leg of `leg` seconds, then `b`.
inline Span joined(const Span& a, Seconds leg, const Span& b) {
    const Seconds offset = a.duration + leg;
    const Seconds wait = std::max<Seconds>(0, b.earliest - offset - a.latest);
    return {offset + b.duration + wait, std::max(b.earliest - offset, a.earliest) - wait,
            std::min(b.latest - offset, a.latest)};
}

}  // namespace earlybird
