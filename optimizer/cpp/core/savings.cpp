#include "core/savings.hpp"

#include <algorithm>
#include <span>
#include <tuple>
#include <utility>
#include <vector>

#include "core/route_timing.hpp"

namespace earlybird {

namespace {

/// Joins routes of one kind of shift.
class Joiner {
  public:
    Joiner(const Problem& problem, const Neighbours& neighbours, const std::atomic<bool>& stop)
        : problem_(problem), neighbours_(neighbours), stop_(stop),
          shift_(problem.shift(problem.shift_order[0])), chains_(std::size_t(problem.job_count())),
          stops_(std::size_t(problem.job_count())) {}

    std::optional<Snapshot> plan() {
        for (Index j = 0; j < problem_.job_count(); ++j) {
            if (!begin(j)) return std::nullopt;
        }
        join_all();
        std::erase_if(chains_, [](const Chain& chain) { return chain.jobs.empty(); });
        if (stop_.load() || chains_.size() > problem_.shifts.size()) return std::nullopt;
        return snapshot();
    }

  private:
    struct Saving {
        Cents cents;
        Index from;
        Index to;
    };
    struct Stop {
        Index chain = kNone;  ///< right for both ends of a chain
        Seconds ready = 0;    ///< earliest end of the work
        Seconds latest = 0;   ///< latest start of the work that keeps everything behind it
    };
    struct Chain {
        std::vector<Index> jobs;
        std::vector<std::int64_t> units;  ///< by part
    };

    Seconds leg(Index from, Index to) const {
        return problem_.travel.base(shift_.profile, from, to);
    }
    Cents price(Index from, Index to) const { return problem_.leg_price(from, to, leg(from, to)); }
    Seconds service(Index job) const { return problem_.service(job, shift_.engineer); }

    /// A chain of one job; false if it could not be served alone.
    bool begin(Index j) {
        const Job& job = problem_.job(j);
        const Index engineer = shift_.engineer;
        if (!problem_.is_able(j, engineer) || !problem_.is_equipped(j, engineer)) return false;
        if (!job.from_van || !fits_alone(problem_, j, shift_)) return false;
        std::vector<std::int64_t> units(std::size_t(problem_.part_count), 0);
        for (Index n = job.needs.first; n < job.needs.last; ++n) {
            const Need& need = problem_.needs[std::size_t(n)];
            units[std::size_t(need.part)] += need.quantity;
        }
        if (!has(units)) return false;
        chains_[std::size_t(j)] = {{j}, std::move(units)};
        stops_[std::size_t(j)].chain = j;
        time_forward({&j, 1}, shift_.start, shift_.start_place);
        time_backward({&j, 1}, shift_.latest_end, shift_.end_place);
        return true;
    }

    bool has(const std::vector<std::int64_t>& units) const {
        for (std::size_t part = 0; part < units.size(); ++part) {
            if (units[part] == 0) continue;
            const Index lot = problem_.van_lot[std::size_t(shift_.engineer) * units.size() + part];
            if (lot == kNone || problem_.lots[std::size_t(lot)].quantity < units[part])
                return false;
        }
        return true;
    }

    void join_all() {
        std::vector<Saving> savings;
        for (Index i = 0; i < problem_.job_count() && !stop_.load(); ++i) {
            for (const Index j : neighbours_.beside(i)) {
                consider(i, j, savings);
                consider(j, i, savings);
            }
        }
        const auto key = [](const Saving& s) { return std::tuple(-s.cents, s.from, s.to); };
        std::sort(savings.begin(), savings.end(),
                  [&](const Saving& a, const Saving& b) { return key(a) < key(b); });
        for (const Saving& saving : savings) {
            if (stop_.load(std::memory_order_relaxed)) return;
            join(saving.from, saving.to);
        }
    }

    void consider(Index i, Index j, std::vector<Saving>& savings) const {
        const Index from = problem_.job(i).place;
        const Index to = problem_.job(j).place;
        const Cents saved =
            price(from, shift_.end_place) + price(shift_.start_place, to) - price(from, to);
        if (saved > 0 && follows(i, j)) savings.push_back({saved, i, j});
    }

    bool follows(Index i, Index j) const {
        const Job& next = problem_.job(j);
        return stop(i).ready + leg(problem_.job(i).place, next.place) + next.door <= stop(j).latest;
    }

    void join(Index i, Index j) {
        const Index a = stop(i).chain;
        const Index b = stop(j).chain;
        if (a == b) return;
        Chain& front = chains_[std::size_t(a)];
        Chain& back = chains_[std::size_t(b)];
        if (front.jobs.empty() || front.jobs.back() != i) return;
        if (back.jobs.empty() || back.jobs.front() != j) return;
        if (!follows(i, j)) return;
        std::vector<std::int64_t> units = front.units;
        for (std::size_t part = 0; part < units.size(); ++part)
            units[part] += back.units[part];
        if (!has(units)) return;
        time_forward(back.jobs, stop(i).ready, problem_.job(i).place);
        const Job& next = problem_.job(j);
        time_backward(front.jobs, stop(j).latest - next.door, next.place);
        stops_[std::size_t(back.jobs.back())].chain = a;
        front.jobs.insert(front.jobs.end(), back.jobs.begin(), back.jobs.end());
        front.units = std::move(units);
        back = Chain{};
    }

    void time_forward(std::span<const Index> jobs, Seconds ready, Index from) {
        for (const Index j : jobs) {
            const Job& job = problem_.job(j);
            const Seconds arrive = ready + leg(from, job.place);
            ready = problem_.next_start(job, arrive + job.door) + service(j);
            stops_[std::size_t(j)].ready = ready;
            from = job.place;
        }
    }

    void time_backward(std::span<const Index> jobs, Seconds by, Index to) {
        for (std::size_t k = jobs.size(); k-- > 0;) {
            const Job& job = problem_.job(jobs[k]);
            const Seconds leave = by - leg(job.place, to);
            const Seconds latest = problem_.previous_start(job, leave - service(jobs[k]));
            stops_[std::size_t(jobs[k])].latest = latest;
            by = latest - job.door;
            to = job.place;
        }
    }

    Snapshot snapshot() {
        Snapshot plan;
        plan.routes.resize(problem_.shifts.size());
        plan.draws.resize(problem_.needs.size());
        for (std::size_t at = 0; at < chains_.size(); ++at)
            plan.routes[std::size_t(problem_.shift_order[at])] = std::move(chains_[at].jobs);
        return plan;
    }

    const Stop& stop(Index job) const { return stops_[std::size_t(job)]; }

    const Problem& problem_;
    const Neighbours& neighbours_;
    const std::atomic<bool>& stop_;
    const Shift& shift_;
    std::vector<Chain> chains_;  ///< by the job that each began with
    std::vector<Stop> stops_;    ///< by job
};

}  // namespace

std::optional<Snapshot> plan_by_savings(const Problem& problem, const Neighbours& neighbours,
                                        const std::atomic<bool>& stop) {
    if (problem.class_count() != 1 || problem.errand_count > 0 || !problem.legs_tell_price) {
        return std::nullopt;
    }
    return Joiner(problem, neighbours, stop).plan();
}

}  // namespace earlybird
