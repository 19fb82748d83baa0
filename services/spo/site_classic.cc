#include "services/spo/site_classic.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/http/url.h"
#include "services/spo/client.h"
#include "services/spo/operation.h"
#include "services/spo/tenant_sites.h"

namespace o365::spo::classic {
namespace {

using csom::NumberType;

// The service's names for "there is no such site" and for "nor is it in the recycle bin".
constexpr absl::string_view kNoSite = "Microsoft.Online.SharePoint.Common.SpoNoSiteException";
constexpr absl::string_view kNoDeletedSite = "Microsoft.SharePoint.Client.UnknownError";
// Of an identity: the trace id of a request, which the service does not look up.
constexpr absl::string_view kTrace = "53d8499e-d0d2-5000-cb83-9ade5be42ca4|";
// DenyAddAndCustomizePagesStatus.
constexpr int kScriptAllowed = 1, kScriptDenied = 2;

absl::Status CheckWarning(const cli::Args& args, const cli::Option& warning,
                          const cli::Option& quota) {
  int64_t level = 0, limit = 0;
  if (absl::SimpleAtoi(args[warning], &level) && absl::SimpleAtoi(args[quota], &limit) &&
      level > limit)
    return base::UsageError(
        absl::StrCat("option '--", warning.name, "' must not exceed '--", quota.name, "'"));
  return absl::OkStatus();
}

absl::Status CheckNeeds(const cli::Args& args, const cli::Option& option,
                        const cli::Option& needed) {
  if (!args.Has(option) || args.Has(needed)) return absl::OkStatus();
  return base::UsageError(
      absl::StrCat("option '--", option.name, "' goes with '--", needed.name, "'"));
}

// One command on one site.
class Change {
 public:
  Change(cli::Context& context, const cli::Args& args)
      : context_(context), args_(args), client_(context) {}

  absl::Status Connect() {
    ASSIGN_OR_RETURN(admin_, client_.ConnectedSite());
    return absl::OkStatus();
  }

  absl::StatusOr<bool> IsInRecycleBin();
  absl::Status RemoveDeleted();
  absl::Status Create();
  absl::Status SetProperties();
  absl::Status AddOwners();
  absl::Status SetLockState();

 private:
  // Asks for the state of a site; "" when the error is `missing`.
  absl::StatusOr<std::string> Status(const csom::Request& request, csom::Action site,
                                     absl::string_view missing);
  // Sends a request whose last action queries the operation that it begins, and waits for it if
  // that is wanted.
  absl::Status Operate(const csom::Request& request, absl::string_view what);
  absl::StatusOr<std::string> SiteIdentity();
  csom::Parameter Url() const { return csom::String(args_[kUrl]); }

  cli::Context& context_;
  const cli::Args& args_;
  Client client_;
  std::string admin_;
};

absl::StatusOr<std::string> Change::Status(const csom::Request& request, csom::Action site,
                                           absl::string_view missing) {
  const absl::StatusOr<csom::Answer> answer = client_.ProcessQuery(admin_, request);
  if (base::ServiceCode(answer.status()) == missing) return "";
  RETURN_IF_ERROR(answer.status());
  return (*answer)[site]["Status"].AsString();
}

absl::StatusOr<bool> Change::IsInRecycleBin() {
  csom::Request live;
  const csom::Path tenant = live.Constructor(csom::kTenant);
  const csom::Path site =
      live.Method(tenant, "GetSitePropertiesByUrl", {Url(), csom::Boolean(false)});
  live.Instantiate(tenant);
  live.Instantiate(site);
  ASSIGN_OR_RETURN(const std::string status, Status(live, live.Query(site), kNoSite));
  if (status == "Recycled") return true;
  csom::Request deleted;
  const csom::Path bin = deleted.Method(deleted.ConstructorAtEnd(csom::kTenant),
                                        "GetDeletedSitePropertiesByUrl", {Url()});
  deleted.Instantiate(bin);
  ASSIGN_OR_RETURN(const std::string found, Status(deleted, deleted.Query(bin), kNoDeletedSite));
  return found == "Recycled";
}

absl::Status Change::Operate(const csom::Request& request, absl::string_view what) {
  ASSIGN_OR_RETURN(const csom::Answer answer, client_.ProcessQuery(admin_, request));
  if (!args_.On(kWait)) return absl::OkStatus();
  const std::string look_up =
      absl::StrCat("spo site classic list --filter \"Url -like '", args_[kUrl], "'\"");
  return WaitFor(context_, client_, answer.Last(),
                 {.admin_site = admin_, .what = what, .look_up = look_up});
}

absl::Status Change::RemoveDeleted() {
  csom::Request request;
  const csom::Path operation =
      request.Method(request.ConstructorAtEnd(csom::kTenant), "RemoveDeletedSite", {Url()});
  request.Instantiate(operation);
  QueryOperation(request, operation);
  return Operate(request, "removing the deleted site");
}

absl::Status Change::Create() {
  const auto number = [&](const char* name, NumberType type, const cli::Option& option,
                          absl::string_view otherwise) {
    return csom::NumberProperty(name, type, args_.Has(option) ? args_[option] : otherwise);
  };
  csom::Request request;
  const csom::Path tenant = request.Constructor(csom::kTenant);
  const csom::Path operation = request.Method(
      tenant, "CreateSite",
      {csom::Object(
          csom::kSiteCreationProperties,
          {csom::NumberProperty("CompatibilityLevel", NumberType::kInt32, "0"),
           csom::NumberProperty("Lcid", NumberType::kUInt32, args_[kLcid]),
           csom::StringProperty("Owner", args_[kOwner]),
           number("StorageMaximumLevel", NumberType::kInt64, kStorageQuota, "100"),
           number("StorageWarningLevel", NumberType::kInt64, kStorageWarning, "100"),
           csom::StringProperty("Template", args_[kNewTemplate]),
           csom::NumberProperty("TimeZoneId", NumberType::kInt32, args_[kTimeZone]),
           csom::StringProperty("Title", args_[kTitle]), csom::StringProperty("Url", args_[kUrl]),
           number("UserCodeMaximumLevel", NumberType::kDouble, kResourceQuota, "0"),
           number("UserCodeWarningLevel", NumberType::kDouble, kResourceWarning, "0")})});
  request.Instantiate(tenant);
  request.Instantiate(operation);
  request.Query(tenant);
  QueryOperation(request, operation);
  return Operate(request, "creating the site");
}

// TRACE|TENANT\nSiteProperties\nURL, where the tenant's own identity is TRACE|TENANT\nTenant.
absl::StatusOr<std::string> Change::SiteIdentity() {
  ASSIGN_OR_RETURN(const std::string tenant, client_.TenantObjectIdentity());
  const std::vector<std::string> trace_and_id = absl::StrSplit(tenant, absl::MaxSplits('|', 1));
  const std::vector<std::string> lines = absl::StrSplit(trace_and_id.back(), '\n');
  return absl::StrCat(kTrace, lines.front(), "\nSiteProperties\n",
                      http::PercentEncode(args_[kUrl]));
}

absl::Status Change::SetProperties() {
  csom::Request request;
  ASSIGN_OR_RETURN(const std::string identity, SiteIdentity());
  const csom::Path site = request.Identity(identity);
  const csom::Path update = request.Method(site, "Update", {});
  bool changed = false;
  const auto set = [&](const cli::Option& option, const char* name, const csom::Parameter& value) {
    if (!args_.Has(option)) return;
    request.SetProperty(site, name, value);
    changed = true;
  };
  const auto sharing = std::find(std::begin(kSharings), std::end(kSharings), args_[kSharing]);
  const auto number = [&](NumberType type, const cli::Option& option) {
    return csom::Number(type, args_[option]);
  };
  set(kNewTitle, "Title", csom::String(args_[kNewTitle]));
  set(kSharing, "SharingCapability", csom::Enum(static_cast<int>(sharing - std::begin(kSharings))));
  set(kResourceQuota, "UserCodeMaximumLevel", number(NumberType::kDouble, kResourceQuota));
  set(kResourceWarning, "UserCodeWarningLevel", number(NumberType::kDouble, kResourceWarning));
  set(kStorageQuota, "StorageMaximumLevel", number(NumberType::kInt64, kStorageQuota));
  set(kStorageWarning, "StorageWarningLevel", number(NumberType::kInt64, kStorageWarning));
  set(kSelfServiceUpgrade, "AllowSelfServiceUpgrade", csom::Boolean(args_.On(kSelfServiceUpgrade)));
  set(kNoScriptSite, "DenyAddAndCustomizePages",
      csom::Enum(args_.On(kNoScriptSite) ? kScriptDenied : kScriptAllowed));
  if (!changed) return absl::OkStatus();
  request.Instantiate(update);
  request.QueryIdentity(site);
  QueryOperation(request, update);
  return Operate(request, "changing the site");
}

absl::Status Change::AddOwners() {
  for (absl::string_view owner : absl::StrSplit(args_[kOwners], ',', absl::SkipWhitespace())) {
    csom::Request request;
    request.Instantiate(request.Method(
        request.ConstructorAtEnd(csom::kTenant), "SetSiteAdmin",
        {Url(), csom::String(absl::StripAsciiWhitespace(owner)), csom::Boolean(true)}));
    RETURN_IF_ERROR(base::Annotate(client_.ProcessQuery(admin_, request).status(),
                                   absl::StrCat("cannot add owner '", owner, "'")));
  }
  return absl::OkStatus();
}

absl::Status Change::SetLockState() {
  if (!args_.Has(kLockState)) return absl::OkStatus();
  csom::Request request;
  const csom::Path site = request.Method(request.ConstructorAtEnd(csom::kTenant),
                                         "GetSitePropertiesByUrl", {Url(), csom::Boolean(false)});
  const csom::Path update = request.Method(site, "Update", {});
  request.SetProperty(site, "LockState", csom::String(args_[kLockState]));
  request.Instantiate(update);
  request.QueryIdentity(site);
  request.Query(update);
  return Operate(request, "locking the site");
}

}  // namespace

absl::Status CheckAdd(const cli::Args& args) {
  RETURN_IF_ERROR(CheckNeeds(args, kResourceWarning, kResourceQuota));
  RETURN_IF_ERROR(CheckNeeds(args, kStorageWarning, kStorageQuota));
  return CheckSet(args);
}

absl::Status CheckSet(const cli::Args& args) {
  RETURN_IF_ERROR(CheckWarning(args, kResourceWarning, kResourceQuota));
  return CheckWarning(args, kStorageWarning, kStorageQuota);
}

absl::StatusOr<json::Value> Add(cli::Context& context, const cli::Args& args) {
  Change site(context, args);
  RETURN_IF_ERROR(site.Connect());
  if (args.On(kRemoveDeletedSite)) {
    ASSIGN_OR_RETURN(const bool deleted, site.IsInRecycleBin());
    if (deleted) RETURN_IF_ERROR(site.RemoveDeleted());
  }
  RETURN_IF_ERROR(site.Create());
  return json::Value();
}

absl::StatusOr<json::Value> List(cli::Context& context, const cli::Args& args) {
  return ListTenantSites(context, {.filter = args[kFilter],
                                   .web_template = args[kListTemplate],
                                   .personal = args.On(kOneDrive)});
}

absl::StatusOr<json::Value> Set(cli::Context& context, const cli::Args& args) {
  Change site(context, args);
  RETURN_IF_ERROR(site.Connect());
  RETURN_IF_ERROR(site.SetProperties());
  RETURN_IF_ERROR(site.AddOwners());
  RETURN_IF_ERROR(site.SetLockState());
  return json::Value();
}

}  // namespace o365::spo::classic
