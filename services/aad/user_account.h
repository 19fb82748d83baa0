// `aad user add` and `aad user set`: their options and functions. The rows are in user.cc with the
// other ones of `aad user`.

#ifndef SERVICES_AAD_USER_ACCOUNT_H_
#define SERVICES_AAD_USER_ACCOUNT_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/cli/args.h"
#include "common/cli/command.h"
#include "common/cli/context.h"
#include "common/json/value.h"

namespace o365::aad::account {

inline constexpr cli::Option kForceChange = {
    .name = "forceChangePasswordNextSignIn",
    .help = "The user must choose another password at the next sign-in"};
inline constexpr cli::Option kForceChangeWithMfa = {
    .name = "forceChangePasswordNextSignInWithMfa",
    .help = "The same, after a multi-factor authentication"};
inline constexpr cli::Option kFirstName = {
    .name = "firstName", .value = "<name>", .help = "Given name, up to 64 characters"};
inline constexpr cli::Option kLastName = {
    .name = "lastName", .value = "<name>", .help = "Family name, up to 64 characters"};
inline constexpr cli::Option kUsageLocation = {
    .name = "usageLocation",
    .value = "<country>",
    .help = "Two-letter code of the country where licences are used, such as DE"};
inline constexpr cli::Option kOfficeLocation = {
    .name = "officeLocation", .value = "<text>", .help = "Where the office is"};
inline constexpr cli::Option kJobTitle = {
    .name = "jobTitle", .value = "<title>", .help = "Job title, up to 128 characters"};
inline constexpr cli::Option kCompanyName = {
    .name = "companyName", .value = "<name>", .help = "Company, up to 64 characters"};
inline constexpr cli::Option kDepartment = {
    .name = "department", .value = "<name>", .help = "Department, up to 64 characters"};
inline constexpr cli::Option kPreferredLanguage = {
    .name = "preferredLanguage", .value = "<language>", .help = "Language, such as en-US"};
inline constexpr cli::Option kManagerUserId = {.name = "managerUserId",
                                               .value = "<id>",
                                               .help = "Id of the user's manager",
                                               .format = cli::Format::kGuid};
inline constexpr cli::Option kManagerUserName = {
    .name = "managerUserName",
    .value = "<name>",
    .help = "User principal name of the user's manager",
    .format = cli::Format::kUserName};

inline constexpr cli::Option kNewDisplayName = {.name = "displayName",
                                                .value = "<name>",
                                                .help = "Name of the new user",
                                                .required = cli::Required::kYes};
inline constexpr cli::Option kNewUserName = {.name = "userName",
                                             .value = "<name>",
                                             .help = "User principal name, such as ann@contoso.com",
                                             .required = cli::Required::kYes,
                                             .format = cli::Format::kUserName};
inline constexpr cli::Option kNewAccountEnabled = {.name = "accountEnabled",
                                                   .value = "<true|false>",
                                                   .help = "Whether the user can sign in",
                                                   .format = cli::Format::kBool,
                                                   .otherwise = "true",
                                                   .alone = "true"};
inline constexpr cli::Option kMailNickname = {
    .name = "mailNickname",
    .value = "<name>",
    .help = "Mail alias; what is before the @ of --userName unless given"};
inline constexpr cli::Option kNewUserPassword = {
    .name = "password",
    .value = "<password>",
    .help = "First password; a random one is made, and shown, unless given",
    .sensitive = true};

inline constexpr cli::Option kId = {.name = "id",
                                    .letter = 'i',
                                    .value = "<id>",
                                    .help = "Id of the user",
                                    .format = cli::Format::kGuid};
inline constexpr cli::Option kUserName = {.name = "userName",
                                          .letter = 'n',
                                          .value = "<name>",
                                          .help = "User principal name, such as ann@contoso.com",
                                          .format = cli::Format::kUserName};
inline constexpr cli::Option kAccountEnabled = {.name = "accountEnabled",
                                                .value = "<true|false>",
                                                .help = "Whether the user can sign in",
                                                .format = cli::Format::kBool,
                                                .alone = "true"};
inline constexpr cli::Option kResetPassword = {
    .name = "resetPassword", .help = "Give the user --newPassword, whatever the old one is"};
inline constexpr cli::Option kCurrentPassword = {.name = "currentPassword",
                                                 .value = "<password>",
                                                 .help = "Your own password, to change it",
                                                 .sensitive = true};
inline constexpr cli::Option kNewPassword = {
    .name = "newPassword", .value = "<password>", .help = "The new password", .sensitive = true};
inline constexpr cli::Option kDisplayName = {
    .name = "displayName", .value = "<name>", .help = "Name of the user"};
inline constexpr cli::Option kRemoveManager = {.name = "removeManager",
                                               .help = "The user has no manager any more"};

inline constexpr cli::Option kAddOptions[] = {
    kNewDisplayName, kNewUserName,        kNewAccountEnabled, kMailNickname, kNewUserPassword,
    kForceChange,    kForceChangeWithMfa, kFirstName,         kLastName,     kUsageLocation,
    kOfficeLocation, kJobTitle,           kCompanyName,       kDepartment,   kPreferredLanguage,
    kManagerUserId,  kManagerUserName};
inline constexpr cli::Option kSetOptions[] = {kId,
                                              kUserName,
                                              kAccountEnabled,
                                              kResetPassword,
                                              kForceChange,
                                              kForceChangeWithMfa,
                                              kCurrentPassword,
                                              kNewPassword,
                                              kDisplayName,
                                              kFirstName,
                                              kLastName,
                                              kUsageLocation,
                                              kOfficeLocation,
                                              kJobTitle,
                                              kCompanyName,
                                              kDepartment,
                                              kPreferredLanguage,
                                              kManagerUserId,
                                              kManagerUserName,
                                              kRemoveManager};

// Lengths, country, language; which passwords go together.
absl::Status CheckAdd(const cli::Args& args);
absl::Status CheckSet(const cli::Args& args);

// Creates the user, then sets the manager. The value is the user with the first password.
absl::StatusOr<json::Value> Add(cli::Context& context, const cli::Args& args);
// Changes properties, then the user's own password, then the manager: as far as they are given.
absl::StatusOr<json::Value> Set(cli::Context& context, const cli::Args& args);

}  // namespace o365::aad::account

#endif  // SERVICES_AAD_USER_ACCOUNT_H_
