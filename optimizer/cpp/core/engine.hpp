#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "core/pool.hpp"
#include "core/search.hpp"
#include "core/start.hpp"

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
    /// Begins with `start` if there is one, which may hold no obstacle.
    Engine(const Problem& problem, Budget budget, std::uint64_t seed, unsigned threads,
           std::optional<Start> start = std::nullopt);
    ~Engine();
    Engine(const Engine&) = delete;
    Engine& operator=(const Engine&) = delete;

    void start();
    /// Ask the threads to end soon; the best plan so far is kept.
    void stop();
    /// Wait at most so long for the end or a pause; whether the end has come. Throws what a thread
    /// of the search has thrown.
    bool wait(double seconds);

    /// Change the budget in seconds while the search goes on.
    void limit_seconds(double seconds) { seconds_.store(seconds); }

    /// Wait for `resume` when so much of the budget is used (rising shares, below 1), so that what
    /// is offered meanwhile comes at a fixed point of the search. To be said before the start.
    void pause_at(std::vector<double> shares) { pauses_ = std::move(shares); }
    bool is_paused() const;
    void resume();
    /// Whether routes are short enough for their recombination to pay. Never where part of a plan
    /// has to stay, of which recombination knows nothing.
    bool remembers_routes() const { return remembers_routes_.load(); }
    /// Routes that were seen, without repetition in shift class and jobs; first those of the best
    /// plan, `incumbent` of them. Kept until the next call.
    const std::vector<Column>& pool(std::size_t& incumbent);
    /// A plan made of some of the columns of the last `pool`; the search goes on from it if it is
    /// better than its own. Whether it is.
    bool offer(const std::vector<std::size_t>& columns);
    Progress progress() const;
    /// The best plan. Only after the end.
    const Snapshot& best() const { return best_; }
    /// The best plan with all that has to stay in it. Only after the end.
    Solution solution() const;
    const Problem& problem() const { return problem_; }
    bool stopped_by_request() const { return stop_.load(); }

  private:
    using Time = std::chrono::steady_clock;
    void run();
    void search_all();
    void search(std::size_t thread);
    void search_in_threads();
    void search_safely(std::size_t thread);
    void take_offer(Search& search, std::uint64_t& seen);
    void fail();
    Snapshot plan_of(const std::vector<std::size_t>& columns) const;
    void meet(std::size_t thread, double share);
    double share_used(std::int64_t iterations_of_thread) const;
    double elapsed() const;
    void publish(const Score& score, std::int64_t unserved);

    const Problem& problem_;
    Budget budget_;
    std::atomic<double> seconds_;  ///< of the budget
    std::uint64_t seed_;
    unsigned threads_;
    std::optional<Start> start_;
    Time::time_point started_;
    std::atomic<bool> stop_{false};

    std::vector<Search*> searches_;
    Snapshot best_;
    std::thread runner_;

    mutable std::mutex lock_;
    std::condition_variable ended_;
    Progress progress_;
    std::atomic<std::int64_t> iterations_{0};

    mutable std::mutex meeting_lock_;
    std::condition_variable meeting_over_;
    unsigned members_ = 0;  ///< threads that still come to meetings
    std::vector<char> has_left_;
    /// Large plans are divided among the threads; what they do is put together at each meeting.
    bool divided_ = false;
    bool is_judged_ = false;  ///< whether it was decided what to do with plans like these
    bool in_last_phase_ = false;
    Rng rng_;
    Snapshot plan_;      ///< put together from where all walks are
    Snapshot champion_;  ///< the best of all so far
    std::int64_t champion_unserved_ = 0;
    Division division_;
    std::vector<Index> part_of_;  ///< by thread; kNone for one that has left
    Index parts_ = 0;
    double share_ = 0;
    std::vector<double> pauses_;
    bool paused_ = false;
    std::condition_variable resumed_;

    std::atomic<bool> remembers_routes_{false};
    std::vector<Column> pool_;
    std::vector<Column> last_columns_;  ///< of all searches, once they are over
    std::mutex offer_lock_;
    Snapshot offer_;
    std::atomic<std::uint64_t> offers_{0};
    std::exception_ptr failure_;
    unsigned arrived_ = 0;
    std::uint64_t meetings_ = 0;
    void hold_meeting(std::unique_lock<std::mutex>& guard);
    void pause_if_due(std::unique_lock<std::mutex>& guard);
    void leave_meetings(std::size_t thread);
    std::int64_t unserved_in(const Snapshot& plan) const;
    void keep_if_champion(const Snapshot& plan, std::int64_t unserved);
    void follow_the_best();
    void judge();
    void judge_routes();
    void put_together();
    void divide_anew();
};

}  // namespace earlybird
