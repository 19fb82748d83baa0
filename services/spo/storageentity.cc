// `spo storageentity`: tenant properties, kept in the tenant app catalog (Microsoft Learn:
// "Tenant properties"). Anybody may read them; writing goes through the tenant admin site.

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/odata/query.h"
#include "services/spo/client.h"
#include "services/spo/nouns.h"

namespace o365::spo {
namespace {

constexpr cli::Option kAppCatalogUrl =
    cli::SiteUrl("-u, --appCatalogUrl <url>", "URL of the app catalog site").Required();
constexpr cli::Option kReadKey =
    cli::Text("-k, --key <key>", "Name of the tenant property").Required();
constexpr cli::Option kKey = cli::Text("-k, --key <key>", "Name of the tenant property").Asked();
constexpr cli::Option kValue =
    cli::Text("-v, --value <value>", "Value of the tenant property").MayBeEmpty().Asked();
constexpr cli::Option kDescription =
    cli::Text("-d, --description <description>", "What the property is for").MayBeEmpty();
constexpr cli::Option kComment = cli::Text("-c, --comment <comment>", "A comment").MayBeEmpty();

constexpr output::Column kColumns[] = {{"Key"}, {"Value"}, {"Description"}, {"Comment"}};

json::Value Entity(const std::string& key, const json::Value& from) {
  json::Value entity = json::Value::Object({{"Key", key}});
  for (const char* name : {"Value", "Description", "Comment"}) {
    if (const json::Value* value = from.Find(name); value != nullptr) entity.Set(name, *value);
  }
  return entity;
}

absl::StatusOr<json::Value> Get(cli::Context& context, const cli::Args& args) {
  Client client(context);
  ASSIGN_OR_RETURN(const std::string site, client.ConnectedSite());
  ASSIGN_OR_RETURN(const json::Value entity,
                   client.Get(absl::StrCat(site, "/_api/web/GetStorageEntity(",
                                           odata::PathLiteral(args[kReadKey]), ")")));
  if (entity["odata.null"].AsBool()) {
    context.log.Verbose(absl::StrCat("there is no tenant property '", args[kReadKey], "'"));
    return json::Value();
  }
  return Entity(args[kReadKey], entity);
}

// The catalog keeps an index of all properties as JSON inside a property of its own.
absl::StatusOr<json::Value> List(cli::Context& context, const cli::Args& args) {
  ASSIGN_OR_RETURN(const json::Value properties,
                   Client(context).Get(absl::StrCat(args[kAppCatalogUrl],
                                                    "/_api/web/AllProperties?$select="
                                                    "storageentitiesindex")));
  json::Value list = json::Value::Array();
  const std::string& text = properties["storageentitiesindex"].AsString();
  if (text.empty()) return list;
  const absl::StatusOr<json::Value> index = json::Parse(text);
  if (!index.ok())
    return base::Annotate(index.status(), "cannot read the index of tenant properties");
  for (const auto& [key, entity] : index->members()) list.Append(Entity(key, entity));
  return list;
}

// Calls a method of the app catalog's root web, by way of the tenant.
absl::StatusOr<json::Value> CallCatalog(cli::Context& context, const cli::Args& args,
                                        absl::string_view method,
                                        const std::vector<csom::Parameter>& parameters) {
  Client client(context);
  ASSIGN_OR_RETURN(const std::string admin, client.ConnectedSite());
  csom::Request request;
  const csom::Path tenant = request.Constructor(csom::kTenant);
  const csom::Path site =
      request.Method(tenant, "GetSiteByUrl", {csom::String(args[kAppCatalogUrl])});
  const csom::Path web = request.Property(site, "RootWeb");
  for (const csom::Path path : {tenant, site, web}) request.Instantiate(path);
  request.Invoke(web, method, parameters);
  const absl::Status status = client.ProcessQuery(admin, request).status();
  if (absl::IsPermissionDenied(status))
    return base::WithHint(status,
                          "this is often a wrong --appCatalogUrl; show the right one with: spo "
                          "tenant appcatalogurl get");
  RETURN_IF_ERROR(status);
  return json::Value();
}

absl::StatusOr<json::Value> Set(cli::Context& context, const cli::Args& args) {
  return CallCatalog(context, args, "SetStorageEntity",
                     {csom::String(args[kKey]), csom::String(args[kValue]),
                      csom::String(args[kDescription]), csom::String(args[kComment])});
}

absl::StatusOr<json::Value> Remove(cli::Context& context, const cli::Args& args) {
  return CallCatalog(context, args, "RemoveStorageEntity", {csom::String(args[kKey])});
}

constexpr cli::Example kGetExamples[] = {
    {"Show a tenant property", "storageentity get --key AnalyticsId"},
    {"Its value alone", "storageentity get -k AnalyticsId -o json | jq -r .Value"}};
constexpr cli::Example kListExamples[] = {
    {"List the tenant properties",
     "storageentity list --appCatalogUrl https://contoso.sharepoint.com/sites/apps"},
    {"As JSON", "storageentity list -u https://contoso.sharepoint.com/sites/apps --output json"}};
constexpr cli::Example kSetExamples[] = {
    {"Set a tenant property",
     "storageentity set --appCatalogUrl https://contoso.sharepoint.com/sites/apps --key "
     "AnalyticsId --value 123 --description 'Web analytics ID'"},
    {"With a comment",
     "storageentity set -u https://contoso.sharepoint.com/sites/apps -k AnalyticsId -v 123 -c "
     "'Owned by marketing'"}};
constexpr cli::Example kRemoveExamples[] = {
    {"Remove a tenant property",
     "storageentity remove --appCatalogUrl https://contoso.sharepoint.com/sites/apps --key "
     "AnalyticsId"},
    {"In a script",
     "storageentity remove -u https://contoso.sharepoint.com/sites/apps -k AnalyticsId "
     "--force"}};

constexpr cli::Command kCommands[] = {
    {.name = "storageentity get",
     .summary = "Show a tenant property",
     .options = cli::kOf<kReadKey>,
     .columns = kColumns,
     .examples = kGetExamples,
     .remarks = "Prints nothing when there is no such property.",
     .run = Get},
    {.name = "storageentity list",
     .summary = "List the tenant properties of an app catalog",
     .options = cli::kOf<kAppCatalogUrl>,
     .columns = kColumns,
     .examples = kListExamples,
     .run = List},
    {.name = "storageentity remove",
     .summary = "Remove a tenant property",
     .options = cli::kOf<kAppCatalogUrl, kKey>,
     .needs = cli::Needs::kTenantAdmin,
     .confirm = "Remove the tenant property {key} from {appCatalogUrl}?",
     .examples = kRemoveExamples,
     .run = Remove},
    {.name = "storageentity set",
     .summary = "Set a tenant property",
     .options = cli::kOf<kAppCatalogUrl, kKey, kValue, kDescription, kComment>,
     .needs = cli::Needs::kTenantAdmin,
     .examples = kSetExamples,
     .run = Set},
};

}  // namespace

constinit const cli::Noun kStorageEntity = {.name = "storageentity",
                                            .summary = "Tenant properties (storage entities)",
                                            .commands = kCommands};

}  // namespace o365::spo
