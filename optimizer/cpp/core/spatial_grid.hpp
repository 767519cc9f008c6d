#pragma once

#include <array>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "core/travel.hpp"

namespace earlybird {

/// Things at places, in cubes of equal size on the unit sphere: finds the nearest without looking
/// at all of them.
class SpatialGrid {
  public:
    /// Thing i stands at `places[i]`; there is at least one.
    SpatialGrid(const Travel& travel, const std::vector<Index>& places);

    /// At least `count` things near `place` (fewer only if there are no more), in no order. The
    /// nearest `count` are among them up to the width of one cube.
    void near(Index place, Index count, std::vector<Index>& found) const;

  private:
    using Cell = std::array<std::int32_t, 3>;
    struct Hash {
        std::size_t operator()(const Cell& cell) const {
            std::uint64_t h = 0;
            for (const std::int32_t c : cell) {
                h = (h ^ static_cast<std::uint32_t>(c)) * 0x9e3779b97f4a7c15ULL;
                h ^= h >> 29;
            }
            return static_cast<std::size_t>(h);
        }
    };
    Cell cell_of(Index place) const;

    const Travel& travel_;
    double width_ = 1;
    std::int32_t reach_ = 1;  ///< no two things are more cells apart
    std::unordered_map<Cell, std::vector<Index>, Hash> cells_;
};

}  // namespace earlybird
