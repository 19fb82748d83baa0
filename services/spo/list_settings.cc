#include "services/spo/list_settings.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/cli/validate.h"

namespace o365::spo {
namespace {

json::Value ValueOf(const cli::Option& option, const std::string& text) {
  if (option.format == cli::Format::kBool) return text == "true";
  if (option.format == cli::Format::kNumber) return json::Value::Number(text);
  return text;
}

absl::Status CheckGoesWith(const cli::Args& args, absl::string_view setting,
                           absl::Span<const absl::string_view> needed) {
  if (!args.Has(setting)) return absl::OkStatus();
  for (absl::string_view name : needed) {
    if (args.Value(name) == "true") return absl::OkStatus();
  }
  return base::UsageError(absl::StrCat("option '--", setting, "' goes with ",
                                       cli::OptionNames(needed, " or "), " set to true"));
}

}  // namespace

void AddSettings(const cli::Args& args, json::Value& body) {
  for (const cli::Option& option : kListSettings) {
    if (!args.Has(option)) continue;
    std::string name(option.name);
    name[0] = absl::ascii_toupper(name[0]);
    body.Set(name, ValueOf(option, args[option]));
  }
}

absl::Status CheckSettings(const cli::Args& args) {
  constexpr absl::string_view kVersioning[] = {"enableVersioning"};
  constexpr absl::string_view kMinor[] = {"enableMinorVersions", "enableModeration"};
  constexpr absl::string_view kAssign[] = {"enableAssignToEmail"};
  RETURN_IF_ERROR(CheckGoesWith(args, "majorVersionLimit", kVersioning));
  RETURN_IF_ERROR(CheckGoesWith(args, "majorWithMinorVersionsLimit", kMinor));
  return CheckGoesWith(args, "emailAlias", kAssign);
}

}  // namespace o365::spo
