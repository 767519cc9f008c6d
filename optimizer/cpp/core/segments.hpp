#pragma once

#include "core/exchange_rules.hpp"
#include "core/neighbours.hpp"
#include "core/rng.hpp"
#include "core/solution.hpp"

namespace earlybird {

/// Short strings of stops that change places, in their order: between two routes (CROSS-exchange,
/// of Taillard, Badeau, Gendreau, Guertin and Potvin, "A tabu search heuristic for the vehicle
/// routing problem with soft time windows", Transportation Science 31(2), 1997) or within one. With
/// nothing on one side a string moves elsewhere (Or-opt). Ruin and recreate puts jobs back one by
/// one, so in long routes it seldom carries a string from one place to another.
class SegmentExchange {
  public:
    SegmentExchange(Solution& solution, const Neighbours& neighbours, ExchangeRules& rules,
                    Rng& rng);

    /// Draw a job near `job`, and find the legal exchange of segments that begin behind `job` and
    /// at the near one which makes the plan least dear. Whether there is one that makes it dearer
    /// by less than `limit`; nothing is changed yet.
    bool draw(Index job, Cents limit);
    /// Carry it out. The solution then has something uncommitted.
    void apply() { solution_.exchange(one_, other_); }

    /// From now on a plan of one route more is judged as cheaper by so much.
    void favour_more(Cents favour) { favour_ = favour; }

  private:
    void look_between(const Piece& one, const Piece& other);
    void look_within(const Piece& one, const Piece& other);
    /// Whether the exchange is legal and how it changes the price is below `best_`.
    void consider(const Piece& one, const Piece& other, Cents change);

    Cents leg(Index from, Index to) const {
        return problem_.leg_price(from, to, problem_.travel.base(profile_, from, to));
    }
    /// Place of the stop at a position; before and behind all, where the shift starts and ends.
    Index place_at(const Route& route, const Shift& shift, Index position) const;
    Cents through(Index before, const Route& route, const Piece& piece, Index behind) const;
    Cents ends(const Route& route, const Shift& shift, const Piece& piece) const;
    /// What the leg to the stop at a position costs now.
    Cents leg_to(const Route& route, const Shift& shift, Index position) const;

    /// A route that is walked: where it has got to, and when it can go on.
    struct Walk {
        const Shift& shift;
        Index place;
        Seconds ready;
    };
    Walk begin_at(const Piece& piece) const;
    /// Go on with a piece; whether all its windows hold.
    bool follow(Walk& walk, const Piece& piece) const;
    /// Whether the stop at a position, or the end, is still reached in time for what follows.
    bool rejoins(const Walk& walk, Index route, Index position) const;

    Solution& solution_;
    const Problem& problem_;
    const Neighbours& neighbours_;
    ExchangeRules& rules_;
    Rng& rng_;
    const bool is_of_use_;
    Index profile_ = 0;
    Cents favour_ = 0;
    Cents best_ = 0;
    Piece one_;
    Piece other_;
};

}  // namespace earlybird
