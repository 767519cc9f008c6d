#pragma once

#include "core/neighbours.hpp"
#include "core/problem.hpp"
#include "core/rng.hpp"
#include "core/snapshot.hpp"

namespace earlybird {

/// A plan made of two: some neighbouring routes of `other`, and what is left of `one` beside them.
/// This is the selective route exchange of Nagata, Braysy and Dullaert, "A penalty-based edge
/// assembly memetic algorithm for the vehicle routing problem with time windows", Computers &
/// Operations Research 37(4), 2010, section 3.4. Jobs that lose their place are left out, for the
/// caller to insert. Its score is not filled in. `one` itself where the two do not differ.
Snapshot cross(const Problem& problem, const Neighbours& neighbours, const Snapshot& one,
               const Snapshot& other, Rng& rng);

}  // namespace earlybird
