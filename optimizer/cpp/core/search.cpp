#include "core/search.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace earlybird {

namespace {

// Temperatures relative to the typical price of serving one job.
constexpr double kFirstTemperature = 1.5;
constexpr double kLastTemperature = 0.04;
/// A search that begins with a plan for all jobs begins where one without has cooled down for this
/// share of its budget: hot enough to go on, too cool to lose what is good.
constexpr double kWarmStart = 0.5;
/// What one point of unserved priority weighs against cents when a step is judged, in typical job
/// prices; where overtime is allowed, the working time of a job at overtime rates comes on top.
/// Only the walk uses it: which plan is best is decided lexicographically.
constexpr double kPriorityWeight = 3;
/// Where the duration of routes has a price, to leave a job out saves its work, and often the way
/// of a whole engineer: so many times the working time of a job comes on top. With only a job's
/// price the walk leaves jobs out all the time (Praxedo R4, 100,000 iterations: 0.9 % above the
/// best plan known, with this 0.02 %).
constexpr Cents kWorkWeight = 6;
/// A job of priority 0 weighs so much of a point of priority.
constexpr double kNoPriorityShare = 0.5;
/// From here on a walk that serves less than the best plan goes on from that one, to polish it.
constexpr double kLastPhase = 0.9;
constexpr double kUnservedSeedChance = 0.2;
constexpr Index kWaitingFromAfar = 4;
/// Exchanges of tails that are tried after each ruin and recreate.
constexpr int kTails = 8;

bool serves_less(const Score& a, const Score& b) {
    return std::pair(a.unserved_priority, a.unserved_without_priority) >
           std::pair(b.unserved_priority, b.unserved_without_priority);
}

}  // namespace

Search::Search(const Problem& problem, const Neighbours& neighbours, std::uint64_t seed)
    : problem_(problem), neighbours_(neighbours), rng_(seed), ruin_(neighbours, rng_),
      current_(problem), recreate_(current_, neighbours, rng_), tails_(current_, neighbours, rng_),
      pool_(problem), unserved_at_(problem.jobs.size(), kNone),
      is_changed_(problem.shifts.size(), 0) {
    best_.routes.resize(problem.shifts.size());
    best_.draws.resize(problem.needs.size());
    best_.score = current_.score();
    best_unserved_ = problem.job_count();
    seeds_.resize(std::size_t(problem.job_count()));
    std::iota(seeds_.begin(), seeds_.end(), 0);
    for (const Index job : seeds_)
        note_unserved(job);
}

void Search::begin_with(const Start& start) {
    current_.fix(start.fixed, start.kept);
    go_on_from(start.plan);
    const double jobs = std::max(1, problem_.job_count());
    begins_at_ = kWarmStart * (1 - static_cast<double>(unserved_.size()) / jobs);
    scale_ = 0;  // to be weighed when all has been tried
}

void Search::build_first_plan(const std::atomic<bool>& stop) {
    std::vector<Index> jobs(std::size_t(problem_.job_count()));
    std::iota(jobs.begin(), jobs.end(), 0);
    std::stable_sort(jobs.begin(), jobs.end(), [&](Index a, Index b) {
        const Job& x = problem_.job(a);
        const Job& y = problem_.job(b);
        if (x.priority != y.priority) return x.priority > y.priority;
        return x.last_start - x.first_start < y.last_start - y.first_start;
    });
    for (const Index job : jobs) {
        if (stop.load(std::memory_order_relaxed)) break;
        if (current_.is_served(job)) continue;
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
    part_of_job_.clear();
    unserved_elsewhere_ = 0;
    seeds_.resize(std::size_t(problem_.job_count()));
    std::iota(seeds_.begin(), seeds_.end(), 0);
    go_on_from(plan);
    keep_if_best();
}

void Search::take_part(const Snapshot& plan, const Division& division, Index part, Index parts) {
    part_of_job_.assign(std::size_t(problem_.job_count()), 0);
    seeds_.clear();
    for (Index j = 0; j < problem_.job_count(); ++j) {
        if (division.part_of_job[std::size_t(j)] != part) continue;
        part_of_job_[std::size_t(j)] = 1;
        seeds_.push_back(j);
    }
    go_on_from(plan);
    std::vector<char> open(problem_.shifts.size());
    for (Index r = 0; r < problem_.shift_count(); ++r) {
        const auto engineer = static_cast<std::size_t>(problem_.shift(r).engineer);
        open[std::size_t(r)] = division.part_of_engineer[engineer] == part ? 1 : 0;
    }
    current_.confine(open, part, parts);
    // What was best before belonged to another division.
    best_ = now();
    unserved_elsewhere_ = 0;
    for (Index j = 0; j < problem_.job_count(); ++j)
        unserved_elsewhere_ += !current_.is_served(j) && !is_mine(j) ? 1 : 0;
    best_unserved_ = unserved_elsewhere_ + static_cast<std::int64_t>(unserved_.size());
    for (const Index r : changed_)
        is_changed_[std::size_t(r)] = 0;
    changed_.clear();
}

void Search::go_on_from(const Snapshot& plan) {
    current_.restore(plan);
    unserved_.clear();
    std::fill(unserved_at_.begin(), unserved_at_.end(), kNone);
    for (const Index job : seeds_)
        note_unserved(job);
    if (scale_ == 0) weigh();
    for (Index r = 0; r < problem_.shift_count(); ++r) {
        if (is_changed_[std::size_t(r)]) continue;
        is_changed_[std::size_t(r)] = 1;
        changed_.push_back(r);
    }
}

Snapshot Search::now() const {
    Snapshot plan;
    plan.routes.resize(problem_.shifts.size());
    plan.draws.resize(problem_.needs.size());
    plan.score = current_.score();
    for (Index r = 0; r < problem_.shift_count(); ++r)
        store(r, plan);
    return plan;
}

void Search::step(double progress) {
    if (seeds_.empty()) return;
    if (progress >= kLastPhase && !in_last_phase_ && part_of_job_.empty()) {
        in_last_phase_ = true;
        if (serves_less(current_.score(), best_.score)) adopt(Snapshot(best_));
    }
    const double cooled = begins_at_ + (1 - begins_at_) * progress;
    const double temperature =
        scale_ * kFirstTemperature * std::pow(kLastTemperature / kFirstTemperature, cooled);
    ruin_and_recreate(temperature);
    for (int i = 0; i < kTails; ++i)
        exchange_tails(temperature);
}

void Search::ruin_and_recreate(double temperature) {
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

void Search::exchange_tails(double temperature) {
    const auto limit = static_cast<Cents>(std::ceil(-temperature * std::log(rng_.unit())));
    const Index job = seeds_[std::size_t(rng_.below(static_cast<Index>(seeds_.size())))];
    if (!tails_.draw(job, limit)) return;
    tails_.apply();
    current_.settle();
    remember_changes();
    current_.commit();
    keep_if_best();
}

Index Search::choose_seed() {
    if (!unserved_.empty() && rng_.chance(kUnservedSeedChance)) {
        return unserved_[std::size_t(rng_.below(static_cast<Index>(unserved_.size())))];
    }
    return seeds_[std::size_t(rng_.below(static_cast<Index>(seeds_.size())))];
}

void Search::choose_waiting(Index seed) {
    waiting_.clear();
    if (unserved_.empty()) return;
    if (!current_.is_served(seed)) waiting_.push_back(seed);
    for (const Index near : neighbours_.around(seed)) {
        if (!current_.is_served(near) && is_mine(near)) waiting_.push_back(near);
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
    const auto jobs = static_cast<double>(problem_.job_count());
    const double served = std::max(1.0, jobs - static_cast<double>(unserved_.size()));
    auto cents = static_cast<double>(current_.score().cents);
    for (Index j = 0; problem_.prices_duration && j < problem_.job_count(); ++j) {
        // Work has to be done whatever the plan: only what can be saved tells how far to wander.
        if (!current_.is_served(j)) continue;
        const Index engineer = problem_.shift(current_.route_of(j)).engineer;
        cents -= static_cast<double>(problem_.rates.duration * problem_.service(j, engineer));
    }
    scale_ = std::max(1.0, cents / served);
    priority_weight_ = kPriorityWeight * scale_;
    const bool overtime =
        std::any_of(problem_.shifts.begin(), problem_.shifts.end(),
                    [](const Shift& shift) { return shift.latest_end > shift.end; });
    if (!overtime && !problem_.prices_duration) return;
    double work = 0;
    for (Index j = 0; j < problem_.job_count(); ++j)
        work += static_cast<double>(problem_.job(j).service[0]);
    const Cents at_most =
        std::max(overtime ? problem_.rates.overtime : 0, kWorkWeight * problem_.rates.duration);
    priority_weight_ += work / std::max(1.0, jobs) * static_cast<double>(at_most);
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
        if (remembers_routes_) pool_.remember(current_, r);
        if (is_changed_[std::size_t(r)]) continue;
        is_changed_[std::size_t(r)] = 1;
        changed_.push_back(r);
    }
}

void Search::keep_if_best() {
    if (!(current_.score() < best_.score)) return;
    const std::lock_guard guard(best_lock_);
    best_.score = current_.score();
    best_unserved_ = unserved_elsewhere_ + static_cast<std::int64_t>(unserved_.size());
    for (const Index r : changed_) {
        is_changed_[std::size_t(r)] = 0;
        store(r, best_);
    }
    changed_.clear();
}

void Search::copy_best_if_better(Snapshot& plan) const {
    const std::lock_guard guard(best_lock_);
    if (best_.score < plan.score) plan = best_;
}

void Search::store(Index r, Snapshot& plan) const {
    std::vector<Index>& stops = plan.routes[std::size_t(r)];
    stops.clear();
    for (const Node& node : current_.route(r).nodes) {
        stops.push_back(node.job);
        const Job& job = problem_.job(node.job);
        if (job.from_van) continue;
        for (Index need = job.needs.first; need < job.needs.last; ++need)
            plan.draws[std::size_t(need)] = current_.stock().draw(need);
    }
}

}  // namespace earlybird
