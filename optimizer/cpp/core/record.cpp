#include "core/record.hpp"

namespace earlybird {

namespace {

void store(const Solution& solution, Index r, Snapshot& plan) {
    const Problem& problem = solution.problem();
    std::vector<Index>& stops = plan.routes[std::size_t(r)];
    stops.clear();
    for (const Node& node : solution.route(r).nodes) {
        stops.push_back(node.job);
        const Job& job = problem.job(node.job);
        if (job.from_van) continue;
        for (Index need = job.needs.first; need < job.needs.last; ++need)
            plan.draws[std::size_t(need)] = solution.stock().draw(need);
    }
}

}  // namespace

Record::Record(const Problem& problem) : is_noted_(problem.shifts.size(), 0) {
    plan_.routes.resize(problem.shifts.size());
    plan_.draws.resize(problem.needs.size());
    plan_.score = score_of_nothing(problem);
}

void Record::note(Index route) {
    if (is_noted_[std::size_t(route)]) return;
    is_noted_[std::size_t(route)] = 1;
    noted_.push_back(route);
}

void Record::note_all() {
    for (std::size_t r = 0; r < is_noted_.size(); ++r)
        note(static_cast<Index>(r));
}

void Record::keep(const Solution& walk) {
    plan_.score = walk.score();
    for (const Index r : noted_) {
        is_noted_[std::size_t(r)] = 0;
        store(walk, r, plan_);
    }
    noted_.clear();
}

Snapshot snapshot_of(const Solution& solution) {
    Snapshot plan;
    plan.routes.resize(solution.problem().shifts.size());
    plan.draws.resize(solution.problem().needs.size());
    plan.score = solution.score();
    for (Index r = 0; r < solution.problem().shift_count(); ++r)
        store(solution, r, plan);
    return plan;
}

}  // namespace earlybird
