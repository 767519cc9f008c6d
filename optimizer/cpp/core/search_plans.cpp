// Plans that a search takes over, keeps and gives away.

#include <algorithm>
#include <numeric>

#include "core/search.hpp"

namespace earlybird {

void Search::begin_like(const Search& first) {
    adopt(first.best());
    begins_at_ = first.begins_at_;
    favour_ = first.favour_;
    first_plan_ = first.best();
}

void Search::adopt(const Snapshot& plan) {
    part_of_job_.clear();
    unserved_elsewhere_ = 0;
    seeds_.resize(std::size_t(problem_.job_count()));
    std::iota(seeds_.begin(), seeds_.end(), 0);
    go_on_from(plan);
    keep_if_best();
}

void Search::take_part(const Snapshot& plan, const Division& division, Index part, Index parts) {
    part_of_job_.assign(std::size_t(problem_.job_count()), 0);
    seeds_.clear();
    for (Index j = 0; j < problem_.job_count(); ++j) {
        if (division.part_of_job[std::size_t(j)] != part) continue;
        part_of_job_[std::size_t(j)] = 1;
        seeds_.push_back(j);
    }
    go_on_from(plan);
    std::vector<char> open(problem_.shifts.size());
    for (Index r = 0; r < problem_.shift_count(); ++r) {
        const auto engineer = static_cast<std::size_t>(problem_.shift(r).engineer);
        open[std::size_t(r)] = division.part_of_engineer[engineer] == part ? 1 : 0;
    }
    current_.confine(open, part, parts);
    // What was best before belonged to another division.
    best_.note_all();
    best_.keep(current_);
    unserved_elsewhere_ = 0;
    for (Index j = 0; j < problem_.job_count(); ++j)
        unserved_elsewhere_ += !current_.is_served(j) && !is_mine(j) ? 1 : 0;
    best_unserved_ = unserved_elsewhere_ + static_cast<std::int64_t>(unserved_.size());
}

void Search::go_on_from(const Snapshot& plan) {
    current_.restore(plan);
    unserved_.clear();
    std::fill(unserved_at_.begin(), unserved_at_.end(), kNone);
    for (const Index job : seeds_)
        note_unserved(job);
    if (scale_ == 0) weigh();
    best_.note_all();
    if (in_rounds()) record_of_round_.note_all();
}

Snapshot Search::now() const { return snapshot_of(current_); }

void Search::note_unserved(Index job) {
    Index& at = unserved_at_[std::size_t(job)];
    if (current_.is_served(job) == (at == kNone)) return;
    if (at == kNone) {
        at = static_cast<Index>(unserved_.size());
        unserved_.push_back(job);
        return;
    }
    const Index last = unserved_.back();
    unserved_[std::size_t(at)] = last;
    unserved_at_[std::size_t(last)] = at;
    unserved_.pop_back();
    unserved_at_[std::size_t(job)] = kNone;
}

void Search::remember_changes() {
    for (const Index r : current_.touched()) {
        if (remembers_routes_) pool_.remember(current_, r);
        best_.note(r);
        if (in_rounds()) record_of_round_.note(r);
    }
}

void Search::keep_if_best() {
    if (in_rounds() && record_of_round_.is_beaten_by(current_)) record_of_round_.keep(current_);
    if (!best_.is_beaten_by(current_)) return;
    const std::lock_guard guard(best_lock_);
    best_unserved_ = unserved_elsewhere_ + static_cast<std::int64_t>(unserved_.size());
    best_.keep(current_);
}

void Search::copy_best_if_better(Snapshot& plan) const {
    const std::lock_guard guard(best_lock_);
    if (best().score < plan.score) plan = best();
}

}  // namespace earlybird
