#include "common/base/random.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <random>
#include <utility>

#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"

namespace o365::base {

std::string NewGuid() {
  std::random_device device;  // getrandom(2) in libstdc++
  std::array<uint32_t, 4> r;
  for (uint32_t& part : r) part = device();
  return absl::StrFormat("%08x-%04x-4%03x-%04x-%04x%08x", r[0], r[1] >> 16, r[1] & 0xfff,
                         0x8000 | (r[2] >> 18), r[2] & 0xffff, r[3]);
}

Secret NewPassword() {
  constexpr absl::string_view kKinds[] = {"abcdefghijkmnopqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ",
                                          "23456789", "!#%+:=?@"};
  constexpr size_t kLength = 20;
  std::random_device device;
  std::string password;
  for (size_t i = 0; i < kLength; ++i) {
    const absl::string_view kind = kKinds[i % std::size(kKinds)];
    password += kind[std::uniform_int_distribution<size_t>(0, kind.size() - 1)(device)];
  }
  std::shuffle(password.begin(), password.end(), device);
  return Secret(std::move(password));
}

double RandomFraction() {
  thread_local std::minstd_rand generator{std::random_device()()};
  return std::uniform_real_distribution<double>(0, 1)(generator);
}

}  // namespace o365::base
