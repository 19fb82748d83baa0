#include "tools/tenant/oauth_error.h"

#include "absl/strings/str_cat.h"
#include "common/base/random.h"
#include "tools/tenant/answer.h"

namespace o365::tenant {

http::Response Refuse(const Call& call, const OAuthError& error) {
  const std::string timestamp =
      absl::FormatTime("%Y-%m-%d %H:%M:%SZ", call.clock().Now(), absl::UTCTimeZone());
  std::string correlation = call.request.headers.Get("client-request-id");
  if (correlation.empty()) correlation = base::NewGuid();
  json::Value body = json::Value::Object(
      {{"error", error.error},
       {"error_description",
        absl::StrCat("AADSTS", error.code, ": ", error.text, " Trace ID: ", call.request_id,
                     " Correlation ID: ", correlation, " Timestamp: ", timestamp)},
       {"error_codes", json::Value::Array({error.code})},
       {"timestamp", timestamp},
       {"trace_id", call.request_id},
       {"correlation_id", correlation},
       {"error_uri", absl::StrCat("https://login.microsoftonline.com/error?code=", error.code)}});
  if (*error.suberror != '\0') body.Set("suberror", error.suberror);
  if (!error.claims.empty()) body.Set("claims", error.claims);
  return Json(error.status, body);
}

OAuthError MissingParameter(absl::string_view name) {
  return {
      .error = "invalid_request",
      .code = 900144,
      .text = absl::StrCat("The request body must contain the following parameter: '", name, "'.")};
}

OAuthError UnknownApp(absl::string_view id) {
  return {
      .error = "unauthorized_client",
      .code = 700016,
      .text = absl::StrCat(
          "Application with identifier '", id, "' was not found in the directory '", kTenantName,
          "'. This can happen if the application has not been installed by the administrator "
          "of the tenant or consented to by any user in the tenant. You may have sent your "
          "authentication request to the wrong tenant.")};
}

OAuthError UnknownTenant(absl::string_view tenant) {
  return {.error = "invalid_request",
          .code = 90002,
          .text = absl::StrCat("Tenant '", tenant,
                               "' not found. Check to make sure you have the correct tenant ID and "
                               "are signing into the correct cloud. Check with your subscription "
                               "administrator, this may happen if there are no active "
                               "subscriptions for the tenant.")};
}

OAuthError UnknownResource(absl::string_view resource) {
  return {.error = "invalid_resource",
          .code = 500011,
          .text = absl::StrCat("The resource principal named ", resource,
                               " was not found in the tenant named ", kTenantName,
                               ". This can happen if the application has not been installed by "
                               "the administrator of the tenant or consented to by any user in "
                               "the tenant. You might have sent your authentication request to "
                               "the wrong tenant.")};
}

}  // namespace o365::tenant
