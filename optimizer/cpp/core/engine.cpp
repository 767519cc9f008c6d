#include "core/engine.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>

namespace earlybird {

namespace {

/// How often the threads compare their plans over the whole budget.
constexpr int kMeetings = 20;
/// When it is seen what kind of plan it is.
constexpr double kJudgedAt = 1.0 / 60;
/// How often a divided plan is put together and divided anew: the oftener, the less a line through
/// it keeps apart what belongs together, but each time every job is looked at.
constexpr int kMostDivisions = 600;
constexpr int kFewestDivisions = 60;
constexpr int kJobsDivided = 600'000;

int divisions(const Problem& problem) {
    return std::clamp(kJobsDivided / std::max(1, problem.job_count()), kFewestDivisions,
                      kMostDivisions);
}
/// Steps between looks at the clock and at the stop flag.
constexpr std::int64_t kStepsAtOnce = 32;

}  // namespace

Engine::Engine(const Problem& problem, Budget budget, std::uint64_t seed, unsigned threads,
               std::optional<Start> start)
    : problem_(problem), budget_(budget), seconds_(budget.seconds), seed_(seed),
      threads_(std::max(1U, threads)), start_(std::move(start)), started_(Time::now()),
      rng_(seed * 1024 + 1023) {}

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
    try {
        search_all();
    } catch (...) {
        fail();
    }
    {
        const std::lock_guard guard(meeting_lock_);
        searches_.clear();
    }
    const std::lock_guard guard(lock_);
    progress_.running = false;
    progress_.seconds = elapsed();
    ended_.notify_all();
}

void Engine::search_all() {
    const Neighbours neighbours(problem_, threads_, stop_);
    std::vector<std::unique_ptr<Search>> searches;
    for (unsigned t = 0; t < threads_; ++t) {
        // Streams of neighbouring seeds must not overlap: thread 1 of seed 0 is not seed 1.
        searches.push_back(std::make_unique<Search>(problem_, neighbours, seed_ * 1024 + t));
    }
    Search& first = *searches[0];
    if (start_) {
        for (const auto& one : searches)
            one->begin_with(*start_);
    }
    first.build_first_plan(stop_);
    publish(first.best().score, first.best_unserved());
    {
        const std::lock_guard guard(lock_);
        progress_.first_complete_seconds = elapsed();
    }
    for (unsigned t = 1; t < threads_; ++t)
        searches[t]->begin_like(first);
    champion_ = first.best();
    champion_unserved_ = first.best_unserved();
    members_ = threads_;
    has_left_.assign(threads_, 0);
    {
        const std::lock_guard guard(meeting_lock_);
        for (const auto& one : searches)
            searches_.push_back(one.get());
    }

    search_in_threads();

    const std::lock_guard guard(meeting_lock_);
    if (divided_) {
        put_together();
    } else {
        for (const Search* one : searches_)
            keep_if_champion(one->best(), one->best_unserved());
    }
    publish(champion_.score, champion_unserved_);
    best_ = champion_;
    // What was seen has to outlive the searches: it may be recombined once more.
    last_columns_.clear();
    for (const Search* one : searches_)
        one->pool().copy_to(last_columns_);
    searches_.clear();
}

/// All threads of the search, this one among them, until they have ended. Where the system has no
/// more threads to give, those there are end at once, and the search fails.
void Engine::search_in_threads() {
    std::vector<std::thread> others;
    try {
        for (unsigned t = 1; t < threads_; ++t)
            others.emplace_back([this, t] { search_safely(t); });
    } catch (...) {
        fail();
        for (std::size_t t = others.size() + 1; t < threads_; ++t)
            leave_meetings(t);
    }
    search_safely(0);
    for (std::thread& other : others)
        other.join();
}

/// Remember what went wrong, for whoever waits; the others end soon.
void Engine::fail() {
    stop_.store(true);
    const std::lock_guard guard(lock_);
    if (!failure_) failure_ = std::current_exception();
}

void Engine::search_safely(std::size_t thread) {
    try {
        search(thread);
    } catch (...) {
        fail();
    }
    leave_meetings(thread);
}

void Engine::keep_if_champion(const Snapshot& plan, std::int64_t unserved) {
    if (!(plan.score < champion_.score)) return;
    champion_ = plan;
    champion_unserved_ = unserved;
}

double Engine::share_used(std::int64_t iterations_of_thread) const {
    double share = 0;
    if (const double seconds = seconds_.load(); seconds > 0) share = elapsed() / seconds;
    if (budget_.iterations > 0) {
        const double own = static_cast<double>(budget_.iterations) / threads_;
        share = std::max(share, static_cast<double>(iterations_of_thread) / own);
    }
    return share;
}

void Engine::search(std::size_t thread) {
    Search& search = *searches_[thread];
    std::uint64_t offers_seen = 0;
    std::int64_t done = 0;
    double next_meeting = kJudgedAt;
    while (!stop_.load(std::memory_order_relaxed)) {
        const double share = share_used(done);
        if (share >= 1 || problem_.job_count() == 0) break;
        if (share >= next_meeting) {
            meet(thread, share);
            const int meetings = divided_ ? divisions(problem_) : kMeetings;
            next_meeting = (std::floor(share * meetings) + 1) / meetings;
        }
        if (!divided_) take_offer(search, offers_seen);
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
}

Solution Engine::solution() const {
    Solution solution(problem_);
    solution.restore(best_);
    if (start_) solution.fix(start_->fixed, start_->kept);
    return solution;
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
    if (!over) return false;
    if (runner_.joinable()) runner_.join();
    if (failure_) std::rethrow_exception(failure_);
    return true;
}

Progress Engine::progress() const {
    const std::lock_guard guard(lock_);
    Progress now = progress_;
    if (now.running) now.seconds = elapsed();
    now.iterations = iterations_.load(std::memory_order_relaxed);
    if (const double seconds = seconds_.load(); seconds > 0) now.share = now.seconds / seconds;
    if (budget_.iterations > 0) {
        now.share = std::max(now.share, static_cast<double>(now.iterations) /
                                            static_cast<double>(budget_.iterations));
    }
    now.share = std::min(1.0, now.share);
    return now;
}

}  // namespace earlybird
