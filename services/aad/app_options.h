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
inline constexpr cli::Option kAppId = cli::Guid("--appId <id>", "Application (client) id");
inline constexpr cli::Option kObjectId =
    cli::Guid("--objectId <id>", "Object id of the app registration");
inline constexpr cli::Option kAppObjectId =
    cli::Guid("--appObjectId <id>", "Object id of the app registration");
inline constexpr cli::Option kName = cli::Text("--name <name>", "Name of the app registration");
inline constexpr cli::Option kAppName =
    cli::Text("--appName <name>", "Name of the app registration");

// What it is.
inline constexpr cli::Option kNewName = cli::Text("-n, --name <name>", "Name of the app");
inline constexpr cli::Option kMultitenantApp =
    cli::Flag("--multitenant", "Other tenants can use it, too");
inline constexpr cli::Option kRedirectUris =
    cli::Text("-r, --redirectUris <urls>", "Where sign-ins may return to, separated by commas");
inline constexpr cli::Option kPlatform =
    cli::Text("-p, --platform <platform>", "What the app runs on").OneOf(kPlatforms);
inline constexpr cli::Option kUriPlatform =
    cli::Text("--platform <platform>", "What the redirect URIs are for").OneOf(kUriPlatforms);
inline constexpr cli::Option kUrisToRemove =
    cli::Text("--redirectUrisToRemove <urls>", "Redirect URIs to remove, separated by commas");
inline constexpr cli::Option kImplicitFlow =
    cli::Flag("--implicitFlow", "Tokens may come straight from the authorization endpoint");
inline constexpr cli::Option kWithSecret =
    cli::Flag("-s, --withSecret", "Create a secret that lasts a year and show it");
inline constexpr cli::Option kApisDelegated = cli::Text(
    "--apisDelegated <permissions>",
    "Delegated permissions, such as https://graph.microsoft.com/User.Read, separated by commas");
inline constexpr cli::Option kApisApplication =
    cli::Text("--apisApplication <permissions>", "Application permissions, separated by commas");
inline constexpr cli::Option kUri = cli::Text(
    "-u, --uri <uri>", "Application ID URI; _appId_ in it stands for the new application id");
inline constexpr cli::Option kUris = cli::Text(
    "-u, --uris <uris>", "Application ID URIs that replace those before, separated by commas");
inline constexpr cli::Option kScopeName =
    cli::Text("--scopeName <name>", "Delegated permission that the app offers");
inline constexpr cli::Option kScopeConsentBy =
    cli::Text("--scopeConsentBy <who>", "Who may consent to that permission")
        .OneOf(kConsents)
        .Otherwise("admins");
inline constexpr cli::Option kScopeDisplayName =
    cli::Text("--scopeAdminConsentDisplayName <text>",
              "What the permission is called when an admin is asked");
inline constexpr cli::Option kScopeDescription =
    cli::Text("--scopeAdminConsentDescription <text>",
              "What the permission allows, in the words an admin is asked with");
inline constexpr cli::Option kCertificateFile = cli::File(
    "--certificateFile <file>", "Certificate to sign in with: its public part, as DER or PEM");
inline constexpr cli::Option kCertificateBase64 =
    cli::Text("--certificateBase64Encoded <text>", "The same as text, in Base64");
inline constexpr cli::Option kCertificateName =
    cli::Text("--certificateDisplayName <name>", "Name of the certificate");
inline constexpr cli::Option kManifest =
    cli::Json("--manifest <json>", "Manifest of an app registration to make this one like it")
        .ReadsFile();
inline constexpr cli::Option kBundleId =
    cli::Text("--bundleId <id>", "Bundle id (apple) or package name (android)");
inline constexpr cli::Option kSignatureHash =
    cli::Text("--signatureHash <hash>", "Signature hash of the android package");
inline constexpr cli::Option kSave =
    cli::Flag("--save", "Note the app in .m365rc.json in the current folder");
inline constexpr cli::Option kGrantAdminConsent =
    cli::Flag("--grantAdminConsent", "Grant the permissions, for the whole tenant");
inline constexpr cli::Option kRevokeAdminConsent =
    cli::Flag("--revokeAdminConsent", "Revoke what was granted of them, too");
inline constexpr cli::Option kPublicClientFlows = cli::Flag(
    "--allowPublicClientFlows", "The app may sign in without a secret, as with a device code");
inline constexpr cli::Option kSetPublicClientFlows =
    cli::Bool("--allowPublicClientFlows <bool>",
              "Whether the app may sign in without a secret, as with a device code");

// Permissions that it asks for.
inline constexpr cli::Option kApplicationPermissions =
    cli::Text("-a, --applicationPermissions <permissions>",
              "Application permissions, such as https://graph.microsoft.com/User.Read.All, "
              "separated by blanks");
inline constexpr cli::Option kDelegatedPermissions = cli::Text(
    "-d, --delegatedPermissions <permissions>", "Delegated permissions, separated by blanks");
inline constexpr cli::Option kPermissionType =
    cli::Text("--type <type>", "Only permissions of this type")
        .OneOf(kPermissionTypes)
        .Otherwise("all");

// Roles that it offers.
inline constexpr cli::Option kRoleId = cli::Guid("-i, --id <id>", "Id of the role");
inline constexpr cli::Option kRoleName = cli::Text("-n, --name <name>", "Name of the role");
inline constexpr cli::Option kRoleClaim =
    cli::Text("-c, --claim <value>", "Value of the role in tokens");
inline constexpr cli::Option kNewRoleName =
    cli::Text("-n, --name <name>", "Name of the role").Required();
inline constexpr cli::Option kNewRoleDescription =
    cli::Text("-d, --description <text>", "What the role is for").Required();
inline constexpr cli::Option kNewRoleClaim =
    cli::Text("-c, --claim <value>", "Value of the role in tokens: up to 120 characters, no blanks")
        .Required();
inline constexpr cli::Option kAllowedMembers =
    cli::Text("-m, --allowedMembers <who>", "Who can have the role").Required().OneOf(kMemberTypes);

}  // namespace o365::aad

#endif  // SERVICES_AAD_APP_OPTIONS_H_
