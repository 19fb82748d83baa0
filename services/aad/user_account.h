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

inline constexpr cli::Option kForceChange = cli::Flag(
    "--forceChangePasswordNextSignIn", "The user must choose another password at the next sign-in");
inline constexpr cli::Option kForceChangeWithMfa = cli::Flag(
    "--forceChangePasswordNextSignInWithMfa", "The same, after a multi-factor authentication");
inline constexpr cli::Option kFirstName =
    cli::Text("--firstName <name>", "Given name, up to 64 characters").MayBeEmpty();
inline constexpr cli::Option kLastName =
    cli::Text("--lastName <name>", "Family name, up to 64 characters").MayBeEmpty();
inline constexpr cli::Option kUsageLocation =
    cli::Text("--usageLocation <country>",
              "Two-letter code of the country where licences are used, such as DE")
        .MayBeEmpty();
inline constexpr cli::Option kOfficeLocation =
    cli::Text("--officeLocation <text>", "Where the office is").MayBeEmpty();
inline constexpr cli::Option kJobTitle =
    cli::Text("--jobTitle <title>", "Job title, up to 128 characters").MayBeEmpty();
inline constexpr cli::Option kCompanyName =
    cli::Text("--companyName <name>", "Company, up to 64 characters").MayBeEmpty();
inline constexpr cli::Option kDepartment =
    cli::Text("--department <name>", "Department, up to 64 characters").MayBeEmpty();
inline constexpr cli::Option kPreferredLanguage =
    cli::Text("--preferredLanguage <language>", "Language, such as en-US").MayBeEmpty();
inline constexpr cli::Option kManagerUserId =
    cli::Guid("--managerUserId <id>", "Id of the user's manager");
inline constexpr cli::Option kManagerUserName =
    cli::UserName("--managerUserName <name>", "User principal name of the user's manager");

inline constexpr cli::Option kNewDisplayName =
    cli::Text("--displayName <name>", "Name of the new user").Required();
inline constexpr cli::Option kNewUserName =
    cli::UserName("--userName <name>", "User principal name, such as ann@contoso.com").Required();
inline constexpr cli::Option kNewAccountEnabled =
    cli::Bool("--accountEnabled <true|false>", "Whether the user can sign in")
        .Otherwise("true")
        .Alone("true");
inline constexpr cli::Option kMailNickname = cli::Text(
    "--mailNickname <name>", "Mail alias; what is before the @ of --userName unless given");
inline constexpr cli::Option kNewUserPassword =
    cli::Text("--password <password>",
              "First password; a random one is made, and shown, unless given")
        .Sensitive();

inline constexpr cli::Option kId = cli::Guid("-i, --id <id>", "Id of the user");
inline constexpr cli::Option kUserName =
    cli::UserName("-n, --userName <name>", "User principal name, such as ann@contoso.com");
inline constexpr cli::Option kAccountEnabled =
    cli::Bool("--accountEnabled <true|false>", "Whether the user can sign in").Alone("true");
inline constexpr cli::Option kResetPassword =
    cli::Flag("--resetPassword", "Give the user --newPassword, whatever the old one is");
inline constexpr cli::Option kCurrentPassword =
    cli::Text("--currentPassword <password>", "Your own password, to change it").Sensitive();
inline constexpr cli::Option kNewPassword =
    cli::Text("--newPassword <password>", "The new password").Sensitive();
inline constexpr cli::Option kDisplayName = cli::Text("--displayName <name>", "Name of the user");
inline constexpr cli::Option kRemoveManager =
    cli::Flag("--removeManager", "The user has no manager any more");

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
