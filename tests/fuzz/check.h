// What the fuzzers share.

#ifndef TESTS_FUZZ_CHECK_H_
#define TESTS_FUZZ_CHECK_H_

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "absl/strings/string_view.h"

// Ends the process unless `condition` holds: what libFuzzer and driver.cc take for a find.
#define FUZZ_CHECK(condition)                                                        \
  do {                                                                               \
    if (!(condition)) {                                                              \
      std::fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                  \
    }                                                                                \
  } while (false)

namespace o365::fuzz {

inline absl::string_view Text(const uint8_t* data, size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// The text in pieces of sizes that depend on it alone, most of them small.
inline std::vector<absl::string_view> InPieces(absl::string_view text) {
  uint32_t state = 2166136261;  // FNV-1a
  for (const char c : text) state = (state ^ static_cast<unsigned char>(c)) * 16777619;
  std::vector<absl::string_view> pieces;
  while (!text.empty()) {
    state = state * 1664525 + 1013904223;
    pieces.push_back(text.substr(0, 1 + (state >> 24) % 17));
    text.remove_prefix(pieces.back().size());
  }
  return pieces;
}

}  // namespace o365::fuzz

#endif  // TESTS_FUZZ_CHECK_H_
