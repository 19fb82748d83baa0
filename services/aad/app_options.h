// Options of `aad app` that its functions read.

#ifndef SERVICES_AAD_APP_OPTIONS_H_
#define SERVICES_AAD_APP_OPTIONS_H_

#include "common/cli/command.h"

namespace o365::aad {

inline constexpr absl::string_view kPlatforms[] = {"spa", "web", "publicClient", "apple",
                                                   "android"};
inline constexpr absl::string_view kUriPlatforms[] = {"spa", "web", "publicClient"};
inline constexpr absl::string_view kConsents[] = {"admins", "adminsAndUsers"};
inline constexpr absl::string_view kPermissionTypes[] = {"delegated", "application", "all"};
inline constexpr absl::string_view kMemberTypes[] = {"usersGroups", "applications", "both"};

// Which app registration.
inline constexpr cli::Option kAppId = {.name = "appId",
                                       .value = "<id>",
                                       .help = "Application (client) id",
                                       .format = cli::Format::kGuid};
inline constexpr cli::Option kObjectId = {.name = "objectId",
                                          .value = "<id>",
                                          .help = "Object id of the app registration",
                                          .format = cli::Format::kGuid};
inline constexpr cli::Option kAppObjectId = {.name = "appObjectId",
                                             .value = "<id>",
                                             .help = "Object id of the app registration",
                                             .format = cli::Format::kGuid};
inline constexpr cli::Option kName = {
    .name = "name", .value = "<name>", .help = "Name of the app registration"};
inline constexpr cli::Option kAppName = {
    .name = "appName", .value = "<name>", .help = "Name of the app registration"};

// What it is.
inline constexpr cli::Option kNewName = {
    .name = "name", .letter = 'n', .value = "<name>", .help = "Name of the app"};
inline constexpr cli::Option kMultitenantApp = {.name = "multitenant",
                                                .help = "Other tenants can use it, too"};
inline constexpr cli::Option kRedirectUris = {
    .name = "redirectUris",
    .letter = 'r',
    .value = "<urls>",
    .help = "Where sign-ins may return to, separated by commas"};
inline constexpr cli::Option kPlatform = {.name = "platform",
                                          .letter = 'p',
                                          .value = "<platform>",
                                          .help = "What the app runs on",
                                          .choices = kPlatforms};
inline constexpr cli::Option kUriPlatform = {.name = "platform",
                                             .value = "<platform>",
                                             .help = "What the redirect URIs are for",
                                             .choices = kUriPlatforms};
inline constexpr cli::Option kUrisToRemove = {
    .name = "redirectUrisToRemove",
    .value = "<urls>",
    .help = "Redirect URIs to remove, separated by commas"};
inline constexpr cli::Option kImplicitFlow = {
    .name = "implicitFlow", .help = "Tokens may come straight from the authorization endpoint"};
inline constexpr cli::Option kWithSecret = {
    .name = "withSecret", .letter = 's', .help = "Create a secret that lasts a year and show it"};
inline constexpr cli::Option kApisDelegated = {
    .name = "apisDelegated",
    .value = "<permissions>",
    .help =
        "Delegated permissions, such as https://graph.microsoft.com/User.Read, separated by "
        "commas"};
inline constexpr cli::Option kApisApplication = {
    .name = "apisApplication",
    .value = "<permissions>",
    .help = "Application permissions, separated by commas"};
inline constexpr cli::Option kUri = {
    .name = "uri",
    .letter = 'u',
    .value = "<uri>",
    .help = "Application ID URI; _appId_ in it stands for the new application id"};
inline constexpr cli::Option kUris = {
    .name = "uris",
    .letter = 'u',
    .value = "<uris>",
    .help = "Application ID URIs that replace those before, separated by commas"};
inline constexpr cli::Option kScopeName = {
    .name = "scopeName", .value = "<name>", .help = "Delegated permission that the app offers"};
inline constexpr cli::Option kScopeConsentBy = {.name = "scopeConsentBy",
                                                .value = "<who>",
                                                .help = "Who may consent to that permission",
                                                .choices = kConsents,
                                                .otherwise = "admins"};
inline constexpr cli::Option kScopeDisplayName = {
    .name = "scopeAdminConsentDisplayName",
    .value = "<text>",
    .help = "What the permission is called when an admin is asked"};
inline constexpr cli::Option kScopeDescription = {
    .name = "scopeAdminConsentDescription",
    .value = "<text>",
    .help = "What the permission allows, in the words an admin is asked with"};
inline constexpr cli::Option kCertificateFile = {
    .name = "certificateFile",
    .value = "<file>",
    .help = "Certificate to sign in with: its public part, as DER or PEM",
    .format = cli::Format::kFile};
inline constexpr cli::Option kCertificateBase64 = {
    .name = "certificateBase64Encoded", .value = "<text>", .help = "The same as text, in Base64"};
inline constexpr cli::Option kCertificateName = {
    .name = "certificateDisplayName", .value = "<name>", .help = "Name of the certificate"};
inline constexpr cli::Option kManifest = {
    .name = "manifest",
    .value = "<json>",
    .help = "Manifest of an app registration to make this one like it",
    .format = cli::Format::kJson,
    .reads_file = true};
inline constexpr cli::Option kBundleId = {
    .name = "bundleId", .value = "<id>", .help = "Bundle id (apple) or package name (android)"};
inline constexpr cli::Option kSignatureHash = {
    .name = "signatureHash", .value = "<hash>", .help = "Signature hash of the android package"};
inline constexpr cli::Option kSave = {.name = "save",
                                      .help = "Note the app in .m365rc.json in the current folder"};
inline constexpr cli::Option kGrantAdminConsent = {
    .name = "grantAdminConsent", .help = "Grant the permissions, for the whole tenant"};
inline constexpr cli::Option kRevokeAdminConsent = {.name = "revokeAdminConsent",
                                                    .help = "Revoke what was granted of them, too"};
inline constexpr cli::Option kPublicClientFlows = {
    .name = "allowPublicClientFlows",
    .help = "The app may sign in without a secret, as with a device code"};
inline constexpr cli::Option kSetPublicClientFlows = {
    .name = "allowPublicClientFlows",
    .value = "<bool>",
    .help = "Whether the app may sign in without a secret, as with a device code",
    .format = cli::Format::kBool};

// Permissions that it asks for.
inline constexpr cli::Option kApplicationPermissions = {
    .name = "applicationPermissions",
    .letter = 'a',
    .value = "<permissions>",
    .help =
        "Application permissions, such as https://graph.microsoft.com/User.Read.All, "
        "separated by blanks"};
inline constexpr cli::Option kDelegatedPermissions = {
    .name = "delegatedPermissions",
    .letter = 'd',
    .value = "<permissions>",
    .help = "Delegated permissions, separated by blanks"};
inline constexpr cli::Option kPermissionType = {.name = "type",
                                                .value = "<type>",
                                                .help = "Only permissions of this type",
                                                .choices = kPermissionTypes,
                                                .otherwise = "all"};

// Roles that it offers.
inline constexpr cli::Option kRoleId = {.name = "id",
                                        .letter = 'i',
                                        .value = "<id>",
                                        .help = "Id of the role",
                                        .format = cli::Format::kGuid};
inline constexpr cli::Option kRoleName = {
    .name = "name", .letter = 'n', .value = "<name>", .help = "Name of the role"};
inline constexpr cli::Option kRoleClaim = {
    .name = "claim", .letter = 'c', .value = "<value>", .help = "Value of the role in tokens"};
inline constexpr cli::Option kNewRoleName = {.name = "name",
                                             .letter = 'n',
                                             .value = "<name>",
                                             .help = "Name of the role",
                                             .required = cli::Required::kYes};
inline constexpr cli::Option kNewRoleDescription = {.name = "description",
                                                    .letter = 'd',
                                                    .value = "<text>",
                                                    .help = "What the role is for",
                                                    .required = cli::Required::kYes};
inline constexpr cli::Option kNewRoleClaim = {
    .name = "claim",
    .letter = 'c',
    .value = "<value>",
    .help = "Value of the role in tokens: up to 120 characters, no blanks",
    .required = cli::Required::kYes};
inline constexpr cli::Option kAllowedMembers = {.name = "allowedMembers",
                                                .letter = 'm',
                                                .value = "<who>",
                                                .help = "Who can have the role",
                                                .required = cli::Required::kYes,
                                                .choices = kMemberTypes};

}  // namespace o365::aad

#endif  // SERVICES_AAD_APP_OPTIONS_H_
