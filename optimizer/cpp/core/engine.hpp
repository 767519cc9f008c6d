#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>
#include <vector>

#include "core/search.hpp"

namespace earlybird {

/// How long to search: seconds, iterations (summed over the threads), or both; 0 means no limit.
struct Budget {
    double seconds = 0;
    std::int64_t iterations = 0;
};

/// A glance at a running search.
struct Progress {
    double seconds = 0;
    std::int64_t iterations = 0;
    std::int64_t unserved = 0;
    Score score;
    double share = 0;  ///< of the budget
    bool running = false;
    double first_complete_seconds = -1;
};

/// Several searches side by side that share what is best at fixed points of the budget. With a
/// budget in iterations the result depends on problem, seed and number of threads alone.
class Engine {
  public:
    Engine(const Problem& problem, Budget budget, std::uint64_t seed, unsigned threads);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    void start();
    /// Ask the threads to end soon; the best plan so far is kept.
    void stop() { stop_.store(true); }
    /// Wait at most so long for the end; whether it has come.
    bool wait(double seconds);
    Progress progress() const;
    /// The best plan. Only after the end.
    const Snapshot& best() const { return best_; }
    const Problem& problem() const { return problem_; }
    bool stopped_by_request() const { return stop_.load(); }

  private:
    using Time = std::chrono::steady_clock;
    void run();
    void search(std::size_t thread);
    void meet(std::size_t thread, double share);
    double share_used(std::int64_t iterations_of_thread) const;
    double elapsed() const;
    void publish(const Score& score, std::int64_t unserved);

    const Problem& problem_;
    Budget budget_;
    std::uint64_t seed_;
    unsigned threads_;
    Time::time_point started_;
    std::atomic<bool> stop_{false};

    std::vector<Search*> searches_;
    Snapshot best_;
    std::thread runner_;

    mutable std::mutex lock_;
    std::condition_variable ended_;
    Progress progress_;
    std::atomic<std::int64_t> iterations_{0};

    std::mutex meeting_lock_;
    std::condition_variable meeting_over_;
    unsigned members_ = 0;  ///< threads that still come to meetings
    std::vector<char> has_left_;
    /// Large plans are divided among the threads; what they do is put together at each meeting.
    bool divided_ = false;
    bool in_last_phase_ = false;
    Rng rng_;
    Snapshot plan_;      ///< put together from where all walks are
    Snapshot champion_;  ///< the best of all so far
    std::int64_t champion_unserved_ = 0;
    Division division_;
    std::vector<Index> part_of_;  ///< by thread; kNone for one that has left
    Index parts_ = 0;
    double share_ = 0;
    unsigned arrived_ = 0;
    std::uint64_t meetings_ = 0;
    void hold_meeting();
    void leave_meetings(std::size_t thread);
    void keep_if_champion(const Snapshot& plan, std::int64_t unserved);
    void follow_the_best();
    void put_together();
    void divide_anew();
};

}  // namespace earlybird
