#include "tools/tenant/cloud.h"

#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"

namespace o365::tenant {
namespace {

struct Host {
  const char* cloud;
  const char* name;    // a suffix when it begins with a dot
  const char* global;  // what stands in its place
};

// The first of several names for one global host is the one that answers carry. The military's
// part of the American cloud shares its sign-in with the rest.
constexpr Host kHosts[] = {
    {"us", "login.microsoftonline.us", "login.microsoftonline.com"},
    {"us", "graph.microsoft.us", "graph.microsoft.com"},
    {"us", ".sharepoint.us", ".sharepoint.com"},
    {"us", ".sharepoint-mil.us", ".sharepoint.com"},
    {"us", "management.usgovcloudapi.net", "management.azure.com"},
    {"us", "high.api.flow.microsoft.us", "api.flow.microsoft.com"},
    {"us", "api.flow.appsplatform.us", "api.flow.microsoft.com"},
    {"us", "high.api.bap.microsoft.us", "api.bap.microsoft.com"},
    {"us", "api.bap.appsplatform.us", "api.bap.microsoft.com"},
    {"us", "dod-graph.microsoft.us", "graph.microsoft.com"},
    {"cn", "login.partner.microsoftonline.cn", "login.microsoftonline.com"},
    {"cn", "login.chinacloudapi.cn", "login.microsoftonline.com"},
    {"cn", "microsoftgraph.chinacloudapi.cn", "graph.microsoft.com"},
    {"cn", ".sharepoint.cn", ".sharepoint.com"},
    {"cn", "management.chinacloudapi.cn", "management.azure.com"},
    {"cn", "api.powerautomate.cn", "api.flow.microsoft.com"},
    {"cn", "api.bap.partner.microsoftonline.cn", "api.bap.microsoft.com"},
};

}  // namespace

std::string CloudOfHost(absl::string_view host) {
  for (const Host& each : kHosts) {
    const bool fits = *each.name == '.' ? absl::EndsWith(host, each.name) : host == each.name;
    if (fits) return each.cloud;
  }
  return "";
}

std::string ToGlobal(absl::string_view cloud, absl::string_view text) {
  // Longer names win where one holds another.
  std::vector<std::pair<absl::string_view, absl::string_view>> pairs;
  for (const Host& each : kHosts) {
    if (cloud == each.cloud) pairs.emplace_back(each.name, each.global);
  }
  return absl::StrReplaceAll(text, pairs);
}

std::string FromGlobal(absl::string_view cloud, absl::string_view text) {
  std::vector<std::pair<absl::string_view, absl::string_view>> pairs;
  for (const Host& each : kHosts) {
    if (cloud != each.cloud) continue;
    bool known = false;
    for (const auto& pair : pairs) known |= pair.first == each.global;
    if (!known) pairs.emplace_back(each.global, each.name);
  }
  return absl::StrReplaceAll(text, pairs);
}

}  // namespace o365::tenant
