#pragma once

// How what was asked is refused: an exception that names the thing and its number.

#include <cstdint>
#include <stdexcept>
#include <string>

namespace earlybird {

[[noreturn]] inline void refuse(const std::string& what) { throw std::invalid_argument(what); }

inline std::string named(const char* what, std::int64_t number) {
    return std::string(what) + " " + std::to_string(number);
}

}  // namespace earlybird
