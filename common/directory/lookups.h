// How commands find objects of the directory (users, groups, apps, ...) that are given by name, for
// the lookups of their rows:
//
//   constexpr cli::Lookup kFindMember[] = {directory::UnitNamed("administrativeUnitId",
//                                                               "administrativeUnitName"),
//                                          directory::UserNamed("userId", "userName")};
//
// `into` is the option that has the id, `from` the one that has the name. Each is one request to
// Microsoft Graph ("Use the $filter query parameter").

#ifndef COMMON_DIRECTORY_LOOKUPS_H_
#define COMMON_DIRECTORY_LOOKUPS_H_

#include "absl/strings/string_view.h"
#include "common/cli/call.h"
#include "common/json/value.h"

namespace o365::directory {

constexpr cli::Lookup UserNamed(absl::string_view into, absl::string_view from) {
  return {.into = into,
          .from = from,
          .url =
              "https://graph.microsoft.com/v1.0/users"
              "?$filter=userPrincipalName eq '{value}'&$select=Id",
          .missing = "The specified user with user name {value} does not exist.",
          .several = "Multiple users with user name '{value}' found."};
}

constexpr cli::Lookup UserWithMail(absl::string_view into, absl::string_view from) {
  return {.into = into,
          .from = from,
          .url = "https://graph.microsoft.com/v1.0/users?$filter=mail eq '{value}'&$select=id",
          .missing = "The specified user with email {value} does not exist.",
          .several = "Multiple users with email {value} found."};
}

constexpr cli::Lookup GroupNamed(absl::string_view into, absl::string_view from) {
  return {
      .into = into,
      .from = from,
      .url = "https://graph.microsoft.com/v1.0/groups?$filter=displayName eq '{value}'&$select=id",
      .missing = "The specified group '{value}' does not exist.",
      .several = "Multiple groups with name '{value}' found."};
}

constexpr cli::Lookup GroupWithMailNickname(absl::string_view into, absl::string_view from) {
  return {
      .into = into,
      .from = from,
      .url = "https://graph.microsoft.com/v1.0/groups?$filter=mailNickname eq '{value}'&$select=id",
      .missing = "The specified group '{value}' does not exist.",
      .several = "Multiple groups with mail nickname '{value}' found."};
}

constexpr cli::Lookup DeviceNamed(absl::string_view into, absl::string_view from) {
  return {.into = into,
          .from = from,
          .url = "https://graph.microsoft.com/v1.0/devices?$filter=displayName eq '{value}'",
          .missing = "The specified device '{value}' does not exist.",
          .several = "Multiple devices with name '{value}' found."};
}

constexpr cli::Lookup UnitNamed(absl::string_view into, absl::string_view from) {
  return {.into = into,
          .from = from,
          .url =
              "https://graph.microsoft.com/v1.0/directory/administrativeUnits"
              "?$filter=displayName eq '{value}'",
          .missing = "The specified administrative unit '{value}' does not exist.",
          .several = "Multiple administrative units with name '{value}' found."};
}

constexpr cli::Lookup RoleDefinitionNamed(absl::string_view into, absl::string_view from) {
  return {.into = into,
          .from = from,
          .url =
              "https://graph.microsoft.com/v1.0/roleManagement/directory/roleDefinitions"
              "?$filter=displayName eq '{value}'",
          .missing = "The specified role definition '{value}' does not exist.",
          .several = "Multiple role definitions with name '{value}' found."};
}

// The object id of an app registration, by its application (client) id.
constexpr cli::Lookup AppWithAppId(absl::string_view into, absl::string_view from) {
  return {.into = into,
          .from = from,
          .url =
              "https://graph.microsoft.com/v1.0/applications?$filter=appId eq '{value}'"
              "&$select=id",
          .missing = "App with appId '{value}' not found in Microsoft Entra ID",
          .several = "Multiple apps with appId '{value}' found in Microsoft Entra ID."};
}

constexpr cli::Lookup AppNamed(absl::string_view into, absl::string_view from) {
  return {.into = into,
          .from = from,
          .url =
              "https://graph.microsoft.com/v1.0/applications?$filter=displayName eq '{value}'"
              "&$select=id",
          .missing = "App with name '{value}' not found in Microsoft Entra ID",
          .several = "Multiple apps with name '{value}' found in Microsoft Entra ID."};
}

// The object id of a service principal.
constexpr cli::Lookup ServicePrincipalNamed(absl::string_view into, absl::string_view from) {
  return {
      .into = into,
      .from = from,
      .url =
          "https://graph.microsoft.com/v1.0/servicePrincipals"
          "?$filter=displayName eq '{value}'&$select=id",
      .missing = "Service principal with name '{value}' not found in Microsoft Entra ID",
      .several = "Multiple service principals with name '{value}' found in Microsoft Entra ID."};
}

// Whether a group is a Microsoft 365 group.
bool IsUnified(const json::Value& group);

// Goes on only if the group with the id in the option `from` is a Microsoft 365 group; put it after
// the lookup that fills that option.
constexpr cli::Lookup UnifiedGroup(absl::string_view from,
                                   absl::string_view refused =
                                       "Specified group with id '{value}' is not a Microsoft 365 "
                                       "group.") {
  return {.from = from,
          .url = "https://graph.microsoft.com/v1.0/groups/{value}?$select=groupTypes",
          .accept = IsUnified,
          .refused = refused};
}

}  // namespace o365::directory

#endif  // COMMON_DIRECTORY_LOOKUPS_H_
