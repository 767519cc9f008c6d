// Routes go out to be recombined, and better plans come in.

#include <algorithm>
#include <utility>

#include "core/engine.hpp"

namespace earlybird {

std::int64_t Engine::unserved_in(const Snapshot& plan) const {
    std::int64_t unserved = problem_.job_count();
    for (const std::vector<Index>& route : plan.routes) {
        unserved -= std::count_if(route.begin(), route.end(), [&](Index stop) {
            return problem_.job(stop).kind == StopKind::kWork;
        });
    }
    return unserved;
}

const std::vector<Column>& Engine::pool(std::size_t& incumbent) {
    Snapshot best;
    std::vector<Column> columns;
    {
        const std::lock_guard guard(meeting_lock_);
        best = champion_;
        for (const Search* one : searches_) {
            if (!divided_) one->copy_best_if_better(best);
            one->pool().copy_to(columns);
        }
        if (searches_.empty()) columns = last_columns_;
    }
    Solution solution(problem_);
    solution.restore(best);
    const std::vector<char> shares_van = engineers_with_several_shifts(problem_);
    pool_.clear();
    const Pool keys(problem_);
    for (Index r = 0; r < problem_.shift_count(); ++r) {
        if (solution.route(r).empty()) continue;
        pool_.emplace_back();
        describe(solution, r, shares_van, pool_.back());
        pool_.back().key = keys.key_of(solution, r);
    }
    incumbent = pool_.size();
    // The threads see many routes both; the cheapest of each is enough.
    std::sort(columns.begin(), columns.end(), [](const Column& a, const Column& b) {
        return std::pair(a.key, a.price) < std::pair(b.key, b.price);
    });
    for (Column& column : columns) {
        if (pool_.size() > incumbent && pool_.back().key == column.key) continue;
        pool_.push_back(std::move(column));
    }
    return pool_;
}

Snapshot Engine::plan_of(const std::vector<std::size_t>& columns) const {
    Snapshot plan;
    plan.routes.resize(problem_.shifts.size());
    plan.draws.resize(problem_.needs.size());
    std::vector<Index> taken(problem_.class_first.size(), 0);
    for (const std::size_t which : columns) {
        const Column& column = pool_.at(which);
        // Shifts of a class can be exchanged: take the next that is free.
        const auto of_class =
            static_cast<std::size_t>(problem_.class_of[std::size_t(column.shift)]);
        const Index at = problem_.class_first[of_class] + taken[of_class]++;
        if (at >= problem_.class_first[of_class + 1]) continue;
        const Index r = problem_.shift_order[std::size_t(at)];
        for (const Index stop : column.stops) {
            const bool refill = problem_.job(stop).kind == StopKind::kRefill;
            plan.routes[std::size_t(r)].push_back(refill ? problem_.shift(r).refill : stop);
        }
        for (const Column::Units& units : column.units) {
            plan.draws[std::size_t(units.need)].parts.push_back({units.lot, units.quantity});
        }
    }
    return plan;
}

bool Engine::offer(const std::vector<std::size_t>& columns) {
    Snapshot plan = plan_of(columns);
    Solution solution(problem_);
    solution.restore(plan);
    plan.score = solution.score();
    for (Index r = 0; r < problem_.shift_count(); ++r) {
        const Route& route = solution.route(r);
        if (!route.empty() && route.ready > route.latest_ready) return false;
    }
    bool over = false;
    {
        const std::lock_guard guard(lock_);
        over = !progress_.running;
    }
    if (over) {
        // Nobody searches any more.
        if (!(plan.score < best_.score)) return false;
        best_ = plan;
        champion_ = plan;
        publish(plan.score, unserved_in(plan));
        return true;
    }
    const std::lock_guard guard(offer_lock_);
    if (offers_.load() > 0 && !(plan.score < offer_.score)) return false;
    offer_ = std::move(plan);
    offers_.fetch_add(1);
    return true;
}

void Engine::take_offer(Search& search, std::uint64_t& seen) {
    if (offers_.load(std::memory_order_relaxed) == seen) return;
    Snapshot plan;
    {
        const std::lock_guard guard(offer_lock_);
        seen = offers_.load();
        plan = offer_;
    }
    if (!(plan.score < search.best().score)) return;
    search.adopt(plan);
    publish(search.best().score, search.best_unserved());
}

}  // namespace earlybird
