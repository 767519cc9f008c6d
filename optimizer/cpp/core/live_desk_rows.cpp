// Rows of a live desk that are written anew, and what is refused.

#include <algorithm>

#include "core/live_desk.hpp"
#include "core/refusal.hpp"

namespace earlybird {

namespace {

/// Moments and spans beyond are no moments of a plan; sums of them could overflow.
constexpr Seconds kFarthest = Seconds{1} << 40;

}  // namespace

void LiveDesk::require_job(Index job, bool served) const {
    if (job < 0 || job >= problem_.job_count()) refuse(named("there is no job", job));
    if (solution_.is_served(job) != served)
        refuse(named("job", job) + (served ? " is not served" : " is served already"));
}

void LiveDesk::require_route(Index route) const {
    if (route < 0 || route >= problem_.shift_count()) refuse(named("there is no shift", route));
}

void LiveDesk::require_place(Index place) const {
    if (place < 0 || place >= problem_.travel.places()) refuse(named("there is no place", place));
}

void LiveDesk::require_moment(Seconds moment) const {
    if (moment < -kFarthest || moment > kFarthest)
        refuse(named("no moment of a plan: second", moment));
}

void LiveDesk::require_row(Index row, const JobRow& what) const {
    require_job(row, false);
    require_place(what.place);
    if (what.starts.empty()) refuse(named("there is no possible start for job", row));
    if (what.raster < 1) refuse(named("the raster has to be at least 1, not", what.raster));
    require_moment(what.door);
    if (what.told != kNever) require_moment(what.told);
    Seconds last = -kFarthest - 1;
    for (const Interval& span : what.starts) {
        require_moment(span.start);
        require_moment(span.end);
        const bool off = (span.end - span.start) % what.raster != 0;
        if (span.start <= last || span.end < span.start || off)
            refuse(named("possible starts overlap or end off the raster, at second", span.start));
        last = span.end;
    }
    for (const Need& need : what.needs) {
        if (need.part < 0 || need.part >= problem_.part_count)
            refuse(named("there is no part", need.part));
        if (need.quantity < 1 || need.quantity > kFarthest)
            refuse(named("no quantity:", need.quantity));
    }
    for (const Index skill : what.skills) {
        if (skill < 0 || skill >= problem_.skill_count) refuse(named("there is no skill", skill));
    }
    for (const Seconds service : what.service) {
        if (service < 0 || service > kFarthest) refuse(named("no working time:", service));
    }
    if (what.able.size() != problem_.able_words)
        refuse(named("words of the mask of who is able:", std::int64_t(what.able.size())));
}

template <typename T>
Slice LiveDesk::store(std::vector<T>& all, Room& room, const std::vector<T>& items) {
    const auto count = static_cast<Index>(items.size());
    if (count > room.size) {
        // Twice as much as needed: a row that is written again and again stops to grow.
        room = {static_cast<Index>(all.size()), 2 * count};
        all.resize(all.size() + std::size_t(2 * count));
    }
    std::copy(items.begin(), items.end(), all.begin() + room.first);
    return {room.first, room.first + count};
}

void LiveDesk::write_job(Index row, const JobRow& what) {
    require_row(row, what);
    Job& job = problem_.jobs[std::size_t(row)];
    const auto at = std::size_t(row);
    job.place = what.place;
    job.priority = what.priority;
    job.door = what.door;
    job.told = what.told;
    job.raster = what.raster;
    job.starts = store(problem_.starts, starts_room_[at], what.starts);
    job.first_start = what.starts.front().start;
    job.last_start = what.starts.back().end;
    job.needs = store(problem_.needs, needs_room_[at], what.needs);
    job.skills = store(problem_.skills, skills_room_[at], what.skills);
    job.service = what.service;
    job.service_varies = !what.skills.empty();
    std::copy(what.able.begin(), what.able.end(),
              problem_.able.begin() +
                  static_cast<std::ptrdiff_t>(std::size_t(row) * problem_.able_words));
    solution_.follow_needs();
    draws_.resize(problem_.needs.size());
}

void LiveDesk::move_place(Index place, const Travel::Legs& legs) {
    require_place(place);
    Travel& travel = problem_.travel;
    const auto others = static_cast<std::size_t>(travel.places());
    const std::size_t legs_count = travel.layers() * others;
    const std::size_t metres = travel.has_distances() ? others : 0;
    if (travel.has_coordinates() || legs.from.size() != legs_count ||
        legs.to.size() != legs_count || legs.metres_from.size() != metres ||
        legs.metres_to.size() != metres) {
        refuse(named("these are not the legs of place", place));
    }
    const auto negative = [](std::int32_t leg) { return leg < 0; };
    for (const auto* list : {&legs.from, &legs.to, &legs.metres_from, &legs.metres_to}) {
        if (std::any_of(list->begin(), list->end(), negative))
            refuse(named("a leg is negative, of place", place));
    }
    travel.move_place(place, legs);
}

void LiveDesk::move_place(Index place, const std::array<double, 3>& unit_vector) {
    require_place(place);
    if (!problem_.travel.has_coordinates()) refuse(named("there is a matrix for place", place));
    problem_.travel.move_place(place, unit_vector);
}

}  // namespace earlybird
