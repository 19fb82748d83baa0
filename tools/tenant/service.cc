#include "tools/tenant/service.h"

#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "tools/tenant/tenant.h"

namespace o365::tenant {

State& Call::state() const { return tenant.state(); }
Authority& Call::authority() const { return tenant.authority(); }
base::Clock& Call::clock() const { return tenant.authority().clock(); }

std::string Call::Query(absl::string_view name) const {
  for (const auto& [key, value] : query) {
    if (absl::EqualsIgnoreCase(key, name)) return value;
  }
  return "";
}

http::FormFields Call::Form() const { return http::DecodeForm(request.body); }

json::Value Call::Body() const {
  auto body = json::Parse(request.body);
  return body.ok() ? *std::move(body) : json::Value();
}

const Route* FindRoute(const Service& service, Call& call) {
  const auto path = ParsePath(call.path);
  if (!path.has_value()) return nullptr;
  // HEAD is answered like GET; the server leaves the body out.
  const std::string method = call.method == "HEAD" ? "GET" : call.method;
  for (const absl::Span<const Route> table : service.routes()) {
    for (const Route& route : table) {
      if (method != route.method) continue;
      auto parameters = MatchPath(route.pattern, *path);
      if (!parameters.has_value()) continue;
      call.parameters = *std::move(parameters);
      call.route = &route;
      return &route;
    }
  }
  return nullptr;
}

std::optional<http::Response> PrepareNothing(Call&) { return std::nullopt; }
std::optional<http::Response> AdmitAnybody(Call&) { return std::nullopt; }

std::string BearerToken(const http::Incoming& request) {
  const std::string header = request.headers.Get("Authorization");
  absl::string_view value = header;
  if (!absl::StartsWithIgnoreCase(value, "Bearer ")) return "";
  value.remove_prefix(7);
  return std::string(absl::StripAsciiWhitespace(value));
}

}  // namespace o365::tenant
