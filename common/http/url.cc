#include "common/http/url.h"

#include <arpa/inet.h>

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"

namespace o365::http {
namespace {

constexpr absl::string_view kUnreserved = "-._~";

std::string Encode(absl::string_view text, absl::string_view keep) {
  std::string out;
  for (const char c : text) {
    if (absl::ascii_isalnum(c) || absl::StrContains(keep, c)) {
      out += c;
    } else {
      absl::StrAppend(&out, "%", absl::AsciiStrToUpper(absl::BytesToHexString({&c, 1})));
    }
  }
  return out;
}

absl::Status Invalid(absl::string_view text, absl::string_view why) {
  return absl::InvalidArgumentError(absl::StrCat("'", text, "' is not a URL: ", why));
}

bool IsHostChar(char c) { return absl::ascii_isalnum(c) || c == '-' || c == '.' || c == '_'; }

bool IsHost(absl::string_view host, bool v6) {
  if (!v6) return std::all_of(host.begin(), host.end(), IsHostChar);
  in6_addr address;
  return ::inet_pton(AF_INET6, std::string(host).c_str(), &address) == 1;
}

// Who reads the path next would take these out of it, written as %2E too (RFC 3986, section 5.2.4).
bool HasDotSegment(absl::string_view path) {
  for (absl::string_view segment : absl::StrSplit(path, '/')) {
    const std::string text = PercentDecode(segment);
    if (text == "." || text == "..") return true;
  }
  return false;
}

bool IsEscape(absl::string_view text) {
  return text.size() >= 3 && absl::ascii_isxdigit(static_cast<unsigned char>(text[1])) &&
         absl::ascii_isxdigit(static_cast<unsigned char>(text[2]));
}

// Encodes what may stand nowhere in a URL as it is.
std::string EncodeStray(absl::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool stray = !absl::ascii_isprint(static_cast<unsigned char>(c)) ||
                       absl::StrContains(" \"<>\\^`{|}", absl::string_view(&c, 1)) ||
                       (c == '%' && !IsEscape(text.substr(i)));
    if (stray) {
      absl::StrAppend(&out, PercentEncode(absl::string_view(&c, 1)));
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

std::string Url::Origin() const {
  const bool v6 = absl::StrContains(host, ':');
  return absl::StrCat(scheme, "://", v6 ? "[" : "", host, v6 ? "]" : "",
                      default_port ? "" : absl::StrCat(":", port));
}

std::string Url::Target() const {
  return EncodeStray(query.empty() ? path : absl::StrCat(path, "?", query));
}

absl::StatusOr<Url> ParseUrl(absl::string_view text) {
  if (std::any_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) <= ' ' || c == '\\' || c == 127;
      }))
    return Invalid(text, "it has blanks, control characters or backslashes");
  const size_t colon = text.find("://");
  if (colon == absl::string_view::npos) return Invalid(text, "it does not start with https://");
  Url url;
  url.scheme = absl::AsciiStrToLower(text.substr(0, colon));
  if (url.scheme != "https" && url.scheme != "http")
    return Invalid(text, "it does not start with https://");
  url.port = url.scheme == "https" ? 443 : 80;

  absl::string_view rest = text.substr(colon + 3);
  rest = rest.substr(0, rest.find('#'));
  const size_t end = std::min(rest.find_first_of("/?"), rest.size());
  absl::string_view authority = rest.substr(0, end);
  rest.remove_prefix(end);
  if (const size_t at = authority.rfind('@'); at != absl::string_view::npos) {
    url.user_info = std::string(authority.substr(0, at));
    authority.remove_prefix(at + 1);
  }
  absl::string_view host = authority, port;
  const bool v6 = absl::StartsWith(authority, "[");
  if (v6) {
    const size_t close = authority.find(']');
    if (close == absl::string_view::npos) return Invalid(text, "its host has no closing bracket");
    host = authority.substr(1, close - 1);
    port = authority.substr(close + 1);
    if (!port.empty() && port[0] != ':') return Invalid(text, "its host is malformed");
  } else if (const size_t at = authority.find(':'); at != absl::string_view::npos) {
    host = authority.substr(0, at);
    port = authority.substr(at);
  }
  if (host.empty()) return Invalid(text, "it has no host");
  if (!IsHost(host, v6)) return Invalid(text, "its host is malformed");
  if (!port.empty()) {
    const int scheme_port = url.port;
    port.remove_prefix(1);
    if (!std::all_of(port.begin(), port.end(), absl::ascii_isdigit) ||
        !absl::SimpleAtoi(port, &url.port) || url.port < 1 || url.port > 65535)
      return Invalid(text, "its port is not a number from 1 to 65535");
    url.default_port = url.port == scheme_port;
  }
  url.host = absl::AsciiStrToLower(host);
  const size_t question = rest.find('?');
  url.path = std::string(rest.substr(0, question));
  if (url.path.empty()) url.path = "/";
  if (HasDotSegment(url.path)) return Invalid(text, "its path has a '.' or '..'");
  if (question != absl::string_view::npos) url.query = std::string(rest.substr(question + 1));
  return url;
}

std::string PercentEncode(absl::string_view text) { return Encode(text, kUnreserved); }

std::string EncodeQueryValue(absl::string_view text) { return Encode(text, "-._~!$'()*,:;=@/"); }

std::string PercentDecode(absl::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && absl::ascii_isxdigit(text[i + 1]) &&
        absl::ascii_isxdigit(text[i + 2])) {
      out += absl::HexStringToBytes(text.substr(i + 1, 2));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

std::string EncodeForm(const FormFields& fields) {
  std::string out;
  for (const auto& [name, value] : fields)
    absl::StrAppend(&out, out.empty() ? "" : "&", PercentEncode(name), "=", PercentEncode(value));
  return out;
}

FormFields DecodeForm(absl::string_view text) {
  FormFields fields;
  for (absl::string_view pair : absl::StrSplit(text, '&', absl::SkipEmpty())) {
    const std::pair<std::string, std::string> parts = absl::StrSplit(pair, absl::MaxSplits('=', 1));
    const auto decode = [](std::string part) {
      std::replace(part.begin(), part.end(), '+', ' ');
      return PercentDecode(part);
    };
    fields.emplace_back(decode(parts.first), decode(parts.second));
  }
  return fields;
}

}  // namespace o365::http
