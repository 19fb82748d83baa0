#include "common/base/redact.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"

namespace o365::base {
namespace {

constexpr absl::string_view kRedacted = "[redacted]";
constexpr size_t kShortestSecret = 6;

// Whole names, in lower case without dashes and underscores. "sig" and "tempauth" are the keys in
// links to Azure Storage and to files of SharePoint.
constexpr absl::string_view kNames[] = {
    "assertion",          "authorization",   "clientassertion", "clientstate",
    "codeverifier",       "cookie",          "devicecode",      "pwd",
    "proxyauthorization", "requestdigest",   "setcookie",       "sig",
    "tempauth",           "xidentityheader", "xrequestdigest"};
// Ends of names: "newPassword", "Ocp-Apim-Subscription-Key", "AZURE_CLIENT_SECRET".
constexpr absl::string_view kEnds[] = {"accesskey",
                                       "accesstoken",
                                       "accountkey",
                                       "apikey",
                                       "authtoken",
                                       "digestvalue",
                                       "functionskey",
                                       "idtoken",
                                       "passphrase",
                                       "passwd",
                                       "password",
                                       "privatekey",
                                       "refreshtoken",
                                       "sastoken",
                                       "secret",
                                       "secrettext",
                                       "sharedaccesssignature",
                                       "sharedkey",
                                       "subscriptionkey"};

bool IsNameChar(char c) { return absl::ascii_isalnum(c) || c == '_' || c == '-'; }

// What is between words may be escaped: \u0022name, %26name.
absl::string_view WithoutEscape(absl::string_view text, size_t begin, absl::string_view word) {
  const char before = begin == 0 ? ' ' : text[begin - 1];
  if (before == '\\' && absl::StartsWith(word, "u00") && word.size() > 5) return word.substr(5);
  if (before == '\\' && word.size() > 1 && absl::StrContains("nrt", word[0])) return word.substr(1);
  if (before == '%' && word.size() > 2) return word.substr(2);
  return word;
}

// Authorization codes of sign-in and keys of Azure Functions; elsewhere "code" names an error.
bool IsCodeOfLink(absl::string_view text, size_t begin, absl::string_view word, char separator) {
  if (separator != '=' || !absl::EqualsIgnoreCase(word, "code")) return false;
  if (begin == 0 || absl::StrContains("?&#;%", text[begin - 1])) return true;
  return text[begin - 1] == '\\';
}

// The length of a quotation mark at `at`, as JSON, JSON in a string, .NET's JSON or XML writes it.
size_t QuoteLength(absl::string_view text, size_t at) {
  if (absl::StartsWith(text.substr(at), "&quot;")) return 6;
  size_t end = at;
  while (end < text.size() && text[end] == '\\') ++end;
  if (end < text.size() && text[end] == '"') return end + 1 - at;
  if (end > at && absl::StartsWith(text.substr(end), "u0022")) return end + 5 - at;
  return 0;
}

size_t SkipBlanks(absl::string_view text, size_t at) {
  for (;;) {
    if (at < text.size() && absl::ascii_isspace(text[at])) {
      ++at;
    } else if (at + 1 < text.size() && text[at] == '\\' && absl::StrContains("nrt", text[at + 1])) {
      at += 2;
    } else {
      return at;
    }
  }
}

size_t FindOrEnd(absl::string_view text, size_t at, absl::string_view any_of) {
  return std::min(text.find_first_of(any_of, at), text.size());
}

struct Range {
  size_t begin = 0, end = 0;
  bool empty() const { return begin >= end; }
};

// What is between the quotation mark of `length` before `at` and its like.
Range Quoted(absl::string_view text, size_t at, size_t length) {
  const absl::string_view mark = text.substr(at - length, length);
  if (mark.back() != '"') return {at, std::min(text.find(mark, at), text.size())};
  for (size_t i = at; i < text.size(); ++i) {
    if (text[i] != '"') continue;
    size_t slashes = 0;
    while (i - slashes > at && text[i - slashes - 1] == '\\') ++slashes;
    // An inner mark has more of them; "\\" before the end of a string is a backslash.
    if (slashes == length - 1 || (length == 1 && slashes % 2 == 0)) return {at, i - slashes};
    if (length == 1) continue;
    if (slashes < length - 1) return {at, i - slashes};
  }
  return {at, text.size()};
}

// The text of an element that a name's tag begins: <password a="1">TEXT</,
// Name="Password"><P>TEXT</. `at` is behind the name. Nothing when the name begins no tag or the
// element has no text.
Range ElementValue(absl::string_view text, size_t begin, size_t at, bool quoted) {
  size_t open = begin;  // behind '<', but for the prefix of a namespace
  while (open > 0 && (IsNameChar(text[open - 1]) || text[open - 1] == ':')) --open;
  const bool tag = open > 0 && text[open - 1] == '<';
  if (!tag && !quoted) return {};
  if (quoted && text[at] != '>') return {};
  const size_t close = text.find('>', at);
  if (close == absl::string_view::npos || text[close - 1] == '/') return {};
  at = SkipBlanks(text, close + 1);
  while (at < text.size() && text[at] == '<') {
    if (at + 1 < text.size() && text[at + 1] == '/') return {};
    at = SkipBlanks(text, std::min(text.find('>', at), text.size() - 1) + 1);
  }
  return {at, std::min(text.find('<', at), text.size())};
}

// The value behind ':' (a header, a member) or '=' (a form, a parameter, a setting).
Range Unquoted(absl::string_view text, size_t at, char separator, bool in_link, bool member) {
  if (at >= text.size()) return {};
  if (separator == ':') {
    // A member that is no text: an object, a list, or whether there is a password.
    const absl::string_view rest = text.substr(at);
    for (absl::string_view literal : {"{", "[", "true", "false", "null"})
      if (member && absl::StartsWith(rest, literal)) return {};
    return {at, FindOrEnd(text, at, "\r\n")};
  }
  if (text[at] == '\'') {
    size_t end = text.find('\'', at + 1);
    while (end != absl::string_view::npos && end + 1 < text.size() &&
           absl::ascii_isalnum(text[end + 1]))
      end = text.find('\'', end + 1);
    return {at + 1, end == absl::string_view::npos ? FindOrEnd(text, at, "\r\n") : end};
  }
  size_t end = FindOrEnd(text, at, "& \t\r\n\"'<>;\\");
  if (!in_link) return {at, end};
  for (absl::string_view stop : {"%26", "%22", "%27", "%20", "%3C", "%3c"})
    end = std::min(end, text.find(stop, at));
  return {at, end};
}

// Where the value of the name text[begin, end) stands; empty when it is no secret or has none.
Range SecretValue(absl::string_view text, size_t begin, size_t end) {
  const absl::string_view word = WithoutEscape(text, begin, text.substr(begin, end - begin));
  const bool secret = IsSecretName(word);
  if (!secret && !absl::EqualsIgnoreCase(word, "code")) return {};
  size_t at = end;
  const size_t closing = QuoteLength(text, at);
  at = SkipBlanks(text, at + closing);
  if (at >= text.size()) return {};
  const Range element = secret ? ElementValue(text, begin, at, closing > 0) : Range{};
  if (!element.empty()) return element;
  if (secret && absl::StartsWith(text.substr(at), "&gt;"))
    return {at + 4, std::min(text.find("&lt;", at), text.size())};
  char separator = text[at];
  const bool in_link = absl::StartsWithIgnoreCase(text.substr(at), "%3D");
  if (in_link) separator = '=';
  if (separator != ':' && separator != '=') return {};
  if (!secret && !IsCodeOfLink(text, begin, word, separator)) return {};
  at += in_link ? 3 : 1;
  // Behind '=' another line is another matter.
  while (separator == '=' && at < text.size() && text[at] == ' ') ++at;
  if (separator == ':') at = SkipBlanks(text, at);
  if (const size_t opening = QuoteLength(text, at); opening > 0)
    return Quoted(text, at + opening, opening);
  return Unquoted(text, at, separator, in_link, closing > 0);
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

// What follows the word "Bearer" when it is long enough for a token (RFC 6750, section 2.1).
Range BearerToken(absl::string_view text, size_t begin, size_t end) {
  if (!absl::EqualsIgnoreCase(text.substr(begin, end - begin), "bearer")) return {};
  if (end >= text.size() || text[end] != ' ') return {};
  size_t stop = end + 1;
  while (stop < text.size() && (IsNameChar(text[stop]) || absl::StrContains(".~+/=", text[stop])))
    ++stop;
  return stop - end > 20 ? Range{end + 1, stop} : Range{};
}

// How URLs and forms (RFC 3986, section 2.1), JSON and XML may write a secret.
std::vector<std::string> FormsOf(absl::string_view secret) {
  std::string percent, plus;
  for (const char c : secret) {
    const bool plain = absl::ascii_isalnum(c) || absl::StrContains("-._~", c);
    const std::string one =
        plain ? std::string(1, c)
              : absl::StrCat("%", absl::AsciiStrToUpper(absl::StrCat(
                                      absl::Hex(static_cast<unsigned char>(c), absl::kZeroPad2))));
    absl::StrAppend(&percent, one);
    absl::StrAppend(&plus, c == ' ' ? "+" : one);
  }
  const std::string json = absl::StrReplaceAll(secret, {{"\\", "\\\\"}, {"\"", "\\\""}});
  return {
      std::string(secret),
      percent,
      plus,
      json,
      absl::StrReplaceAll(json, {{"/", "\\/"}}),
      absl::StrReplaceAll(secret, {{"&", "\\u0026"},
                                   {"<", "\\u003c"},
                                   {">", "\\u003e"},
                                   {"'", "\\u0027"},
                                   {"\"", "\\u0022"},
                                   {"+", "\\u002b"}}),
      absl::StrReplaceAll(secret, {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}}),
      absl::StrReplaceAll(
          secret,
          {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}})};
}

}  // namespace

bool IsSecretName(absl::string_view name) {
  const std::string plain =
      absl::StrReplaceAll(absl::AsciiStrToLower(name), {{"-", ""}, {"_", ""}});
  return std::find(std::begin(kNames), std::end(kNames), plain) != std::end(kNames) ||
         std::any_of(std::begin(kEnds), std::end(kEnds),
                     [&](absl::string_view end) { return absl::EndsWith(plain, end); });
}

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
    Range value = SecretValue(text, i, end);
    if (value.empty()) value = BearerToken(text, i, end);
    if (value.empty()) {
      absl::StrAppend(&out, text.substr(i, end - i));
      i = end;
      continue;
    }
    absl::StrAppend(&out, text.substr(i, value.begin - i), kRedacted);
    i = value.end;
  }
  return out;
}

void Redactor::Keep(std::string form) {
  const Secret secret(std::move(form));
  if (std::find(concealed_.begin(), concealed_.end(), secret) != concealed_.end()) return;
  const auto longer = [](const Secret& a, const Secret& b) {
    return a.Reveal().size() > b.Reveal().size();
  };
  concealed_.insert(std::upper_bound(concealed_.begin(), concealed_.end(), secret, longer), secret);
}

void Redactor::Conceal(const Secret& secret) {
  if (secret.Reveal().size() < kShortestSecret) return;
  const std::lock_guard lock(mutex_);
  for (std::string& form : FormsOf(secret.Reveal())) Keep(std::move(form));
}

std::string Redactor::Clean(absl::string_view text) const {
  std::string clean(text);
  {
    const std::lock_guard lock(mutex_);
    for (const Secret& secret : concealed_)
      clean = absl::StrReplaceAll(clean, {{secret.Reveal(), kRedacted}});
  }
  return Redact(clean);
}

}  // namespace o365::base
