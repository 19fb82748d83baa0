// auth::ParseSharePointUrl: an accepted URL must lead to Microsoft, by https, and nowhere else.

#include <algorithm>

#include "absl/strings/match.h"
#include "common/auth/cloud.h"
#include "common/http/url.h"
#include "tests/fuzz/check.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  namespace auth = o365::auth;
  constexpr absl::string_view kSuffixes[] = {".sharepoint.com", ".sharepoint.us",
                                             ".sharepoint-mil.us", ".sharepoint.cn"};
  const absl::StatusOr<auth::SharePointSite> site =
      auth::ParseSharePointUrl(o365::fuzz::Text(data, size));
  if (!site.ok()) return 0;
  const o365::http::Url url = o365::http::ParseUrl(site->url).value();
  const auto suffix = std::find_if(std::begin(kSuffixes), std::end(kSuffixes),
                                   [&](auto ending) { return absl::EndsWith(url.host, ending); });
  FUZZ_CHECK(suffix != std::end(kSuffixes));
  FUZZ_CHECK(*suffix == site->cloud->sharepoint_suffix);
  const absl::string_view label =
      absl::string_view(url.host).substr(0, url.host.size() - suffix->size());
  FUZZ_CHECK(!label.empty() && !absl::StrContains(label, '.'));
  FUZZ_CHECK(site->is_tenant_admin == absl::EndsWith(label, "-admin"));
  FUZZ_CHECK(url.scheme == "https" && url.default_port && url.user_info.empty());
  FUZZ_CHECK(url.query.empty() && !absl::EndsWith(site->url, "/"));
  FUZZ_CHECK(site->origin == url.Origin() && absl::StartsWith(site->url, site->origin));
  // Once more changes nothing.
  FUZZ_CHECK(auth::ParseSharePointUrl(site->url)->url == site->url);
  return 0;
}
