#include "core/travel.hpp"

#include <algorithm>
#include <utility>

#include "core/great_circle.hpp"

namespace earlybird {

namespace {

constexpr std::int64_t kWholeLeg = std::int64_t{1} << 40;
constexpr Seconds kHour = 3600;

std::int64_t ceil_divide(std::int64_t a, std::int64_t b) { return (a + b - 1) / b; }

}  // namespace

Travel Travel::from_matrices(Index places, std::vector<std::vector<std::int32_t>> durations,
                             std::vector<std::int32_t> distances, SpeedByHour speed) {
    Travel travel;
    travel.places_ = places;
    travel.matrices_ = std::move(durations);
    travel.distances_ = std::move(distances);
    travel.speed_ = std::move(speed);
    travel.index_hours();
    travel.transpose();
    return travel;
}

Travel Travel::from_hourly(Index places, std::vector<std::int32_t> hourly,
                           std::vector<std::int64_t> profile_percent,
                           std::vector<std::int32_t> distances, SpeedByHour speed) {
    Travel travel;
    travel.places_ = places;
    travel.hourly_ = std::move(hourly);
    travel.profile_percent_ = std::move(profile_percent);
    travel.distances_ = std::move(distances);
    travel.speed_ = std::move(speed);
    const std::size_t cells = std::size_t(places) * std::size_t(places);
    for (std::size_t profile = 0; profile < travel.profile_percent_.size(); ++profile) {
        std::vector<std::int32_t> least(cells);
        for (std::size_t i = 0; i < cells; ++i)
            least[i] = travel.least(profile, i);
        travel.matrices_.push_back(std::move(least));
    }
    travel.index_hours();
    return travel;
}

Travel Travel::from_coordinates(std::vector<double> unit_vectors, double radius_m,
                                double road_factor, std::vector<std::int64_t> metres_per_hour,
                                SpeedByHour speed) {
    Travel travel;
    travel.places_ = static_cast<Index>(unit_vectors.size() / 3);
    travel.unit_vectors_ = std::move(unit_vectors);
    travel.radius_m_ = radius_m;
    travel.road_factor_ = road_factor;
    travel.metres_per_hour_ = std::move(metres_per_hour);
    travel.speed_ = std::move(speed);
    travel.index_hours();
    return travel;
}

void Travel::move_place(Index place, const Legs& legs) {
    const auto n = std::size_t(places_);
    const std::size_t cells = n * n;
    for (std::size_t layer = 0; layer < layers(); ++layer) {
        for (Index other = 0; other < places_; ++other) {
            const std::int32_t from = legs.from[layer * n + std::size_t(other)];
            const std::int32_t to = legs.to[layer * n + std::size_t(other)];
            if (hourly_.empty()) {
                matrices_[layer][cell(place, other)] = from;
                matrices_[layer][cell(other, place)] = to;
                transposed_[layer][cell(other, place)] = from;
                transposed_[layer][cell(place, other)] = to;
            } else {
                hourly_[layer * cells + cell(place, other)] = from;
                hourly_[layer * cells + cell(other, place)] = to;
            }
        }
    }
    for (Index other = 0; other < places_ && has_distances(); ++other) {
        distances_[cell(place, other)] = legs.metres_from[std::size_t(other)];
        distances_[cell(other, place)] = legs.metres_to[std::size_t(other)];
    }
    if (hourly_.empty()) return;
    for (std::size_t profile = 0; profile < matrices_.size(); ++profile) {
        for (Index other = 0; other < places_; ++other) {
            matrices_[profile][cell(place, other)] = least(profile, cell(place, other));
            matrices_[profile][cell(other, place)] = least(profile, cell(other, place));
        }
    }
}

void Travel::move_place(Index place, const std::array<double, 3>& unit_vector) {
    std::copy(unit_vector.begin(), unit_vector.end(),
              unit_vectors_.begin() + std::ptrdiff_t{3} * place);
}

std::int32_t Travel::least(std::size_t profile, std::size_t cell) const {
    const std::size_t cells = std::size_t(places_) * std::size_t(places_);
    std::int32_t shortest = hourly_[cell];
    for (std::size_t hour = 1; hour < 24; ++hour)
        shortest = std::min(shortest, hourly_[hour * cells + cell]);
    return static_cast<std::int32_t>(ceil_divide(shortest * 100LL, profile_percent_[profile]));
}

void Travel::transpose() {
    for (const std::vector<std::int32_t>& matrix : matrices_) {
        std::vector<std::int32_t>& other = transposed_.emplace_back(matrix.size());
        // By blocks, so that both sides stay in the cache.
        constexpr Index kBlock = 32;
        for (Index i0 = 0; i0 < places_; i0 += kBlock) {
            for (Index k0 = 0; k0 < places_; k0 += kBlock) {
                for (Index i = i0; i < std::min(places_, i0 + kBlock); ++i) {
                    for (Index k = k0; k < std::min(places_, k0 + kBlock); ++k) {
                        other[cell(k, i)] = matrix[cell(i, k)];
                    }
                }
            }
        }
    }
}

void Travel::index_hours() {
    bucket_of_hour_.clear();
    if (!by_hour()) return;
    const Seconds origin = speed_.starts.front();
    std::uint32_t bucket = 0;
    for (Seconds at = origin; at <= speed_.starts.back(); at += kHour) {
        while (bucket + 1 < speed_.starts.size() && speed_.starts[bucket + 1] <= at)
            ++bucket;
        bucket_of_hour_.push_back(bucket);
    }
}

std::size_t Travel::bucket_at(Seconds moment) const {
    const Seconds since = moment - speed_.starts.front();
    if (since < 0) return 0;
    const auto hour = static_cast<std::size_t>(since / kHour);
    std::size_t bucket =
        hour < bucket_of_hour_.size() ? bucket_of_hour_[hour] : speed_.starts.size() - 1;
    while (bucket + 1 < speed_.starts.size() && speed_.starts[bucket + 1] <= moment)
        ++bucket;
    return bucket;
}

Metres Travel::distance(Index from, Index to) const {
    if (has_coordinates()) return great_circle(from, to);
    return distances_.empty() ? 0 : distances_[cell(from, to)];
}

Metres Travel::great_circle(Index from, Index to) const {
    return great_circle_metres(unit_vector(from), unit_vector(to), radius_m_, road_factor_);
}

Seconds Travel::computed_base(Index profile, Index from, Index to) const {
    return ceil_divide(great_circle(from, to) * kHour, metres_per_hour_[std::size_t(profile)]);
}

std::int64_t Travel::need(Index profile, Index from, Index to) const {
    if (hourly_.empty()) return base(profile, from, to) * kPermille;
    // A leg of 0 seconds in any hour takes 0 seconds.
    return base(profile, from, to) == 0 ? 0 : kWholeLeg;
}

std::int64_t Travel::rate(std::size_t bucket, Index profile, Index from, Index to) const {
    if (hourly_.empty()) return speed_.permille[bucket];
    const std::size_t cells = std::size_t(places_) * std::size_t(places_);
    const auto matrix = static_cast<std::size_t>(speed_.matrix_of[bucket]);
    const std::int64_t seconds = ceil_divide(hourly_[matrix * cells + cell(from, to)] * 100LL,
                                             profile_percent_[std::size_t(profile)]);
    return ceil_divide(kWholeLeg, seconds);
}

/// Arrival after `left` thousandths of a second at reference speed. Here as below spans are
/// compared, not progress: the first and the last bucket are endless, and progress in them would
/// overflow.
Seconds Travel::drive(std::int64_t left, Seconds depart) const {
    if (left == 0) return depart;
    const std::size_t last = speed_.starts.size() - 1;
    for (std::size_t bucket = bucket_at(depart);; ++bucket) {
        const std::int64_t speed = speed_.permille[bucket];
        const Seconds takes = ceil_divide(left, speed);
        if (bucket == last) return depart + takes;
        const Seconds until = speed_.starts[bucket + 1];
        if (takes <= until - depart) return depart + takes;
        left -= (until - depart) * speed;
        depart = until;
    }
}

Seconds Travel::arrive_by_hour(Index profile, Index from, Index to, Seconds depart) const {
    if (hourly_.empty()) return drive(base(profile, from, to) * kPermille, depart);
    std::int64_t left = need(profile, from, to);
    if (left == 0) return depart;
    std::size_t bucket = bucket_at(depart);
    while (true) {
        const std::int64_t speed = rate(bucket, profile, from, to);
        const Seconds takes = ceil_divide(left, speed);
        if (bucket + 1 == speed_.starts.size()) return depart + takes;
        const Seconds until = speed_.starts[bucket + 1];
        if (takes <= until - depart) return depart + takes;
        left -= (until - depart) * speed;
        depart = until;
        ++bucket;
    }
}

Seconds Travel::depart_by_hour(Index profile, Index from, Index to, Seconds arrival) const {
    std::int64_t left = need(profile, from, to);
    if (left == 0) return arrival;
    // The last second driven is arrival - 1.
    std::size_t bucket = bucket_at(arrival - 1);
    while (true) {
        const std::int64_t speed = rate(bucket, profile, from, to);
        const Seconds takes = ceil_divide(left, speed);
        if (bucket == 0) return arrival - takes;
        const Seconds since = speed_.starts[bucket];
        if (takes <= arrival - since) return arrival - takes;
        left -= (arrival - since) * speed;
        arrival = since;
        --bucket;
    }
}

}  // namespace earlybird
