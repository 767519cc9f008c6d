#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/types.hpp"

namespace earlybird {

/// How fast the hours of the horizon are, per mille of the reference speed (docs/timing.md,
/// "Speed by hour"). Bucket k reaches from `starts[k]` to `starts[k + 1]`; the first reaches back
/// and the last forward without end. Empty: the reference speed at all times.
struct SpeedByHour {
    std::vector<Seconds> starts;
    std::vector<std::int64_t> permille;
    /// For 24 matrices: which of them holds in bucket k; empty otherwise.
    std::vector<Index> matrix_of;
};

/// Travel between places: by matrix (one per vehicle profile, or 24 by local hour), or computed
/// from coordinates where a matrix would not fit into memory.
class Travel {
  public:
    /// `durations[p]`: n x n seconds of profile p, row by row.
    static Travel from_matrices(Index places, std::vector<std::vector<std::int32_t>> durations,
                                std::vector<std::int32_t> distances, SpeedByHour speed);
    /// `hourly`: 24 x n x n seconds by local departure hour, scaled by profile as
    /// ceil(seconds * 100 / percent).
    static Travel from_hourly(Index places, std::vector<std::int32_t> hourly,
                              std::vector<std::int64_t> profile_percent,
                              std::vector<std::int32_t> distances, SpeedByHour speed);
    /// `unit_vectors`: n x 3. `metres_per_hour[p]`: reference speed of profile p.
    static Travel from_coordinates(std::vector<double> unit_vectors, double radius_m,
                                   double road_factor, std::vector<std::int64_t> metres_per_hour,
                                   SpeedByHour speed);

    /// Give every place a new number, so that near places have near numbers: the legs of a place to
    /// those around it then share cache lines. Returns the new numbers by the old ones. Places of
    /// hourly matrices, and those without a matrix, stay as they are.
    std::vector<Index> gather();

    Index places() const { return places_; }
    bool by_hour() const { return !speed_.starts.empty(); }
    bool has_coordinates() const { return !unit_vectors_.empty(); }
    const double* unit_vector(Index place) const { return &unit_vectors_[std::size_t(place) * 3]; }

    /// Travel seconds at reference speed (with hourly matrices: the least of the day).
    Seconds base(Index profile, Index from, Index to) const {
        if (!matrices_.empty()) {
            return matrices_[std::size_t(profile)][cell(from, to)];
        }
        return computed_base(profile, from, to);
    }

    /// Base seconds of the legs from (to) one place, by the other end; null where there is no
    /// matrix, or where that alone does not tell an arrival (hourly ones). A search that tries one
    /// job in many spots stays within two rows of memory.
    const std::int32_t* legs_from(Index profile, Index place) const {
        return transposed_.empty() ? nullptr : &matrices_[std::size_t(profile)][cell(place, 0)];
    }
    const std::int32_t* legs_to(Index profile, Index place) const {
        return transposed_.empty() ? nullptr : &transposed_[std::size_t(profile)][cell(place, 0)];
    }

    /// Arrival after a leg of `base` seconds at reference speed. Not for hourly matrices.
    Seconds arrive_after(Seconds base, Seconds depart) const {
        return by_hour() ? drive(base * kPermille, depart) : depart + base;
    }

    /// Arrival when leaving at `depart`; FIFO.
    Seconds arrive(Index profile, Index from, Index to, Seconds depart) const {
        if (!by_hour()) return depart + base(profile, from, to);
        return arrive_by_hour(profile, from, to, depart);
    }

    /// The latest departure that arrives by `arrival`.
    Seconds depart_by(Index profile, Index from, Index to, Seconds arrival) const {
        if (!by_hour()) return arrival - base(profile, from, to);
        return depart_by_hour(profile, from, to, arrival);
    }

    /// The earliest departure that arrives at `arrival` or later.
    Seconds depart_from(Index profile, Index from, Index to, Seconds arrival) const {
        if (!by_hour()) return arrival - base(profile, from, to);
        return depart_by_hour(profile, from, to, arrival - 1) + 1;
    }

    /// Road metres; 0 where the provider knows none.
    Metres distance(Index from, Index to) const;

    /// How many numbers `Legs` has for each other place: one by profile, or by hour.
    std::size_t layers() const { return hourly_.empty() ? matrices_.size() : std::size_t{24}; }
    bool has_distances() const { return !distances_.empty(); }
    /// The legs of one place to and from all others, itself included.
    struct Legs {
        std::vector<std::int32_t> from;         ///< [layer * places + other]: seconds from it
        std::vector<std::int32_t> to;           ///< likewise: seconds to it
        std::vector<std::int32_t> metres_from;  ///< [other]; empty without distances
        std::vector<std::int32_t> metres_to;
    };
    /// Another place comes where `place` was; `legs` have the sizes that are told above. Only where
    /// there are matrices.
    void move_place(Index place, const Legs& legs);
    /// The same where travel is computed from coordinates.
    void move_place(Index place, const std::array<double, 3>& unit_vector);

  private:
    static constexpr std::int64_t kPermille = 1000;
    Seconds drive(std::int64_t left, Seconds depart) const;
    /// Of all hours, for hourly matrices.
    std::int32_t least(std::size_t profile, std::size_t cell) const;
    std::vector<Index> places_along_lines() const;
    void transpose();

    std::size_t cell(Index from, Index to) const {
        return std::size_t(from) * std::size_t(places_) + std::size_t(to);
    }
    Seconds computed_base(Index profile, Index from, Index to) const;
    Metres great_circle(Index from, Index to) const;
    /// What a leg needs in all, in units of progress.
    std::int64_t need(Index profile, Index from, Index to) const;
    /// Progress per second in bucket k.
    std::int64_t rate(std::size_t bucket, Index profile, Index from, Index to) const;
    std::size_t bucket_at(Seconds moment) const;
    Seconds arrive_by_hour(Index profile, Index from, Index to, Seconds depart) const;
    Seconds depart_by_hour(Index profile, Index from, Index to, Seconds arrival) const;

    Index places_ = 0;
    std::vector<std::vector<std::int32_t>> matrices_;
    std::vector<std::vector<std::int32_t>> transposed_;  ///< of matrices_; not with hourly ones
    std::vector<std::int32_t> hourly_;
    std::vector<std::int64_t> profile_percent_;
    std::vector<std::int32_t> distances_;
    std::vector<double> unit_vectors_;
    double radius_m_ = 0;
    double road_factor_ = 1;
    std::vector<std::int64_t> metres_per_hour_;
    SpeedByHour speed_;
    /// First bucket that may hold for each hour of the horizon, so that lookup is O(1).
    std::vector<std::uint32_t> bucket_of_hour_;
    void index_hours();
};

}  // namespace earlybird
