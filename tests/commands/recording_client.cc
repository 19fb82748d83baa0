#include "tests/commands/recording_client.h"

#include <pugixml.hpp>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/json/value.h"

namespace o365::testing {
namespace {

using json::Value;

constexpr char kGuid[] = "b2307a39-e878-458b-bc90-03bc578531d6";

constexpr char kSearchResult[] = R"({"RelevantResults":{"Table":{"Rows":[{"Cells":[
    {"Key":"SPWebUrl","Value":"https://contoso.sharepoint.com/sites/apps"}]}]}}})";

// Of the groups of a tenant.
Value Settings() {
  Value settings = Value::Array();
  for (const char* name : {"ClassificationList", "DefaultClassification", "UsageGuidelinesUrl",
                           "GuestUsageGuidelinesUrl"})
    settings.Append(Value::Object({{"name", name}, {"value", ""}, {"defaultValue", ""}}));
  return settings;
}

// Of a user whose id is kGuid.
std::string TokenAnswer() {
  const std::string claims = json::Write(Value::Object({{"oid", kGuid}}));
  return json::Write(Value::Object(
      {{"token_type", "Bearer"},
       {"access_token", absl::StrCat("e30.", absl::WebSafeBase64Escape(claims), ".x")},
       {"expires_in", 3600},
       {"refresh_token", "r"}}));
}

// With the members that one service or another has.
Value Thing() {
  Value thing = Value::Object({{"id", kGuid},
                               {"Id", kGuid},
                               {"ID", kGuid},
                               {"UniqueId", kGuid},
                               {"name", "Thing"},
                               {"Name", "Thing"},
                               {"Title", "Thing"},
                               {"displayName", "Group.Unified"},
                               {"groupTypes", Value::Array({"Unified"})},
                               {"values", Settings()},
                               {"Url", "https://contoso.sharepoint.com/sites/hr"},
                               {"webUrl", "https://contoso.sharepoint.com/sites/hr"},
                               {"ServerRelativeUrl", "/sites/hr/Lists/Thing"},
                               {"FormDigestValue", "0xABC"},
                               {"FormDigestTimeoutSeconds", 1800},
                               {"IsComplete", true},
                               {"_ObjectIdentity_", absl::StrCat("a|", kGuid, ":", kGuid)},
                               {"ListItemAllFields", Value::Object({{"Id", 1}})},
                               {"CanvasContent1", "[]"}});
  return thing;
}

Value Answer() {
  Value answer = Thing();
  Value list = Value::Array();
  list.Append(Thing());
  answer.Set("value", list);
  answer.Set("_Child_Items_", list);
  answer.Set("EffectiveBasePermissions",
             Value::Object({{"High", 2147483647}, {"Low", 4294967295}}));
  answer.Set("Properties", Value::Object({{"name", "value"}}));
  answer.Set("AllProperties", Value::Object({{"name", "value"}}));
  answer.Set("ExternalUserCollection", Value::Object({{"_Child_Items_", list}}));
  answer.Set("UserCollectionPosition", -1);
  answer.Set("NextStartIndexFromSharePoint", "-1");
  answer.Set("themePreviews", Value());
  answer.Set("PrimaryQueryResult", *json::Parse(kSearchResult));
  return answer;
}

// Whether the service owes the action a result. Of methods these are the ones that commands call
// for it.
bool OwesResult(const pugi::xml_node& action) {
  const std::string kind = action.name();
  const std::string method = action.attribute("Name").value();
  if (kind == "Method") return absl::StartsWith(method, "Get") || method == "UpdateTenantTheme";
  return kind == "ObjectPath" || kind == "Query" || kind == "ObjectIdentityQuery";
}

}  // namespace

// An object for each action of the request that could have a result.
std::string RecordingClient::CsomAnswer(const std::string& body) {
  Value answer = Value::Array();
  answer.Append(Value::Object({{"SchemaVersion", "15.0.0.0"},
                               {"LibraryVersion", "16.0.0.0"},
                               {"ErrorInfo", Value()},
                               {"TraceCorrelationId", kGuid}}));
  pugi::xml_document document;
  document.load_buffer(body.data(), body.size());
  for (const pugi::xml_node& action : document.child("Request").child("Actions").children()) {
    if (OwesResult(action) && results_until_gap_ >= 0 && results_until_gap_-- == 0) continue;
    answer.Append(action.attribute("Id").as_int());
    answer.Append(Answer());
  }
  return json::Write(answer);
}

std::string RecordingClient::BodyFor(const http::Request& request) {
  if (absl::StrContains(request.url, "ProcessQuery")) return CsomAnswer(request.body);
  return json::Write(Answer());
}

std::string RecordingClient::BatchAnswer(const std::string& body) {
  const std::lock_guard lock(mutex_);
  Value responses = Value::Array();
  const absl::StatusOr<Value> batch = json::Parse(body);
  const Value requests = batch.ok() ? (*batch)["requests"] : Value();
  for (const Value& request : requests.elements()) {
    if (batch_answers_++ != left_out_)
      responses.Append(Value::Object({{"id", request["id"]}, {"status", 200}, {"body", Answer()}}));
  }
  return json::Write(Value::Object({{"responses", responses}}));
}

absl::StatusOr<http::Response> RecordingClient::Send(const http::Request& request,
                                                     const http::Sink& sink) {
  http::Response response{
      .status = 200, .headers = {{"Content-Type", "application/json"}}, .body = ""};
  if (absl::StrContains(request.url, "login.microsoftonline.com")) {
    response.body = TokenAnswer();
    return response;
  }
  {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
  }
  response.body =
      absl::EndsWith(request.url, "/$batch") ? BatchAnswer(request.body) : BodyFor(request);
  if (!sink) return response;
  if (const absl::Status taken = sink(response.body); !taken.ok()) return taken;
  response.body.clear();
  return response;
}

}  // namespace o365::testing
