#include "common/cli/validate.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/auth/cloud.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/cli/shape.h"
#include "common/json/value.h"

namespace o365::cli {
namespace {

absl::Status Refuse(absl::string_view what, const std::string& value, absl::string_view wanted) {
  return base::UsageError(absl::StrCat(what, " does not accept '", value, "'; ", wanted));
}

absl::StatusOr<std::string> CheckChoice(absl::string_view what,
                                        absl::Span<const absl::string_view> choices,
                                        const std::string& value) {
  for (absl::string_view choice : choices) {
    if (absl::EqualsIgnoreCase(choice, value)) return std::string(choice);
  }
  return Refuse(what, value, absl::StrCat("use ", absl::StrJoin(choices, ", ")));
}

absl::Status CheckReadable(absl::string_view what, const std::string& path) {
  struct stat info;
  const bool ok = ::access(path.c_str(), R_OK) == 0 && ::stat(path.c_str(), &info) == 0;
  if (ok && !S_ISDIR(info.st_mode)) return absl::OkStatus();
  if (ok) errno = EISDIR;
  return base::UsageError(
      absl::StrCat(what, ": cannot read file '", path, "': ", std::strerror(errno)));
}

// Checks each of the parts between commas, without the blanks around them.
template <typename IsGood>
absl::Status CheckEach(absl::string_view what, const std::string& value, absl::string_view wanted,
                       const IsGood& is_good) {
  for (absl::string_view part : absl::StrSplit(value, ',')) {
    if (!is_good(absl::StripAsciiWhitespace(part)))
      return Refuse(what, value, absl::StrCat("use ", wanted, ", separated by commas"));
  }
  return absl::OkStatus();
}

// The chosen ones in their documented spelling.
absl::StatusOr<std::string> CheckChoices(absl::string_view what,
                                         absl::Span<const absl::string_view> choices,
                                         const std::string& value) {
  std::vector<std::string> chosen;
  for (absl::string_view part : absl::StrSplit(value, ',')) {
    ASSIGN_OR_RETURN(std::string choice,
                     CheckChoice(what, choices, std::string(absl::StripAsciiWhitespace(part))));
    chosen.push_back(std::move(choice));
  }
  return absl::StrJoin(chosen, ",");
}

absl::Status CheckImage(absl::string_view what, const std::string& path) {
  const std::string lower = absl::AsciiStrToLower(path);
  for (absl::string_view ending : {".png", ".jpg", ".jpeg", ".gif"}) {
    if (absl::EndsWith(lower, ending)) return CheckReadable(what, path);
  }
  return Refuse(what, path, "use a file that ends in .png, .jpg, .jpeg or .gif");
}

absl::Status CheckRule(const Rule& rule, const Args& args) {
  const auto given = std::count_if(rule.names.begin(), rule.names.end(),
                                   [&](absl::string_view name) { return args.Has(name); });
  const bool at_most_one =
      rule.kind == Rule::Kind::kExactlyOne || rule.kind == Rule::Kind::kAtMostOne;
  if (given > 1 && at_most_one)
    return base::UsageError(
        absl::StrCat("use only one of the options ", OptionNames(rule.names, " and ")));
  if (given == 0 && (rule.kind == Rule::Kind::kExactlyOne || rule.kind == Rule::Kind::kAtLeastOne))
    return base::UsageError(
        absl::StrCat("use one of the options ", OptionNames(rule.names, " or ")));
  if (given == 1 && rule.kind == Rule::Kind::kNeeds && args.Has(rule.names[0]))
    return base::UsageError(absl::StrCat("option '--", rule.names[0], "' needs ",
                                         OptionNames(rule.names.subspan(1), " or ")));
  return absl::OkStatus();
}

}  // namespace

std::string OptionNames(absl::Span<const absl::string_view> names, absl::string_view last_joint) {
  std::string out;
  for (size_t i = 0; i < names.size(); ++i) {
    const absl::string_view joint = i == 0 ? "" : i + 1 == names.size() ? last_joint : ", ";
    absl::StrAppend(&out, joint, "'--", names[i], "'");
  }
  return out;
}

absl::StatusOr<std::string> CheckValue(absl::string_view what, Format format,
                                       absl::Span<const absl::string_view> choices,
                                       const std::string& value) {
  if (format == Format::kChoices) return CheckChoices(what, choices, value);
  if (!choices.empty()) return CheckChoice(what, choices, value);
  switch (format) {
    case Format::kText:
      break;
    case Format::kGuid:
      if (!IsGuid(value) && !IsMeId(value))
        return Refuse(what, value, "use a GUID such as b2307a39-e878-458b-bc90-03bc578531d6");
      break;
    case Format::kSiteUrl: {
      const absl::StatusOr<auth::SharePointSite> site = auth::ParseSharePointUrl(value);
      if (site.ok()) return site->url;
      return base::UsageError(absl::StrCat(what, ": ", site.status().message()));
    }
    case Format::kBool: {
      constexpr absl::string_view kBooleans[] = {"true", "false"};
      return CheckChoice(what, kBooleans, value);
    }
    case Format::kNumber: {
      // Digits alone, for SimpleAtoi also takes blanks and signs; without the zeros that JSON
      // does not have in front of a number.
      int64_t number = 0;
      if (!std::all_of(value.begin(), value.end(), absl::ascii_isdigit) ||
          !absl::SimpleAtoi(value, &number))
        return Refuse(what, value, "use a whole number from 0 up");
      return absl::StrCat(number);
    }
    case Format::kFile:
      RETURN_IF_ERROR(CheckReadable(what, value));
      break;
    case Format::kGuids:
      RETURN_IF_ERROR(CheckEach(what, value, "GUIDs", IsGuid));
      break;
    case Format::kUserName:
      if (!IsUserName(value) && !IsMeUserName(value))
        return Refuse(what, value, "use a name such as ann@contoso.com");
      break;
    case Format::kUserNames:
      RETURN_IF_ERROR(CheckEach(what, value, "user names such as ann@contoso.com", IsUserName));
      break;
    case Format::kUrl:
      if (!IsHttpsUrl(value)) return Refuse(what, value, "use a URL that begins with https://");
      break;
    case Format::kDateTime:
      if (!IsDateTime(value))
        return Refuse(what, value, "use a date such as 2026-11-22 or 2026-11-22T10:00:00Z");
      break;
    case Format::kDuration:
      if (!IsDuration(value)) return Refuse(what, value, "use a duration such as PT4H or P3D");
      break;
    case Format::kJson:
      if (!json::Parse(value).ok()) return Refuse(what, value, "use a JSON document");
      break;
    case Format::kChoices:  // has choices
      break;
    case Format::kImageFile:
      RETURN_IF_ERROR(CheckImage(what, value));
      break;
  }
  return value;
}

bool NamesNothing(absl::string_view value) {
  return value.find_first_not_of(" \t\r\n,") == absl::string_view::npos;
}

absl::Status IsEmpty(absl::string_view what) {
  return base::WithHint(base::UsageError(absl::StrCat(what, " is empty")),
                        "a variable may not be set; leave the option out if it is not meant");
}

absl::Status CheckTogether(const Command& command, const Args& args) {
  std::vector<absl::string_view> missing;
  for (const Option& option : command.options) {
    if (option.required == Required::kYes && !args.Has(option)) missing.push_back(option.name);
  }
  if (!missing.empty())
    return base::UsageError(absl::StrCat(missing.size() == 1 ? "option " : "options ",
                                         OptionNames(missing, " and "),
                                         missing.size() == 1 ? " is required" : " are required"));
  for (const Operand& operand : command.operands) {
    if (operand.required && args.Operand(operand.name).empty())
      return base::UsageError(absl::StrCat("<", operand.name, "> is missing: ", operand.help));
  }
  for (const Rule& rule : command.rules) RETURN_IF_ERROR(CheckRule(rule, args));
  return command.validate != nullptr ? command.validate(args) : absl::OkStatus();
}

}  // namespace o365::cli
