// Making sites: with a Microsoft 365 group ("GroupSiteManager"), and communication sites
// ("SharePoint site creation REST API").

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/random.h"
#include "tools/tenant/directory.h"
#include "tools/tenant/spo.h"
#include "tools/tenant/spo_factory.h"

namespace o365::tenant {
namespace {

// "Site status" of the page above.
enum SiteStatus { kNotFound = 0, kReady = 2, kError = 3, kUrlTaken = 4 };

json::Value GroupAnswer(SiteStatus status, absl::string_view error, const Site* site) {
  return json::Value::Object(
      {{"DocumentsUrl", site == nullptr ? json::Value() : site->url + "/Shared Documents"},
       {"ErrorMessage", error.empty() ? json::Value() : json::Value(error)},
       {"GroupId", site == nullptr ? "00000000-0000-0000-0000-000000000000" : site->group_id},
       {"SiteStatus", status},
       {"SiteUrl", site == nullptr ? json::Value() : site->url}});
}

http::Response CreateGroup(Call& call) {
  const json::Value body = call.Body();
  const std::string alias = body["alias"].AsString(), name = body["displayName"].AsString();
  const json::Value& optional = body["optionalParams"];
  if (alias.empty() || name.empty()) {
    return SpoRefuse(call, {.status = 400,
                            .code = "-2147024809, System.ArgumentException",
                            .message = "Value does not fall within the expected range."});
  }
  const auto failed = [&](absl::string_view error) {
    return SpoResult(call, "CreateGroupEx", GroupAnswer(kError, error, nullptr));
  };
  if (FindGroupByNickname(call.state(), alias) != nullptr) {
    return failed("The group alias already exists.");
  }
  if (FindSite(call.state().sharepoint, absl::StrCat("https://", kSpoHost, "/sites/", alias)) !=
      nullptr) {
    return failed("The specified site already exists.");
  }
  const Entity& group =
      AddGroup(call.state(), {.name = name,
                              .nickname = alias,
                              .description = optional["Description"].AsString(),
                              .is_public = body["isPublic"].AsBool(),
                              .classification = optional["Classification"].AsString(),
                              .id = base::NewGuid(),
                              .owner = call.caller.object_id,
                              .created = call.clock().Now()});
  return SpoResult(call, "CreateGroupEx",
                   GroupAnswer(kReady, "", FindSiteOfGroup(call.state(), group.id())));
}

bool IsSiteUrl(absl::string_view url) {
  const std::string base = absl::StrCat("https://", kSpoHost);
  for (absl::string_view path : {"/sites/", "/teams/"}) {
    const std::string prefix = absl::StrCat(base, path);
    if (absl::StartsWithIgnoreCase(url, prefix) && url.size() > prefix.size() &&
        url.find('/', prefix.size()) == absl::string_view::npos) {
      return true;
    }
  }
  return false;
}

// Makes the site that `request` describes; null members of the answer are those of SPSiteManager.
json::Value Create(Call& call, const json::Value& request, absl::string_view site_template) {
  const std::string url = request["Url"].AsString();
  const auto answer = [](SiteStatus status, absl::string_view site_url, absl::string_view id) {
    return json::Value::Object({{"SiteId", id}, {"SiteStatus", status}, {"SiteUrl", site_url}});
  };
  if (!IsSiteUrl(url) || request["Title"].AsString().empty()) return answer(kError, "", "");
  if (FindSite(call.state().sharepoint, url) != nullptr) return answer(kUrlTaken, "", "");
  const std::string id = base::NewGuid();
  call.state().sharepoint.sites.push_back(
      MakeSite({.url = url,
                .title = request["Title"].AsString(),
                .template_name = std::string(site_template),
                .owner = call.caller.upn,
                .description = request["Description"].AsString(),
                .classification = request["Classification"].AsString(),
                .id = id,
                .created = call.clock().Now()}));
  return answer(kReady, url, id);
}

http::Response CreateCommunicationSite(Call& call) {
  json::Value answer = Create(call, call.Body()["request"], "SITEPAGEPUBLISHING#0");
  answer.Erase("SiteId");
  return SpoResult(call, "Create", std::move(answer));
}

http::Response CreateSite(Call& call) {
  const json::Value body = call.Body();
  const std::string site_template = body["request"]["WebTemplate"].AsString();
  return SpoResult(
      call, "Create",
      Create(call, body["request"],
             site_template.empty() ? "SITEPAGEPUBLISHING#0" : absl::string_view(site_template)));
}

http::Response Status(Call& call) {
  std::string url = call.parameters["url"];
  if (url.empty()) url = LiteralValue(call.Query("url"));
  const Site* site = FindSite(call.state().sharepoint, url);
  return SpoResult(call, "Status",
                   json::Value::Object({{"SiteId", site == nullptr ? "" : site->id},
                                        {"SiteStatus", site == nullptr ? kNotFound : kReady},
                                        {"SiteUrl", site == nullptr ? "" : site->url}}));
}

constexpr Route kRoutes[] = {
    {"POST", "GroupSiteManager/CreateGroupEx", CreateGroup},
    {"POST", "sitepages/communicationsite/create", CreateCommunicationSite},
    {"GET", "sitepages/communicationsite/status", Status},
    {"POST", "SPSiteManager/create", CreateSite},
    {"GET", "SPSiteManager/status", Status},
};

}  // namespace

absl::Span<const Route> SpoSiteRoutes() { return kRoutes; }

}  // namespace o365::tenant
