#include "core/search.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace earlybird {

namespace {

// Temperatures relative to the typical price of serving one job.
constexpr double kFirstTemperature = 1.5;
constexpr double kLastTemperature = 0.04;
/// What one point of unserved priority weighs against cents when a step is judged, in typical job
/// prices; where overtime is allowed, the working time of a job at overtime rates comes on top.
/// Only the walk uses it: which plan is best is decided lexicographically.
constexpr double kPriorityWeight = 3;
/// A job of priority 0 weighs so much of a point of priority.
constexpr double kNoPriorityShare = 0.5;
/// From here on a walk that serves less than the best plan goes on from that one, to polish it.
constexpr double kLastPhase = 0.9;
constexpr double kUnservedSeedChance = 0.2;
constexpr Index kWaitingFromAfar = 4;

bool serves_less(const Score& a, const Score& b) {
    return std::pair(a.unserved_priority, a.unserved_without_priority) >
           std::pair(b.unserved_priority, b.unserved_without_priority);
}

}  // namespace

Search::Search(const Problem& problem, const Neighbours& neighbours, std::uint64_t seed)
    : problem_(problem), neighbours_(neighbours), rng_(seed), ruin_(neighbours, rng_),
      current_(problem), recreate_(current_, neighbours, rng_),
      unserved_at_(problem.jobs.size(), kNone), is_changed_(problem.shifts.size(), 0) {
    best_.routes.resize(problem.shifts.size());
    best_.draws.resize(problem.needs.size());
    best_.score = current_.score();
    best_unserved_ = problem.job_count();
    for (Index j = 0; j < problem.job_count(); ++j)
        note_unserved(j);
}

void Search::build_first_plan(const std::atomic<bool>& stop) {
    std::vector<Index> jobs(problem_.jobs.size());
    for (Index j = 0; j < problem_.job_count(); ++j)
        jobs[std::size_t(j)] = j;
    std::stable_sort(jobs.begin(), jobs.end(), [&](Index a, Index b) {
        const Job& x = problem_.job(a);
        const Job& y = problem_.job(b);
        if (x.priority != y.priority) return x.priority > y.priority;
        return x.last_start - x.first_start < y.last_start - y.first_start;
    });
    for (const Index job : jobs) {
        if (stop.load(std::memory_order_relaxed)) break;
        recreate_.insert_anywhere(job);
        note_unserved(job);
        current_.settle();
        remember_changes();
        current_.commit();
    }
    weigh();
    keep_if_best();
}

void Search::adopt(const Snapshot& plan) {
    current_.restore(plan);
    for (Index j = 0; j < problem_.job_count(); ++j)
        note_unserved(j);
    weigh();
    for (Index r = 0; r < problem_.shift_count(); ++r) {
        if (is_changed_[std::size_t(r)]) continue;
        is_changed_[std::size_t(r)] = 1;
        changed_.push_back(r);
    }
    keep_if_best();
}

void Search::step(double progress) {
    if (problem_.jobs.empty()) return;
    if (progress >= kLastPhase && !in_last_phase_) {
        in_last_phase_ = true;
        if (serves_less(current_.score(), best_.score)) adopt(Snapshot(best_));
    }
    const double temperature =
        scale_ * kFirstTemperature * std::pow(kLastTemperature / kFirstTemperature, progress);
    const Score before = current_.score();
    const Index seed = choose_seed();
    choose_waiting(seed);
    removed_.clear();
    if (!ruin_.apply(current_, seed, removed_)) {
        current_.rollback();
        return;
    }
    recreate_.apply(removed_, waiting_);
    current_.settle();
    if (!accepts(before, current_.score(), temperature)) {
        current_.rollback();
        return;
    }
    for (const Index job : removed_)
        note_unserved(job);
    for (const Index job : waiting_)
        note_unserved(job);
    remember_changes();
    current_.commit();
    keep_if_best();
}

Index Search::choose_seed() {
    if (!unserved_.empty() && rng_.chance(kUnservedSeedChance)) {
        return unserved_[std::size_t(rng_.below(static_cast<Index>(unserved_.size())))];
    }
    return rng_.below(problem_.job_count());
}

void Search::choose_waiting(Index seed) {
    waiting_.clear();
    if (unserved_.empty()) return;
    if (!current_.is_served(seed)) waiting_.push_back(seed);
    for (const Index near : neighbours_.around(seed)) {
        if (!current_.is_served(near)) waiting_.push_back(near);
    }
    for (Index i = 0; i < kWaitingFromAfar; ++i) {
        const Index job = unserved_[std::size_t(rng_.below(static_cast<Index>(unserved_.size())))];
        if (std::find(waiting_.begin(), waiting_.end(), job) == waiting_.end()) {
            waiting_.push_back(job);
        }
    }
}

bool Search::accepts(const Score& before, const Score& after, double temperature) {
    const auto change = [](std::int64_t from, std::int64_t to) {
        return static_cast<double>(to - from);
    };
    const double energy =
        change(before.cents, after.cents) +
        priority_weight_ * change(before.unserved_priority, after.unserved_priority) +
        priority_weight_ * kNoPriorityShare *
            change(before.unserved_without_priority, after.unserved_without_priority);
    return energy < -temperature * std::log(rng_.unit()) || after < best_.score;
}

void Search::weigh() {
    const auto jobs = static_cast<double>(problem_.jobs.size());
    const double served = std::max(1.0, jobs - static_cast<double>(unserved_.size()));
    scale_ = std::max(1.0, static_cast<double>(current_.score().cents) / served);
    priority_weight_ = kPriorityWeight * scale_;
    const bool overtime =
        std::any_of(problem_.shifts.begin(), problem_.shifts.end(),
                    [](const Shift& shift) { return shift.latest_end > shift.end; });
    if (!overtime) return;
    double work = 0;
    for (const Job& job : problem_.jobs)
        work += static_cast<double>(job.service[0]);
    priority_weight_ += work / std::max(1.0, jobs) * static_cast<double>(problem_.rates.overtime);
}

void Search::note_unserved(Index job) {
    Index& at = unserved_at_[std::size_t(job)];
    if (current_.is_served(job) == (at == kNone)) return;
    if (at == kNone) {
        at = static_cast<Index>(unserved_.size());
        unserved_.push_back(job);
        return;
    }
    const Index last = unserved_.back();
    unserved_[std::size_t(at)] = last;
    unserved_at_[std::size_t(last)] = at;
    unserved_.pop_back();
    unserved_at_[std::size_t(job)] = kNone;
}

void Search::remember_changes() {
    for (const Index r : current_.touched()) {
        if (is_changed_[std::size_t(r)]) continue;
        is_changed_[std::size_t(r)] = 1;
        changed_.push_back(r);
    }
}

void Search::keep_if_best() {
    if (!(current_.score() < best_.score)) return;
    best_.score = current_.score();
    best_unserved_ = static_cast<std::int64_t>(unserved_.size());
    for (const Index r : changed_) {
        is_changed_[std::size_t(r)] = 0;
        std::vector<Index>& jobs = best_.routes[std::size_t(r)];
        jobs.clear();
        for (const Node& node : current_.route(r).nodes) {
            jobs.push_back(node.job);
            if (problem_.job(node.job).from_van) continue;
            const Slice needs = problem_.job(node.job).needs;
            for (Index need = needs.first; need < needs.last; ++need) {
                best_.draws[std::size_t(need)] = current_.stock().draw(need);
            }
        }
    }
    changed_.clear();
}

}  // namespace earlybird
