#include "core/quotes.hpp"

#include <algorithm>
#include <tuple>

namespace earlybird {

void Quotes::Figures::add(const Figures& other) {
    travel += other.travel;
    service += other.service;
    lateness += other.lateness;
    distance += other.distance;
}

void Quotes::Figures::subtract(const Figures& other) {
    travel -= other.travel;
    service -= other.service;
    lateness -= other.lateness;
    distance -= other.distance;
}

Quotes::Quotes(const Solution& solution)
    : solution_(solution), problem_(solution.problem()), tapes_(problem_.shifts.size()) {}

void Quotes::drive(const Shift& shift, const Job& what, Seconds start, Seconds service,
                   Head& head) const {
    const bool told = what.told != kNever;
    const Seconds appointment = told ? what.told : start;
    const Seconds depart = recommended_departure(problem_, shift, head.place, what.place,
                                                 head.ready, appointment, head.first);
    const Seconds arrive = problem_.travel.arrive(shift.profile, head.place, what.place, depart);
    if (head.first) head.first_departure = depart;
    if (told) {
        head.figures.lateness += std::max<Seconds>(0, arrive - (appointment - problem_.band_least));
    }
    head.figures.travel += arrive - depart;
    head.figures.service += service;
    if (problem_.rates.distance_per_km != 0)
        head.figures.distance += problem_.distance_price(head.place, what.place);
    head.first = false;
    head.place = what.place;
    head.ready = start + service;
}

Cents Quotes::price_of(const Shift& shift, const Collection& collection, const Figures& figures,
                       Seconds first_departure, Seconds end) const {
    Seconds begin = first_departure;
    Seconds handling = 0;
    if (collection.needed) {
        handling = shift.handling;
        begin = latest_collection(problem_, shift, collection, first_departure);
    }
    const Seconds waiting = end - begin - figures.travel - figures.service - handling;
    const Rates& rates = problem_.rates;
    return figures.travel * rates.travel + figures.lateness * rates.lateness +
           std::max<Seconds>(0, end - shift.end) * rates.overtime + waiting * rates.waiting +
           figures.distance;
}

Seconds Quotes::busy(Index r) {
    const Figures& whole = tape(r).whole;
    const bool collects = solution_.route(r).collection.needed;
    return whole.travel + whole.service + (collects ? problem_.shift(r).handling : 0);
}

const Quotes::Tape& Quotes::tape(Index r) {
    Tape& tape = tapes_[std::size_t(r)];
    if (tape.known) return tape;
    tape.known = true;
    tape.upto.clear();
    tape.whole = Figures{};
    tape.price = 0;
    const Route& route = solution_.route(r);
    if (route.empty()) return tape;
    const Shift& shift = problem_.shift(r);
    Head head{shift.start_place, route.ready, 0, {}, true};
    for (const Node& node : route.nodes) {
        tape.upto.push_back(head.figures);
        drive(shift, problem_.job(node.job), node.ready - node.service, node.service, head);
    }
    tape.upto.push_back(head.figures);
    tape.first_departure = head.first_departure;
    head.figures.travel += route.end - head.ready;
    if (problem_.rates.distance_per_km != 0)
        head.figures.distance += problem_.distance_price(head.place, shift.end_place);
    tape.whole = head.figures;
    tape.price = price_of(shift, route.collection, tape.whole, tape.first_departure, route.end);
    return tape;
}

/// Whether the engineer may go, with the parts that the job needs.
bool Quotes::look(Index r, View& view) const {
    const Shift& shift = problem_.shift(r);
    if (!solution_.is_open(r) || !problem_.is_able(job_, shift.engineer)) return false;
    const Route& route = solution_.route(r);
    view = View{r, &shift, route.collection, route.ready, problem_.service(job_, shift.engineer)};
    if (what_->needs.empty()) return true;
    const DrawOutlook outlook = solution_.stock().outlook(job_, shift);
    if (!outlook.possible || !outlook.collection.needed) return outlook.possible;
    view.collection.add(outlook.collection);
    view.ready = earliest_ready(problem_, shift, view.collection);
    view.moved = view.ready != route.ready;
    return view.ready < kNever && (route.empty() || view.ready <= route.latest_ready);
}

Quotes::Head Quotes::head(const View& view, Index position) {
    const Route& route = solution_.route(view.route);
    Head head{view.shift->start_place, view.ready, 0, {}, true};
    if (position == 0) return head;
    if (!view.moved) {
        const Node& before = route.node(position - 1);
        const Tape& known = tape(view.route);
        return {before.place, before.ready, known.first_departure,
                known.upto[std::size_t(position)], false};
    }
    for (Index k = 0; k < position; ++k) {
        const Node& node = route.node(k);
        const Job& what = problem_.job(node.job);
        const Seconds soonest =
            problem_.travel.arrive(view.shift->profile, head.place, node.place, head.ready);
        drive(*view.shift, what, problem_.next_start(what, soonest + node.door), node.service,
              head);
    }
    return head;
}

Seconds Quotes::next_start(const Starts& starts, Seconds moment) const {
    for (const Interval& span : starts) {
        if (moment > span.end) continue;
        if (moment <= span.start) return span.start;
        return what_->raster == 1 ? moment : moment + (span.end - moment) % what_->raster;
    }
    return kNever;
}

Seconds Quotes::fitting_start(const View& view, const Starts& starts, Index position,
                              Seconds soonest, Seconds by) const {
    const Seconds start = next_start(starts, soonest + what_->door);
    if (start >= kNever || start + view.service > by) return kNever;
    const Route& route = solution_.route(view.route);
    const Index to = position == route.size() ? view.shift->end_place : route.node(position).place;
    const Seconds reach =
        problem_.travel.arrive(view.shift->profile, what_->place, to, start + view.service);
    return reach <= by ? start : kNever;
}

/// What the route costs more. The stops behind are followed until they start as they did.
Cents Quotes::price(const View& view, Index position, Seconds start, const Head& before,
                    Quote* quote) {
    const Shift& shift = *view.shift;
    const Route& route = solution_.route(view.route);
    const Tape& known = tape(view.route);
    Head head = before;
    const Seconds ready = head.ready;
    const Index from = head.place;
    drive(shift, *what_, start, view.service, head);
    if (quote != nullptr) {
        const bool told = what_->told != kNever;
        quote->depart = recommended_departure(problem_, shift, from, what_->place, ready,
                                              told ? what_->told : start, before.first);
        quote->arrive = problem_.travel.arrive(shift.profile, from, what_->place, quote->depart);
        quote->start = start;
        quote->finish = start + view.service;
    }
    for (Index k = position; k < route.size(); ++k) {
        const Node& node = route.node(k);
        const Job& what = problem_.job(node.job);
        const Seconds soonest =
            problem_.travel.arrive(shift.profile, head.place, node.place, head.ready);
        drive(shift, what, problem_.next_start(what, soonest + node.door), node.service, head);
        if (head.ready != node.ready) continue;
        head.figures.add(known.whole);
        head.figures.subtract(known.upto[std::size_t(k) + 1]);
        if (quote != nullptr) quote->busy = head.figures.travel + head.figures.service;
        return price_of(shift, view.collection, head.figures, head.first_departure, route.end) -
               known.price;
    }
    const Seconds end =
        problem_.travel.arrive(shift.profile, head.place, shift.end_place, head.ready);
    head.figures.travel += end - head.ready;
    if (problem_.rates.distance_per_km != 0)
        head.figures.distance += problem_.distance_price(head.place, shift.end_place);
    if (quote != nullptr) quote->busy = head.figures.travel + head.figures.service;
    return price_of(shift, view.collection, head.figures, head.first_departure, end) - known.price;
}

void Quotes::tell_knock_on(const View& view, Index position, Seconds start, Quote& quote) const {
    const Route& route = solution_.route(view.route);
    Index from = what_->place;
    Seconds ready = start + view.service;
    Seconds room_before = kNever;
    Seconds room_after = kNever;
    for (Index k = position; k < route.size(); ++k) {
        const Node& node = route.node(k);
        const Job& what = problem_.job(node.job);
        const Seconds old_start = node.ready - node.service;
        const Seconds soonest =
            problem_.travel.arrive(view.shift->profile, from, node.place, ready);
        const Seconds new_start = problem_.next_start(what, soonest + node.door);
        quote.pushed += std::max<Seconds>(0, new_start - old_start);
        room_before = std::min(room_before, node.latest - old_start);
        room_after = std::min(room_after, node.latest - new_start);
        ready = new_start + node.service;
        from = node.place;
    }
    quote.slack_lost = std::max<Seconds>(0, room_before - room_after);
}

Quote Quotes::at(Index job, const Starts& starts, Index r, Index position) {
    job_ = job;
    what_ = &problem_.job(job);
    Quote quote;
    View view;
    const Route& route = solution_.route(r);
    if (position < solution_.fixed(r) || position > route.size() || !look(r, view)) return quote;
    const Head before = head(view, position);
    const Seconds soonest =
        problem_.travel.arrive(view.shift->profile, before.place, what_->place, before.ready);
    const bool last = position == route.size();
    const Seconds by =
        last ? view.shift->latest_end : route.node(position).latest - route.node(position).door;
    const Seconds start = fitting_start(view, starts, position, soonest, by);
    if (start >= kNever) return quote;
    quote.route = r;
    quote.position = position;
    quote.price = price(view, position, start, before, &quote);
    quote.busy += (view.collection.needed ? view.shift->handling : 0) - busy(r);
    tell_knock_on(view, position, start, quote);
    return quote;
}

std::vector<std::vector<Quote>> Quotes::best(Index job, const std::vector<Starts>& windows,
                                             const std::vector<Index>& routes, std::size_t count) {
    job_ = job;
    what_ = &problem_.job(job);
    std::vector<std::vector<Quote>> found(windows.size());
    std::vector<std::size_t> inside;
    std::vector<Quote> cheapest(windows.size());
    for (const Index r : routes) {
        const Shift& shift = problem_.shift(r);
        inside.clear();
        for (std::size_t w = 0; w < windows.size(); ++w) {
            const bool meets = !windows[w].empty() && windows[w].back().end >= shift.start &&
                               windows[w].front().start <= shift.latest_end;
            if (meets) inside.push_back(w);
        }
        View view;
        if (inside.empty() || !look(r, view)) continue;
        for (const std::size_t w : inside)
            cheapest[w] = Quote{};
        const Route& route = solution_.route(r);
        for (Index position = solution_.fixed(r); position <= route.size(); ++position) {
            const bool last = position == route.size();
            const Seconds by =
                last ? shift.latest_end : route.node(position).latest - route.node(position).door;
            const Seconds least = position == 0 ? view.ready : route.node(position - 1).ready;
            if (least + view.service > by) continue;
            const Head before = head(view, position);
            const Seconds soonest =
                problem_.travel.arrive(shift.profile, before.place, what_->place, before.ready);
            Seconds known_start = kNever;
            Cents known_price = kNever;
            for (const std::size_t w : inside) {
                const Seconds start = fitting_start(view, windows[w], position, soonest, by);
                if (start >= kNever) continue;
                if (start != known_start) {
                    known_start = start;
                    known_price = price(view, position, start, before);
                }
                if (known_price < cheapest[w].price)
                    cheapest[w] = Quote{.route = r, .position = position, .price = known_price};
            }
        }
        for (const std::size_t w : inside) {
            if (!cheapest[w].found()) continue;
            std::vector<Quote>& list = found[w];
            if (count == 1 && !list.empty()) {
                if (cheapest[w].price < list[0].price) list[0] = cheapest[w];
            } else {
                list.push_back(cheapest[w]);
            }
        }
    }
    for (std::size_t w = 0; w < windows.size(); ++w) {
        std::vector<Quote>& list = found[w];
        std::sort(list.begin(), list.end(), [](const Quote& a, const Quote& b) {
            return std::tuple(a.price, a.route) < std::tuple(b.price, b.route);
        });
        list.resize(std::min(count, list.size()));
        for (Quote& one : list)
            one = at(job, windows[w], one.route, one.position);
    }
    return found;
}

}  // namespace earlybird
