// `spo cdn`: the tenant's content delivery networks, over CSOM at the tenant admin site (Microsoft
// Learn: "Use Office 365 CDN with SharePoint Online").

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "services/spo/client.h"
#include "services/spo/nouns.h"

namespace o365::spo {
namespace {

// In the order of the service's enumerations SPOTenantCdnType and SPOTenantCdnPolicyType.
constexpr absl::string_view kTypes[] = {"Public", "Private"};
constexpr absl::string_view kPolicies[] = {"IncludeFileExtensions",
                                           "ExcludeRestrictedSiteClassifications"};

constexpr cli::Option kType =
    cli::Text("-t, --type <type>", "Which CDN").OneOf(kTypes).Otherwise("Public");
constexpr cli::Option kEnabled =
    cli::Bool("-e, --enabled <enabled>", "Whether the CDN is to be on").Required();
constexpr cli::Option kOrigin = cli::Text("-r, --origin <origin>", "Origin, such as */CDN").Asked();
constexpr cli::Option kPolicy =
    cli::Text("-p, --policy <policy>", "Policy to set").Required().OneOf(kPolicies);
constexpr cli::Option kValue =
    cli::Text("-v, --value <value>", "Value of the policy, such as CSS,EOT,GIF")
        .MayBeEmpty()
        .Asked();

constexpr output::Column kPolicyColumns[] = {{"Policy"}, {"Value"}};

int IndexOf(absl::Span<const absl::string_view> choices, const std::string& choice) {
  int index = 0;
  while (choices[static_cast<size_t>(index)] != choice) ++index;
  return index;
}

csom::Parameter TypeOf(const cli::Args& args) { return csom::Enum(IndexOf(kTypes, args[kType])); }

// Calls one method of the tenant.
absl::StatusOr<json::Value> Call(cli::Context& context, absl::string_view method,
                                 const std::vector<csom::Parameter>& parameters) {
  Client client(context);
  ASSIGN_OR_RETURN(const std::string site, client.ConnectedSite());
  ASSIGN_OR_RETURN(const std::string identity, client.TenantObjectIdentity());
  csom::Request request;
  const csom::Path tenant = request.Identity(identity);
  // Only what gets something has a result.
  const csom::Action call = absl::StartsWith(method, "Get")
                                ? request.InvokeForResult(tenant, method, parameters)
                                : request.Invoke(tenant, method, parameters);
  ASSIGN_OR_RETURN(const csom::Answer answer, client.ProcessQuery(site, request));
  return answer[call];
}

absl::StatusOr<json::Value> Get(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(json::Value enabled, Call(context, "GetTenantCdnEnabled", {TypeOf(args)}));
  context.log.Verbose(
      absl::StrCat(args[kType], " CDN is ", enabled.AsBool() ? "enabled" : "disabled"));
  return enabled;
}

// Enabling also creates the default origins, as the SharePoint admin tools do.
absl::StatusOr<json::Value> Set(cli::Context& context, const cli::Args& args) {
  Client client(context);
  ASSIGN_OR_RETURN(const std::string site, client.ConnectedSite());
  const bool enable = args.On(kEnabled);
  csom::Request request;
  const csom::Path tenant = request.Constructor(csom::kTenant);
  request.Instantiate(tenant);
  request.Invoke(tenant, "SetTenantCdnEnabled", {TypeOf(args), csom::Boolean(enable)});
  if (enable) request.Invoke(tenant, "CreateTenantCdnDefaultOrigins", {TypeOf(args)});
  RETURN_IF_ERROR(client.ProcessQuery(site, request).status());
  return json::Value();
}

absl::StatusOr<json::Value> OriginList(cli::Context& context, const cli::Args& args) {
  return Call(context, "GetTenantCdnOrigins", {TypeOf(args)});
}

absl::StatusOr<json::Value> OriginAdd(cli::Context& context, const cli::Args& args) {
  RETURN_IF_ERROR(
      Call(context, "AddTenantCdnOrigin", {TypeOf(args), csom::String(args[kOrigin])}).status());
  return json::Value();
}

absl::StatusOr<json::Value> OriginRemove(cli::Context& context, const cli::Args& args) {
  RETURN_IF_ERROR(
      Call(context, "RemoveTenantCdnOrigin", {TypeOf(args), csom::String(args[kOrigin])}).status());
  return json::Value();
}

// The service names a policy and its value as "IncludeFileExtensions;CSS,EOT".
absl::StatusOr<json::Value> PolicyList(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(const json::Value policies,
                   Call(context, "GetTenantCdnPolicies", {TypeOf(args)}));
  json::Value list = json::Value::Array();
  for (const json::Value& policy : policies.elements()) {
    const std::pair<std::string, std::string> parts =
        absl::StrSplit(policy.AsString(), absl::MaxSplits(';', 1));
    list.Append(json::Value::Object({{"Policy", parts.first}, {"Value", parts.second}}));
  }
  return list;
}

absl::StatusOr<json::Value> PolicySet(cli::Context& context, const cli::Args& args) {
  RETURN_IF_ERROR(Call(context, "SetTenantCdnPolicy",
                       {TypeOf(args), csom::Enum(IndexOf(kPolicies, args[kPolicy])),
                        csom::String(args[kValue])})
                      .status());
  return json::Value();
}

constexpr cli::Example kGetExamples[] = {{"Show whether the public CDN is enabled", "cdn get"},
                                         {"The private one", "cdn get --type Private"}};
constexpr cli::Example kSetExamples[] = {
    {"Enable the public CDN", "cdn set --enabled true"},
    {"Disable the private CDN", "cdn set --type Private --enabled false"}};
constexpr cli::Example kOriginListExamples[] = {
    {"List the origins of the public CDN", "cdn origin list"},
    {"Of the private one, as JSON", "cdn origin list --type Private --output json"}};
constexpr cli::Example kOriginAddExamples[] = {
    {"Add an origin to the public CDN", "cdn origin add --origin '*/CDN'"},
    {"Add one to the private CDN", "cdn origin add --type Private --origin sites/hr/assets"}};
constexpr cli::Example kOriginRemoveExamples[] = {
    {"Remove an origin from the public CDN", "cdn origin remove --origin '*/CDN'"},
    {"In a script", "cdn origin remove --type Private --origin sites/hr/assets --force"}};
constexpr cli::Example kPolicyListExamples[] = {
    {"List the policies of the public CDN", "cdn policy list"},
    {"The file types it serves",
     "cdn policy list -o json | jq -r '.[] | select(.Policy == \"IncludeFileExtensions\") | "
     ".Value'"}};
constexpr cli::Example kPolicySetExamples[] = {
    {"Choose the file types of the public CDN",
     "cdn policy set --policy IncludeFileExtensions --value CSS,EOT,GIF,ICO,JPEG,JPG,JS"},
    {"Keep sites of some classifications out of the private CDN",
     "cdn policy set --type Private --policy ExcludeRestrictedSiteClassifications --value "
     "Secret"}};

constexpr cli::Command kCommands[] = {
    {.name = "cdn get",
     .summary = "Show whether a CDN of the tenant is enabled",
     .options = cli::kOf<kType>,
     .needs = cli::Needs::kTenantAdmin,
     .examples = kGetExamples,
     .run = Get},
    {.name = "cdn origin add",
     .summary = "Add an origin to a CDN of the tenant",
     .options = cli::kOf<kType, kOrigin>,
     .needs = cli::Needs::kTenantAdmin,
     .examples = kOriginAddExamples,
     .remarks = "It takes up to 15 minutes until an origin is served.",
     .run = OriginAdd},
    {.name = "cdn origin list",
     .summary = "List the origins of a CDN of the tenant",
     .options = cli::kOf<kType>,
     .needs = cli::Needs::kTenantAdmin,
     .examples = kOriginListExamples,
     .run = OriginList},
    {.name = "cdn origin remove",
     .summary = "Remove an origin from a CDN of the tenant",
     .options = cli::kOf<kType, kOrigin>,
     .needs = cli::Needs::kTenantAdmin,
     .confirm = "Remove the origin {origin} from the {type} CDN?",
     .examples = kOriginRemoveExamples,
     .run = OriginRemove},
    {.name = "cdn policy list",
     .summary = "List the policies of a CDN of the tenant",
     .options = cli::kOf<kType>,
     .columns = kPolicyColumns,
     .needs = cli::Needs::kTenantAdmin,
     .examples = kPolicyListExamples,
     .run = PolicyList},
    {.name = "cdn policy set",
     .summary = "Set a policy of a CDN of the tenant",
     .options = cli::kOf<kType, kPolicy, kValue>,
     .needs = cli::Needs::kTenantAdmin,
     .examples = kPolicySetExamples,
     .run = PolicySet},
    {.name = "cdn set",
     .summary = "Enable or disable a CDN of the tenant",
     .options = cli::kOf<kEnabled, kType>,
     .needs = cli::Needs::kTenantAdmin,
     .examples = kSetExamples,
     .remarks = "Enabling also adds the default origins. It takes up to 15 minutes to work.",
     .run = Set},
};

}  // namespace

constinit const cli::Noun kCdn = {
    .name = "cdn", .summary = "Content delivery networks of the tenant", .commands = kCommands};

}  // namespace o365::spo
