// How pieces of routes change places.

#include <algorithm>

#include "core/solution.hpp"

namespace earlybird {

void Solution::exchange(const Piece& one, const Piece& other) {
    if (one.route == other.route) {
        exchange_within(one, other);
        return;
    }
    touch(one.route);
    touch(other.route);
    const auto take_out = [&](const Piece& piece, std::vector<Node>& buffer) {
        const auto begin = routes_[std::size_t(piece.route)].nodes.begin();
        buffer.assign(begin + piece.first, begin + piece.last);
        for (const Node& node : buffer)
            stock_.release(node.job, problem_->shift(piece.route));
    };
    // All units go back before any is taken: the pieces may want the same ones.
    take_out(one, node_buffer_);
    take_out(other, other_node_buffer_);
    put_in(one, other_node_buffer_);
    put_in(other, node_buffer_);
}

/// Put nodes where a piece was.
void Solution::put_in(const Piece& old, std::span<const Node> nodes) {
    std::vector<Node>& all = routes_[std::size_t(old.route)].nodes;
    const auto begin = all.begin();
    all.insert(all.erase(begin + old.first, begin + old.last), nodes.begin(), nodes.end());
    for (const Node& node : nodes) {
        if (!problem_->job(node.job).needs.empty())
            stock_.take(node.job, problem_->shift(old.route));
    }
    renumber(old.route, old.first);
    stale_[std::size_t(old.route)] = {old.first, old.first + static_cast<Index>(nodes.size())};
    update(old.route);
    mark_empty(old.route);
}

void Solution::exchange_within(const Piece& one, const Piece& other) {
    touch(one.route);
    std::vector<Node>& nodes = routes_[std::size_t(one.route)].nodes;
    const auto begin = nodes.begin();
    node_buffer_.assign(begin + other.first, begin + other.last);
    node_buffer_.insert(node_buffer_.end(), begin + one.last, begin + other.first);
    node_buffer_.insert(node_buffer_.end(), begin + one.first, begin + one.last);
    std::copy(node_buffer_.begin(), node_buffer_.end(), begin + one.first);
    renumber(one.route, one.first);
    stale_[std::size_t(one.route)] = {one.first, other.last};
    update(one.route);
}

}  // namespace earlybird
