#include "tools/tenant/graph.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "common/base/status_macros.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/odata_filter.h"
#include "tools/tenant/odata_shape.h"
#include "tools/tenant/signing_key.h"

namespace o365::tenant {
namespace {

constexpr char kHost[] = "https://graph.microsoft.com/";
constexpr int kLargestPage = 999;
constexpr char kTokenPrefix[] = "m~";

// What a query asks for, once it has been checked.
struct Query {
  std::vector<std::string> select;
  size_t start = 0;
  size_t page = 0;
};

bool WantsMetadata(const Call& call) {
  const std::string accept = call.request.headers.Get("Accept");
  return !ContainsIgnoringCase(accept, "odata.metadata=none");
}

std::string Context(const Call& call, const GraphSet& set, const std::string& select) {
  return absl::StrCat(kHost, call.version, "/$metadata#", set.context,
                      select.empty() ? "" : absl::StrCat("(", select, ")"));
}

std::string SkipToken(size_t start) {
  return absl::StrCat(kTokenPrefix, Base64Url(absl::StrCat("after:", start)));
}

std::optional<size_t> ReadSkipToken(absl::string_view token) {
  std::string text;
  absl::string_view number;
  size_t start = 0;
  if (!absl::ConsumePrefix(&token, kTokenPrefix) || !absl::WebSafeBase64Unescape(token, &text)) {
    return std::nullopt;
  }
  number = text;
  if (!absl::ConsumePrefix(&number, "after:") || !absl::SimpleAtoi(number, &start)) {
    return std::nullopt;
  }
  return start;
}

// The request's URL, as the client wrote it, with another $skiptoken.
std::string NextLink(const Call& call, size_t start) {
  const std::string& target = call.request.target;
  const size_t question = target.find('?');
  std::string link = absl::StrCat("https://", call.request.host, target.substr(0, question), "?");
  if (question != std::string::npos) {
    for (absl::string_view part : absl::StrSplit(target.substr(question + 1), '&')) {
      const std::string name = http::PercentDecode(part.substr(0, part.find('=')));
      if (!part.empty() && !absl::EqualsIgnoreCase(name, "$skiptoken")) {
        absl::StrAppend(&link, part, "&");
      }
    }
  }
  return absl::StrCat(link, "$skiptoken=", SkipToken(start));
}

bool IsEventual(const Call& call) {
  return absl::EqualsIgnoreCase(call.request.headers.Get("ConsistencyLevel"), "eventual");
}

GraphError NoSuchProperty(absl::string_view name, const GraphSet& set) {
  return {.code = "BadRequest",
          .message = absl::StrCat("Could not find a property named '", name,
                                  "' on type 'microsoft.graph.", set.type, "'.")};
}

GraphError Advanced(absl::string_view what) {
  return {.code = "Request_UnsupportedQuery",
          .message = absl::StrCat(
              "Operator: '", what,
              "' is not supported because the 'ConsistencyLevel:eventual' header is missing. Refer "
              "to https://aka.ms/graph-docs/advanced-queries for more information")};
}

// What "Advanced query capabilities on Microsoft Entra ID objects" wants a header for.
std::optional<GraphError> CheckOperators(const Call& call, const Filter& filter) {
  if (IsEventual(call) && !call.Query("$count").empty()) return std::nullopt;
  constexpr std::pair<absl::string_view, absl::string_view> kAdvanced[] = {
      {"endswith", "endsWith"}, {"ne", "NotEqualsMatch"}, {"not", "Not"}, {"contains", "Contains"}};
  for (const auto& [name, shown] : kAdvanced) {
    if (filter.operators().count(std::string(name)) > 0) return Advanced(shown);
  }
  return std::nullopt;
}

std::optional<GraphError> ApplyFilter(const Call& call, const GraphSet& set,
                                      std::vector<json::Value>& objects) {
  const std::string text = call.Query("$filter");
  if (text.empty()) return std::nullopt;
  const auto filter = Filter::Parse(text);
  if (!filter.ok()) {
    return GraphError{
        .code = "BadRequest",
        .message = absl::StrCat("Invalid filter clause: ", filter.status().message())};
  }
  for (const std::string& name : filter->properties()) {
    if (!objects.empty() && FindMember(objects[0], name) == nullptr) {
      return NoSuchProperty(name, set);
    }
  }
  if (auto error = CheckOperators(call, *filter); error.has_value()) return error;
  std::erase_if(objects, [&](const json::Value& object) { return !filter->Matches(object); });
  return std::nullopt;
}

// $search="displayName:wa": words of a property that start so.
std::optional<GraphError> ApplySearch(const Call& call, std::vector<json::Value>& objects) {
  const std::string text = call.Query("$search");
  if (text.empty()) return std::nullopt;
  if (!IsEventual(call)) {
    return GraphError{.code = "Request_UnsupportedQuery",
                      .message =
                          "Request with $search query parameter only works through MSGraph "
                          "with a special request header: 'ConsistencyLevel: eventual'"};
  }
  absl::string_view term = text;
  const size_t colon = term.find(':');
  if (!absl::ConsumePrefix(&term, "\"") || !absl::ConsumeSuffix(&term, "\"") ||
      colon == absl::string_view::npos) {
    return GraphError{.message =
                          absl::StrCat("Syntax error: character at position 0 in '", text, "'.")};
  }
  const std::string property(term.substr(0, term.find(':')));
  const std::string wanted(term.substr(term.find(':') + 1));
  std::erase_if(objects, [&](const json::Value& object) {
    const json::Value* value = FindMember(object, property);
    if (value == nullptr) return true;
    const std::vector<std::string> words =
        absl::StrSplit(value->ToText(), absl::ByAnyChar(" -_.@"));
    return std::none_of(words.begin(), words.end(), [&](const std::string& word) {
      return absl::StartsWithIgnoreCase(word, wanted);
    });
  });
  return std::nullopt;
}

std::optional<GraphError> ReadQuery(const Call& call, const GraphSet& set, size_t size,
                                    const json::Value& example, Query& query) {
  query.select = SplitNames(call.Query("$select"));
  if (const std::string name = FirstUnknown(example, query.select);
      !name.empty() && example.is_object()) {
    return NoSuchProperty(name, set);
  }
  int top = set.page_size;
  if (const std::string text = call.Query("$top"); !text.empty()) {
    if (!absl::SimpleAtoi(text, &top) || top < 1 || top > kLargestPage) {
      return GraphError{.message =
                            absl::StrCat("Invalid page size specified: '", text,
                                         "'. Must be between 1 and ", kLargestPage, " inclusive.")};
    }
  }
  query.page = static_cast<size_t>(top);
  if (const std::string token = call.Query("$skiptoken"); !token.empty()) {
    const auto start = ReadSkipToken(token);
    if (!start.has_value()) {
      return GraphError{.code = "Directory_ExpiredPageToken",
                        .message =
                            "The specified page token value has expired and can no longer "
                            "be included in your request."};
    }
    query.start = std::min(*start, size);
  }
  return std::nullopt;
}

std::vector<std::string> Names(const Query& query, const GraphSet& set) {
  return query.select.empty() ? SplitNames(set.default_select) : query.select;
}

}  // namespace

http::Response GraphRefuse(const Call& call, const GraphError& error) {
  std::string client = call.request.headers.Get("client-request-id");
  if (client.empty()) client = call.request_id;
  json::Value body = json::Value::Object({{"code", error.code}, {"message", error.message}});
  if (!error.details.is_null()) body.Set("details", error.details);
  body.Set("innerError",
           json::Value::Object({{"date", absl::FormatTime("%Y-%m-%dT%H:%M:%S", call.clock().Now(),
                                                          absl::UTCTimeZone())},
                                {"request-id", call.request_id},
                                {"client-request-id", client}}));
  return Json(error.status, json::Value::Object({{"error", std::move(body)}}), "application/json");
}

GraphError ResourceNotFound(absl::string_view id) {
  return {.status = 404,
          .code = "Request_ResourceNotFound",
          .message = absl::StrCat("Resource '", id,
                                  "' does not exist or one of its queried reference-property "
                                  "objects are not present.")};
}

GraphError NotAuthorized() {
  return {.status = 403,
          .code = "Authorization_RequestDenied",
          .message = "Insufficient privileges to complete the operation."};
}

http::Response GraphCollection(const Call& call, const GraphSet& set,
                               std::vector<json::Value> objects) {
  const json::Value example = objects.empty() ? json::Value() : objects[0];
  if (auto error = ApplyFilter(call, set, objects)) return GraphRefuse(call, *error);
  if (auto error = ApplySearch(call, objects)) return GraphRefuse(call, *error);
  Query query;
  if (auto error = ReadQuery(call, set, objects.size(), example, query)) {
    return GraphRefuse(call, *error);
  }
  OrderBy(call.Query("$orderby"), objects);
  json::Value body = json::Value::Object();
  if (WantsMetadata(call)) body.Set("@odata.context", Context(call, set, call.Query("$select")));
  if (absl::EqualsIgnoreCase(call.Query("$count"), "true")) {
    body.Set("@odata.count", static_cast<int64_t>(objects.size()));
  }
  const size_t end = std::min(query.start + query.page, objects.size());
  if (end < objects.size()) body.Set("@odata.nextLink", NextLink(call, end));
  json::Value page = json::Value::Array();
  for (size_t i = query.start; i < end; ++i) page.Append(Select(objects[i], Names(query, set)));
  body.Set("value", std::move(page));
  return Json(200, body,
              WantsMetadata(call) ? "application/json;odata.metadata=minimal;odata.streaming=true;"
                                    "IEEE754Compatible=false;charset=utf-8"
                                  : "application/json;odata.metadata=none;odata.streaming=true;"
                                    "IEEE754Compatible=false;charset=utf-8");
}

http::Response GraphObject(const Call& call, const GraphSet& set, const json::Value& object,
                           int status) {
  Query query;
  if (auto error = ReadQuery(call, set, 1, object, query)) return GraphRefuse(call, *error);
  json::Value body = json::Value::Object();
  if (WantsMetadata(call)) {
    body.Set("@odata.context", Context(call, set, call.Query("$select")) + "/$entity");
  }
  const json::Value selected = Select(object, Names(query, set));
  for (const auto& [name, value] : selected.members()) body.Set(name, value);
  return Json(status, body);
}

}  // namespace o365::tenant
