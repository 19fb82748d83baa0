// odata::NextLink: an accepted link must lead to the host that the page came from.

#include "absl/strings/match.h"
#include "common/http/url.h"
#include "common/json/value.h"
#include "common/odata/rest.h"
#include "tests/fuzz/check.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  namespace json = o365::json;
  const std::string link(o365::fuzz::Text(data, size));
  const json::Value page = json::Value::Object({{"@odata.nextLink", link}});
  const absl::StatusOr<std::string> next =
      o365::odata::NextLink(page, "https://graph.microsoft.com/v1.0/users");
  if (!next.ok()) return 0;
  FUZZ_CHECK(next->empty() == link.empty());
  if (next->empty()) return 0;
  const o365::http::Url url = o365::http::ParseUrl(*next).value();
  FUZZ_CHECK(url.Origin() == "https://graph.microsoft.com");
  FUZZ_CHECK(url.user_info.empty());
  return 0;
}
