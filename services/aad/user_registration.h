// `aad user registrationdetails list`: its options and function. The row is in user.cc.

#ifndef SERVICES_AAD_USER_REGISTRATION_H_
#define SERVICES_AAD_USER_REGISTRATION_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/cli/args.h"
#include "common/cli/command.h"
#include "common/cli/context.h"
#include "common/json/value.h"
#include "services/aad/options.h"

namespace o365::aad::registration {

// Microsoft Learn: "userRegistrationDetails resource type".
inline constexpr absl::string_view kUserTypes[] = {"member", "guest"};
inline constexpr absl::string_view kSecondFactors[] = {
    "push", "oath", "voiceMobile", "voiceAlternateMobile", "voiceOffice", "sms", "none"};
inline constexpr absl::string_view kMethods[] = {
    "mobilePhone", "email", "fido2", "microsoftAuthenticatorPush", "softwareOneTimePasscode"};

constexpr cli::Option Whether(absl::string_view name, absl::string_view help) {
  return {.name = name,
          .value = "<true|false>",
          .help = help,
          .format = cli::Format::kBool,
          .alone = "true"};
}

constexpr cli::Option OneOf(absl::string_view name, absl::Span<const absl::string_view> choices,
                            absl::string_view help) {
  return {.name = name,
          .value = "<methods>",
          .help = help,
          .format = cli::Format::kChoices,
          .choices = choices};
}

// In the order in which the service is asked.
inline constexpr cli::Option kConditions[] = {
    Whether("isAdmin", "Only users who administer something, or who do not"),
    Whether("isMfaCapable", "Only users who can use multi-factor authentication"),
    Whether("isMfaRegistered", "Only users registered for multi-factor authentication"),
    Whether("isPasswordlessCapable", "Only users who can sign in without a password"),
    Whether("isSelfServicePasswordResetCapable", "Only users who can reset their password"),
    Whether("isSelfServicePasswordResetEnabled", "Only users who may reset their password"),
    Whether("isSelfServicePasswordResetRegistered",
            "Only users registered to reset their password"),
    Whether("isSystemPreferredAuthenticationMethodEnabled",
            "Only users for whom the system chooses the best method")};
inline constexpr cli::Option kMethodsRegistered =
    OneOf("methodsRegistered", kMethods, "Only users who registered one of these, by commas");
inline constexpr cli::Option kSystemPreferred =
    OneOf("systemPreferredAuthenticationMethods", kSecondFactors,
          "Only users for whom the system prefers one of these, by commas");
inline constexpr cli::Option kUserPreferred =
    OneOf("userPreferredMethodForSecondaryAuthentication", kSecondFactors,
          "Only users who prefer one of these as second factor, by commas");
inline constexpr cli::Option kUserType =
    cli::Text("--userType <type>", "Only users of this type").OneOf(kUserTypes);
inline constexpr cli::Option kUserIds =
    cli::Guids("--userIds <ids>", "Ids of up to 20 users, separated by commas");
inline constexpr cli::Option kUserPrincipalNames =
    cli::UserNames("--userPrincipalNames <names>", "Names of up to 20 users, separated by commas");
inline constexpr cli::Option kOthers[] = {kMethodsRegistered, kSystemPreferred, kUserPreferred,
                                          kUserType,          kUserIds,         kUserPrincipalNames,
                                          kProperties};
inline constexpr auto kOptions = cli::Join(kConditions, kOthers);

// At most 20 users by id and 20 by name.
absl::Status Check(const cli::Args& args);

absl::StatusOr<json::Value> List(cli::Context& context, const cli::Args& args);

}  // namespace o365::aad::registration

#endif  // SERVICES_AAD_USER_REGISTRATION_H_
