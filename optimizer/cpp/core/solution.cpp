#include "core/solution.hpp"

#include <algorithm>

namespace earlybird {

Score score_of_nothing(const Problem& problem) {
    Score score;
    for (const Job& job : problem.jobs) {
        score.unserved_priority += job.priority;
        score.unserved_without_priority += job.priority == 0 ? 1 : 0;
    }
    return score;
}

Solution::Solution(const Problem& problem)
    : problem_(&problem), routes_(problem.shifts.size()), route_of_(problem.jobs.size(), kNone),
      position_of_(problem.jobs.size(), kNone), stock_(problem),
      is_touched_(problem.shifts.size(), 0) {
    for (Index r = 0; r < problem.shift_count(); ++r)
        refresh(r);
    score_ = score_of_nothing(problem);
    committed_score_ = score_;
}

void Solution::restore(const Snapshot& plan) {
    *this = Solution(*problem_);
    for (Index r = 0; r < problem_->shift_count(); ++r) {
        if (plan.routes[std::size_t(r)].empty()) continue;
        touch(r);
        Route& route = routes_[std::size_t(r)];
        for (const Index job : plan.routes[std::size_t(r)]) {
            const Job& what = problem_->job(job);
            for (Index need = what.needs.first; need < what.needs.last; ++need) {
                stock_.take_exactly(need, plan.draws[std::size_t(need)]);
            }
            if (stock_.collection(job).needed) ++route.collecting;
            route.nodes.push_back(Node{job, what.place, 0, 0, what.door, 0});
            serve(job, true);
        }
        renumber(r, 0);
        refresh(r);
    }
    settle();
    commit();
}

void Solution::serve(Index job, bool served) {
    const std::int64_t sign = served ? -1 : 1;
    const std::int64_t priority = problem_->job(job).priority;
    score_.unserved_priority += sign * priority;
    if (priority == 0) score_.unserved_without_priority += sign;
}

void Solution::touch(Index r) {
    if (is_touched_[std::size_t(r)]) return;
    is_touched_[std::size_t(r)] = 1;
    touched_.push_back(r);
    if (backups_.size() < touched_.size()) backups_.emplace_back();
    backups_[touched_.size() - 1] = routes_[std::size_t(r)];
}

void Solution::renumber(Index r, Index from) {
    const Route& route = routes_[std::size_t(r)];
    for (Index k = from; k < route.size(); ++k) {
        const Index job = route.nodes[std::size_t(k)].job;
        route_of_[std::size_t(job)] = r;
        position_of_[std::size_t(job)] = k;
    }
}

void Solution::insert(Index job, Index r, Index position) {
    touch(r);
    Route& route = routes_[std::size_t(r)];
    const Job& what = problem_->job(job);
    if (!what.needs.empty()) {
        stock_.take(job, problem_->shift(r));
        if (stock_.collection(job).needed) ++route.collecting;
    }
    route.nodes.insert(route.nodes.begin() + position, Node{job, what.place, 0, 0, what.door, 0});
    renumber(r, position);
    serve(job, true);
    refresh(r);
}

void Solution::remove(Index r, Index first, Index count, std::vector<Index>& removed) {
    touch(r);
    Route& route = routes_[std::size_t(r)];
    const auto from = route.nodes.begin() + first;
    for (auto node = from; node != from + count; ++node) {
        const Index job = node->job;
        if (!problem_->job(job).needs.empty()) {
            if (stock_.collection(job).needed) --route.collecting;
            stock_.release(job);
        }
        route_of_[std::size_t(job)] = kNone;
        position_of_[std::size_t(job)] = kNone;
        serve(job, false);
        removed.push_back(job);
    }
    route.nodes.erase(from, from + count);
    renumber(r, first);
}

void Solution::refresh(Index r) {
    const Problem& problem = *problem_;
    const Shift& shift = problem.shift(r);
    const Travel& travel = problem.travel;
    Route& route = routes_[std::size_t(r)];
    route.collection = Collection{};
    if (route.collecting > 0) {
        for (const Node& node : route.nodes) {
            const Collection one = stock_.collection(node.job);
            if (!one.needed) continue;
            route.collection.needed = true;
            route.collection.available_from =
                std::max(route.collection.available_from, one.available_from);
        }
    }
    route.ready = earliest_ready(problem, shift, route.collection);
    Seconds ready = route.ready;
    Index from = shift.start_place;
    for (Node& node : route.nodes) {
        const Job& job = problem.job(node.job);
        const Seconds arrive = travel.arrive(shift.profile, from, node.place, ready);
        node.leg = arrive - ready;
        node.ready =
            problem.next_start(job, arrive + node.door) + problem.service(node.job, shift.engineer);
        ready = node.ready;
        from = node.place;
    }
    route.end = travel.arrive(shift.profile, from, shift.end_place, ready);
    route.last_leg = route.end - ready;
    Index to = shift.end_place;
    Seconds by = shift.latest_end;
    for (auto node = route.nodes.rbegin(); node != route.nodes.rend(); ++node) {
        const Seconds leave = travel.depart_by(shift.profile, node->place, to, by);
        node->latest = problem.previous_start(problem.job(node->job),
                                              leave - problem.service(node->job, shift.engineer));
        to = node->place;
        by = node->latest - node->door;
    }
    route.latest_ready = travel.depart_by(shift.profile, shift.start_place, to, by);
}

Cents Solution::price_of(Index r) {
    const Route& route = routes_[std::size_t(r)];
    if (route.empty()) return 0;
    const Shift& shift = problem_->shift(r);
    if (problem_->price_depends_on_time) {
        job_buffer_.clear();
        for (const Node& node : route.nodes)
            job_buffer_.push_back(node.job);
        time_route(*problem_, shift, job_buffer_, route.collection, timing_);
        return timing_.price(problem_->rates);
    }
    Cents price = 0;
    Index from = shift.start_place;
    for (const Node& node : route.nodes) {
        price += problem_->leg_price(from, node.place, node.leg);
        from = node.place;
    }
    return price + problem_->leg_price(from, shift.end_place, route.last_leg);
}

void Solution::settle() {
    for (const Index r : touched_) {
        Route& route = routes_[std::size_t(r)];
        const Cents price = price_of(r);
        score_.cents += price - route.price;
        route.price = price;
    }
}

void Solution::commit() {
    for (const Index r : touched_)
        is_touched_[std::size_t(r)] = 0;
    touched_.clear();
    stock_.commit();
    committed_score_ = score_;
}

void Solution::rollback() {
    for (const Index r : touched_) {
        for (const Node& node : routes_[std::size_t(r)].nodes) {
            route_of_[std::size_t(node.job)] = kNone;
            position_of_[std::size_t(node.job)] = kNone;
        }
    }
    for (std::size_t i = 0; i < touched_.size(); ++i) {
        const Index r = touched_[i];
        std::swap(routes_[std::size_t(r)], backups_[i]);
        renumber(r, 0);
        is_touched_[std::size_t(r)] = 0;
    }
    touched_.clear();
    stock_.rollback();
    score_ = committed_score_;
}

}  // namespace earlybird
