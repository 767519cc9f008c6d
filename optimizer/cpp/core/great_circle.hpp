#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace earlybird {

/// Road metres between two unit vectors: great circle times road factor. The operations and their
/// order are those of optimizer/travel/great_circle.py, which explains them; both agree to the bit
/// (this file must be compiled with -ffp-contract=off).
inline std::int64_t great_circle_metres(const double* a, const double* b, double radius_m,
                                        double road_factor) {
    const double dx = a[0] - b[0];
    const double dy = a[1] - b[1];
    const double dz = a[2] - b[2];
    double x = (dx * dx + dy * dy) + dz * dz;
    double turns = 1.0;
    while (x > 0.25) {
        x = 2.0 - std::sqrt(4.0 - std::min(x, 4.0));
        turns = turns * 2.0;
    }
    double s = 231.0 / 54525952.0;
    s = s * x + 63.0 / 2883584.0;
    s = s * x + 35.0 / 294912.0;
    s = s * x + 5.0 / 7168.0;
    s = s * x + 3.0 / 640.0;
    s = s * x + 1.0 / 24.0;
    const double angle = (std::sqrt(x) * (1.0 + x * s)) * turns;
    return static_cast<std::int64_t>(std::floor((radius_m * angle) * road_factor + 0.5));
}

}  // namespace earlybird
