// How a search divides a long budget into rounds, and favours more routes while it is hot.

#include <algorithm>

#include "core/crossing.hpp"
#include "core/search.hpp"

namespace earlybird {

namespace {

/// A crossed plan is good in most of its parts: it begins as cool as what has cooled down for this
/// share.
constexpr double kCrossedBegins = 0.5;
/// What a route more is worth in the beginning, in round trips to one job. It fades until this
/// share of a round, so that routes that do not pay are lost one after the other.
constexpr double kFavour = 0.7;
constexpr double kFavourEnds = 0.85;
/// Rounds differ in it by up to half, crossed ones have half of it, and some have none: there are
/// problems whose best plans have few routes.
constexpr double kFavourVaries = 0.5;
constexpr double kWithoutFavour = 0.4;
constexpr double kFavourOfCrossed = 0.5;

}  // namespace

void Search::divide_into_rounds(int rounds) {
    rounds_.divide(rounds);
    record_of_round_.note_all();
    record_of_round_.keep(current_);
}

void Search::share_good_plans(const std::vector<Search*>& searches) {
    std::vector<Rounds::Good> every;
    for (const Search* one : searches)
        every.insert(every.end(), one->rounds_.good().begin(), one->rounds_.good().end());
    for (Search* one : searches) {
        for (const Rounds::Good& good : every)
            one->rounds_.remember(good);
    }
}

void Search::begin_round(double progress) {
    rounds_.remember(record_of_round_.plan());
    rounds_.begin_next(progress);
    favour_of_round_ = 1 + kFavourVaries * (2 * rng_.unit() - 1);
    if (rng_.unit() < kWithoutFavour) favour_of_round_ = 0;
    if (rounds_.is_fresh()) {
        go_on_from(first_plan_);
    } else {
        favour_of_round_ *= kFavourOfCrossed;
        const auto parents = rounds_.draw_parents(rng_);
        go_on_from(cross(problem_, neighbours_, *parents[0], *parents[1], rng_));
        for (const Index job : std::vector<Index>(unserved_))
            insert(job);
    }
    record_of_round_.keep(current_);
    keep_if_best();
}

/// How much of the cooling is over.
double Search::cooled(double progress) const {
    double from = begins_at_;
    double done = progress;
    if (rounds_.any()) {
        if (!rounds_.is_fresh()) from = kCrossedBegins;
        done = rounds_.done(progress);
    }
    return from + (1 - from) * done;
}

/// A plan that is disordered has few routes, and when it is in order it hardly opens another:
/// routes are favoured while it still can.
void Search::favour_more_routes(double progress) {
    if (favour_ == 0) return;
    const double done = rounds_.any() ? rounds_.done(progress) : progress;
    favour_now_ =
        static_cast<Cents>(favour_ * favour_of_round_ * std::max(0.0, 1 - done / kFavourEnds));
    recreate_.favour_empty(favour_now_);
    tails_.favour_more(favour_now_);
    segments_.favour_more(favour_now_);
}

/// What more routes are worth in the beginning, where their number is free.
void Search::weigh_routes() {
    double price = 0;
    for (Index j = 0; j < problem_.job_count(); ++j) {
        const Shift& shift = problem_.shift(0);
        const Index place = problem_.job(j).place;
        const auto leg = [&](Index from, Index to) {
            const Seconds seconds = problem_.travel.base(shift.profile, from, to);
            return static_cast<double>(problem_.leg_price(from, to, seconds));
        };
        price += leg(shift.start_place, place) + leg(place, shift.end_place);
    }
    // The cooler a search begins, the more it relies on the routes that savings have made.
    favour_ = kFavour * price / std::max(1, problem_.job_count()) * (1 - begins_at_ / kWarmStart);
}

}  // namespace earlybird
