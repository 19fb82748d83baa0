// `aad oauth2grant`: delegated permissions that were granted to apps (Microsoft Learn:
// "oAuth2PermissionGrant resource type").

#include "services/aad/nouns.h"

namespace o365::aad {
namespace {

constexpr cli::Option kGrantId = cli::Text("-i, --grantId <id>", "Id of the grant").Required();
constexpr cli::Option kScope =
    cli::Text("-s, --scope <names>", "Permissions, separated by blanks").Required();

constexpr cli::Option kAddOptions[] = {
    cli::Guid("-i, --clientId <id>", "Object id of the service principal that gets the permissions")
        .Required(),
    cli::Guid("-r, --resourceId <id>", "Object id of the service principal of the API").Required(),
    kScope};
constexpr cli::Option kListOptions[] = {
    cli::Guid("-i, --clientId <id>", "Object id of the service principal that has the permissions")
        .Required()
        .Alias("spObjectId")};

constexpr output::Column kColumns[] = {{"id"}, {"resourceId"}, {"consentType"}, {"scope"}};

constexpr cli::Example kAddExamples[] = {
    {"Grant a permission",
     "oauth2grant add --clientId d03a0062-1aa6-43e1-8f49-d73e969c5812 --resourceId "
     "c2af2474-2c95-423a-b0e5-e4895f22f9e9 --scope Calendars.Read"},
    {"Several",
     "oauth2grant add -i d03a0062-1aa6-43e1-8f49-d73e969c5812 -r "
     "c2af2474-2c95-423a-b0e5-e4895f22f9e9 -s 'Calendars.Read Mail.Read'"}};
constexpr cli::Example kListExamples[] = {
    {"List what a service principal was granted",
     "oauth2grant list --clientId d03a0062-1aa6-43e1-8f49-d73e969c5812"},
    {"The permissions alone",
     "oauth2grant list -i d03a0062-1aa6-43e1-8f49-d73e969c5812 -o json | jq -r '.[].scope'"}};
constexpr cli::Example kRemoveExamples[] = {
    {"Revoke a grant", "oauth2grant remove --grantId YgA60KYa4UOPSdc-lpxYEnQkr8KVLDpCsOXkiV8i-ek"},
    {"In a script", "oauth2grant remove -i YgA60KYa4UOPSdc-lpxYEnQkr8KVLDpCsOXkiV8i-ek --force"}};
constexpr cli::Example kSetExamples[] = {
    {"Leave one permission",
     "oauth2grant set --grantId YgA60KYa4UOPSdc-lpxYEnQkr8KVLDpCsOXkiV8i-ek --scope "
     "Calendars.Read"},
    {"Two",
     "oauth2grant set -i YgA60KYa4UOPSdc-lpxYEnQkr8KVLDpCsOXkiV8i-ek -s 'Calendars.Read "
     "Mail.Read'"}};

constexpr cli::Command kCommands[] = {
    {.name = "oauth2grant add",
     .summary = "Grant delegated permissions to an app, for all users",
     .options = kAddOptions,
     .examples = kAddExamples,
     .remarks =
         "Where the app was granted something of this API before, change that grant instead: "
         "oauth2grant set.",
     .call = {.url = "/oauth2PermissionGrants",
              .method = "POST",
              .body = R"({"clientId":"{clientId}","consentType":"AllPrincipals","principalId":null,
                          "resourceId":"{resourceId}","scope":"{scope}"})",
              .answer = cli::Answer::kNothing}},
    {.name = "oauth2grant list",
     .summary = "List the delegated permissions that an app was granted",
     .options = kListOptions,
     .columns = kColumns,
     .examples = kListExamples,
     .remarks = "The object id of an app's service principal: sp get --appId ID.",
     .call = {.url = "/oauth2PermissionGrants?$filter=clientId eq '{clientId}'",
              .answer = cli::Answer::kList}},
    {.name = "oauth2grant remove",
     .summary = "Revoke delegated permissions of an app",
     .options = cli::kOf<kGrantId>,
     .confirm = "Revoke the permissions of grant {grantId}?",
     .examples = kRemoveExamples,
     .call = {.url = "/oauth2PermissionGrants/{grantId}", .method = "DELETE"}},
    {.name = "oauth2grant set",
     .summary = "Replace the delegated permissions of a grant",
     .options = cli::kOf<kGrantId, kScope>,
     .examples = kSetExamples,
     .remarks = "Permissions that are not named are revoked.",
     .call = {.url = "/oauth2PermissionGrants/{grantId}",
              .method = "PATCH",
              .body = R"({"scope":"{scope}"})",
              .answer = cli::Answer::kNothing}},
};

}  // namespace

constinit const cli::Noun kOAuth2Grant = {.name = "oauth2grant",
                                          .summary = "Delegated permissions granted to apps",
                                          .commands = kCommands};

}  // namespace o365::aad
