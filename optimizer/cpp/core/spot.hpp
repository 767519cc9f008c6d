#pragma once

#include "core/types.hpp"

namespace earlybird {

/// A place in a plan for one job, and what it adds to the price (exact where prices do not depend
/// on time, else a close estimate).
struct Spot {
    Index route = kNone;
    Index position = 0;  ///< of the job, counted before anything is inserted
    Cents price = kNever;
    /// A stop that comes into the route with the job (its goods, or the shift's refill), or kNone.
    Index errand = kNone;
    Index errand_position = 0;  ///< counted likewise; at most `position`

    bool found() const { return route != kNone; }
};

}  // namespace earlybird
