#include "common/auth/cloud.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
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
     .flow_host = "api.flow.microsoft.com"},
    {.name = "USGov",
     .login_host = "login.microsoftonline.com",
     .graph_host = "graph.microsoft.com",
     .sharepoint_suffix = ".sharepoint.com",
     .management_host = "management.azure.com",
     .flow_host = "gov.api.flow.microsoft.us"},
    {.name = "USGovHigh",
     .login_host = "login.microsoftonline.us",
     .graph_host = "graph.microsoft.us",
     .sharepoint_suffix = ".sharepoint.us",
     .management_host = "management.usgovcloudapi.net",
     .flow_host = "high.api.flow.microsoft.us"},
    {.name = "USGovDoD",
     .login_host = "login.microsoftonline.us",
     .graph_host = "dod-graph.microsoft.us",
     .sharepoint_suffix = ".sharepoint-mil.us",
     .management_host = "management.usgovcloudapi.net",
     .flow_host = "api.flow.appsplatform.us"},
    {.name = "China",
     .login_host = "login.partner.microsoftonline.cn",
     .graph_host = "microsoftgraph.chinacloudapi.cn",
     .sharepoint_suffix = ".sharepoint.cn",
     .management_host = "management.chinacloudapi.cn",
     .flow_host = "api.powerautomate.cn"},
};

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

absl::StatusOr<const Cloud*> CloudByName(absl::string_view name) {
  for (const Cloud& cloud : kClouds) {
    if (absl::EqualsIgnoreCase(cloud.name, name)) return &cloud;
  }
  if (name == "global") return &GlobalCloud();  // as older records have it
  return absl::NotFoundError(absl::StrCat("unknown cloud '", name, "'"));
}

std::string ServiceResource(absl::string_view service, const Cloud& cloud) {
  if (service == "aad" || service == "graph") return absl::StrCat("https://", cloud.graph_host);
  if (service == "azmgmt") return absl::StrCat("https://", cloud.management_host, "/");
  return "";
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
