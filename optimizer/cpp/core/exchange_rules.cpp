#include "core/exchange_rules.hpp"

#include <algorithm>

namespace earlybird {

ExchangeRules::ExchangeRules(const Solution& solution)
    : solution_(solution), problem_(solution.problem()),
      is_of_use_(std::none_of(problem_.jobs.begin(), problem_.jobs.end(),
                              [](const Job& job) {
                                  return job.kind == StopKind::kRest ||
                                         job.kind == StopKind::kGoods;
                              })),
      asked_(std::size_t(problem_.part_count), 0) {}

bool ExchangeRules::is_free(Index route) const {
    return solution_.is_open(route) && solution_.route(route).collecting == 0 &&
           solution_.refill_position(route) == kNone;
}

bool ExchangeRules::allow(const Piece& one, const Piece& other) {
    if (one.first < solution_.fixed(one.route) || other.first < solution_.fixed(other.route)) {
        return false;
    }
    if (!is_fit_for(one, other.route) || !is_fit_for(other, one.route)) return false;
    if (problem_.shift(one.route).engineer == problem_.shift(other.route).engineer) return true;
    return has_parts(one, other) && has_parts(other, one);
}

bool ExchangeRules::is_fit_for(const Piece& piece, Index route) const {
    const Route& from = solution_.route(piece.route);
    const Index engineer = problem_.shift(route).engineer;
    for (Index k = piece.first; k < piece.last; ++k) {
        const Index job = from.node(k).job;
        if (!problem_.is_able(job, engineer) || !problem_.is_equipped(job, engineer)) return false;
        if (solution_.is_kept(job)) return false;
    }
    return true;
}

/// Whether the van of the route that gives `out` away has the parts for `in`.
bool ExchangeRules::has_parts(const Piece& in, const Piece& out) {
    bool from_vans = true;
    const auto count = [&](const Piece& piece, std::int64_t sign) {
        const Route& route = solution_.route(piece.route);
        for (Index k = piece.first; k < piece.last; ++k) {
            const Job& job = problem_.job(route.node(k).job);
            from_vans = from_vans && job.from_van;
            for (Index n = job.needs.first; n < job.needs.last; ++n) {
                const Need& need = problem_.needs[std::size_t(n)];
                asked_[std::size_t(need.part)] += sign * need.quantity;
                parts_.push_back(need.part);
            }
        }
    };
    parts_.clear();
    count(in, +1);
    count(out, -1);
    const Index engineer = problem_.shift(out.route).engineer;
    bool enough = from_vans;
    for (const Index part : parts_) {
        std::int64_t& asked = asked_[std::size_t(part)];
        enough = enough && asked <= solution_.stock().left_in_van(engineer, part);
        asked = 0;
    }
    return enough;
}

}  // namespace earlybird
