// How near places come to have near numbers.

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/problem.hpp"

namespace earlybird {

namespace {

/// So many places are not put into an order any more: their legs share a cache line anyway.
constexpr std::size_t kTogether = 8;

}  // namespace

std::vector<Index> Travel::gather() {
    std::vector<Index> renumbered(static_cast<std::size_t>(places_));
    std::iota(renumbered.begin(), renumbered.end(), 0);
    if (matrices_.empty() || !hourly_.empty()) return renumbered;
    const std::vector<Index> order = places_along_lines();
    const auto rearrange = [&](std::vector<std::int32_t>& matrix) {
        std::vector<std::int32_t> other(matrix.size());
        auto at = other.begin();
        for (const Index from : order) {
            for (const Index to : order)
                *at++ = matrix[cell(from, to)];
        }
        matrix = std::move(other);
    };
    for (std::vector<std::int32_t>& matrix : matrices_)
        rearrange(matrix);
    if (!distances_.empty()) rearrange(distances_);
    transposed_.clear();
    transpose();
    for (std::size_t at = 0; at < order.size(); ++at)
        renumbered[std::size_t(order[at])] = static_cast<Index>(at);
    return renumbered;
}

/// The places in an order in which near ones stand together: halved along a line through two that
/// are far apart, then each half again.
std::vector<Index> Travel::places_along_lines() const {
    std::vector<Index> order(static_cast<std::size_t>(places_));
    std::iota(order.begin(), order.end(), 0);
    std::vector<std::pair<Seconds, Index>> keyed;
    std::vector<std::pair<std::size_t, std::size_t>> halves{{0, order.size()}};
    while (!halves.empty()) {
        const auto [first, last] = halves.back();
        halves.pop_back();
        if (last - first <= kTogether) continue;
        const auto begin = order.begin() + static_cast<std::ptrdiff_t>(first);
        const auto end = order.begin() + static_cast<std::ptrdiff_t>(last);
        const auto farthest = [&](Index from) {
            return *std::max_element(
                begin, end, [&](Index a, Index b) { return base(0, from, a) < base(0, from, b); });
        };
        const Index one = farthest(*begin);
        const Index other = farthest(one);
        keyed.clear();
        for (auto at = begin; at != end; ++at)
            keyed.emplace_back(base(0, one, *at) - base(0, other, *at), *at);
        std::sort(keyed.begin(), keyed.end());
        std::transform(keyed.begin(), keyed.end(), begin,
                       [](const auto& pair) { return pair.second; });
        const std::size_t middle = first + (last - first) / 2;
        halves.emplace_back(first, middle);
        halves.emplace_back(middle, last);
    }
    return order;
}

void Problem::gather_places() {
    const std::vector<Index> renumbered = travel.gather();
    const auto renumber = [&](Index& place) {
        if (place != kNone) place = renumbered[std::size_t(place)];
    };
    for (Job& job : jobs)
        renumber(job.place);
    for (Shift& shift : shifts) {
        renumber(shift.start_place);
        renumber(shift.end_place);
    }
}

}  // namespace earlybird
