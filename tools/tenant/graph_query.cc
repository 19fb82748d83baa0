#include "tools/tenant/graph_query.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "tools/tenant/odata_shape.h"
#include "tools/tenant/signing_key.h"

namespace o365::tenant {
namespace {

constexpr int kLargestPage = 999;
constexpr char kTokenPrefix[] = "m~";

std::optional<size_t> ReadSkipToken(absl::string_view token) {
  std::string text;
  size_t start = 0;
  if (!absl::ConsumePrefix(&token, kTokenPrefix) || !absl::WebSafeBase64Unescape(token, &text)) {
    return std::nullopt;
  }
  absl::string_view number = text;
  if (!absl::ConsumePrefix(&number, "after:") || !absl::SimpleAtoi(number, &start)) {
    return std::nullopt;
  }
  return start;
}

bool IsEventual(const Call& call) {
  return absl::EqualsIgnoreCase(call.request.headers.Get("ConsistencyLevel"), "eventual");
}

GraphError NoSuchProperty(absl::string_view name, const EntityType& type) {
  return {.code = "BadRequest",
          .message = absl::StrCat("Could not find a property named '", name,
                                  "' on type 'microsoft.graph.", type.name, "'.")};
}

GraphError Advanced(absl::string_view what) {
  return {.code = "Request_UnsupportedQuery",
          .message = absl::StrCat(
              "Operator: '", what,
              "' is not supported because the 'ConsistencyLevel:eventual' header is missing. Refer "
              "to https://aka.ms/graph-docs/advanced-queries for more information")};
}

// What "Advanced query capabilities" wants a header and $count=true for.
std::optional<GraphError> CheckOperators(const Call& call, const Filter& filter) {
  const bool counts = !call.Query("$count").empty() || absl::EndsWith(call.path, "/$count");
  if (IsEventual(call) && counts) return std::nullopt;
  constexpr std::pair<absl::string_view, absl::string_view> kAdvanced[] = {
      {"endswith", "endsWith"}, {"ne", "NotEqualsMatch"}, {"not", "Not"}, {"contains", "Contains"}};
  for (const auto& [name, shown] : kAdvanced) {
    if (filter.operators().count(std::string(name)) > 0) return Advanced(shown);
  }
  return std::nullopt;
}

// Reads one request's options. Each function returns what is wrong.
class Reader {
 public:
  Reader(const Call& call, const EntityType& type) : call_(call), type_(type) {}

  std::optional<GraphError> Read() {
    for (auto step : {&Reader::ReadSelect, &Reader::ReadExpand, &Reader::ReadFilter,
                      &Reader::ReadSearch, &Reader::ReadOrder, &Reader::ReadPage}) {
      if (auto error = (this->*step)(); error.has_value()) return error;
    }
    return std::nullopt;
  }
  GraphQuery query;

 private:
  bool Has(absl::string_view name) const {
    return name == "*" || HasProperty(call_.state(), type_, name.substr(0, name.find('/')));
  }

  std::optional<GraphError> ReadSelect() {
    query.select = SplitNames(call_.Query("$select"));
    for (const std::string& name : query.select) {
      if (!Has(name)) return NoSuchProperty(name, type_);
    }
    return std::nullopt;
  }

  std::optional<GraphError> ReadExpand() {
    for (const std::string& part : SplitOutsideParentheses(call_.Query("$expand"), ',')) {
      Expansion expansion{.name = part.substr(0, part.find('('))};
      for (const Navigation& navigation : type_.navigations) {
        if (absl::EqualsIgnoreCase(navigation.name, expansion.name)) {
          expansion.navigation = &navigation;
        }
      }
      if (expansion.navigation == nullptr) return NoSuchProperty(expansion.name, type_);
      ReadNested(part, expansion);
      query.expand.push_back(std::move(expansion));
    }
    return std::nullopt;
  }

  static void ReadNested(absl::string_view part, Expansion& expansion) {
    const size_t open = part.find('(');
    if (open == absl::string_view::npos || part.back() != ')') return;
    for (absl::string_view option :
         absl::StrSplit(part.substr(open + 1, part.size() - open - 2), absl::ByAnyChar(";"))) {
      if (absl::ConsumePrefix(&option, "$select=")) expansion.select = SplitNames(option);
    }
  }

  std::optional<GraphError> ReadFilter() {
    const std::string text = call_.Query("$filter");
    if (text.empty()) return std::nullopt;
    auto filter = Filter::Parse(text);
    if (!filter.ok()) {
      return GraphError{
          .code = "BadRequest",
          .message = absl::StrCat("Invalid filter clause: ", filter.status().message())};
    }
    for (const std::string& name : filter->properties()) {
      if (!Has(name)) return NoSuchProperty(name, type_);
    }
    query.filter = *std::move(filter);
    return type_.is_directory_object ? CheckOperators(call_, *query.filter) : std::nullopt;
  }

  // $search="displayName:wa": words of a property that start so.
  std::optional<GraphError> ReadSearch() {
    const std::string text = call_.Query("$search");
    if (text.empty()) return std::nullopt;
    if (!IsEventual(call_)) {
      return GraphError{.code = "Request_UnsupportedQuery",
                        .message =
                            "Request with $search query parameter only works through MSGraph "
                            "with a special request header: 'ConsistencyLevel: eventual'"};
    }
    absl::string_view term = text;
    const bool quoted = absl::ConsumePrefix(&term, "\"") && absl::ConsumeSuffix(&term, "\"");
    const size_t colon = term.find(':');
    if (!quoted || colon == absl::string_view::npos) {
      return GraphError{.message =
                            absl::StrCat("Syntax error: character at position 0 in '", text, "'.")};
    }
    query.search_property = std::string(term.substr(0, colon));
    query.search_text = std::string(term.substr(colon + 1));
    if (!Has(query.search_property)) return NoSuchProperty(query.search_property, type_);
    return std::nullopt;
  }

  std::optional<GraphError> ReadOrder() {
    query.order = call_.Query("$orderby");
    for (absl::string_view key : absl::StrSplit(query.order, ',', absl::SkipWhitespace())) {
      key = absl::StripAsciiWhitespace(key);
      key = key.substr(0, key.find(' '));
      if (!Has(key)) return NoSuchProperty(key, type_);
    }
    return std::nullopt;
  }

  std::optional<GraphError> ReadPage() {
    int top = type_.page_size;
    if (const std::string text = call_.Query("$top"); !text.empty()) {
      if (!absl::SimpleAtoi(text, &top) || top < 1 || top > kLargestPage) {
        return GraphError{.message = absl::StrCat("Invalid page size specified: '", text,
                                                  "'. Must be between 1 and ", kLargestPage,
                                                  " inclusive.")};
      }
    }
    query.page = static_cast<size_t>(top);
    if (const std::string token = call_.Query("$skiptoken"); !token.empty()) {
      const auto start = ReadSkipToken(token);
      if (!start.has_value()) {
        return GraphError{.code = "Directory_ExpiredPageToken",
                          .message =
                              "The specified page token value has expired and can no longer "
                              "be included in your request."};
      }
      query.start = *start;
    }
    query.count = absl::EqualsIgnoreCase(call_.Query("$count"), "true");
    if (query.count && type_.is_directory_object && !IsEventual(call_)) {
      return GraphError{.code = "Request_UnsupportedQuery",
                        .message =
                            "$count is not currently supported without the request header "
                            "'ConsistencyLevel: eventual'."};
    }
    return std::nullopt;
  }

  const Call& call_;
  const EntityType& type_;
};

}  // namespace

std::string SkipToken(size_t start) {
  return absl::StrCat(kTokenPrefix, Base64Url(absl::StrCat("after:", start)));
}

std::vector<std::string> SplitOutsideParentheses(absl::string_view text, char separator) {
  std::vector<std::string> parts;
  int depth = 0;
  std::string part;
  for (const char c : text) {
    depth += c == '(' ? 1 : c == ')' ? -1 : 0;
    if (c == separator && depth == 0) {
      parts.push_back(part);
      part.clear();
    } else {
      part += c;
    }
  }
  parts.push_back(part);
  for (std::string& each : parts) each = std::string(absl::StripAsciiWhitespace(each));
  std::erase(parts, "");
  return parts;
}

std::variant<GraphQuery, GraphError> ReadGraphQuery(const Call& call, const EntityType& type) {
  Reader reader(call, type);
  if (auto error = reader.Read(); error.has_value()) return *std::move(error);
  return std::move(reader.query);
}

bool Matches(const GraphQuery& query, const json::Value& shown) {
  if (query.filter.has_value() && !query.filter->Matches(shown)) return false;
  if (query.search_property.empty()) return true;
  const json::Value* value = FindMember(shown, query.search_property);
  if (value == nullptr) return false;
  const std::string text = value->ToText();
  const std::vector<absl::string_view> words = absl::StrSplit(text, absl::ByAnyChar(" -_.@"));
  return absl::StartsWithIgnoreCase(text, query.search_text) ||
         std::any_of(words.begin(), words.end(), [&](absl::string_view word) {
           return absl::StartsWithIgnoreCase(word, query.search_text);
         });
}

}  // namespace o365::tenant
