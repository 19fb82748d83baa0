// Options that several nouns have.

#ifndef SERVICES_AAD_OPTIONS_H_
#define SERVICES_AAD_OPTIONS_H_

#include "common/cli/command.h"

namespace o365::aad {

inline constexpr cli::Option kProperties =
    cli::Text("-p, --properties <names>", "Properties to show, separated by commas");
inline constexpr cli::Option kFilter =
    cli::Text("-f, --filter <condition>", "OData condition, such as \"userType eq 'Guest'\"");
inline constexpr cli::Option kUserId = cli::Guid("--userId <id>", "Id of a user");
inline constexpr cli::Option kUserName =
    cli::UserName("--userName <name>", "User principal name, such as ann@contoso.com");
inline constexpr cli::Option kGroupId = cli::Guid("--groupId <id>", "Id of a group");
inline constexpr cli::Option kGroupName = cli::Text("--groupName <name>", "Name of a group");
inline constexpr cli::Option kRoleDefinitionId =
    cli::Guid("--roleDefinitionId <id>", "Id of the role");
inline constexpr cli::Option kRoleDefinitionName =
    cli::Text("--roleDefinitionName <name>", "Name of the role");

}  // namespace o365::aad

#endif  // SERVICES_AAD_OPTIONS_H_
