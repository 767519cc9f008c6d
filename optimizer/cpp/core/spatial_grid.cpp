#include "core/spatial_grid.hpp"

#include <algorithm>
#include <cmath>

namespace earlybird {

namespace {
constexpr double kJobsPerCell = 8;
}

SpatialGrid::SpatialGrid(const Problem& problem) : problem_(problem) {
    std::array<double, 3> low{2, 2, 2};
    std::array<double, 3> high{-2, -2, -2};
    for (const Job& job : problem.jobs) {
        const double* v = problem.travel.unit_vector(job.place);
        for (std::size_t d = 0; d < 3; ++d) {
            low[d] = std::min(low[d], v[d]);
            high[d] = std::max(high[d], v[d]);
        }
    }
    std::array<double, 3> extent{high[0] - low[0], high[1] - low[1], high[2] - low[2]};
    std::sort(extent.begin(), extent.end());
    // Jobs lie on a surface: the two larger extents span it.
    const double area = std::max(extent[2] * extent[1], 1e-14);
    width_ = std::sqrt(area * kJobsPerCell / static_cast<double>(problem.jobs.size()));
    width_ = std::max(width_, extent[2] / 4096);
    reach_ = static_cast<std::int32_t>(extent[2] / width_) + 2;
    for (Index j = 0; j < problem.job_count(); ++j)
        cells_[cell_of(j)].push_back(j);
}

SpatialGrid::Cell SpatialGrid::cell_of(Index job) const {
    const double* v = problem_.travel.unit_vector(problem_.job(job).place);
    return {static_cast<std::int32_t>(std::floor(v[0] / width_)),
            static_cast<std::int32_t>(std::floor(v[1] / width_)),
            static_cast<std::int32_t>(std::floor(v[2] / width_))};
}

void SpatialGrid::near(Index job, Index count, std::vector<Index>& found) const {
    found.clear();
    const Cell centre = cell_of(job);
    std::int32_t last_ring = reach_;
    for (std::int32_t ring = 0; ring <= last_ring; ++ring) {
        for (std::int32_t x = -ring; x <= ring; ++x) {
            for (std::int32_t y = -ring; y <= ring; ++y) {
                const bool side = std::abs(x) == ring || std::abs(y) == ring;
                const std::int32_t step = side ? 1 : std::max(2 * ring, 1);
                for (std::int32_t z = -ring; z <= ring; z += step) {
                    const auto at = cells_.find({centre[0] + x, centre[1] + y, centre[2] + z});
                    if (at == cells_.end()) continue;
                    for (const Index other : at->second) {
                        if (other != job) found.push_back(other);
                    }
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
