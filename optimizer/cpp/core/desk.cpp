#include "core/desk.hpp"

#include <algorithm>
#include <tuple>

namespace earlybird {

namespace {

Solution standing(const Problem& problem, const Start& start) {
    Solution solution(problem);
    solution.restore(start.plan);
    solution.fix(start.fixed, start.kept);
    return solution;
}

}  // namespace

Desk::Desk(const Problem& problem, const Start& start)
    : solution_(standing(problem, start)), insertion_(solution_, Insertion::Prices::kExact) {}

const Spot& Desk::best_insertion(Index job) {
    insertion_.consider(job);
    for (Index r = 0; r < solution_.problem().shift_count(); ++r)
        insertion_.try_route(r);
    return insertion_.best();
}

std::vector<Spot> Desk::best_insertions(Index job, std::size_t count) {
    std::vector<Spot> spots;
    for (Index r = 0; r < solution_.problem().shift_count(); ++r) {
        insertion_.consider(job);
        insertion_.try_route(r);
        if (insertion_.best().found()) spots.push_back(insertion_.best());
    }
    std::sort(spots.begin(), spots.end(), [](const Spot& a, const Spot& b) {
        return std::tuple(a.price, a.route) < std::tuple(b.price, b.route);
    });
    spots.resize(std::min(count, spots.size()));
    return spots;
}

}  // namespace earlybird
