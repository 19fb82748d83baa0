#include "tools/tenant/spo.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/app_principal.h"
#include "tools/tenant/directory.h"
#include "tools/tenant/odata_filter.h"
#include "tools/tenant/odata_shape.h"

namespace o365::tenant {
namespace {

// How much OData says about itself; the client's Accept header chooses.
enum class Metadata { kNone, kMinimal, kVerbose };

Metadata WantedMetadata(const Call& call) {
  const std::string accept = call.request.headers.Get("Accept");
  if (ContainsIgnoringCase(accept, "odata=nometadata")) return Metadata::kNone;
  if (ContainsIgnoringCase(accept, "odata=verbose")) return Metadata::kVerbose;
  return Metadata::kMinimal;
}

const char* ContentType(Metadata metadata) {
  switch (metadata) {
    case Metadata::kNone:
      return "application/json;odata=nometadata;streaming=true;charset=utf-8";
    case Metadata::kVerbose:
      return "application/json;odata=verbose;charset=utf-8";
    case Metadata::kMinimal:
      break;
  }
  return "application/json;odata=minimalmetadata;streaming=true;charset=utf-8";
}

std::string ApiUrl(const Call& call) {
  return absl::StrCat("https://", call.request.host, call.web->path == "/" ? "" : call.web->path,
                      "/_api/");
}

SpoError NoSuchProperty(absl::string_view name) {
  return {.status = 400,
          .code = "-1, Microsoft.SharePoint.Client.InvalidClientQueryException",
          .message = absl::StrCat("The field or property '", name, "' does not exist.")};
}

SpoError BadQuery(absl::string_view message) {
  return {.status = 400,
          .code = "-1, Microsoft.SharePoint.Client.InvalidClientQueryException",
          .message = std::string(message)};
}

// Answers for a member are full only when they were asked for ("$expand").
std::string NotExpanded(const Call& call, const std::vector<std::string>& names) {
  const std::vector<std::string> expanded = SplitNames(call.Query("$expand"));
  for (const std::string& name : names) {
    const size_t slash = name.find('/');
    if (slash == std::string::npos) continue;
    const bool found = std::any_of(expanded.begin(), expanded.end(), [&](const std::string& e) {
      return absl::EqualsIgnoreCase(e, name.substr(0, slash));
    });
    if (!found) return name.substr(0, slash);
  }
  return "";
}

// The value of $top or $skip; -1 when it is not there or no number.
int QueryNumber(const Call& call, absl::string_view name) {
  int number = 0;
  return absl::SimpleAtoi(call.Query(name), &number) && number >= 0 ? number : -1;
}

}  // namespace

http::Response SpoObject(const Call& call, json::Value object, int status) {
  const std::vector<std::string> names = SplitNames(call.Query("$select"));
  if (const std::string name = FirstUnknown(object, names); !name.empty()) {
    return SpoRefuse(call, NoSuchProperty(name));
  }
  object = Select(object, names);
  const Metadata metadata = WantedMetadata(call);
  if (metadata == Metadata::kVerbose) object = json::Value::Object({{"d", std::move(object)}});
  if (metadata == Metadata::kMinimal) {
    json::Value whole = json::Value::Object({{"odata.metadata", ApiUrl(call) + "$metadata"}});
    for (const auto& [name, value] : object.members()) whole.Set(name, value);
    object = std::move(whole);
  }
  return Json(status, object, ContentType(metadata));
}

http::Response SpoCollection(const Call& call, std::vector<json::Value> objects) {
  if (const std::string text = call.Query("$filter"); !text.empty()) {
    const auto filter = Filter::Parse(text);
    if (!filter.ok()) {
      return SpoRefuse(call, BadQuery(absl::StrCat("The expression \"", text, "\" is not valid.")));
    }
    for (const std::string& name : filter->properties()) {
      if (!objects.empty() && FindMember(objects[0], name) == nullptr) {
        return SpoRefuse(call, NoSuchProperty(name));
      }
    }
    std::erase_if(objects, [&](const json::Value& object) { return !filter->Matches(object); });
  }
  OrderBy(call.Query("$orderby"), objects);
  if (const int skip = QueryNumber(call, "$skip"); skip > 0) {
    objects.erase(objects.begin(),
                  objects.begin() + std::min<ptrdiff_t>(skip, std::ssize(objects)));
  }
  if (const int top = QueryNumber(call, "$top"); top >= 0 && top < std::ssize(objects)) {
    objects.resize(static_cast<size_t>(top));
  }
  return SpoPage(call, std::move(objects), "");
}

http::Response SpoPage(const Call& call, std::vector<json::Value> objects,
                       absl::string_view next_link) {
  const std::vector<std::string> names = SplitNames(call.Query("$select"));
  if (const std::string name = NotExpanded(call, names); !name.empty()) {
    return SpoRefuse(
        call, BadQuery(absl::StrCat("The query to field '", name,
                                    "' is not valid. The $expand query string must contain it.")));
  }
  for (json::Value& object : objects) {
    if (const std::string name = FirstUnknown(object, names); !name.empty()) {
      return SpoRefuse(call, NoSuchProperty(name));
    }
    object = Select(object, names);
  }
  json::Value list = json::Value::Array(std::move(objects));
  const Metadata metadata = WantedMetadata(call);
  json::Value body = json::Value::Object();
  if (metadata == Metadata::kVerbose) {
    json::Value results = json::Value::Object({{"results", std::move(list)}});
    if (!next_link.empty()) results.Set("__next", next_link);
    body.Set("d", std::move(results));
  } else {
    if (metadata == Metadata::kMinimal) body.Set("odata.metadata", ApiUrl(call) + "$metadata");
    if (!next_link.empty()) body.Set("odata.nextLink", next_link);
    body.Set("value", std::move(list));
  }
  return Json(200, body, ContentType(metadata));
}

http::Response SpoResult(const Call& call, absl::string_view operation, json::Value result) {
  if (WantedMetadata(call) != Metadata::kVerbose) return SpoObject(call, std::move(result));
  json::Value named = json::Value::Object();
  named.Set(operation, std::move(result));
  return SpoObject(call, std::move(named));
}

http::Response SpoRefuse(const Call& call, const SpoError& error) {
  const Metadata metadata = WantedMetadata(call);
  const json::Value body = json::Value::Object(
      {{"code", error.code},
       {"message", json::Value::Object({{"lang", "en-US"}, {"value", error.message}})}});
  json::Value whole = json::Value::Object();
  whole.Set(metadata == Metadata::kVerbose ? "error" : "odata.error", body);
  return Json(error.status, whole, ContentType(metadata));
}

SpoError SpoAccessDenied() {
  return {.status = 403,
          .code = "-2147024891, System.UnauthorizedAccessException",
          .message =
              "Access denied. You do not have permission to perform this action or access "
              "this resource."};
}

SpoError SpoBadArgument() {
  return {.status = 400,
          .code = "-2147024809, System.ArgumentException",
          .message = "Value does not fall within the expected range."};
}

SpoError SpoFileNotFound() {
  return {.status = 404,
          .code = "-2147024894, System.IO.FileNotFoundException",
          .message = "File Not Found."};
}

http::Response SpoNothing(const Call& call) {
  return SpoObject(call, json::Value::Object({{"odata.null", true}}));
}

SpoError SpoResourceNotFound() {
  return {.status = 404,
          .code = "-1, Microsoft.SharePoint.Client.ResourceNotFoundException",
          .message =
              "Exception of type 'Microsoft.SharePoint.Client.ResourceNotFoundException' "
              "was thrown."};
}

bool IsGroupMember(State& state, absl::string_view group_id, absl::string_view user_id) {
  const Entity* group = FindGroup(state, group_id);
  return group != nullptr &&
         (group->HasLink("owners", user_id) || group->HasLink("members", user_id));
}

bool MayWrite(const Call& call) {
  if (call.caller.is_app) return SharePointAccess(call.caller) == Access::kWrite;
  return call.caller.administrator || absl::EqualsIgnoreCase(call.site->owner, call.caller.upn) ||
         IsGroupMember(call.state(), call.site->group_id, call.caller.object_id);
}

Site* FindSite(SharePoint& sharepoint, absl::string_view url) {
  url = absl::StripSuffix(url, "/");
  for (const auto& site : sharepoint.sites) {
    if (absl::EqualsIgnoreCase(site->url, url)) return site.get();
  }
  return nullptr;
}

}  // namespace o365::tenant
