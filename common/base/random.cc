#include "common/base/random.h"

#include <array>
#include <cstdint>
#include <random>

#include "absl/strings/str_format.h"

namespace o365::base {

std::string NewGuid() {
  std::random_device device;  // getrandom(2) in libstdc++
  std::array<uint32_t, 4> r;
  for (uint32_t& part : r) part = device();
  return absl::StrFormat("%08x-%04x-4%03x-%04x-%04x%08x", r[0], r[1] >> 16, r[1] & 0xfff,
                         0x8000 | (r[2] >> 18), r[2] & 0xffff, r[3]);
}

double RandomFraction() {
  thread_local std::minstd_rand generator{std::random_device()()};
  return std::uniform_real_distribution<double>(0, 1)(generator);
}

}  // namespace o365::base
