// Options that several nouns have.

#ifndef SERVICES_AAD_OPTIONS_H_
#define SERVICES_AAD_OPTIONS_H_

#include "common/cli/command.h"

namespace o365::aad {

inline constexpr cli::Option kProperties = {.name = "properties",
                                            .letter = 'p',
                                            .value = "<names>",
                                            .help = "Properties to show, separated by commas"};
inline constexpr cli::Option kFilter = {.name = "filter",
                                        .letter = 'f',
                                        .value = "<condition>",
                                        .help = "OData condition, such as \"userType eq 'Guest'\""};
inline constexpr cli::Option kUserId = {
    .name = "userId", .value = "<id>", .help = "Id of a user", .format = cli::Format::kGuid};
inline constexpr cli::Option kUserName = {.name = "userName",
                                          .value = "<name>",
                                          .help = "User principal name, such as ann@contoso.com",
                                          .format = cli::Format::kUserName};
inline constexpr cli::Option kGroupId = {
    .name = "groupId", .value = "<id>", .help = "Id of a group", .format = cli::Format::kGuid};
inline constexpr cli::Option kGroupName = {
    .name = "groupName", .value = "<name>", .help = "Name of a group"};
inline constexpr cli::Option kRoleDefinitionId = {.name = "roleDefinitionId",
                                                  .value = "<id>",
                                                  .help = "Id of the role",
                                                  .format = cli::Format::kGuid};
inline constexpr cli::Option kRoleDefinitionName = {
    .name = "roleDefinitionName", .value = "<name>", .help = "Name of the role"};

}  // namespace o365::aad

#endif  // SERVICES_AAD_OPTIONS_H_
