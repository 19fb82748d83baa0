#include "tools/tenant/password.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace o365::tenant {
namespace {

constexpr size_t kShortest = 8;
constexpr size_t kLongest = 256;
constexpr int kKindsWanted = 3;  // of lower and upper case letters, digits and signs

int Kinds(absl::string_view password) {
  bool lower = false, upper = false, digit = false, sign = false;
  for (const char c : password) {
    const auto u = static_cast<unsigned char>(c);
    lower |= absl::ascii_islower(u);
    upper |= absl::ascii_isupper(u);
    digit |= absl::ascii_isdigit(u);
    sign |= !absl::ascii_isalnum(u);
  }
  return lower + upper + digit + sign;
}

}  // namespace

std::vector<PasswordRule> CheckPassword(absl::string_view password) {
  if (password.size() < kShortest) {
    return {{"password_too_short",
             absl::StrCat("Password is too short, length: ", password.size(), ".")}};
  }
  if (password.size() > kLongest) {
    return {{"password_too_long",
             absl::StrCat("Password is too long, length: ", password.size(), ".")}};
  }
  if (Kinds(password) < kKindsWanted) {
    return {{"password_not_meet_complexity", "Password does not meet complexity requirements."}};
  }
  return {};
}

}  // namespace o365::tenant
