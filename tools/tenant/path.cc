#include "tools/tenant/path.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/http/url.h"

namespace o365::tenant {
namespace {

// Whether a quotation mark, plain or encoded, starts here; `size` is how long it is.
bool IsQuote(absl::string_view text, size_t& size) {
  size = absl::StartsWith(text, "'") ? 1 : 3;
  return absl::StartsWith(text, "'") || absl::StartsWith(text, "%27");
}

// Cuts at slashes outside of quotation marks in parentheses: GetFolder('a/b') is one segment.
std::optional<std::vector<absl::string_view>> SplitAtSlashes(absl::string_view path) {
  std::vector<absl::string_view> parts;
  bool in_call = false, in_quotes = false;
  size_t start = 0, quote = 0;
  for (size_t i = 0; i < path.size(); ++i) {
    if (in_call && IsQuote(path.substr(i), quote)) {
      in_quotes = !in_quotes;
      i += quote - 1;
    } else if (!in_quotes && path[i] == '(') {
      in_call = true;
    } else if (!in_quotes && path[i] == ')') {
      in_call = false;
    } else if (!in_call && path[i] == '/') {
      if (i > start) parts.push_back(path.substr(start, i - start));
      start = i + 1;
    }
  }
  if (in_call || in_quotes) return std::nullopt;
  if (start < path.size()) parts.push_back(path.substr(start));
  return parts;
}

std::vector<absl::string_view> SplitArguments(absl::string_view text) {
  std::vector<absl::string_view> arguments;
  bool in_quotes = false;
  size_t start = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\'') in_quotes = !in_quotes;
    if (text[i] == ',' && !in_quotes) {
      arguments.push_back(text.substr(start, i - start));
      start = i + 1;
    }
  }
  if (!absl::StripAsciiWhitespace(text).empty()) arguments.push_back(text.substr(start));
  return arguments;
}

void AddSegment(const std::string& text, std::vector<Segment>& segments) {
  const size_t open = text.find('(');
  if (open == std::string::npos || text.back() != ')') {
    segments.push_back({.text = text});
    return;
  }
  const std::string inside = text.substr(open + 1, text.size() - open - 2);
  segments.push_back({.text = text.substr(0, open)});
  const std::vector<absl::string_view> arguments = SplitArguments(inside);
  for (const absl::string_view argument : arguments) {
    const size_t equals = argument.find('=');
    if (equals != absl::string_view::npos && argument.find('\'') > equals) {
      segments.back().arguments.emplace_back(absl::StripAsciiWhitespace(argument.substr(0, equals)),
                                             LiteralValue(argument.substr(equals + 1)));
    } else if (arguments.size() == 1) {
      segments.push_back({.text = LiteralValue(argument), .is_key = true});
    }
  }
}

// "({name})" or "{name}" without its signs; "" for a literal.
absl::string_view Placeholder(absl::string_view pattern) {
  if (!absl::ConsumePrefix(&pattern, "{") || !absl::ConsumeSuffix(&pattern, "}")) return "";
  return pattern;
}

}  // namespace

const std::string& Parameters::operator[](absl::string_view name) const {
  static const std::string& none = *new std::string();
  const auto found = values_.find(absl::AsciiStrToLower(name));
  return found == values_.end() ? none : found->second;
}

void Parameters::Set(absl::string_view name, absl::string_view value) {
  values_[absl::AsciiStrToLower(name)] = std::string(value);
}

std::string LiteralValue(absl::string_view literal) {
  literal = absl::StripAsciiWhitespace(literal);
  for (absl::string_view prefix : {"guid", "datetime", "binary"}) {
    if (absl::StartsWithIgnoreCase(literal, prefix) && literal.substr(prefix.size(), 1) == "'") {
      literal.remove_prefix(prefix.size());
    }
  }
  if (literal.size() < 2 || literal.front() != '\'' || literal.back() != '\'') {
    return std::string(literal);
  }
  return absl::StrReplaceAll(literal.substr(1, literal.size() - 2), {{"''", "'"}});
}

std::optional<std::vector<Segment>> ParsePath(absl::string_view path) {
  const auto parts = SplitAtSlashes(path);
  if (!parts.has_value()) return std::nullopt;
  std::vector<Segment> segments;
  for (const absl::string_view part : *parts) AddSegment(http::PercentDecode(part), segments);
  return segments;
}

std::optional<Parameters> MatchPath(absl::string_view pattern, const std::vector<Segment>& path) {
  const auto wanted = ParsePath(pattern);
  if (!wanted.has_value() || wanted->size() != path.size()) return std::nullopt;
  Parameters parameters;
  for (size_t i = 0; i < path.size(); ++i) {
    const Segment& want = (*wanted)[i];
    const absl::string_view name = Placeholder(want.text);
    if (want.is_key && !path[i].is_key) return std::nullopt;
    if (!name.empty()) {
      parameters.Set(name, path[i].text);
    } else if (!absl::EqualsIgnoreCase(want.text, path[i].text)) {
      return std::nullopt;
    }
    for (const auto& [argument, value] : path[i].arguments) parameters.Set(argument, value);
  }
  return parameters;
}

}  // namespace o365::tenant
