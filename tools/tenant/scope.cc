#include "tools/tenant/scope.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "tools/tenant/resources.h"

namespace o365::tenant {
namespace {

constexpr char kGraph[] = "https://graph.microsoft.com";

// "https://host//.default" is the resource "https://host/": only one slash belongs to the scope.
std::string ResourceOf(absl::string_view scope) {
  if (!absl::StrContains(scope, "://") && !absl::StrContains(scope, "/")) return kGraph;
  return std::string(scope.substr(0, scope.rfind('/')));
}

OAuthError SeveralResources(absl::string_view text) {
  return {.error = "invalid_request",
          .code = 28000,
          .text = absl::StrCat(
              "Provided value for the input parameter scope is not valid because it contains more "
              "than one resource. Scope ",
              text, " is not valid.")};
}

OAuthError UnknownPermission(absl::string_view name, const Resource& resource) {
  return {.error = "invalid_client",
          .code = 650053,
          .text = absl::StrCat("The application asked for scope '", name,
                               "' that doesn't exist on the resource '", resource.app_id,
                               "'. Contact the app vendor.")};
}

}  // namespace

std::variant<Scope, OAuthError> ReadScope(absl::string_view text) {
  Scope scope;
  std::vector<std::string> asked, open_id;
  for (const absl::string_view part : absl::StrSplit(text, ' ', absl::SkipEmpty())) {
    if (part == "offline_access") {
      scope.offline = true;
    } else if (part == "openid" || part == "profile" || part == "email") {
      scope.open_id |= part == "openid";
      open_id.emplace_back(part);
    } else {
      const std::string resource = ResourceOf(part);
      if (!scope.resource.empty() && resource != scope.resource) return SeveralResources(text);
      scope.resource = resource;
      asked.emplace_back(part);
    }
  }
  if (scope.resource.empty()) scope.resource = kGraph;
  const Resource* resource = FindResource(scope.resource);
  if (resource == nullptr) return UnknownResource(scope.resource);
  std::vector<std::string> names;
  for (const Permission& permission : resource->permissions) {
    names.emplace_back(permission.name);
    scope.granted.push_back(absl::StrCat(scope.resource, "/", permission.name));
  }
  for (const std::string& part : asked) {
    const std::string name = part.substr(part.rfind('/') + 1);
    if (name == ".default") {
      scope.granted.push_back(part);
    } else if (!IsPermission(*resource, name)) {
      return UnknownPermission(name, *resource);
    } else if (std::find(names.begin(), names.end(), name) == names.end()) {
      names.push_back(name);
      scope.granted.push_back(absl::StrCat(scope.resource, "/", name));
    }
  }
  scope.permissions = absl::StrJoin(names, " ");
  scope.granted.insert(scope.granted.end(), open_id.begin(), open_id.end());
  return scope;
}

}  // namespace o365::tenant
