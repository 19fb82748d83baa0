#include "common/cli/run_call.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/cli/template.h"
#include "common/odata/graph.h"

namespace o365::cli {
namespace {

// Graph's advanced queries count, and must say that a count may lag (Microsoft Learn: "Advanced
// query capabilities on Microsoft Entra ID objects").
http::Headers HeadersFor(const std::string& url, absl::Span<const CallHeader> rows,
                         const Args& args) {
  http::Headers headers;
  if (absl::StrContains(url, "$count=true")) headers.Set("ConsistencyLevel", "eventual");
  for (const CallHeader& row : rows) {
    if (HasValues(row.value, args)) headers.Set(row.name, ExpandText(row.value, args));
  }
  return headers;
}

// Lets the user choose on a terminal.
absl::StatusOr<json::Value> Choose(const std::vector<json::Value>& found, Context& context,
                                   const std::string& several) {
  context.terminal.Say(several);
  for (size_t i = 0; i < found.size(); ++i)
    context.terminal.Say(absl::StrCat("  ", i + 1, ": ", found[i]["displayName"].AsString(), " (",
                                      found[i]["id"].ToText(), ")"));
  ASSIGN_OR_RETURN(const std::string answer,
                   context.terminal.Ask(absl::StrCat("Which one (1-", found.size(), ")? ")));
  size_t chosen = 0;
  if (!absl::SimpleAtoi(answer, &chosen) || chosen < 1 || chosen > found.size())
    return absl::InvalidArgumentError(absl::StrCat("'", answer, "' is none of them"));
  return found[chosen - 1];
}

// The one object that an answer is or holds.
absl::StatusOr<json::Value> TheOne(json::Value answer, const Lookup& lookup, Context& context,
                                   const Args& args) {
  const json::Value* list = answer.Find("value");
  if (list == nullptr || !list->is_array()) return answer;
  const std::vector<json::Value>& found = list->elements();
  // A directory that is still spreading a change may list an object twice.
  const bool same = std::all_of(found.begin(), found.end(), [&](const json::Value& element) {
    return !element["id"].is_null() && element["id"] == found[0]["id"];
  });
  if (!found.empty() && (same || found.size() == 1)) return found[0];
  if (found.empty()) return absl::NotFoundError(ExpandText(lookup.missing, args));
  const std::string several = ExpandText(lookup.several, args);
  if (context.terminal.interactive()) return Choose(found, context, several);
  const std::string ids = absl::StrJoin(
      found, ", ",
      [](std::string* out, const json::Value& element) { out->append(element["id"].ToText()); });
  return base::WithHint(absl::FailedPreconditionError(absl::StrCat(several, " Found: ", ids, ".")),
                        "name the one that is meant by its id");
}

absl::StatusOr<json::Value> Find(const Lookup& lookup, Context& context, Args args) {
  args.Set("value", args.Value(lookup.from));
  odata::Rest rest = context.service.api.rest(context);
  ASSIGN_OR_RETURN(const std::string url, ExpandUrl(context.service.api.base, lookup.url, args));
  absl::StatusOr<json::Value> answer = rest.Get(url, HeadersFor(url, {}, args));
  if (absl::IsNotFound(answer.status()) && !lookup.missing.empty())
    return absl::NotFoundError(ExpandText(lookup.missing, args));
  RETURN_IF_ERROR(answer.status());
  ASSIGN_OR_RETURN(json::Value found, TheOne(*std::move(answer), lookup, context, args));
  if (lookup.accept != nullptr && !lookup.accept(found))
    return absl::FailedPreconditionError(ExpandText(lookup.refused, args));
  return found;
}

}  // namespace

absl::StatusOr<json::Value> RunLookups(absl::Span<const Lookup> lookups, Context& context,
                                       Args& args) {
  json::Value last;
  for (const Lookup& lookup : lookups) {
    if (!lookup.from.empty() && !args.Has(lookup.from)) continue;
    if (!lookup.into.empty() && args.Has(lookup.into)) continue;
    ASSIGN_OR_RETURN(last, Find(lookup, context, args));
    if (!lookup.into.empty()) args.Set(lookup.into, last[lookup.member].ToText());
  }
  return last;
}

absl::StatusOr<json::Value> RunCall(const Command& command, Context& context, const Args& args) {
  const Call& call = command.call;
  odata::Rest rest = context.service.api.rest(context);
  ASSIGN_OR_RETURN(const std::string url, ExpandUrl(context.service.api.base, call.url, args));
  http::Headers headers = HeadersFor(url, call.headers, args);
  Shape shape;
  if (call.shape != nullptr)
    shape = [&](json::Value value) { return call.shape(std::move(value), args); };
  if (call.answer == Answer::kList) return PrintList(context, rest, url, shape, headers);

  http::Request request;
  request.method = std::string(call.method);
  request.url = url;
  request.headers = std::move(headers);
  ASSIGN_OR_RETURN(json::Value body, ExpandBody(call.body, command.options, args));
  if (!body.is_null()) {
    for (const auto& [name, value] : args.unknown()) body.Set(name, value);
    if (!request.headers.Has("Content-Type"))
      request.headers.Set("Content-Type", "application/json");
    request.body = json::Write(body);
  }
  ASSIGN_OR_RETURN(json::Value value, rest.Send(std::move(request)));
  if (call.answer == Answer::kNothing) return json::Value();
  return shape ? shape(std::move(value)) : std::move(value);
}

absl::StatusOr<json::Value> PrintList(Context& context, odata::Rest& rest, const std::string& url,
                                      const Shape& shape, http::Headers headers) {
  output::ListWriter& results = context.results;
  results.Begin();
  const auto print = [&](json::Value element) -> absl::Status {
    if (!shape) return results.Add(std::move(element));
    ASSIGN_OR_RETURN(json::Value shaped, shape(std::move(element)));
    return shaped.is_null() ? absl::OkStatus() : results.Add(std::move(shaped));
  };
  RETURN_IF_ERROR(rest.ForEach(url, print, {.headers = std::move(headers), .page_end = [&results] {
                                              return results.Flush();
                                            }}));
  return json::Value();
}

absl::StatusOr<json::Value> PrintPages(Context& context, odata::Rest& rest, const std::string& url,
                                       const PageShape& shape) {
  output::ListWriter& results = context.results;
  results.Begin();
  constexpr size_t kLargestPage = 16 << 20;  // bytes of memory; what is more counts as another page
  std::vector<json::Value> page;
  size_t bytes = 0;
  const auto print = [&]() -> absl::Status {
    RETURN_IF_ERROR(shape(page));
    for (json::Value& element : page) RETURN_IF_ERROR(results.Add(std::move(element)));
    page.clear();
    bytes = 0;
    return results.Flush();
  };
  const auto keep = [&](json::Value element) {
    bytes += json::MemoryOf(element);
    page.push_back(std::move(element));
    return bytes < kLargestPage ? absl::OkStatus() : print();
  };
  RETURN_IF_ERROR(rest.ForEach(url, keep, {.headers = {}, .page_end = print}));
  RETURN_IF_ERROR(print());  // the last page has no end of its own
  return json::Value();
}

odata::Rest GraphRest(Context& context) { return odata::GraphRest(context.http, context.session); }

}  // namespace o365::cli
