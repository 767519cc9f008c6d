#include "core/engine.hpp"

#include <algorithm>
#include <memory>

namespace earlybird {

namespace {

/// How often the threads compare their plans over the whole budget.
constexpr int kMeetings = 20;
/// Steps between looks at the clock and at the stop flag.
constexpr std::int64_t kStepsAtOnce = 32;

}  // namespace

Engine::Engine(const Problem& problem, Budget budget, std::uint64_t seed, unsigned threads)
    : problem_(problem), budget_(budget), seed_(seed), threads_(std::max(1U, threads)),
      started_(Time::now()) {}

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
    publish(*searches_[0]);
    {
        const std::lock_guard guard(lock_);
        progress_.first_complete_seconds = elapsed();
    }
    for (unsigned t = 1; t < threads_; ++t)
        searches_[t]->adopt(searches_[0]->best());

    members_ = threads_;
    std::vector<std::thread> others;
    for (unsigned t = 1; t < threads_; ++t)
        others.emplace_back([this, t] { search(t); });
    search(0);
    for (std::thread& other : others)
        other.join();

    const Search* winner = searches_[0];
    for (const Search* one : searches_) {
        if (one->best().score < winner->best().score) winner = one;
    }
    publish(*winner);
    best_ = winner->best();
    searches_.clear();
    const std::lock_guard guard(lock_);
    progress_.running = false;
    progress_.seconds = elapsed();
    ended_.notify_all();
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
    std::int64_t done = 0;
    int meetings = 0;
    while (!stop_.load(std::memory_order_relaxed)) {
        const double share = share_used(done);
        if (share >= 1 || problem_.jobs.empty()) break;
        if (threads_ > 1 && share * kMeetings >= meetings + 1) {
            ++meetings;
            meet();
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
        if (search.best().score < before) publish(search);
    }
    leave_meetings();
}

void Engine::meet() {
    std::unique_lock guard(meeting_lock_);
    ++arrived_;
    if (arrived_ >= members_) {
        hold_meeting();
        return;
    }
    const std::uint64_t this_one = meetings_;
    meeting_over_.wait(guard, [&] { return meetings_ != this_one; });
}

/// Everybody who still searches is here: those behind go on from the best plan.
void Engine::hold_meeting() {
    const Search* winner = searches_[0];
    for (const Search* one : searches_) {
        if (one->best().score < winner->best().score) winner = one;
    }
    for (Search* one : searches_) {
        if (winner->best().score < one->best().score) one->adopt(winner->best());
    }
    arrived_ = 0;
    ++meetings_;
    meeting_over_.notify_all();
}

void Engine::leave_meetings() {
    const std::lock_guard guard(meeting_lock_);
    --members_;
    if (members_ > 0 && arrived_ >= members_) hold_meeting();
}

void Engine::publish(const Search& search) {
    const std::lock_guard guard(lock_);
    if (progress_.first_complete_seconds >= 0 && !(search.best().score < progress_.score)) return;
    progress_.score = search.best().score;
    progress_.unserved = search.best_unserved();
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
