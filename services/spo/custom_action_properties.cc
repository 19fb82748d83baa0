#include "services/spo/custom_action_properties.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "services/spo/permissions.h"

namespace o365::spo {
namespace {

constexpr int kLastSequence = 65536;

// Options that become a text property as they are.
struct TextProperty {
  absl::string_view option;
  absl::string_view property;
};
constexpr TextProperty kTexts[] = {
    {"title", "Title"},
    {"name", "Name"},
    {"location", "Location"},
    {"group", "Group"},
    {"description", "Description"},
    {"actionUrl", "Url"},
    {"imageUrl", "ImageUrl"},
    {"commandUIExtension", "CommandUIExtension"},
    {"registrationId", "RegistrationId"},
    {"scriptBlock", "ScriptBlock"},
    {"scriptSrc", "ScriptSrc"},
    {"clientSideComponentId", "ClientSideComponentId"},
    {"clientSideComponentProperties", "ClientSideComponentProperties"}};

// Locations whose actions are in groups (Microsoft Learn: "Default Custom Action Locations and
// IDs").
constexpr absl::string_view kGroupedLocations[] = {
    "Microsoft.SharePoint.StandardMenu",
    "Microsoft.SharePoint.ContentTypeSettings",
    "Microsoft.SharePoint.ContentTypeTemplateSettings",
    "Microsoft.SharePoint.Create",
    "Microsoft.SharePoint.GroupsPage",
    "Microsoft.SharePoint.ListEdit",
    "Microsoft.SharePoint.ListEdit.DocumentLibrary",
    "Microsoft.SharePoint.PeoplePage",
    "Microsoft.SharePoint.SiteSettings"};

absl::Status CheckTogether(const cli::Args& args, absl::string_view option,
                           absl::string_view other) {
  if (!args.Has(option) || args.Has(other)) return absl::OkStatus();
  return base::UsageError(absl::StrCat("option '--", option, "' goes with '--", other, "'"));
}

absl::Status CheckLocation(const cli::Args& args) {
  const std::string& location = args.Value("location");
  const bool script = args.Has("scriptSrc") || args.Has("scriptBlock");
  if (location == "ScriptLink" && !script)
    return base::UsageError("the location ScriptLink needs '--scriptSrc' or '--scriptBlock'");
  if (location != "ScriptLink" && script)
    return base::UsageError(
        "options '--scriptSrc' and '--scriptBlock' go with '--location ScriptLink'; elsewhere use "
        "'--actionUrl'");
  const bool grouped = std::find(std::begin(kGroupedLocations), std::end(kGroupedLocations),
                                 location) != std::end(kGroupedLocations);
  if (grouped && !args.Has("group"))
    return base::UsageError(absl::StrCat("the location ", location, " needs '--group'"));
  return absl::OkStatus();
}

// What holds for each property alone, and for those that exclude each other.
absl::Status CheckValues(const cli::Args& args) {
  if (args.Has("scriptSrc") && args.Has("scriptBlock"))
    return base::UsageError("give '--scriptSrc' or '--scriptBlock', not both");
  int sequence = 0;
  if (args.Has("sequence") &&
      (!absl::SimpleAtoi(args.Value("sequence"), &sequence) || sequence > kLastSequence))
    return base::UsageError(
        absl::StrCat("option '--sequence' takes a number from 0 to ", kLastSequence));
  if (args.Has("rights")) {
    if (const auto masks = PermissionMasks(args.Value("rights")); !masks.ok())
      return base::UsageError(absl::StrCat("option '--rights': ", masks.status().message()));
  }
  return absl::OkStatus();
}

// SP.BasePermissions, whose halves JSON carries as texts.
json::Value Rights(uint64_t mask) {
  return json::Value::Object(
      {{"High", absl::StrCat(mask >> 32)}, {"Low", absl::StrCat(mask & 0xFFFFFFFF)}});
}

}  // namespace

json::Value CustomActionBody(const cli::Args& args) {
  json::Value body = json::Value::Object();
  for (const TextProperty& text : kTexts) {
    if (args.Has(text.option)) body.Set(text.property, args.Value(text.option));
  }
  if (args.Has("sequence")) body.Set("Sequence", json::Value::Number(args.Value("sequence")));
  for (size_t i = 0; i < std::size(kRegistrationTypes); ++i) {
    if (args.Value("registrationType") == kRegistrationTypes[i])
      body.Set("RegistrationType", static_cast<int>(i));
  }
  if (args.Has("rights")) {
    // CheckValues saw to it that these are permissions.
    body.Set("Rights", Rights(PermissionMasks(args.Value("rights")).value_or(0)));
  }
  return body;
}

absl::Status CheckNewCustomAction(const cli::Args& args) {
  RETURN_IF_ERROR(CheckValues(args));
  RETURN_IF_ERROR(CheckTogether(args, "registrationId", "registrationType"));
  RETURN_IF_ERROR(CheckTogether(args, "registrationType", "registrationId"));
  RETURN_IF_ERROR(CheckTogether(args, "clientSideComponentProperties", "clientSideComponentId"));
  return CheckLocation(args);
}

absl::Status CheckCustomActionChange(const cli::Args& args) {
  RETURN_IF_ERROR(CheckValues(args));
  if (CustomActionBody(args).members().empty())
    return base::UsageError("nothing to change: name a property, such as '--title'");
  return absl::OkStatus();
}

}  // namespace o365::spo
