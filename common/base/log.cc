#include "common/base/log.h"

#include <algorithm>
#include <cctype>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace o365::base {
namespace {

constexpr absl::string_view kRedacted = "[redacted]";

// Names whose values are secret wherever they stand: headers, JSON members, form fields.
constexpr absl::string_view kSecretNames[] = {
    "access_token",        "assertion",       "authorization", "client_assertion",
    "client_secret",       "code_verifier",   "cookie",        "currentpassword",
    "device_code",         "formdigestvalue", "hibp-api-key",  "id_token",
    "newpassword",         "passwd",          "password",      "secrettext",
    "proxy-authorization", "refresh_token",   "set-cookie",    "x-requestdigest"};

bool IsNameChar(char c) { return absl::ascii_isalnum(c) || c == '_' || c == '-'; }

bool IsSecretName(absl::string_view name) {
  return std::any_of(
      std::begin(kSecretNames), std::end(kSecretNames),
      [name](absl::string_view secret) { return absl::EqualsIgnoreCase(name, secret); });
}

// Where the value that follows a secret name ends: at its closing quote, at the end of the line
// (headers), or at '&' or white space (forms).
size_t EndOfValue(absl::string_view text, size_t at, char separator) {
  if (at < text.size() && text[at] == '"') {
    for (size_t i = at + 1; i < text.size(); ++i) {
      if (text[i] == '\\')
        ++i;
      else if (text[i] == '"')
        return i + 1;
    }
    return text.size();
  }
  const size_t end = text.find_first_of(separator == '=' ? "& \r\n\"" : "\r\n", at);
  return end == absl::string_view::npos ? text.size() : end;
}

// If a secret's name ends at `end`, skips `"`, blanks and a separator behind it; returns where the
// value starts, or npos.
size_t StartOfValue(absl::string_view text, size_t end, char& separator) {
  size_t i = end;
  if (i < text.size() && text[i] == '"') ++i;
  while (i < text.size() && text[i] == ' ') ++i;
  if (i >= text.size() || (text[i] != ':' && text[i] != '=')) return absl::string_view::npos;
  separator = text[i++];
  while (i < text.size() && text[i] == ' ') ++i;
  return i;
}

// The length of the JSON Web Token (RFC 7519: base64url parts joined by dots) at `at`, or 0.
size_t TokenLength(absl::string_view text, size_t at) {
  if (!absl::StartsWith(text.substr(at), "eyJ")) return 0;
  size_t end = at;
  int dots = 0;
  while (end < text.size() && (IsNameChar(text[end]) || text[end] == '.'))
    dots += text[end++] == '.';
  return dots >= 1 && end - at > 20 ? end - at : 0;
}

}  // namespace

std::string Redact(absl::string_view text) {
  std::string out;
  size_t i = 0;
  while (i < text.size()) {
    if (!IsNameChar(text[i])) {
      out += text[i++];
      continue;
    }
    if (const size_t token = TokenLength(text, i); token > 0) {
      absl::StrAppend(&out, kRedacted);
      i += token;
      continue;
    }
    size_t end = i;
    while (end < text.size() && IsNameChar(text[end])) ++end;
    const absl::string_view word = text.substr(i, end - i);
    absl::StrAppend(&out, word);
    char separator = 0;
    const size_t value =
        IsSecretName(word) ? StartOfValue(text, end, separator) : absl::string_view::npos;
    if (value == absl::string_view::npos) {
      i = end;
      continue;
    }
    const bool quoted = value < text.size() && text[value] == '"';
    absl::StrAppend(&out, text.substr(end, value - end), quoted ? "\"" : "", kRedacted,
                    quoted ? "\"" : "");
    i = EndOfValue(text, value, separator);
  }
  return out;
}

void Log::Conceal(const Secret& secret) {
  if (secret.Reveal().size() < 4) return;
  const std::lock_guard lock(mutex_);
  if (std::find(concealed_.begin(), concealed_.end(), secret) == concealed_.end())
    concealed_.push_back(secret);
}

void Log::Write(LogLevel level, absl::string_view line) {
  if (level_ < level) return;
  std::string clean = Redact(line);
  const std::lock_guard lock(mutex_);
  for (const Secret& secret : concealed_)
    clean = absl::StrReplaceAll(clean, {{secret.Reveal(), kRedacted}});
  terminal_.Say(clean);
}

}  // namespace o365::base
