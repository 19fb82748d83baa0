// Many requests in one ("Combine multiple HTTP requests using JSON batching"): each goes the way
// of a request of its own, faults included.

#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/graph_type.h"
#include "tools/tenant/tenant.h"

namespace o365::tenant {
namespace {

constexpr size_t kLargestBatch = 20;

GraphError Invalid(absl::string_view why) {
  return {.code = "BadRequest", .message = absl::StrCat("Invalid batch payload format. ", why)};
}

// What is wrong with the batch as a whole.
std::optional<GraphError> Check(const json::Value& requests) {
  if (!requests.is_array() || requests.elements().empty()) return Invalid("'requests' is missing.");
  if (requests.elements().size() > kLargestBatch) {
    return GraphError{.code = "MaximumValueExceeded",
                      .message = absl::StrCat("Number of batch request steps exceeds the maximum "
                                              "value of ",
                                              kLargestBatch, ".")};
  }
  std::set<std::string> ids;
  for (const json::Value& request : requests.elements()) {
    if (request["id"].ToText().empty()) return Invalid("A request has no id.");
    if (request["method"].AsString().empty() || request["url"].AsString().empty()) {
      return Invalid("A request has no method or url.");
    }
    if (!ids.insert(request["id"].ToText()).second) return Invalid("Two requests have one id.");
    for (const json::Value& other : request["dependsOn"].elements()) {
      if (ids.count(other.AsString()) == 0) {
        return Invalid("A request depends on one that does not come before it.");
      }
    }
  }
  return std::nullopt;
}

http::Incoming Single(const Call& call, const json::Value& request) {
  absl::string_view url = request["url"].AsString();
  http::Incoming incoming{
      .scheme = call.request.scheme,
      .host = call.request.host,
      .method = request["method"].AsString(),
      .target = absl::StrCat("/", call.version, absl::StartsWith(url, "/") ? "" : "/", url),
      .headers = {{"Authorization", call.request.headers.Get("Authorization")}}};
  for (const auto& [name, value] : request["headers"].members()) {
    incoming.headers.Set(name, value.AsString());
  }
  const json::Value& body = request["body"];
  if (!body.is_null()) incoming.body = body.is_string() ? body.AsString() : json::Write(body);
  return incoming;
}

json::Value Answered(const json::Value& id, const http::Response& response) {
  json::Value headers = json::Value::Object();
  for (const char* name : {"Content-Type", "Location", "Retry-After"}) {
    if (response.headers.Has(name)) headers.Set(name, response.headers.Get(name));
  }
  json::Value answer = json::Value::Object(
      {{"id", id.ToText()}, {"status", response.status}, {"headers", std::move(headers)}});
  if (response.body.empty()) return answer;
  auto body = json::Parse(response.body);
  answer.Set("body", body.ok() ? *std::move(body) : json::Value(response.body));
  return answer;
}

json::Value Skipped(const json::Value& id) {
  return json::Value::Object(
      {{"id", id.ToText()},
       {"status", 424},
       {"body", json::Value::Object(
                    {{"error", json::Value::Object({{"code", "FailedDependency"},
                                                    {"message", "Failed dependency."}})}})}});
}

http::Response Batch(Call& call) {
  const json::Value body = call.Body();
  const json::Value& requests = body["requests"];
  if (auto error = Check(requests)) return GraphRefuse(call, *error);
  std::set<std::string> failed;
  json::Value responses = json::Value::Array();
  for (const json::Value& request : requests.elements()) {
    const auto& others = request["dependsOn"].elements();
    const bool skipped = std::any_of(others.begin(), others.end(), [&](const json::Value& id) {
      return failed.count(id.AsString()) > 0;
    });
    json::Value answer =
        skipped ? Skipped(request["id"])
                : Answered(request["id"], call.tenant.HandleInner(Single(call, request)).response);
    if (answer["status"].AsInt().value_or(0) >= 400) failed.insert(request["id"].ToText());
    responses.Append(std::move(answer));
  }
  return Json(200, json::Value::Object({{"responses", std::move(responses)}}));
}

constexpr Route kRoutes[] = {{"POST", "$batch", Batch}};

}  // namespace

absl::Span<const Route> GraphBatchRoutes() { return kRoutes; }

}  // namespace o365::tenant
