#include "common/cli/read_files.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/base/error.h"
#include "common/base/file.h"
#include "common/base/secret.h"
#include "common/base/status_macros.h"
#include "common/cli/validate.h"

namespace o365::cli {
namespace {

constexpr absl::string_view kByteOrderMark = "\xEF\xBB\xBF";

absl::StatusOr<std::string> ValueOf(const FileSource& file) {
  const Option& option = *file.option;
  const std::string what = absl::StrCat(
      "option '--", file.first_line ? FileOptionName(option) : std::string(option.name), "'");
  absl::StatusOr<std::string> content = base::ReadFile(file.path);
  if (!content.ok()) return base::UsageError(absl::StrCat(what, ": ", content.status().message()));
  const base::Secret whole(*std::move(content));  // wiped with all that is not the first line
  absl::string_view text = absl::StripPrefix(whole.Reveal(), kByteOrderMark);
  if (file.first_line) text = absl::StripSuffix(text.substr(0, text.find('\n')), "\r");
  if (!option.may_be_empty && (file.first_line ? text.empty() : NamesNothing(text)))
    return IsEmpty(what);
  return CheckValue(what, option.format, option.choices, std::string(text));
}

}  // namespace

absl::Status ReadFiles(ParsedLine& line) {
  if (line.files.empty()) return absl::OkStatus();
  for (const FileSource& file : line.files) {
    ASSIGN_OR_RETURN(std::string value, ValueOf(file));
    line.args.Set(file.option->name, std::move(value));
  }
  return CheckTogether(*line.command, line.args);
}

}  // namespace o365::cli
