#include "core/rounds.hpp"

#include <algorithm>
#include <cmath>

namespace earlybird {

namespace {

/// Steps for each job, in plans of so many jobs; in larger ones they have to be more in proportion.
constexpr double kLeastSteps = 3500;
constexpr double kFewJobs = 100;
/// Rounds grow in number and in length alike: as the root of the steps.
constexpr double kRoundsPerRoot = 0.2;
/// One round in so many begins afresh, and is longer than the others.
constexpr int kFresh = 5;
constexpr double kFreshLength = 1.5;
constexpr std::size_t kGood = 10;

}  // namespace

int Rounds::count_for(double steps_per_job, Index jobs) {
    const double steps = steps_per_job / std::max(1.0, jobs / kFewJobs);
    if (steps < kLeastSteps) return 0;
    return static_cast<int>(kRoundsPerRoot * std::sqrt(steps));
}

void Rounds::divide(int rounds) {
    fresh_ = static_cast<std::size_t>(std::max(2, rounds / kFresh));
    ends_.clear();
    double end = 0;
    for (std::size_t i = 0; i < std::size_t(rounds); ++i)
        ends_.push_back(end += i < fresh_ ? kFreshLength : 1);
    for (double& share : ends_)
        share /= end;
}

void Rounds::begin_next(double progress) {
    if (at_ + 1 < ends_.size()) ++at_;
    began_ = progress;
}

double Rounds::done(double progress) const {
    return std::clamp((progress - began_) / std::max(1e-9, ends_[at_] - began_), 0.0, 1.0);
}

void Rounds::remember(const Snapshot& plan) {
    const auto same = [&](const Snapshot& one) { return one.score == plan.score; };
    if (std::any_of(good_.begin(), good_.end(), same)) return;
    good_.push_back(plan);
    if (good_.size() <= kGood) return;
    good_.erase(
        std::max_element(good_.begin(), good_.end(),
                         [](const Snapshot& a, const Snapshot& b) { return a.score < b.score; }));
}

std::vector<const Snapshot*> Rounds::draw_parents(Rng& rng) const {
    const auto count = static_cast<Index>(good_.size());
    const Index one = rng.below(count);
    Index other = count == 1 ? one : rng.below(count - 1);
    if (count > 1 && other >= one) ++other;
    return {&good_[std::size_t(one)], &good_[std::size_t(other)]};
}

}  // namespace earlybird
