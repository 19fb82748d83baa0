#include "common/auth/cloud.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "common/base/status_macros.h"
#include "common/http/url.h"

namespace o365::auth {
namespace {

// GCC shares its hosts with the global cloud but for Power Automate, so it comes second: a site's
// host alone says "Public".
constexpr Cloud kClouds[] = {
    {.name = "Public",
     .login_host = "login.microsoftonline.com",
     .graph_host = "graph.microsoft.com",
     .sharepoint_suffix = ".sharepoint.com",
     .management_host = "management.azure.com",
     .flow_host = "api.flow.microsoft.com",
     .bap_host = "api.bap.microsoft.com"},
    {.name = "USGov",
     .login_host = "login.microsoftonline.com",
     .graph_host = "graph.microsoft.com",
     .sharepoint_suffix = ".sharepoint.com",
     .management_host = "management.azure.com",
     .flow_host = "gov.api.flow.microsoft.us",
     .bap_host = "gov.api.bap.microsoft.us"},
    {.name = "USGovHigh",
     .login_host = "login.microsoftonline.us",
     .graph_host = "graph.microsoft.us",
     .sharepoint_suffix = ".sharepoint.us",
     .management_host = "management.usgovcloudapi.net",
     .flow_host = "high.api.flow.microsoft.us",
     .bap_host = "high.api.bap.microsoft.us"},
    {.name = "USGovDoD",
     .login_host = "login.microsoftonline.us",
     .graph_host = "dod-graph.microsoft.us",
     .sharepoint_suffix = ".sharepoint-mil.us",
     .management_host = "management.usgovcloudapi.net",
     .flow_host = "api.flow.appsplatform.us",
     .bap_host = "api.bap.appsplatform.us"},
    {.name = "China",
     .login_host = "login.partner.microsoftonline.cn",
     .graph_host = "microsoftgraph.chinacloudapi.cn",
     .sharepoint_suffix = ".sharepoint.cn",
     .management_host = "management.chinacloudapi.cn",
     .flow_host = "api.powerautomate.cn",
     .bap_host = "api.bap.partner.microsoftonline.cn"},
    // Bleu and Delos (Microsoft Learn: "Microsoft 365 endpoints").
    {.name = "France",
     .login_host = "login.sovcloud-identity.fr",
     .graph_host = "graph.svc.sovcloud.fr",
     .sharepoint_suffix = ".sovcloud-sharepoint.fr",
     .management_host = "management.sovcloud-api.fr",
     .flow_host = "",
     .bap_host = ""},
    {.name = "Germany",
     .login_host = "login.sovcloud-identity.de",
     .graph_host = "graph.svc.sovcloud.de",
     .sharepoint_suffix = ".sovcloud-sharepoint.de",
     .management_host = "management.sovcloud-api.de",
     .flow_host = "",
     .bap_host = ""},
};

// The hosts that differ between clouds but for SharePoint's, which are the tenant's own.
constexpr absl::string_view Cloud::*kHosts[] = {&Cloud::login_host, &Cloud::graph_host,
                                                &Cloud::management_host, &Cloud::flow_host,
                                                &Cloud::bap_host};

// `url` with the host of `to` if its host is the one of `from`.
std::string Move(const Cloud& from, const Cloud& to, absl::string_view url) {
  const size_t begin = url.find("://");
  if (begin == absl::string_view::npos || &from == &to) return std::string(url);
  const absl::string_view host =
      url.substr(begin + 3, url.find_first_of("/:?#", begin + 3) - begin - 3);
  for (const auto member : kHosts) {
    const absl::string_view old = from.*member;
    if (old.empty() || (to.*member).empty() || !absl::EqualsIgnoreCase(host, old)) continue;
    return absl::StrCat(url.substr(0, begin + 3), to.*member, url.substr(begin + 3 + host.size()));
  }
  return std::string(url);
}

bool HasHost(const Cloud& cloud, absl::string_view host) {
  if (absl::EndsWithIgnoreCase(host, cloud.sharepoint_suffix)) return true;
  for (const auto member : kHosts) {
    if (absl::EqualsIgnoreCase(cloud.*member, host)) return true;
  }
  return false;
}

absl::Status Invalid(absl::string_view text, absl::string_view why) {
  return absl::InvalidArgumentError(
      absl::StrCat("'", text, "' is not a SharePoint Online site: ", why));
}

// A host label as DNS has it (RFC 1123, section 2.1): letters, digits and inner hyphens.
bool IsHostLabel(absl::string_view label) {
  return !label.empty() && label.front() != '-' && label.back() != '-' &&
         std::all_of(label.begin(), label.end(),
                     [](char c) { return absl::ascii_isalnum(c) || c == '-'; });
}

}  // namespace

const Cloud& GlobalCloud() { return kClouds[0]; }

absl::Span<const Cloud> Clouds() { return kClouds; }

absl::StatusOr<const Cloud*> CloudByName(absl::string_view name) {
  for (const Cloud& cloud : kClouds) {
    if (absl::EqualsIgnoreCase(cloud.name, name)) return &cloud;
  }
  if (name == "global") return &GlobalCloud();
  const auto add_name = [](std::string* out, const Cloud& cloud) {
    absl::StrAppend(out, cloud.name);
  };
  return absl::NotFoundError(absl::StrCat("unknown cloud '", name, "'; there are ",
                                          absl::StrJoin(kClouds, ", ", add_name)));
}

absl::StatusOr<const Cloud*> CloudByAuthority(absl::string_view url) {
  ASSIGN_OR_RETURN(const http::Url parsed, http::ParseUrl(url));
  for (const Cloud& cloud : kClouds) {
    if (cloud.login_host == parsed.host) return &cloud;
  }
  return absl::NotFoundError(absl::StrCat("'", url, "' is no known cloud's sign-in service"));
}

std::string ToCloud(const Cloud& cloud, absl::string_view url) {
  return Move(GlobalCloud(), cloud, url);
}

std::string ToPublic(const Cloud& cloud, absl::string_view url) {
  return Move(cloud, GlobalCloud(), url);
}

absl::Status CheckInCloud(const Cloud& cloud, absl::string_view url) {
  ASSIGN_OR_RETURN(const http::Url parsed, http::ParseUrl(url));
  if (HasHost(cloud, parsed.host)) return absl::OkStatus();
  for (const Cloud& other : kClouds) {
    if (!HasHost(other, parsed.host)) continue;
    return absl::InvalidArgumentError(absl::StrCat("'", parsed.host, "' belongs to the cloud '",
                                                   other.name, "', and the connection to '",
                                                   cloud.name, "'"));
  }
  return absl::OkStatus();
}

absl::StatusOr<SharePointSite> ParseSharePointUrl(absl::string_view text) {
  ASSIGN_OR_RETURN(const http::Url url, http::ParseUrl(text));
  if (url.scheme != "https") return Invalid(text, "its URL must start with https://");
  // Looked for in the text: a port that is the default one, or empty user info, leaves no trace in
  // the parsed URL, and none of them belongs there.
  absl::string_view authority = text.substr(text.find("://") + 3);
  authority = authority.substr(0, authority.find_first_of("/?#"));
  if (absl::StrContains(authority, '@')) return Invalid(text, "its URL names a user");
  if (absl::StrContains(authority, ':')) return Invalid(text, "its URL names a port");
  if (absl::StrContains(text, '?')) return Invalid(text, "its URL has a query");

  for (const Cloud& cloud : kClouds) {
    absl::string_view label = url.host;
    if (!absl::ConsumeSuffix(&label, cloud.sharepoint_suffix) || !IsHostLabel(label)) continue;
    std::string site = url.Origin() + url.path;
    while (absl::EndsWith(site, "/")) site.pop_back();
    return SharePointSite{.url = site,
                          .origin = url.Origin(),
                          .cloud = &cloud,
                          .is_tenant_admin = absl::EndsWith(label, "-admin")};
  }
  return Invalid(text, "its host must be NAME.sharepoint.com");
}

}  // namespace o365::auth
