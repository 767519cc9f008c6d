#include "core/pool.hpp"

#include <algorithm>
#include <iterator>

#include "core/rng.hpp"

namespace earlybird {

namespace {

constexpr std::size_t kSlots = std::size_t{1} << 15;
constexpr std::uint64_t kKeySeed = 0x9e3779b97f4a7c15ULL;

}  // namespace

std::vector<char> engineers_with_several_shifts(const Problem& problem) {
    std::vector<Index> shifts(std::size_t(problem.engineer_count), 0);
    for (const Shift& shift : problem.shifts)
        ++shifts[std::size_t(shift.engineer)];
    std::vector<char> several(shifts.size());
    std::transform(shifts.begin(), shifts.end(), several.begin(),
                   [](Index count) { return count > 1 ? 1 : 0; });
    return several;
}

void describe(const Solution& solution, Index r, const std::vector<char>& shares_van,
              Column& column) {
    const Problem& problem = solution.problem();
    const Route& route = solution.route(r);
    const Shift& shift = problem.shift(r);
    column.shift = r;
    column.price = route.price;
    column.stops.clear();
    column.units.clear();
    for (const Node& node : route.nodes) {
        column.stops.push_back(node.job);
        const Job& job = problem.job(node.job);
        if (job.needs.empty() || !solution.stock().has_drawn(node.job)) continue;
        if (job.from_van && !shares_van[std::size_t(shift.engineer)]) continue;
        for (Index n = job.needs.first; n < job.needs.last; ++n) {
            if (!job.from_van) {
                for (const Draw::Part& part : solution.stock().draw(n).parts)
                    column.units.push_back({n, part.lot, part.quantity});
                continue;
            }
            const Need& need = problem.needs[std::size_t(n)];
            const Index lot =
                problem.van_lot[std::size_t(shift.engineer) * std::size_t(problem.part_count) +
                                std::size_t(need.part)];
            column.units.push_back({n, lot, need.quantity});
        }
    }
}

Pool::Pool(const Problem& problem)
    : problem_(&problem), shares_van_(engineers_with_several_shifts(problem)) {
    Rng rng(kKeySeed);
    job_keys_.resize(problem.jobs.size());
    for (std::uint64_t& key : job_keys_)
        key = rng.next();
}

std::uint64_t Pool::key_of(const Solution& solution, Index r) const {
    std::uint64_t key =
        kKeySeed * (static_cast<std::uint64_t>(problem_->class_of[std::size_t(r)]) + 1);
    for (const Node& node : solution.route(r).nodes) {
        if (problem_->job(node.job).kind == StopKind::kWork)
            key ^= job_keys_[std::size_t(node.job)];
    }
    return key;
}

void Pool::remember(const Solution& solution, Index r) {
    const Route& route = solution.route(r);
    if (route.empty()) return;
    const std::uint64_t key = key_of(solution, r);
    if (slots_.empty()) {
        const std::lock_guard guard(lock_);
        slots_.resize(kSlots);
    }
    Column& slot = slots_[(key >> 20) % kSlots];
    if (slot.key == key && slot.price <= route.price) return;
    const std::lock_guard guard(lock_);
    slot.key = key;
    describe(solution, r, shares_van_, slot);
}

void Pool::copy_to(std::vector<Column>& columns) const {
    const std::lock_guard guard(lock_);
    std::copy_if(slots_.begin(), slots_.end(), std::back_inserter(columns),
                 [](const Column& slot) { return slot.shift != kNone; });
}

}  // namespace earlybird
