#include "core/crossing.hpp"

#include <algorithm>
#include <tuple>
#include <utility>
#include <vector>

#include "core/start.hpp"

namespace earlybird {

namespace {

constexpr int kTries = 8;

class Crossing {
  public:
    Crossing(const Problem& problem, const Neighbours& neighbours, const Snapshot& one,
             const Snapshot& other, Rng& rng)
        : problem_(problem), neighbours_(neighbours), one_(one), other_(other), rng_(rng),
          shift_of_(problem.jobs.size(), kNone) {
        for (Index r = 0; r < problem.shift_count(); ++r) {
            for (const Index stop : one.routes[std::size_t(r)])
                shift_of_[std::size_t(stop)] = r;
        }
        rename_other();
    }

    Snapshot child() {
        for (int tries = 0; tries < kTries; ++tries) {
            if (choose()) return assemble();
        }
        return one_;
    }

  private:
    /// Shifts of `other` that are the same in everything take the names of those in `one` with
    /// which they have most jobs in common.
    void rename_other() {
        name_of_.resize(problem_.shifts.size());
        for (Index r = 0; r < problem_.shift_count(); ++r)
            name_of_[std::size_t(r)] = r;
        std::vector<std::tuple<Index, Index, Index>> common;
        std::vector<Index> count(problem_.shifts.size(), 0);
        std::vector<char> is_free(problem_.shifts.size(), 1);
        std::vector<char> is_named(problem_.shifts.size(), 0);
        for (Index r = 0; r < problem_.shift_count(); ++r) {
            if (has_errands(r)) continue;
            for (const Index stop : other_.routes[std::size_t(r)]) {
                const Index there = shift_of_[std::size_t(stop)];
                if (there != kNone && problem_.are_alike(r, there)) ++count[std::size_t(there)];
            }
            for (const Index stop : other_.routes[std::size_t(r)]) {
                const Index there = shift_of_[std::size_t(stop)];
                if (there == kNone || count[std::size_t(there)] == 0) continue;
                common.emplace_back(-count[std::size_t(there)], r, there);
                count[std::size_t(there)] = 0;
            }
        }
        std::sort(common.begin(), common.end());
        for (const auto& [same, r, there] : common) {
            if (is_named[std::size_t(r)] || !is_free[std::size_t(there)]) continue;
            name_of_[std::size_t(r)] = there;
            is_named[std::size_t(r)] = 1;
            is_free[std::size_t(there)] = 0;
        }
        // The others take what names are left in their class.
        for (Index r = 0; r < problem_.shift_count(); ++r) {
            if (is_named[std::size_t(r)] || has_errands(r)) continue;
            const auto of_class = static_cast<std::size_t>(problem_.class_of[std::size_t(r)]);
            for (Index at = problem_.class_first[of_class]; at < problem_.class_first[of_class + 1];
                 ++at) {
                const Index name = problem_.shift_order[std::size_t(at)];
                if (!is_free[std::size_t(name)]) continue;
                name_of_[std::size_t(r)] = name;
                is_free[std::size_t(name)] = 0;
                break;
            }
        }
        shift_in_other_.resize(problem_.shifts.size());
        for (Index r = 0; r < problem_.shift_count(); ++r)
            shift_in_other_[std::size_t(name_of_[std::size_t(r)])] = r;
    }

    bool has_errands(Index r) const {
        const Shift& shift = problem_.shift(r);
        return shift.refill != kNone || !shift.rests.empty();
    }

    /// Choose neighbouring shifts; whether the two plans differ in them.
    bool choose() {
        chosen_.assign(problem_.shifts.size(), 0);
        Index used = 0;
        for (const auto& route : one_.routes)
            used += route.empty() ? 0 : 1;
        const Index wanted = 1 + rng_.below(std::max(1, (used + 1) / 2));
        const Index seed = rng_.below(problem_.job_count());
        Index found = 0;
        bool differ = false;
        const auto take = [&](Index job) {
            const Index r = shift_of_[std::size_t(job)];
            if (r == kNone || chosen_[std::size_t(r)]) return;
            chosen_[std::size_t(r)] = 1;
            ++found;
            const Index there = shift_in_other_[std::size_t(r)];
            differ = differ || one_.routes[std::size_t(r)] != other_.routes[std::size_t(there)];
        };
        take(seed);
        for (const Index near : neighbours_.around(seed)) {
            if (found >= wanted) break;
            take(near);
        }
        return differ;
    }

    Snapshot assemble() {
        GivenPlan given;
        given.routes.resize(problem_.shifts.size());
        given.draws.resize(problem_.needs.size());
        // Who gives way: what stays of `one`, or what comes from `other`.
        const bool other_first = rng_.chance(0.5);
        std::vector<char> taken(problem_.jobs.size(), 0);
        for (const bool from_other : {other_first, !other_first}) {
            for (Index r = 0; r < problem_.shift_count(); ++r) {
                if ((chosen_[std::size_t(r)] != 0) != from_other) continue;
                if (from_other) {
                    add(other_, shift_in_other_[std::size_t(r)], r, taken, given);
                } else {
                    add(one_, r, r, taken, given);
                }
            }
        }
        return start_from(problem_, given).plan;
    }

    void add(const Snapshot& from, Index there, Index here, std::vector<char>& taken,
             GivenPlan& given) const {
        std::vector<Index>& route = given.routes[std::size_t(here)];
        bool works = false;
        for (const Index stop : from.routes[std::size_t(there)]) {
            const Job& what = problem_.job(stop);
            Index named = stop;
            if (what.kind == StopKind::kRefill) named = problem_.shift(here).refill;
            const Index job = what.kind == StopKind::kGoods ? what.owner : stop;
            if (taken[std::size_t(job)]) continue;
            route.push_back(named);
            if (what.kind != StopKind::kWork) continue;
            works = true;
            for (Index n = what.needs.first; n < what.needs.last; ++n)
                given.draws[std::size_t(n)] = from.draws[std::size_t(n)];
        }
        if (!works) route.clear();
        for (const Index stop : route) {
            if (problem_.job(stop).kind == StopKind::kWork) taken[std::size_t(stop)] = 1;
        }
    }

    const Problem& problem_;
    const Neighbours& neighbours_;
    const Snapshot& one_;
    const Snapshot& other_;
    Rng& rng_;
    std::vector<Index> shift_of_;        ///< by stop, in `one`
    std::vector<Index> name_of_;         ///< by shift of `other`: the shift of `one`
    std::vector<Index> shift_in_other_;  ///< the other way round
    std::vector<char> chosen_;           ///< by shift of `one`
};

}  // namespace

Snapshot cross(const Problem& problem, const Neighbours& neighbours, const Snapshot& one,
               const Snapshot& other, Rng& rng) {
    return Crossing(problem, neighbours, one, other, rng).child();
}

}  // namespace earlybird
