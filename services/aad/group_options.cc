#include "services/aad/group_options.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"

namespace o365::aad {
namespace {

absl::Status CheckLength(absl::string_view option, const std::string& value, size_t most) {
  if (value.size() <= most) return absl::OkStatus();
  return base::UsageError(
      absl::StrCat("option '--", option, "' may have ", most, " characters at most"));
}

}  // namespace

absl::Status CheckChanges(absl::Span<const cli::Option> options, const cli::Args& args) {
  const bool changes = std::any_of(options.begin(), options.end(), [&](const cli::Option& option) {
    return option.name != kGroupIdentity.name && option.name != kGroupDisplayName.name &&
           args.Has(option);
  });
  if (changes || !args.unknown().empty()) return absl::OkStatus();
  return base::UsageError("say what to change");
}

absl::Status CheckNewName(absl::string_view option, const cli::Args& args) {
  return CheckLength(option, args.Value(option), 256);
}

absl::Status CheckMailNickname(const cli::Args& args) {
  const std::string& nickname = args.Value("mailNickname");
  if (absl::Status length = CheckLength("mailNickname", nickname, 64); !length.ok()) return length;
  constexpr absl::string_view kForbidden = "@()\\[]\";:<>, ";
  const bool good = std::all_of(nickname.begin(), nickname.end(), [&](unsigned char c) {
    return absl::ascii_isascii(c) && kForbidden.find(static_cast<char>(c)) == kForbidden.npos;
  });
  if (good) return absl::OkStatus();
  return base::UsageError(absl::StrCat("option '--mailNickname' does not accept '", nickname,
                                       "'; use ASCII characters without blanks and ",
                                       "@ ( ) \\ [ ] \" ; : < > ,"));
}

}  // namespace o365::aad
