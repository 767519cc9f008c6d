#include "core/search.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "core/savings.hpp"

namespace earlybird {

namespace {

// Temperatures relative to the typical price of serving one job.
constexpr double kFirstTemperature = 1.5;
constexpr double kLastTemperature = 0.04;
/// After savings that holds for plans of so many jobs; for fewer there is time to begin hotter, in
/// proportion.
constexpr double kManyJobs = 1000;
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
/// The job that is left out most often weighs so many points of priority more, others in
/// proportion. On overloaded days that serves more; half as much and twice as much serve less of
/// it.
constexpr double kHardWeight = 1;
constexpr double kUnservedSeedChance = 0.2;
constexpr Index kWaitingFromAfar = 4;
/// Exchanges of tails that are tried after each ruin and recreate.
constexpr int kTails = 8;

}  // namespace

Search::Search(const Problem& problem, const Neighbours& neighbours, std::uint64_t seed)
    : problem_(problem), neighbours_(neighbours), rng_(seed), ruin_(neighbours, rng_),
      current_(problem), recreate_(current_, neighbours, rng_), rules_(current_),
      tails_(current_, neighbours, rules_, rng_), segments_(current_, neighbours, rules_, rng_),
      best_(problem), record_of_round_(problem), pool_(problem), absences_(problem.jobs.size()),
      unserved_at_(problem.jobs.size(), kNone) {
    best_unserved_ = problem.job_count();
    seeds_.resize(std::size_t(problem.job_count()));
    std::iota(seeds_.begin(), seeds_.end(), 0);
    for (const Index job : seeds_)
        note_unserved(job);
}

void Search::begin_with(const Start& start) {
    current_.fix(start.fixed, start.kept);
    go_on_from(start.plan);
    scale_ = 0;  // to be weighed when all has been tried
}

void Search::build_first_plan(const std::atomic<bool>& stop) {
    const double jobs_in_all = std::max(1, problem_.job_count());
    double warm = kWarmStart;
    bool by_savings = false;
    if (unserved_.size() == seeds_.size()) {
        if (const auto plan = plan_by_savings(problem_, neighbours_, stop)) {
            go_on_from(*plan);
            warm *= std::min(1.0, jobs_in_all / kManyJobs);
            by_savings = true;
        }
    }
    begins_at_ = warm * (1 - static_cast<double>(unserved_.size()) / jobs_in_all);
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
        if (!current_.is_served(job)) insert(job);
    }
    weigh();
    if (by_savings) weigh_routes();
    keep_if_best();
    first_plan_ = best();
}

/// Insert a job wherever it fits.
void Search::insert(Index job) {
    recreate_.insert_anywhere(job);
    note_unserved(job);
    current_.settle();
    remember_changes();
    current_.commit();
}

void Search::step(double progress) {
    if (seeds_.empty()) return;
    if (in_rounds() && rounds_.is_over(progress)) begin_round(progress);
    if (progress >= kLastPhase && !in_last_phase_ && part_of_job_.empty() && !in_rounds()) {
        in_last_phase_ = true;
        if (serves_less(current_.score(), best().score)) adopt(Snapshot(best()));
    }
    favour_more_routes(progress);
    const double temperature = scale_ * kFirstTemperature *
                               std::pow(kLastTemperature / kFirstTemperature, cooled(progress));
    ruin_and_recreate(temperature);
    for (int i = 0; i < kTails; ++i)
        try_exchange(tails_, temperature);
    for (int i = 0; i < segments_tried_; ++i)
        try_exchange(segments_, temperature);
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
    const double limit = draw_limit(temperature);
    if (!recreate_.apply(removed_, waiting_, most_for_insertions(before, limit))) {
        current_.rollback();
        return;
    }
    current_.settle();
    const double harder = absences_.count(removed_, waiting_, current_);
    if (!accepts(before, current_.score(), harder, limit)) {
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

template <typename Exchange>
void Search::try_exchange(Exchange& exchange, double temperature) {
    const auto limit = static_cast<Cents>(std::ceil(draw_limit(temperature)));
    const Index job = seeds_[std::size_t(rng_.below(static_cast<Index>(seeds_.size())))];
    if (!exchange.draw(job, limit)) return;
    exchange.apply();
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

/// From which cost on the insertions of a step that has ruined the plan cannot be accepted; kNever
/// where only the whole plan tells. It is drawn beforehand how much worse a step may be, and there
/// is no way back once it is spent: a job costs something to insert. (Not always where detours are
/// shorter than the direct way; there a few steps are lost.)
Cents Search::most_for_insertions(const Score& before, double limit) {
    if (!problem_.legs_tell_price || !waiting_.empty()) return kNever;
    current_.settle();
    const Cents now = current_.score().cents;
    const Cents to_accept = before.cents - now + favour_now_ * current_.more_routes() +
                            static_cast<Cents>(std::ceil(limit));
    return std::max(to_accept, best().score.cents - now);
}

bool Search::accepts(const Score& before, const Score& after, double harder, double limit) {
    const auto change = [](std::int64_t from, std::int64_t to) {
        return static_cast<double>(to - from);
    };
    const double energy =
        change(before.cents, after.cents) -
        static_cast<double>(favour_now_ * current_.more_routes()) +
        priority_weight_ * kHardWeight * harder +
        priority_weight_ * change(before.unserved_priority, after.unserved_priority) +
        priority_weight_ * kNoPriorityShare *
            change(before.unserved_without_priority, after.unserved_without_priority);
    return energy < limit || after < best().score;
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

}  // namespace earlybird
