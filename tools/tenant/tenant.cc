#include "tools/tenant/tenant.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/random.h"
#include "common/base/status_macros.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/claims_challenge.h"
#include "tools/tenant/cloud.h"
#include "tools/tenant/platform_state.h"

namespace o365::tenant {
namespace {

constexpr const Service* kServices[] = {
    &kControlService,     &kLocalService,    &kPagesService,   &kIdentityService,
    &kSharePointService,  &kGraphService,    &kFlowService,    &kAzureService,
    &kFlowContentService, &kPlatformService, &kPackageService, &kChangelogService,
};

const Service* FindService(const http::Incoming& request) {
  for (const Service* service : kServices) {
    if (service->owns(request)) return service;
  }
  return nullptr;
}

http::Response UnknownRequest(const http::Incoming& request) {
  return Json(
      501,
      json::Value::Object(
          {{"error", json::Value::Object(
                         {{"code", "NotImplemented"},
                          {"message", absl::StrCat("o365-tenant does not know ", request.method,
                                                   " ", request.host, request.target)}})}}));
}

std::string PathOf(absl::string_view target) {
  return std::string(target.substr(0, target.find('?')));
}

// The target as it may be logged: queries of the identity platform may hold codes.
std::string Loggable(const Service* service, const http::Incoming& request) {
  const bool has_credentials =
      service == &kIdentityService || service == &kPagesService || service == &kLocalService;
  return has_credentials ? PathOf(request.target) : request.target;
}

// Whether names in the body may be replaced. Files that are kept here go out as they are.
bool IsText(const http::Response& response) {
  const std::string type = response.headers.Get("Content-Type");
  return absl::StrContains(type, "json") || absl::StrContains(type, "html") ||
         absl::StrContains(type, "xml");
}

// Another cloud is this one under other names: these are translated on the way in and out.
http::Outgoing HandleInCloud(Tenant& tenant, const std::string& cloud,
                             const http::Incoming& request) {
  Authority& authority = tenant.authority();
  http::Incoming inner = request;
  inner.host = ToGlobal(cloud, request.host);
  inner.target = ToGlobal(cloud, request.target);
  inner.body = ToGlobal(cloud, request.body);
  const std::string outer_cloud = std::exchange(authority.platform().cloud, cloud);
  http::Outgoing out = tenant.HandleInner(inner);
  authority.platform().cloud = outer_cloud;
  for (const char* name : {"Location", "WWW-Authenticate"}) {
    if (out.response.headers.Has(name)) {
      out.response.headers.Set(name, FromGlobal(cloud, out.response.headers.Get(name)));
    }
  }
  if (IsText(out.response)) out.response.body = FromGlobal(cloud, out.response.body);
  return out;
}

}  // namespace

Tenant::Tenant(TenantOptions options, Authority authority)
    : options_(std::move(options)),
      form_token_(base::NewGuid()),
      authority_(std::move(authority)) {}

absl::StatusOr<std::unique_ptr<Tenant>> Tenant::Create(TenantOptions options) {
  if (!options.signing_key.has_value()) {
    ASSIGN_OR_RETURN(options.signing_key, SigningKey::Create());
  }
  base::Clock& clock = options.clock != nullptr ? *options.clock : base::RealClock();
  Authority authority(clock, *options.signing_key, options.authority);
  SeedIdentities(authority);
  for (const std::string& id : options.app_ids) {
    if (authority.FindApp(id) == nullptr) authority.AddApp({.id = id, .name = "Contoso scripts"});
  }
  // make_unique cannot reach the constructor.
  std::unique_ptr<Tenant> tenant(new Tenant(std::move(options), std::move(authority)));
  Seed(tenant->state_);
  SeedBulk(tenant->state_, tenant->options_.bulk);
  return tenant;
}

http::Response Tenant::Answer(const Service& service, Call& call, bool& known) {
  if (auto early = service.prepare(call); early.has_value()) return *std::move(early);
  const Route* route = FindRoute(service, call);
  if (auto refusal = service.admit(call); refusal.has_value()) return *std::move(refusal);
  if (route == nullptr) {
    known = false;
    return UnknownRequest(call.request);
  }
  if (auto challenge = ChallengeClaims(call); challenge.has_value()) return *std::move(challenge);
  http::Response response = route->run(call);
  known = call.known;
  return response;
}

uint64_t Tenant::BodyLimit(const http::Incoming& head) {
  constexpr uint64_t kFile = uint64_t{1} << 30;
  constexpr uint64_t kForm = 1 << 20;
  const std::string token = BearerToken(head);
  if (token.empty()) return kForm;
  const std::lock_guard lock(mutex_);
  authority_.platform().cloud = CloudOfHost(head.host);
  const bool is_ours = authority_.Verify(token).ok();
  authority_.platform().cloud.clear();
  return is_ours ? kFile : kForm;
}

http::Outgoing Tenant::Handle(const http::Incoming& request) {
  const std::lock_guard lock(mutex_);
  return HandleInner(request);
}

http::Outgoing Tenant::HandleInner(const http::Incoming& request) {
  const std::string cloud = CloudOfHost(request.host);
  if (!cloud.empty()) return HandleInCloud(*this, cloud, request);
  const std::vector<std::string> parts = absl::StrSplit(request.target, absl::MaxSplits('?', 1));
  Call call{.tenant = *this,
            .request = request,
            .query = parts.size() > 1 ? http::DecodeForm(parts[1]) : http::FormFields(),
            .request_id = base::NewGuid(),
            .method = request.method,
            .path = parts[0],
            .version = "",
            .caller = {},
            .parameters = {}};
  const Service* service = FindService(request);
  bool known = true;
  http::Outgoing out;
  std::optional<Fault> fault;
  // Hosts of no service (a client's telemetry, say) use up no faults.
  if (service != nullptr && service != &kControlService) {
    fault = faults_.Take(absl::StrCat(request.host, parts[0]), call.clock().Now());
  }
  if (fault.has_value()) {
    out.delay = fault->delay;
    out.cut = fault->cut;
  }
  if (service != nullptr && request.scheme == "http" && !request.host.empty()) {
    out.response = Redirect(301, absl::StrCat("https://", request.host, request.target));
  } else if (service == nullptr) {
    known = false;
    out.response = UnknownRequest(request);
  } else if (fault.has_value() && fault->status != 0) {
    out.response = service->fail(call, {.status = fault->status, .text = fault->body});
    if (fault->retry_after) {
      out.response.headers.Set("Retry-After", absl::StrCat(*fault->retry_after));
    }
  } else if (out.cut != http::Outgoing::Cut::kBefore) {
    // A request whose connection is reset has not been acted upon.
    out.response = Answer(*service, call, known);
  }
  out.response.headers.Set("Date", absl::FormatTime("%a, %d %b %Y %H:%M:%S GMT", call.clock().Now(),
                                                    absl::UTCTimeZone()));
  if (service != nullptr) service->finish(call, out.response);
  if (service != &kControlService) {
    LoggedRequest logged{.time = call.clock().Now(),
                         .method = request.method,
                         .host = FromGlobal(authority_.platform().cloud, request.host),
                         .target = Loggable(service, request),
                         .status = out.response.status,
                         .known = known};
    if (options_.log) options_.log(ToLine(logged));
    requests_.Add(std::move(logged));
  }
  return out;
}

}  // namespace o365::tenant
