#include "core/spatial_grid.hpp"

#include <algorithm>
#include <cmath>

namespace earlybird {

namespace {
constexpr double kThingsPerCell = 8;
}

SpatialGrid::SpatialGrid(const Travel& travel, const std::vector<Index>& places) : travel_(travel) {
    std::array<double, 3> low{2, 2, 2};
    std::array<double, 3> high{-2, -2, -2};
    for (const Index place : places) {
        const double* v = travel.unit_vector(place);
        for (std::size_t d = 0; d < 3; ++d) {
            low[d] = std::min(low[d], v[d]);
            high[d] = std::max(high[d], v[d]);
        }
    }
    std::array<double, 3> extent{high[0] - low[0], high[1] - low[1], high[2] - low[2]};
    std::sort(extent.begin(), extent.end());
    // Places lie on a surface: the two larger extents span it.
    const double area = std::max(extent[2] * extent[1], 1e-14);
    width_ = std::sqrt(area * kThingsPerCell / static_cast<double>(places.size()));
    width_ = std::max(width_, extent[2] / 4096);
    reach_ = static_cast<std::int32_t>(extent[2] / width_) + 2;
    for (std::size_t i = 0; i < places.size(); ++i)
        cells_[cell_of(places[i])].push_back(static_cast<Index>(i));
}

SpatialGrid::Cell SpatialGrid::cell_of(Index place) const {
    const double* v = travel_.unit_vector(place);
    return {static_cast<std::int32_t>(std::floor(v[0] / width_)),
            static_cast<std::int32_t>(std::floor(v[1] / width_)),
            static_cast<std::int32_t>(std::floor(v[2] / width_))};
}

void SpatialGrid::near(Index place, Index count, std::vector<Index>& found) const {
    found.clear();
    const Cell centre = cell_of(place);
    std::int32_t last_ring = reach_;
    for (std::int32_t ring = 0; ring <= last_ring; ++ring) {
        for (std::int32_t x = -ring; x <= ring; ++x) {
            for (std::int32_t y = -ring; y <= ring; ++y) {
                const bool side = std::abs(x) == ring || std::abs(y) == ring;
                const std::int32_t step = side ? 1 : std::max(2 * ring, 1);
                for (std::int32_t z = -ring; z <= ring; z += step) {
                    const auto at = cells_.find({centre[0] + x, centre[1] + y, centre[2] + z});
                    if (at == cells_.end()) continue;
                    found.insert(found.end(), at->second.begin(), at->second.end());
                }
            }
        }
        // One more ring: the corners of this one are farther than the sides of the next.
        if (last_ring == reach_ && static_cast<Index>(found.size()) >= count) {
            last_ring = std::min(reach_, ring + 1);
        }
    }
}

}  // namespace earlybird
