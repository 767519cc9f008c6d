#include "core/given_plan.hpp"

#include <stdexcept>
#include <string>

namespace earlybird {

namespace {

[[noreturn]] void refuse(Index shift, Index stop, const char* why) {
    throw std::invalid_argument("shift " + std::to_string(shift) + ", stop " +
                                std::to_string(stop) + ": " + why);
}

[[noreturn]] void refuse_kept(Index job, const char* why) {
    throw std::invalid_argument("job " + std::to_string(job) + ": it cannot stay, because " + why);
}

Index fixed_in(const GivenPlan& given, Index r) {
    return given.fixed.empty() ? 0 : given.fixed[std::size_t(r)];
}

void require_sizes(const Problem& problem, const GivenPlan& given) {
    if (given.routes.size() != problem.shifts.size()) {
        throw std::invalid_argument("a plan needs a route for each shift");
    }
    if (!given.draws.empty() && given.draws.size() != problem.needs.size()) {
        throw std::invalid_argument("a plan needs draws for each need, or none at all");
    }
    if (!given.fixed.empty() && given.fixed.size() != problem.shifts.size()) {
        throw std::invalid_argument("a plan needs a number of fixed stops for each shift");
    }
    for (Index r = 0; r < problem.shift_count(); ++r) {
        const std::size_t stops = given.routes[std::size_t(r)].size();
        const Index fixed = fixed_in(given, r);
        if (fixed >= 0 && std::size_t(fixed) <= stops) continue;
        throw std::invalid_argument("shift " + std::to_string(r) + ": " + std::to_string(fixed) +
                                    " stops cannot stay, because it has " + std::to_string(stops));
    }
}

bool stand_in_order(const Places& places, Index r, Index first, Index second) {
    const auto a = std::size_t(first);
    const auto b = std::size_t(second);
    return places.shift_of[a] == r && places.shift_of[b] == r &&
           places.position_of[a] < places.position_of[b];
}

void require_errands_to_belong(const Problem& problem, const std::vector<Index>& route, Index r,
                               const Places& places) {
    const Shift& shift = problem.shift(r);
    Index rest = shift.rests.first;
    for (const Index stop : route) {
        const Job& what = problem.job(stop);
        if (what.kind == StopKind::kRefill && stop != shift.refill) {
            refuse(r, stop, "it is the refill of another shift");
        }
        if (what.kind == StopKind::kRest) {
            if (rest == shift.rests.last || problem.rests[std::size_t(rest)] != stop) {
                refuse(r, stop, "it is no rest of the shift, or out of its order");
            }
            ++rest;
        }
        if (what.goods != kNone && !stand_in_order(places, r, what.goods, stop)) {
            refuse(r, stop, "its goods are not collected before it");
        }
        if (what.kind == StopKind::kGoods && !stand_in_order(places, r, stop, what.owner)) {
            refuse(r, stop, "the job that they are for does not follow");
        }
    }
    if (!route.empty() && rest != shift.rests.last) {
        refuse(r, problem.rests[std::size_t(rest)], "this rest of the shift is missing");
    }
}

/// Mark the fixed stops of a shift, and the jobs for which goods are on board already.
void mark_fixed(const Problem& problem, const GivenPlan& given, Index r, std::vector<char>& stays) {
    const std::vector<Index>& route = given.routes[std::size_t(r)];
    bool serves = fixed_in(given, r) == 0;
    for (Index k = 0; k < fixed_in(given, r); ++k) {
        const Index stop = route[std::size_t(k)];
        const Job& what = problem.job(stop);
        stays[std::size_t(stop)] = 1;
        serves = serves || what.kind == StopKind::kWork;
        if (what.kind == StopKind::kGoods) stays[std::size_t(what.owner)] = 1;
    }
    if (!serves) refuse(r, route[0], "what is fixed in a shift has to serve at least one job");
}

}  // namespace

Places locate(const Problem& problem, const GivenPlan& given) {
    require_sizes(problem, given);
    Places places;
    places.shift_of.assign(problem.jobs.size(), kNone);
    places.position_of.assign(problem.jobs.size(), kNone);
    for (Index r = 0; r < problem.shift_count(); ++r) {
        Index position = 0;
        for (const Index stop : given.routes[std::size_t(r)]) {
            if (stop < 0 || stop >= problem.stop_count()) refuse(r, stop, "there is no such stop");
            if (places.shift_of[std::size_t(stop)] != kNone) refuse(r, stop, "it is there twice");
            places.shift_of[std::size_t(stop)] = r;
            places.position_of[std::size_t(stop)] = position++;
        }
    }
    for (Index r = 0; r < problem.shift_count(); ++r)
        require_errands_to_belong(problem, given.routes[std::size_t(r)], r, places);
    return places;
}

std::vector<char> what_stays(const Problem& problem, const GivenPlan& given, const Places& places) {
    std::vector<char> stays(problem.jobs.size(), 0);
    for (const Index job : given.kept) {
        if (job < 0 || job >= problem.job_count()) refuse_kept(job, "there is no such job");
        if (places.shift_of[std::size_t(job)] == kNone) refuse_kept(job, "no route has it");
        stays[std::size_t(job)] = 1;
    }
    for (Index r = 0; r < problem.shift_count(); ++r)
        mark_fixed(problem, given, r, stays);
    for (Index j = 0; j < problem.job_count(); ++j) {
        if (stays[std::size_t(j)] == 0) continue;
        const Index goods = problem.job(j).goods;
        if (goods != kNone) stays[std::size_t(goods)] = 1;
        const Index r = places.shift_of[std::size_t(j)];
        const Index refill = problem.shift(r).refill;
        if (refill != kNone && stand_in_order(places, r, refill, j)) stays[std::size_t(refill)] = 1;
    }
    return stays;
}

}  // namespace earlybird
