// `aad app`: app registrations (Microsoft Learn: "application resource type").

#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/cli/context.h"
#include "common/directory/lookups.h"
#include "services/aad/app_change.h"
#include "services/aad/app_options.h"
#include "services/aad/app_permission.h"
#include "services/aad/app_registration.h"
#include "services/aad/app_role.h"
#include "services/aad/nouns.h"
#include "services/aad/options.h"

namespace o365::aad {
namespace {

constexpr cli::Option kAppIdWithLetter = cli::Guid("-i, --appId <id>", "Application (client) id");
constexpr cli::Option kAppNameWithLetter =
    cli::Text("-n, --appName <name>", "Name of the app registration");
constexpr cli::Option kNameWithLetter =
    cli::Text("-n, --name <name>", "Name of the app registration");

using Kind = cli::Rule::Kind;
constexpr absl::string_view kNameOrManifest[] = {"name", "manifest"};
constexpr absl::string_view kUrisNeed[] = {"redirectUris", "platform"};
constexpr absl::string_view kScopeNeedsUri[] = {"scopeName", "uri"};
constexpr absl::string_view kScopeNeedsDescription[] = {"scopeName",
                                                        "scopeAdminConsentDescription"};
constexpr absl::string_view kScopeNeedsName[] = {"scopeName", "scopeAdminConsentDisplayName"};
constexpr absl::string_view kOneCertificate[] = {"certificateFile", "certificateBase64Encoded"};
constexpr absl::string_view kCertificateNameNeeds[] = {"certificateDisplayName", "certificateFile",
                                                       "certificateBase64Encoded"};
constexpr absl::string_view kApp[] = {"appId", "objectId", "name"};
constexpr absl::string_view kAppOfPart[] = {"appId", "appObjectId", "appName"};
constexpr absl::string_view kPermissions[] = {"applicationPermissions", "delegatedPermissions"};
constexpr absl::string_view kRole[] = {"name", "claim", "id"};
constexpr cli::Rule kAddRules[] = {
    {Kind::kExactlyOne, kNameOrManifest}, {Kind::kNeeds, kUrisNeed},
    {Kind::kNeeds, kScopeNeedsUri},       {Kind::kNeeds, kScopeNeedsDescription},
    {Kind::kNeeds, kScopeNeedsName},      {Kind::kAtMostOne, kOneCertificate},
    {Kind::kNeeds, kCertificateNameNeeds}};
constexpr cli::Rule kOneApp[] = {{Kind::kExactlyOne, kApp}};
constexpr cli::Rule kSetRules[] = {{Kind::kExactlyOne, kApp},
                                   {Kind::kNeeds, kUrisNeed},
                                   {Kind::kAtMostOne, kOneCertificate},
                                   {Kind::kNeeds, kCertificateNameNeeds}};
constexpr cli::Rule kOneAppOfPart[] = {{Kind::kExactlyOne, kAppOfPart}};
constexpr cli::Rule kPermissionRules[] = {{Kind::kExactlyOne, kAppOfPart},
                                          {Kind::kAtLeastOne, kPermissions}};
constexpr cli::Rule kRoleRemoveRules[] = {{Kind::kExactlyOne, kAppOfPart},
                                          {Kind::kExactlyOne, kRole}};

constexpr cli::Lookup kFindApp[] = {directory::AppWithAppId("objectId", "appId"),
                                    directory::AppNamed("objectId", "name")};
constexpr cli::Lookup kFindAppOfPart[] = {directory::AppWithAppId("appObjectId", "appId"),
                                          directory::AppNamed("appObjectId", "appName")};

absl::StatusOr<json::Value> Get(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(json::Value app, FindApp(context, args, args[kProperties]));
  if (args.On(kSave)) NoteApp(context, app["appId"].AsString(), app["displayName"].AsString());
  return app;
}

constexpr output::Column kColumns[] = {{"appId"}, {"id"}, {"displayName"}, {"signInAudience"}};
constexpr output::Column kPermissionColumns[] = {{"resource"}, {"permission"}, {"type"}};
constexpr output::Column kRoleColumns[] = {{"displayName"}, {"description"}, {"value"}, {"id"}};

constexpr cli::Example kAddExamples[] = {
    {"Register an app that people of the tenant sign in to on the web",
     "app add --name 'Time sheets' --platform web --redirectUris https://timesheets.contoso.com"},
    {"One that runs by itself, with a secret and a permission",
     "app add -n 'Nightly report' --withSecret --apisApplication "
     "https://graph.microsoft.com/Group.Read.All --grantAdminConsent"},
    {"One that is an API itself",
     "app add -n 'Time sheets API' --uri api://_appId_ --scopeName access_as_user "
     "--scopeAdminConsentDisplayName 'Use time sheets' --scopeAdminConsentDescription 'Reads and "
     "fills in time sheets' --scopeConsentBy adminsAndUsers"},
    {"One like another, whose manifest the admin center shows",
     "app add --manifest '{\"displayName\":\"Time sheets\",\"signInAudience\":\"AzureADMyOrg\"}'"}};
constexpr cli::Example kGetExamples[] = {
    {"Show an app registration", "app get --appId b2307a39-e878-458b-bc90-03bc578531d6"},
    {"By its name, some properties",
     "app get --name 'Time sheets' --properties id,appId,displayName"}};
constexpr cli::Example kListExamples[] = {
    {"List the app registrations of the tenant", "app list"},
    {"With their secrets and when these end",
     "app list --properties displayName,passwordCredentials --output json"}};
constexpr cli::Example kRemoveExamples[] = {
    {"Remove an app registration", "app remove --appId b2307a39-e878-458b-bc90-03bc578531d6"},
    {"By its name, in a script", "app remove --name 'Time sheets' --force"}};
constexpr cli::Example kSetExamples[] = {
    {"Move a web app",
     "app set --name 'Time sheets' --platform web --redirectUris https://new.contoso.com "
     "--redirectUrisToRemove https://old.contoso.com"},
    {"Let it sign in with a certificate",
     "app set --appId b2307a39-e878-458b-bc90-03bc578531d6 --certificateFile timesheets.pem "
     "--certificateDisplayName 'Of 2026'"}};
constexpr cli::Example kPermissionAddExamples[] = {
    {"Ask for permissions",
     "app permission add --appId b2307a39-e878-458b-bc90-03bc578531d6 --delegatedPermissions "
     "'https://graph.microsoft.com/User.Read https://graph.microsoft.com/Mail.Read'"},
    {"And grant them at once",
     "app permission add -n 'Nightly report' --applicationPermissions "
     "https://graph.microsoft.com/Group.Read.All --grantAdminConsent"}};
constexpr cli::Example kPermissionListExamples[] = {
    {"List what an app asks for",
     "app permission list --appId b2307a39-e878-458b-bc90-03bc578531d6"},
    {"Only application permissions", "app permission list -n 'Nightly report' --type application"}};
constexpr cli::Example kPermissionRemoveExamples[] = {
    {"Stop asking for a permission",
     "app permission remove --appId b2307a39-e878-458b-bc90-03bc578531d6 --delegatedPermissions "
     "https://graph.microsoft.com/Mail.Read"},
    {"And revoke it, in a script",
     "app permission remove -n 'Nightly report' --applicationPermissions "
     "https://graph.microsoft.com/Group.Read.All --revokeAdminConsent --force"}};
constexpr cli::Example kRoleAddExamples[] = {
    {"Offer a role to users",
     "app role add --appName 'Time sheets' --name Managers --description 'Approve time sheets' "
     "--allowedMembers usersGroups --claim managers"},
    {"To apps",
     "app role add --appId b2307a39-e878-458b-bc90-03bc578531d6 -n Import -d 'Import time sheets' "
     "-m applications -c Sheets.Import"}};
constexpr cli::Example kRoleListExamples[] = {
    {"List the roles that an app offers",
     "app role list --appId b2307a39-e878-458b-bc90-03bc578531d6"},
    {"By its name", "app role list --appName 'Time sheets'"}};
constexpr cli::Example kRoleRemoveExamples[] = {
    {"Remove a role", "app role remove --appName 'Time sheets' --claim managers"},
    {"By its name, in a script",
     "app role remove --appId b2307a39-e878-458b-bc90-03bc578531d6 --name Managers --force"}};

constexpr cli::Command kCommands[] = {
    {.name = "app add",
     .summary = "Create an app registration",
     .options = cli::kOf<kNewName, kMultitenantApp, kRedirectUris, kPlatform, kImplicitFlow,
                         kWithSecret, kApisDelegated, kApisApplication, kUri, kScopeName,
                         kScopeConsentBy, kScopeDisplayName, kScopeDescription, kCertificateFile,
                         kCertificateBase64, kCertificateName, kManifest, kBundleId, kSignatureHash,
                         kSave, kGrantAdminConsent, kPublicClientFlows>,
     .rules = kAddRules,
     .takes_unknown_options = true,
     .examples = kAddExamples,
     .remarks = "A secret is shown once, here. Options that are not listed become properties of "
                "the app. Options count more than the manifest.",
     .validate = CheckAddOptions,
     .run = AddApp},
    {.name = "app get",
     .summary = "Show an app registration",
     .options = cli::kOf<kAppId, kObjectId, kName, kSave, kProperties>,
     .rules = kOneApp,
     .examples = kGetExamples,
     .run = Get},
    {.name = "app list",
     .summary = "List the app registrations of the tenant",
     .options = cli::kOf<kProperties>,
     .columns = kColumns,
     .examples = kListExamples,
     .call = {.url = "/applications?$select={properties}", .answer = cli::Answer::kList}},
    {.name = "app permission add",
     .summary = "Let an app ask for permissions",
     .options = cli::kOf<kAppIdWithLetter, kAppNameWithLetter, kAppObjectId,
                         kApplicationPermissions, kDelegatedPermissions, kGrantAdminConsent>,
     .rules = kPermissionRules,
     .examples = kPermissionAddExamples,
     .validate = CheckPermissionOptions,
     .run = AddAppPermission},
    {.name = "app permission list",
     .summary = "List the permissions that an app asks for",
     .options = cli::kOf<kAppIdWithLetter, kAppNameWithLetter, kAppObjectId, kPermissionType>,
     .rules = kOneAppOfPart,
     .columns = kPermissionColumns,
     .examples = kPermissionListExamples,
     .remarks = "What was granted is another matter: oauth2grant list, approleassignment list.",
     .run = ListAppPermissions},
    {.name = "app permission remove",
     .summary = "Let an app no longer ask for permissions",
     .options = cli::kOf<kAppIdWithLetter, kAppNameWithLetter, kAppObjectId,
                         kApplicationPermissions, kDelegatedPermissions, kRevokeAdminConsent>,
     .rules = kPermissionRules,
     .confirm = "Remove the permissions {delegatedPermissions} {applicationPermissions} from app "
                "{appId}{appName}{appObjectId}?",
     .examples = kPermissionRemoveExamples,
     .remarks = "What was granted stays granted, unless you add --revokeAdminConsent.",
     .validate = CheckPermissionOptions,
     .run = RemoveAppPermission},
    {.name = "app remove",
     .summary = "Remove an app registration",
     .options = cli::kOf<kAppId, kObjectId, kName>,
     .rules = kOneApp,
     .confirm = "Remove the app registration {appId}{objectId}{name}?",
     .examples = kRemoveExamples,
     .lookups = kFindApp,
     .call = {.url = "/myorganization/applications/{objectId}", .method = "DELETE"}},
    {.name = "app role add",
     .summary = "Let an app offer a role",
     .options = cli::kOf<kAppId, kAppObjectId, kAppName, kNewRoleName, kNewRoleDescription,
                         kAllowedMembers, kNewRoleClaim>,
     .rules = kOneAppOfPart,
     .examples = kRoleAddExamples,
     .validate = CheckRoleClaim,
     .run = AddAppRole},
    {.name = "app role list",
     .summary = "List the roles that an app offers",
     .options = cli::kOf<kAppId, kAppObjectId, kAppName>,
     .rules = kOneAppOfPart,
     .columns = kRoleColumns,
     .examples = kRoleListExamples,
     .lookups = kFindAppOfPart,
     .call = {.url = "/myorganization/applications/{appObjectId}/appRoles",
              .answer = cli::Answer::kList}},
    {.name = "app role remove",
     .summary = "Let an app no longer offer a role",
     .options = cli::kOf<kAppId, kAppObjectId, kAppName, kRoleName, kRoleId, kRoleClaim>,
     .rules = kRoleRemoveRules,
     .confirm = "Remove the role {name}{claim}{id} of app {appId}{appObjectId}{appName}?",
     .examples = kRoleRemoveExamples,
     .remarks = "Whoever has the role loses it.",
     .run = RemoveAppRole},
    {.name = "app set",
     .summary = "Change an app registration",
     .options = cli::kOf<kAppId, kObjectId, kNameWithLetter, kUris, kRedirectUris, kCertificateFile,
                         kCertificateBase64, kCertificateName, kUriPlatform, kUrisToRemove,
                         kSetPublicClientFlows>,
     .rules = kSetRules,
     .takes_unknown_options = true,
     .examples = kSetExamples,
     .remarks = "Redirect URIs and certificates are added to those before; --uris replaces them. "
                "Options that are not listed become properties of the app.",
     .run = SetApp},
};

}  // namespace

constinit const cli::Noun kApps = {
    .name = "app", .summary = "App registrations", .commands = kCommands};

}  // namespace o365::aad
