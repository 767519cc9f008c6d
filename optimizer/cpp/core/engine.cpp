#include "core/engine.hpp"

#include <algorithm>
#include <memory>

namespace earlybird {

namespace {

/// How often the threads compare their plans over the whole budget.
constexpr int kMeetings = 20;
/// How often a divided plan is put together and divided anew.
constexpr int kDivisions = 60;
/// Plans of so many jobs and used routes for each thread are divided.
constexpr Index kJobsToDivide = 300;
constexpr Index kRoutesToDivide = 8;
/// From this share of the budget on, all go on from the best plan if they serve less.
constexpr double kLastPhase = 0.9;
/// Steps between looks at the clock and at the stop flag.
constexpr std::int64_t kStepsAtOnce = 32;

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

Engine::Engine(const Problem& problem, Budget budget, std::uint64_t seed, unsigned threads)
    : problem_(problem), budget_(budget), seed_(seed), threads_(std::max(1U, threads)),
      started_(Time::now()), rng_(seed * 1024 + 1023) {}

Engine::~Engine() {
    stop();
    if (runner_.joinable()) runner_.join();
}

double Engine::elapsed() const {
    return std::chrono::duration<double>(Time::now() - started_).count();
}

void Engine::start() {
    started_ = Time::now();
    progress_.running = true;
    progress_.score = score_of_nothing(problem_);
    progress_.unserved = problem_.job_count();
    runner_ = std::thread([this] { run(); });
}

void Engine::run() {
    const Neighbours neighbours(problem_, threads_, stop_);
    std::vector<std::unique_ptr<Search>> searches;
    for (unsigned t = 0; t < threads_; ++t) {
        // Streams of neighbouring seeds must not overlap: thread 1 of seed 0 is not seed 1.
        searches.push_back(std::make_unique<Search>(problem_, neighbours, seed_ * 1024 + t));
        searches_.push_back(searches.back().get());
    }
    searches_[0]->build_first_plan(stop_);
    const Search& first = *searches_[0];
    publish(first.best().score, first.best_unserved());
    {
        const std::lock_guard guard(lock_);
        progress_.first_complete_seconds = elapsed();
    }
    for (unsigned t = 1; t < threads_; ++t)
        searches_[t]->adopt(first.best());
    champion_ = first.best();
    champion_unserved_ = first.best_unserved();
    members_ = threads_;
    has_left_.assign(threads_, 0);
    const auto used = std::count_if(champion_.routes.begin(), champion_.routes.end(),
                                    [](const auto& route) { return !route.empty(); });
    divided_ = threads_ > 1 &&
               problem_.job_count() >= kJobsToDivide * static_cast<Index>(threads_) &&
               used >= kRoutesToDivide * static_cast<std::ptrdiff_t>(threads_);
    if (divided_) {
        plan_ = champion_;
        divide_anew();
    }

    std::vector<std::thread> others;
    for (unsigned t = 1; t < threads_; ++t)
        others.emplace_back([this, t] { search(t); });
    search(0);
    for (std::thread& other : others)
        other.join();

    if (divided_) {
        put_together();
    } else {
        for (const Search* one : searches_)
            keep_if_champion(one->best(), one->best_unserved());
    }
    publish(champion_.score, champion_unserved_);
    best_ = std::move(champion_);
    searches_.clear();
    const std::lock_guard guard(lock_);
    progress_.running = false;
    progress_.seconds = elapsed();
    ended_.notify_all();
}

void Engine::keep_if_champion(const Snapshot& plan, std::int64_t unserved) {
    if (!(plan.score < champion_.score)) return;
    champion_ = plan;
    champion_unserved_ = unserved;
}

double Engine::share_used(std::int64_t iterations_of_thread) const {
    double share = 0;
    if (budget_.seconds > 0) share = elapsed() / budget_.seconds;
    if (budget_.iterations > 0) {
        const double own = static_cast<double>(budget_.iterations) / threads_;
        share = std::max(share, static_cast<double>(iterations_of_thread) / own);
    }
    return share;
}

void Engine::search(std::size_t thread) {
    Search& search = *searches_[thread];
    if (divided_) search.take_part(plan_, division_, part_of_[thread], parts_);
    const int meetings_in_all = divided_ ? kDivisions : kMeetings;
    std::int64_t done = 0;
    int meetings = 0;
    while (!stop_.load(std::memory_order_relaxed)) {
        const double share = share_used(done);
        if (share >= 1 || problem_.job_count() == 0) break;
        if (threads_ > 1 && share * meetings_in_all >= meetings + 1) {
            ++meetings;
            meet(thread, share);
        }
        std::int64_t steps = kStepsAtOnce;
        if (budget_.iterations > 0) {
            const std::int64_t mine = budget_.iterations / threads_ +
                                      (thread < std::size_t(budget_.iterations % threads_) ? 1 : 0);
            steps = std::min(steps, mine - done);
            if (steps <= 0) break;
        }
        const Score before = search.best().score;
        for (std::int64_t i = 0; i < steps; ++i)
            search.step(share);
        done += steps;
        iterations_.fetch_add(steps, std::memory_order_relaxed);
        if (!divided_ && search.best().score < before) {
            publish(search.best().score, search.best_unserved());
        }
    }
    leave_meetings(thread);
}

void Engine::meet(std::size_t thread, double share) {
    std::unique_lock guard(meeting_lock_);
    ++arrived_;
    // The least share that any has used: the same whoever comes last.
    share_ = arrived_ == 1 ? share : std::min(share_, share);
    if (arrived_ >= members_) {
        hold_meeting();
    } else {
        const std::uint64_t this_one = meetings_;
        meeting_over_.wait(guard, [&] { return meetings_ != this_one; });
    }
    guard.unlock();
    if (divided_) searches_[thread]->take_part(plan_, division_, part_of_[thread], parts_);
}

/// Everybody who still searches is here.
void Engine::hold_meeting() {
    if (divided_) {
        put_together();
        divide_anew();
    } else {
        follow_the_best();
    }
    arrived_ = 0;
    ++meetings_;
    meeting_over_.notify_all();
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
    std::int64_t unserved = 0;
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
    for (const std::vector<Index>& route : best.routes) {
        for (const Index stop : route)
            unserved -= problem_.job(stop).kind == StopKind::kWork ? 1 : 0;
    }
    keep_if_champion(best, unserved + problem_.job_count());
    publish(champion_.score, champion_unserved_);
    plan_ = std::move(walk);
}

void Engine::divide_anew() {
    const auto served_less = [](const Score& a, const Score& b) {
        return std::pair(a.unserved_priority, a.unserved_without_priority) >
               std::pair(b.unserved_priority, b.unserved_without_priority);
    };
    if (share_ >= kLastPhase && !in_last_phase_) {
        in_last_phase_ = true;
        if (served_less(plan_.score, champion_.score)) plan_ = champion_;
    }
    parts_ = 0;
    part_of_.assign(threads_, kNone);
    for (std::size_t t = 0; t < part_of_.size(); ++t) {
        if (!has_left_[t]) part_of_[t] = parts_++;
    }
    division_ = divide(problem_, plan_, std::max(1, parts_), rng_);
}

void Engine::leave_meetings(std::size_t thread) {
    const std::lock_guard guard(meeting_lock_);
    --members_;
    has_left_[thread] = 1;
    if (members_ > 0 && arrived_ >= members_) hold_meeting();
}

void Engine::publish(const Score& score, std::int64_t unserved) {
    const std::lock_guard guard(lock_);
    if (progress_.first_complete_seconds >= 0 && !(score < progress_.score)) return;
    progress_.score = score;
    progress_.unserved = unserved;
}

bool Engine::wait(double seconds) {
    std::unique_lock guard(lock_);
    const bool over = ended_.wait_for(guard, std::chrono::duration<double>(seconds),
                                      [&] { return !progress_.running; });
    guard.unlock();
    if (over && runner_.joinable()) runner_.join();
    return over;
}

Progress Engine::progress() const {
    const std::lock_guard guard(lock_);
    Progress now = progress_;
    if (now.running) now.seconds = elapsed();
    now.iterations = iterations_.load(std::memory_order_relaxed);
    if (budget_.seconds > 0) now.share = now.seconds / budget_.seconds;
    if (budget_.iterations > 0) {
        now.share = std::max(now.share, static_cast<double>(now.iterations) /
                                            static_cast<double>(budget_.iterations));
    }
    now.share = std::min(1.0, now.share);
    return now;
}

}  // namespace earlybird
