#include "common/cli/shape.h"

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "absl/time/time.h"
#include "common/http/url.h"

namespace o365::cli {

bool IsGuid(absl::string_view text) {
  if (text.size() != 36) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : !absl::ascii_isxdigit(text[i])) return false;
  }
  return true;
}

bool IsUserName(absl::string_view text) {
  const size_t at = text.find('@');
  return at != absl::string_view::npos && at > 0 && at + 1 < text.size() &&
         text.find('@', at + 1) == absl::string_view::npos &&
         text.find_first_of(" \t") == absl::string_view::npos;
}

bool IsMeId(absl::string_view text) { return absl::EqualsIgnoreCase(text, "@meId"); }

bool IsMeUserName(absl::string_view text) { return absl::EqualsIgnoreCase(text, "@meUserName"); }

bool IsHttpsUrl(absl::string_view text) {
  const absl::StatusOr<http::Url> url = http::ParseUrl(std::string(text));
  return url.ok() && url->scheme == "https";
}

bool IsDateTime(absl::string_view text) {
  absl::Time time;
  for (const char* form : {"%Y-%m-%d", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M%Ez",
                           "%Y-%m-%dT%H:%M:%E*S", "%Y-%m-%dT%H:%M:%E*S%Ez"}) {
    if (absl::ParseTime(form, text, &time, nullptr)) return true;
  }
  return false;
}

bool IsDuration(absl::string_view text) {
  if (!absl::ConsumePrefix(&text, "P")) return false;
  absl::string_view units = "YMWD";
  bool time_of_day = false;
  bool any = false;
  while (!text.empty()) {
    if (!time_of_day && absl::ConsumePrefix(&text, "T")) {
      time_of_day = true;
      units = "HMS";
    }
    size_t digits = 0;
    while (digits < text.size() && absl::ascii_isdigit(text[digits])) ++digits;
    if (digits == 0 || digits == text.size()) return false;
    const size_t unit = units.find(text[digits]);
    if (unit == absl::string_view::npos) return false;
    // Each unit once, the longer ones first.
    units.remove_prefix(unit + 1);
    any = true;
    text.remove_prefix(digits + 1);
  }
  return any;
}

}  // namespace o365::cli
