#include "common/http/proxy.h"

#include <arpa/inet.h>

#include <cstring>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/base/error.h"

namespace o365::http {
namespace {

// An IPv4 or IPv6 address in network order.
struct Address {
  unsigned char bytes[16] = {};
  int bits = 0;  // 32, 128, or 0 when the text was no address
};

Address ParseAddress(const std::string& text) {
  Address address;
  if (::inet_pton(AF_INET, text.c_str(), address.bytes) == 1) {
    address.bits = 32;
  } else if (::inet_pton(AF_INET6, text.c_str(), address.bytes) == 1) {
    address.bits = 128;
  }
  return address;
}

bool InBlock(const Address& address, const Address& block, int prefix) {
  if (address.bits == 0 || address.bits != block.bits || prefix < 0 || prefix > block.bits)
    return false;
  const int whole = prefix / 8;
  if (std::memcmp(address.bytes, block.bytes, static_cast<size_t>(whole)) != 0) return false;
  if (prefix % 8 == 0) return true;
  const int mask = 0xff << (8 - prefix % 8);
  return ((address.bytes[whole] ^ block.bytes[whole]) & mask) == 0;
}

bool MatchesCidr(const std::string& host, absl::string_view entry) {
  const std::pair<std::string, std::string> parts = absl::StrSplit(entry, absl::MaxSplits('/', 1));
  int prefix = 0;
  return absl::SimpleAtoi(parts.second, &prefix) &&
         InBlock(ParseAddress(host), ParseAddress(parts.first), prefix);
}

// Takes ":port" off the end of an entry; an IPv6 address without brackets has none.
int TakePort(absl::string_view& entry) {
  int port = 0;
  if (absl::ConsumePrefix(&entry, "[")) {
    const size_t close = entry.find(']');
    if (close == absl::string_view::npos) return 0;
    absl::string_view rest = entry.substr(close + 1);
    entry = entry.substr(0, close);
    return absl::ConsumePrefix(&rest, ":") && absl::SimpleAtoi(rest, &port) ? port : 0;
  }
  const size_t colon = entry.find(':');
  if (colon == absl::string_view::npos || entry.find(':', colon + 1) != absl::string_view::npos)
    return 0;
  if (!absl::SimpleAtoi(entry.substr(colon + 1), &port)) return 0;
  entry = entry.substr(0, colon);
  return port;
}

bool Excludes(absl::string_view entry, const Url& url) {
  if (absl::StrContains(entry, '/')) return MatchesCidr(url.host, entry);
  const int port = TakePort(entry);
  if (port != 0 && port != url.port) return false;
  if (ParseAddress(std::string(entry)).bits != 0)
    return InBlock(ParseAddress(url.host), ParseAddress(std::string(entry)),
                   ParseAddress(std::string(entry)).bits);
  absl::ConsumePrefix(&entry, "*");
  while (absl::ConsumePrefix(&entry, ".")) {
  }
  if (entry.empty()) return false;
  return url.host == entry || absl::EndsWith(url.host, absl::StrCat(".", entry));
}

bool NoProxyExcludes(absl::string_view no_proxy, const Url& url) {
  if (absl::StripAsciiWhitespace(no_proxy) == "*") return true;
  for (absl::string_view part : absl::StrSplit(no_proxy, ',', absl::SkipEmpty())) {
    const std::string entry = absl::AsciiStrToLower(absl::StripAsciiWhitespace(part));
    if (!entry.empty() && Excludes(entry, url)) return true;
  }
  return false;
}

bool IsLocal(const Url& url) {
  if (url.host == "localhost" || absl::EndsWith(url.host, ".localhost")) return true;
  const Address host = ParseAddress(url.host);
  return InBlock(host, ParseAddress("127.0.0.0"), 8) || InBlock(host, ParseAddress("::1"), 128) ||
         InBlock(host, ParseAddress("169.254.169.254"), 32);
}

// The variable that names the proxy, and its value.
std::pair<std::string, std::string> ProxyVariable(const base::Environment& environment,
                                                  const Url& url) {
  std::vector<std::string> names;
  if (url.scheme == "https") names = {"HTTPS_PROXY", "https_proxy"};
  // A CGI script gets a request's "Proxy:" header as HTTP_PROXY (CVE-2016-5385).
  if (environment.Get("REQUEST_METHOD").empty()) names.push_back("HTTP_PROXY");
  for (const char* name : {"http_proxy", "ALL_PROXY", "all_proxy"}) names.push_back(name);
  for (const std::string& name : names) {
    if (std::string value = environment.Get(name); !value.empty()) return {name, value};
  }
  return {};
}

}  // namespace

absl::StatusOr<std::optional<Proxy>> ProxyFor(const base::Environment& environment,
                                              const Url& url) {
  if (IsLocal(url)) return std::nullopt;
  auto [variable, value] = ProxyVariable(environment, url);
  if (value.empty()) return std::nullopt;
  if (NoProxyExcludes(environment.FirstOf({"NO_PROXY", "no_proxy"}), url)) return std::nullopt;
  if (!absl::StrContains(value, "://")) value = absl::StrCat("http://", value);
  const absl::StatusOr<Url> parsed = ParseUrl(value);
  // The value may hold a password: messages name the variable alone.
  if (!parsed.ok() || parsed->scheme != "http")
    return base::WithHint(base::NetworkError(absl::StrCat(
                              "cannot use the proxy in ", variable,
                              ": it is not of the form http://[user:password@]host:port")),
                          absl::StrCat("correct ", variable, ", or unset it to connect directly"));
  Proxy proxy{.host = parsed->host, .port = parsed->port, .authorization = {}};
  if (!parsed->user_info.empty())
    proxy.authorization =
        base::Secret(absl::StrCat("Basic ", absl::Base64Escape(PercentDecode(parsed->user_info))));
  return proxy;
}

}  // namespace o365::http
