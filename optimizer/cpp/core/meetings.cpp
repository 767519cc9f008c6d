// What the threads of a search do when they meet at fixed points of the budget.

#include <algorithm>
#include <utility>

#include "core/engine.hpp"

namespace earlybird {

namespace {

/// Plans of so many jobs and used routes for each thread are divided.
constexpr Index kJobsToDivide = 300;
constexpr Index kRoutesToDivide = 8;
/// Only routes of no more jobs than so many in the mean are short. Recombination pays for them
/// alone, and of longer ones a line through the plan cuts too many neighbours off.
constexpr Index kShortRoute = 20;

/// Copy one route, with the units it has reserved, from a plan to another.
void take_over(const Problem& problem, const Snapshot& from, Index r, Snapshot& to) {
    to.routes[std::size_t(r)] = from.routes[std::size_t(r)];
    for (const Index stop : from.routes[std::size_t(r)]) {
        const Job& job = problem.job(stop);
        for (Index need = job.needs.first; !job.from_van && need < job.needs.last; ++need)
            to.draws[std::size_t(need)] = from.draws[std::size_t(need)];
    }
}

}  // namespace

void Engine::meet(std::size_t thread, double share) {
    std::unique_lock guard(meeting_lock_);
    ++arrived_;
    // The least share that any has used: the same whoever comes last.
    share_ = arrived_ == 1 ? share : std::min(share_, share);
    if (arrived_ >= members_) {
        hold_meeting(guard);
    } else {
        const std::uint64_t this_one = meetings_;
        meeting_over_.wait(guard, [&] { return meetings_ != this_one; });
    }
    guard.unlock();
    if (divided_) searches_[thread]->take_part(plan_, division_, part_of_[thread], parts_);
}

/// Everybody who still searches is here.
void Engine::hold_meeting(std::unique_lock<std::mutex>& guard) {
    pause_if_due(guard);
    if (divided_) {
        put_together();
        divide_anew();
    } else {
        if (searches_[0]->in_rounds()) {
            Search::share_good_plans(searches_);
        } else {
            follow_the_best();
        }
        if (!is_judged_) judge();
    }
    arrived_ = 0;
    ++meetings_;
    meeting_over_.notify_all();
}

/// What is to be done with a plan like this, when it is clear what it is like and how many steps
/// there will be.
void Engine::judge() {
    is_judged_ = true;
    judge_routes();
    // A plan that leaves jobs out takes all the time there is for those that matter most.
    if (divided_ || start_ || searches_[0]->best_unserved() > 0) return;
    const double steps = budget_.iterations > 0
                             ? static_cast<double>(budget_.iterations)
                             : static_cast<double>(iterations_.load()) / std::max(1e-9, share_);
    const Index jobs = std::max(1, problem_.job_count());
    const int rounds = Rounds::count_for(steps / threads_ / jobs, jobs);
    for (Search* one : searches_)
        if (rounds > 0) one->divide_into_rounds(rounds);
}

/// Whether the plan is to be divided, and routes to be recombined. The first plan cannot tell: by
/// savings, it has far more and shorter routes than a good one.
void Engine::judge_routes() {
    const Search& best = *searches_[0];
    const auto& routes = best.best().routes;
    const auto used = std::count_if(routes.begin(), routes.end(),
                                    [](const auto& route) { return !route.empty(); });
    const auto served = problem_.job_count() - static_cast<Index>(best.best_unserved());
    const bool short_routes = used > 1 && served <= kShortRoute * used;
    if (!short_routes) return;
    for (Search* one : searches_)
        one->expect_short_routes();
    if (!(start_ && start_->holds_anything())) {
        for (Search* one : searches_)
            one->remember_routes();
        remembers_routes_.store(true);
    }
    divided_ = threads_ > 1 &&
               problem_.job_count() >= kJobsToDivide * static_cast<Index>(threads_) &&
               used >= kRoutesToDivide * static_cast<std::ptrdiff_t>(threads_);
    if (!divided_) return;
    keep_if_champion(best.best(), best.best_unserved());
    plan_ = champion_;
    divide_anew();
}

void Engine::pause_if_due(std::unique_lock<std::mutex>& guard) {
    if (pauses_.empty() || share_ < pauses_.front() || stop_.load()) return;
    while (!pauses_.empty() && share_ >= pauses_.front())
        pauses_.erase(pauses_.begin());
    paused_ = true;
    resumed_.wait(guard, [&] { return !paused_; });
}

bool Engine::is_paused() const {
    const std::lock_guard guard(meeting_lock_);
    return paused_;
}

void Engine::stop() {
    stop_.store(true);
    resume();
}

void Engine::resume() {
    const std::lock_guard guard(meeting_lock_);
    paused_ = false;
    resumed_.notify_all();
}

/// Those behind go on from the best plan.
void Engine::follow_the_best() {
    const Search* winner = searches_[0];
    for (const Search* one : searches_) {
        if (one->best().score < winner->best().score) winner = one;
    }
    for (Search* one : searches_) {
        if (winner->best().score < one->best().score) one->adopt(winner->best());
    }
}

/// One plan of where all walks are, and one of the best that each has seen in its part.
void Engine::put_together() {
    Snapshot best = plan_;
    Snapshot walk = plan_;
    const Score start = plan_.score;
    const auto add = [](Score& to, const Score& after, const Score& before) {
        to.unserved_priority += after.unserved_priority - before.unserved_priority;
        to.unserved_without_priority +=
            after.unserved_without_priority - before.unserved_without_priority;
        to.cents += after.cents - before.cents;
    };
    for (std::size_t t = 0; t < searches_.size(); ++t) {
        if (part_of_[t] == kNone) continue;
        const Snapshot now = searches_[t]->now();
        add(best.score, searches_[t]->best().score, start);
        add(walk.score, now.score, start);
        for (Index r = 0; r < problem_.shift_count(); ++r) {
            const auto engineer = static_cast<std::size_t>(problem_.shift(r).engineer);
            if (division_.part_of_engineer[engineer] != part_of_[t]) continue;
            take_over(problem_, searches_[t]->best(), r, best);
            take_over(problem_, now, r, walk);
        }
    }
    keep_if_champion(best, unserved_in(best));
    publish(champion_.score, champion_unserved_);
    plan_ = std::move(walk);
    const std::lock_guard guard(offer_lock_);
    if (offers_.load() > 0 && offer_.score < champion_.score) {
        keep_if_champion(offer_, unserved_in(offer_));
        publish(champion_.score, champion_unserved_);
        plan_ = offer_;
    }
}

void Engine::divide_anew() {
    if (share_ >= kLastPhase && !in_last_phase_) {
        in_last_phase_ = true;
        if (serves_less(plan_.score, champion_.score)) plan_ = champion_;
    }
    parts_ = 0;
    part_of_.assign(threads_, kNone);
    for (std::size_t t = 0; t < part_of_.size(); ++t) {
        if (!has_left_[t]) part_of_[t] = parts_++;
    }
    division_ = divide(problem_, plan_, std::max(1, parts_), rng_);
}

void Engine::leave_meetings(std::size_t thread) {
    std::unique_lock guard(meeting_lock_);
    --members_;
    has_left_[thread] = 1;
    if (members_ > 0 && arrived_ >= members_) hold_meeting(guard);
}

}  // namespace earlybird
