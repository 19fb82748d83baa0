// http::ParseUrl and the encodings: what is accepted must mean the same to every reader.

#include <arpa/inet.h>

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/http/url.h"
#include "tests/fuzz/check.h"

namespace o365::fuzz {
namespace {

// What RFC 3986 lets stand nowhere in a URL.
bool IsBad(char c) {
  return c <= ' ' || c == 127 || static_cast<unsigned char>(c) > 127 ||
         absl::StrContains("\"<>\\^`{|}", absl::string_view(&c, 1));
}

bool IsHostName(absl::string_view host) {
  return !host.empty() && std::all_of(host.begin(), host.end(), [](char c) {
    return absl::ascii_isdigit(c) || absl::ascii_islower(c) || c == '-' || c == '.' || c == '_';
  });
}

bool IsIpv6(const std::string& host) {
  unsigned char address[sizeof(in6_addr)];
  return ::inet_pton(AF_INET6, host.c_str(), address) == 1;
}

void CheckUrl(const http::Url& url) {
  FUZZ_CHECK(url.scheme == "https" || url.scheme == "http");
  FUZZ_CHECK(IsHostName(url.host) || IsIpv6(url.host));
  FUZZ_CHECK(url.port >= 1 && url.port <= 65535);
  FUZZ_CHECK(url.default_port == (url.port == (url.scheme == "https" ? 443 : 80)));
  FUZZ_CHECK(absl::StartsWith(url.path, "/"));
  FUZZ_CHECK(!absl::StrContains(url.path, '?') && !absl::StrContains(url.Target(), '#'));
  const std::string target = url.Target();
  FUZZ_CHECK(std::none_of(target.begin(), target.end(), IsBad));

  const http::Url origin = http::ParseUrl(url.Origin()).value();
  FUZZ_CHECK(origin.scheme == url.scheme && origin.host == url.host && origin.port == url.port);
  FUZZ_CHECK(origin.user_info.empty() && origin.path == "/" && origin.query.empty());
  const http::Url again = http::ParseUrl(absl::StrCat(url.Origin(), target)).value();
  FUZZ_CHECK(again.host == url.host && again.port == url.port && again.Target() == target);
}

}  // namespace
}  // namespace o365::fuzz

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  namespace http = o365::http;
  const absl::string_view text = o365::fuzz::Text(data, size);
  if (const absl::StatusOr<http::Url> url = http::ParseUrl(text); url.ok())
    o365::fuzz::CheckUrl(*url);
  FUZZ_CHECK(http::PercentDecode(http::PercentEncode(text)) == text);
  FUZZ_CHECK(http::PercentDecode(http::EncodeQueryValue(text)) == text);
  FUZZ_CHECK(http::PercentDecode(text).size() <= text.size());
  // Encoded text has a place in any URL; but alone in a segment "." and ".." would be taken away.
  const std::string query = http::EncodeQueryValue(text);
  const http::Url url =
      http::ParseUrl(absl::StrCat("https://a/x", http::PercentEncode(text), "?", query)).value();
  FUZZ_CHECK(url.host == "a" && url.query == query);
  const http::FormFields fields = {{std::string(text), "1"}, {"name", std::string(text)}};
  FUZZ_CHECK(http::DecodeForm(http::EncodeForm(fields)) == fields);
  http::DecodeForm(text);
  return 0;
}
