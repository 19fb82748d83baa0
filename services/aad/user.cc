// `aad user`: users, their licences, sign-ins and what is deleted of them (Microsoft Learn: "user
// resource type").

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/cli/context.h"
#include "common/cli/run_call.h"
#include "common/cli/template.h"
#include "common/directory/lookups.h"
#include "common/directory/property_filter.h"
#include "common/odata/batch.h"
#include "common/odata/graph.h"
#include "common/odata/query.h"
#include "services/aad/nouns.h"
#include "services/aad/options.h"
#include "services/aad/user_account.h"
#include "services/aad/user_breaches.h"
#include "services/aad/user_registration.h"

namespace o365::aad {
namespace {

constexpr cli::Option kId = cli::Guid("--id <id>", "Id of the user");
constexpr cli::Option kIdWithLetter = account::kId;
constexpr cli::Option kDeletedId = cli::Guid("--id <id>", "Id of the deleted user").Required();
constexpr cli::Option kUserIdWithLetter = cli::Guid("-i, --userId <id>", "Id of the user");
constexpr cli::Option kUserNameWithLetter = account::kUserName;
constexpr cli::Option kEmail = cli::UserName("--email <address>", "Mail address of the user");
constexpr cli::Option kUserEmail =
    cli::UserName("-e, --userEmail <address>", "Mail address of the user");
constexpr cli::Option kWithManager = cli::Flag("--withManager", "Show the manager too");
constexpr cli::Option kSecurityEnabledOnly =
    cli::Flag("--securityEnabledOnly", "Only security groups");
constexpr absl::string_view kTypes[] = {"Member", "Guest"};
constexpr cli::Option kType = cli::Text("--type <type>", "Only users of this type").OneOf(kTypes);

constexpr cli::Option kEmailAddress =
    cli::UserName("--emailAddress <address>", "Mail address of whom to invite").Required();
constexpr cli::Option kGuestName = cli::Text("--displayName <name>", "Name of the guest");
constexpr cli::Option kInviteRedirectUrl =
    cli::Text("--inviteRedirectUrl <url>", "Page to be shown once the guest has accepted")
        .Otherwise("https://myapplications.microsoft.com");
constexpr cli::Option kWelcomeMessage =
    cli::Text("--welcomeMessage <text>", "Text of your own for the invitation").MayBeEmpty();
constexpr cli::Option kMessageLanguage =
    cli::Text("--messageLanguage <language>", "Language of the invitation").Otherwise("en-US");
constexpr cli::Option kCcRecipients =
    cli::UserNames("--ccRecipients <addresses>",
                   "Who else gets the invitation; the service takes one address at present");
constexpr cli::Option kSendInvitation =
    cli::Flag("--sendInvitationMessage", "Send the invitation by mail");

constexpr cli::Option kLicenseIds =
    cli::Guids("--ids <ids>", "Ids of the licences (SKUs), separated by commas").Required();
constexpr cli::Option kPassword =
    cli::Text("-p, --password <password>", "The password to check").Required().Sensitive();
constexpr cli::Option kAppName =
    cli::Text("--appDisplayName <name>", "Only sign-ins to the app of this name");
constexpr cli::Option kAppId = cli::Guid("--appId <id>", "Only sign-ins to the app with this id");

constexpr absl::string_view kIdOrName[] = {"id", "userName"};
constexpr absl::string_view kIdNameOrEmail[] = {"id", "userName", "email"};
constexpr absl::string_view kUserIdOrName[] = {"userId", "userName"};
constexpr absl::string_view kUserIdNameOrEmail[] = {"userId", "userName", "userEmail"};
constexpr absl::string_view kAppIdOrName[] = {"appId", "appDisplayName"};
constexpr absl::string_view kNewManager[] = {"managerUserId", "managerUserName"};
constexpr absl::string_view kManager[] = {"managerUserId", "managerUserName", "removeManager"};
constexpr absl::string_view kForceNeeds[] = {"forceChangePasswordNextSignIn", "resetPassword"};
constexpr absl::string_view kForceMfaNeeds[] = {"forceChangePasswordNextSignInWithMfa",
                                                "resetPassword"};
constexpr cli::Rule kAddRules[] = {{cli::Rule::Kind::kAtMostOne, kNewManager}};
constexpr cli::Rule kGetRules[] = {{cli::Rule::Kind::kExactlyOne, kIdNameOrEmail}};
constexpr cli::Rule kGroupRules[] = {{cli::Rule::Kind::kExactlyOne, kUserIdNameOrEmail}};
constexpr cli::Rule kOneUser[] = {{cli::Rule::Kind::kExactlyOne, kUserIdOrName}};
constexpr cli::Rule kOneOrMyself[] = {{cli::Rule::Kind::kAtMostOne, kUserIdOrName}};
constexpr cli::Rule kRemoveRules[] = {{cli::Rule::Kind::kExactlyOne, kIdOrName}};
constexpr cli::Rule kSetRules[] = {{cli::Rule::Kind::kExactlyOne, kIdOrName},
                                   {cli::Rule::Kind::kAtMostOne, kManager},
                                   {cli::Rule::Kind::kNeeds, kForceNeeds},
                                   {cli::Rule::Kind::kNeeds, kForceMfaNeeds}};
constexpr cli::Rule kSignInRules[] = {{cli::Rule::Kind::kAtMostOne, kUserIdOrName},
                                      {cli::Rule::Kind::kAtMostOne, kAppIdOrName}};

constexpr cli::Lookup kFindByEmail[] = {directory::UserWithMail("id", "email")};
constexpr cli::Lookup kFindUser[] = {directory::UserNamed("userId", "userName"),
                                     directory::UserWithMail("userId", "userEmail")};

// The answer is a list of ids.
absl::StatusOr<json::Value> NameGroupIds(json::Value answer, const cli::Args&) {
  json::Value groups = json::Value::Array();
  for (const json::Value& id : answer["value"].elements())
    groups.Append(json::Value::Object({{"groupId", id}}));
  return groups;
}

absl::StatusOr<json::Value> List(cli::Context& context, const cli::Args& args) {
  std::vector<std::string> conditions = directory::PropertyConditions(args);
  if (args.Has(kType))
    conditions.push_back(absl::StrCat("userType eq ", odata::Quote(args[kType])));
  ASSIGN_OR_RETURN(
      const std::string users,
      cli::ExpandUrl(odata::kGraph,
                     "/users?$select={properties:select}&$expand={properties:expand}", args));
  odata::Rest graph = cli::GraphRest(context);
  return cli::PrintList(context, graph,
                        odata::Query(users).Add("$filter", odata::And(conditions)).Url());
}

// All ids first: what is deleted while pages are read would shift them.
absl::StatusOr<json::Value> ClearRecycleBin(cli::Context& context, const cli::Args&) {
  odata::Rest graph = cli::GraphRest(context);
  std::vector<odata::BatchRequest> requests;
  const auto add = [&](const json::Value& user) {
    requests.push_back({.method = "DELETE",
                        .url = absl::StrCat("/directory/deletedItems/", user["id"].AsString()),
                        .id = absl::StrCat(requests.size())});
    return absl::OkStatus();
  };
  RETURN_IF_ERROR(graph.ForEach(
      absl::StrCat(odata::kGraph, "/directory/deletedItems/microsoft.graph.user?$select=id"), add));
  RETURN_IF_ERROR(
      odata::BatchAll(graph, context.patience, std::string(odata::kGraph), requests).status());
  return json::Value();
}

constexpr output::Column kColumns[] = {{"id"}, {"displayName"}, {"mail"}, {"userPrincipalName"}};
constexpr output::Column kBreachColumns[] = {{"Name"}, {"Domain"}, {"BreachDate"}, {"DataClasses"}};
constexpr output::Column kDeletedColumns[] = {{"id"}, {"displayName"}, {"userPrincipalName"}};
constexpr output::Column kGroupColumns[] = {{"groupId"}};
constexpr output::Column kLicenseColumns[] = {{"id"}, {"skuId"}, {"skuPartNumber"}};
constexpr output::Column kRegistrationColumns[] = {
    {"userPrincipalName"}, {"methodsRegistered"}, {"lastUpdatedDateTime"}};
constexpr output::Column kSignInColumns[] = {
    {"id"}, {"userPrincipalName"}, {"appId"}, {"appDisplayName"}, {"createdDateTime"}};

constexpr cli::Example kAddExamples[] = {
    {"Create a user and show the password that was made",
     "user add --displayName 'Ann Beck' --userName ann@contoso.com"},
    {"With a password to be changed, and a manager",
     "user add --displayName 'Ann Beck' --userName ann@contoso.com --password \"$FIRST_PASSWORD\" "
     "--forceChangePasswordNextSignIn --managerUserName bob@contoso.com"}};
constexpr cli::Example kGetExamples[] = {
    {"Show a user", "user get --userName ann@contoso.com"},
    {"Yourself, with your manager", "user get --id @meId --withManager"},
    {"Some properties",
     "user get --email ann@contoso.com --properties displayName,jobTitle,manager/displayName"}};
constexpr cli::Example kGroupExamples[] = {
    {"List the groups that a user is in, nested ones too",
     "user groupmembership list --userName ann@contoso.com"},
    {"Only your security groups",
     "user groupmembership list --userId @meId --securityEnabledOnly"}};
constexpr cli::Example kGuestExamples[] = {
    {"Invite a guest by mail",
     "user guest add --emailAddress ann@fabrikam.com --displayName 'Ann Beck' "
     "--sendInvitationMessage"},
    {"In German, to a site",
     "user guest add --emailAddress ann@fabrikam.com --messageLanguage de-DE --inviteRedirectUrl "
     "https://contoso.sharepoint.com/sites/project --sendInvitationMessage"}};
constexpr cli::Example kHibpExamples[] = {
    {"Look for breaches that an account is in",
     "user hibp --userName ann@contoso.com --apiKey \"$HIBP_KEY\""},
    {"Those of one site",
     "user hibp --userName ann@contoso.com --apiKey \"$HIBP_KEY\" --domain adobe.com"}};
constexpr cli::Example kLicenseAddExamples[] = {
    {"Give a user a licence",
     "user license add --userName ann@contoso.com --ids 45715bb8-13f9-4bf6-927f-ef96c102d394"},
    {"Two of them",
     "user license add --userId 5c241023-2ba5-4ea8-a516-a2481a3e6c51 --ids "
     "45715bb8-13f9-4bf6-927f-ef96c102d394,0118a350-71fc-4ec3-8f0c-6a1cb8867561"}};
constexpr cli::Example kLicenseListExamples[] = {
    {"List your licences", "user license list"},
    {"Those of another user", "user license list --userName ann@contoso.com"}};
constexpr cli::Example kLicenseRemoveExamples[] = {
    {"Take a licence from a user",
     "user license remove --userName ann@contoso.com --ids 45715bb8-13f9-4bf6-927f-ef96c102d394"},
    {"In a script",
     "user license remove --userId 5c241023-2ba5-4ea8-a516-a2481a3e6c51 --ids "
     "45715bb8-13f9-4bf6-927f-ef96c102d394 --force"}};
constexpr cli::Example kListExamples[] = {
    {"List the guests", "user list --type Guest"},
    {"Job titles of those whose surname starts with M",
     "user list --properties displayName,jobTitle --surname M"}};
constexpr cli::Example kPasswordExamples[] = {
    {"Check a password", "user password validate --password \"$PASSWORD\""},
    {"What is wrong with it, for scripts",
     "user password validate -p \"$PASSWORD\" --output json | jq '.validationResults[].message'"}};
constexpr cli::Example kClearExamples[] = {
    {"Delete all deleted users for good", "user recyclebinitem clear"},
    {"In a script", "user recyclebinitem clear --force"}};
constexpr cli::Example kDeletedListExamples[] = {
    {"List the deleted users", "user recyclebinitem list"},
    {"Their ids", "user recyclebinitem list --output json | jq -r '.[].id'"}};
constexpr cli::Example kDeletedRemoveExamples[] = {
    {"Delete a deleted user for good",
     "user recyclebinitem remove --id 59f80e08-24b1-41f8-8586-16765fd830d3"},
    {"In a script",
     "user recyclebinitem remove --id 59f80e08-24b1-41f8-8586-16765fd830d3 --force"}};
constexpr cli::Example kRestoreExamples[] = {
    {"Bring a user back", "user recyclebinitem restore --id 59f80e08-24b1-41f8-8586-16765fd830d3"},
    {"And show the name",
     "user recyclebinitem restore --id 59f80e08-24b1-41f8-8586-16765fd830d3 --output json | jq -r "
     ".userPrincipalName"}};
constexpr cli::Example kRegistrationExamples[] = {
    {"List how users can prove who they are", "user registrationdetails list"},
    {"Administrators without multi-factor authentication",
     "user registrationdetails list --isAdmin --isMfaRegistered false"},
    {"Users with one of these methods",
     "user registrationdetails list --methodsRegistered fido2,mobilePhone"}};
constexpr cli::Example kRemoveExamples[] = {
    {"Remove a user", "user remove --userName ann@contoso.com"},
    {"In a script", "user remove --id 59f80e08-24b1-41f8-8586-16765fd830d3 --force"}};
constexpr cli::Example kRevokeExamples[] = {
    {"Sign a user out everywhere", "user session revoke --userName ann@contoso.com"},
    {"Yourself, in a script", "user session revoke --userId @meId --force"}};
constexpr cli::Example kSetExamples[] = {
    {"Change properties",
     "user set --userName ann@contoso.com --jobTitle 'Sales Manager' --department Sales"},
    {"Clear one, and one that is no option",
     "user set --userName ann@contoso.com --companyName '' --mobilePhone ''"},
    {"Do not let a user sign in", "user set --userName ann@contoso.com --accountEnabled false"},
    {"Give a user a new password",
     "user set --userName ann@contoso.com --resetPassword --newPassword \"$NEW_PASSWORD\" "
     "--forceChangePasswordNextSignIn"},
    {"Change your own",
     "user set --id @meId --currentPassword \"$OLD_PASSWORD\" --newPassword \"$NEW_PASSWORD\""}};
constexpr cli::Example kSignInExamples[] = {
    {"List the sign-ins of a user", "user signin list --userName ann@contoso.com"},
    {"Those to one app",
     "user signin list --userName ann@contoso.com --appDisplayName 'Graph explorer'"}};

constexpr cli::Command kCommands[] = {
    {.name = "user add",
     .summary = "Create a user",
     .options = account::kAddOptions,
     .rules = kAddRules,
     .takes_unknown_options = true,
     .examples = kAddExamples,
     .remarks = "Options that are not listed become properties of the user. The password is shown "
                "once, in the result; keep it.",
     .validate = account::CheckAdd,
     .run = account::Add},
    {.name = "user get",
     .summary = "Show a user",
     .options = cli::kOf<kIdWithLetter, kUserNameWithLetter, kEmail, kProperties, kWithManager>,
     .rules = kGetRules,
     .examples = kGetExamples,
     .lookups = kFindByEmail,
     .call = {.url = "/users{id?{id:key}|{userName:key}}?$select={properties:select}"
                     "&$expand={properties:expand}&$expand={withManager?"
                     "manager($select=displayName,userPrincipalName,id,mail)}"}},
    {.name = "user groupmembership list",
     .summary = "List the groups that a user is in, directly or through others",
     .options = cli::kOf<kUserIdWithLetter, kUserNameWithLetter, kUserEmail, kSecurityEnabledOnly>,
     .rules = kGroupRules,
     .columns = kGroupColumns,
     .examples = kGroupExamples,
     .lookups = kFindUser,
     .call = {.url = "/users/{userId}/getMemberGroups",
              .method = "POST",
              .body = R"({"securityEnabledOnly":"{securityEnabledOnly?:true|:false}"})",
              .shape = NameGroupIds}},
    {.name = "user guest add",
     .summary = "Invite somebody from outside as a guest",
     .options = cli::kOf<kEmailAddress, kGuestName, kInviteRedirectUrl, kWelcomeMessage,
                         kMessageLanguage, kCcRecipients, kSendInvitation>,
     .examples = kGuestExamples,
     .remarks = "Without --sendInvitationMessage no mail is sent; send the guest the address in "
                "inviteRedeemUrl of the result.",
     .call = {.url = "/invitations",
              .method = "POST",
              .body = R"({"invitedUserEmailAddress":"{emailAddress}",
                  "inviteRedirectUrl":"{inviteRedirectUrl}",
                  "invitedUserDisplayName":"{displayName}",
                  "sendInvitationMessage":"{sendInvitationMessage}",
                  "invitedUserMessageInfo":{
                      "customizedMessageBody":"{welcomeMessage}",
                      "messageLanguage":"{messageLanguage}",
                      "ccRecipients":[{"emailAddress":{"address":"{ccRecipients:each}"}}]}})"}},
    {.name = "user hibp",
     .summary = "Find breaches that an account is in, by haveibeenpwned.com",
     .options = breaches::kOptions,
     .columns = kBreachColumns,
     .needs = cli::Needs::kNothing,
     .examples = kHibpExamples,
     .remarks = "Asks haveibeenpwned.com, a service of its own, with your key for it; nothing of "
                "your connection is sent there.",
     .validate = breaches::Check,
     .run = breaches::Find},
    {.name = "user license add",
     .summary = "Give licences to a user",
     .options = cli::kOf<kUserId, kUserName, kLicenseIds>,
     .rules = kOneUser,
     .examples = kLicenseAddExamples,
     .remarks = "The user must have a usage location: user set --usageLocation.",
     .call = {.url = "/users{userId?{userId:key}|{userName:key}}/assignLicense",
              .method = "POST",
              .body = R"({"addLicenses":[{"disabledPlans":[],"skuId":"{ids:each}"}],
                          "removeLicenses":[]})"}},
    {.name = "user license list",
     .summary = "List the licences of a user",
     .options = cli::kOf<kUserId, kUserName>,
     .rules = kOneOrMyself,
     .columns = kLicenseColumns,
     .examples = kLicenseListExamples,
     .remarks = "Without an option they are your own.",
     .call = {.url = "{userId?/users{userId:key}|{userName?/users{userName:key}|/me}}"
                     "/licenseDetails",
              .answer = cli::Answer::kList}},
    {.name = "user license remove",
     .summary = "Take licences from a user",
     .options = cli::kOf<kUserId, kUserName, kLicenseIds>,
     .rules = kOneUser,
     .confirm = "Take the licences {ids} from the user {userId}{userName}?",
     .examples = kLicenseRemoveExamples,
     .call = {.url = "/users{userId?{userId:key}|{userName:key}}/assignLicense",
              .method = "POST",
              .body = R"({"addLicenses":[],"removeLicenses":"{ids:list}"})",
              .answer = cli::Answer::kNothing}},
    {.name = "user list",
     .summary = "List users",
     .options = cli::kOf<kType, kProperties>,
     .columns = kColumns,
     .takes_unknown_options = true,
     .examples = kListExamples,
     .remarks = "Any other option is the name of a property: only users whose property starts with "
                "its value are listed.",
     .validate = directory::CheckPropertyNames,
     .run = List},
    {.name = "user password validate",
     .summary = "Check a password against the tenant's policy",
     .options = cli::kOf<kPassword>,
     .examples = kPasswordExamples,
     .call = {.url = "https://graph.microsoft.com/beta/users/validatePassword",
              .method = "POST",
              .body = R"({"password":"{password}"})"}},
    {.name = "user recyclebinitem clear",
     .summary = "Delete all deleted users for good",
     .confirm = "Delete all users in the recycle bin for good?",
     .examples = kClearExamples,
     .run = ClearRecycleBin},
    {.name = "user recyclebinitem list",
     .summary = "List the deleted users",
     .columns = kDeletedColumns,
     .examples = kDeletedListExamples,
     .call = {.url = "/directory/deletedItems/microsoft.graph.user", .answer = cli::Answer::kList}},
    {.name = "user recyclebinitem remove",
     .summary = "Delete a deleted user for good",
     .options = cli::kOf<kDeletedId>,
     .confirm = "Delete the user {id} for good?",
     .examples = kDeletedRemoveExamples,
     .call = {.url = "/directory/deletedItems/{id}",
              .method = "DELETE",
              .answer = cli::Answer::kNothing}},
    {.name = "user recyclebinitem restore",
     .summary = "Bring a deleted user back",
     .options = cli::kOf<kDeletedId>,
     .examples = kRestoreExamples,
     .call = {.url = "/directory/deletedItems/{id}/restore", .method = "POST"}},
    {.name = "user registrationdetails list",
     .summary = "List by which methods users can prove who they are",
     .options = registration::kOptions,
     .columns = kRegistrationColumns,
     .examples = kRegistrationExamples,
     .validate = registration::Check,
     .run = registration::List},
    {.name = "user remove",
     .summary = "Remove a user",
     .options = cli::kOf<kId, kUserName>,
     .rules = kRemoveRules,
     .confirm = "Remove the user {id}{userName}?",
     .examples = kRemoveExamples,
     .remarks = "For 30 days the user can be brought back: user recyclebinitem restore.",
     .call = {.url = "/users{id?{id:key}|{userName:key}}",
              .method = "DELETE",
              .answer = cli::Answer::kNothing}},
    {.name = "user session revoke",
     .summary = "Sign a user out everywhere",
     .options = cli::kOf<kUserIdWithLetter, kUserNameWithLetter>,
     .rules = kOneUser,
     .confirm = "Sign {userId}{userName} out of all sessions, on all devices?",
     .examples = kRevokeExamples,
     .remarks = "Access tokens that were handed out before still count until they expire.",
     .call = {.url = "/users('{userId?{userId}|{userName}}')/revokeSignInSessions",
              .method = "POST",
              .answer = cli::Answer::kNothing}},
    {.name = "user set",
     .summary = "Change a user",
     .options = account::kSetOptions,
     .rules = kSetRules,
     .takes_unknown_options = true,
     .examples = kSetExamples,
     .remarks =
         "Options that are not listed become properties of the user; an empty value clears a "
         "property.",
     .validate = account::CheckSet,
     .run = account::Set},
    {.name = "user signin list",
     .summary = "List sign-ins",
     .options = cli::kOf<kUserNameWithLetter, kUserId, kAppName, kAppId>,
     .rules = kSignInRules,
     .columns = kSignInColumns,
     .examples = kSignInExamples,
     .call = {.url = "/auditLogs/signIns?$filter=userPrincipalName eq '{userName}'"
                     "&$filter=userId eq '{userId}'&$filter=appDisplayName eq '{appDisplayName}'"
                     "&$filter=appId eq '{appId}'",
              .answer = cli::Answer::kList}},
};

}  // namespace

constinit const cli::Noun kUser = {.name = "user", .summary = "Users", .commands = kCommands};

}  // namespace o365::aad
