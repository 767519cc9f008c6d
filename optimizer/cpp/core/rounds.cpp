#include "core/rounds.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

namespace earlybird {

namespace {

/// Steps for each job, in plans of so many jobs; in larger ones they have to be more, by this power
/// of the size. In proportion alone they were too few for cities of 400 jobs (decision 16).
constexpr double kLeastSteps = 3500;
constexpr double kFewJobs = 100;
constexpr double kMoreInLarger = 1.25;
/// Rounds grow in number and in length alike: as the root of the steps.
constexpr double kRoundsPerRoot = 0.4;
/// One round in so many begins afresh, and is longer than the others.
constexpr int kFresh = 2;
constexpr double kFreshLength = 1.5;
constexpr std::size_t kGood = 10;
/// Plans with a larger share of legs in common count as one. Otherwise the good ones soon are one
/// plan and its small changes, and nothing new comes of crossing them.
constexpr double kAlike = 0.8;

using Legs = Rounds::Legs;

/// The legs between two stops, in order of the stops.
Legs legs_of(const Snapshot& plan) {
    Legs legs;
    for (const auto& route : plan.routes) {
        for (std::size_t k = 1; k < route.size(); ++k)
            legs.emplace_back(route[k - 1], route[k]);
    }
    std::sort(legs.begin(), legs.end());
    return legs;
}

bool are_alike(const Legs& a, const Legs& b) {
    Legs both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    return static_cast<double>(both.size()) >
           kAlike * static_cast<double>(std::max(a.size(), b.size()));
}

}  // namespace

int Rounds::count_for(double steps_per_job, Index jobs) {
    const double steps = steps_per_job / std::pow(std::max(1.0, jobs / kFewJobs), kMoreInLarger);
    if (steps < kLeastSteps) return 0;
    return static_cast<int>(kRoundsPerRoot * std::sqrt(steps));
}

void Rounds::divide(int rounds) {
    fresh_ = static_cast<std::size_t>(rounds / kFresh);
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

void Rounds::remember(const Snapshot& plan) { remember(Good{plan, legs_of(plan)}); }

void Rounds::remember(const Good& good) {
    const Score& score = good.plan.score;
    const auto is_one_with_it = [&](const Good& one) {
        return one.plan.score == score || are_alike(one.legs, good.legs);
    };
    const auto makes_it_needless = [&](const Good& one) {
        return one.plan.score <= score && is_one_with_it(one);
    };
    if (std::any_of(good_.begin(), good_.end(), makes_it_needless)) return;
    std::erase_if(good_, is_one_with_it);
    good_.push_back(good);
    if (good_.size() <= kGood) return;
    good_.erase(std::max_element(good_.begin(), good_.end(), [](const Good& a, const Good& b) {
        return a.plan.score < b.plan.score;
    }));
}

std::vector<const Snapshot*> Rounds::draw_parents(Rng& rng) const {
    const auto count = static_cast<Index>(good_.size());
    const Index one = rng.below(count);
    Index other = count == 1 ? one : rng.below(count - 1);
    if (count > 1 && other >= one) ++other;
    return {&good_[std::size_t(one)].plan, &good_[std::size_t(other)].plan};
}

}  // namespace earlybird
