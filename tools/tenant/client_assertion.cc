#include "tools/tenant/client_assertion.h"

#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/app_credential.h"
#include "tools/tenant/certificate.h"
#include "tools/tenant/cloud.h"
#include "tools/tenant/federation.h"
#include "tools/tenant/jwt.h"
#include "tools/tenant/platform_state.h"
#include "tools/tenant/tenant.h"

namespace o365::tenant {
namespace {

// Clocks are not exact; the platform lets this much pass.
constexpr absl::Duration kSkew = absl::Minutes(5);

OAuthError Refused(int code, std::string text) {
  return {.error = "invalid_client", .code = code, .text = std::move(text), .status = 401};
}

std::string Text(const json::Value& time) {
  return IsoTime(absl::FromUnixSeconds(time.AsInt().value_or(0)));
}

std::optional<OAuthError> CheckTimes(const Call& call, const json::Value& claims) {
  const absl::Time now = call.clock().Now();
  const auto begins = claims["nbf"].AsInt(), ends = claims["exp"].AsInt();
  const bool early = begins.has_value() && absl::FromUnixSeconds(*begins) > now + kSkew;
  if (ends.has_value() && !early && absl::FromUnixSeconds(*ends) > now - kSkew) return std::nullopt;
  return Refused(700024, absl::StrCat("Client assertion is not within its valid time range. "
                                      "Current time: ",
                                      IsoTime(now), ", assertion valid from ", Text(claims["nbf"]),
                                      ", expiry time of assertion ", Text(claims["exp"]), "."));
}

// "aud": the token endpoint, or the issuer of version 2.0, under the tenant's id or name.
bool IsForUs(const Call& call, absl::string_view audience) {
  for (const absl::string_view tenant : {kTenantId, kTenantDomain}) {
    for (const char* rest : {"/oauth2/v2.0/token", "/oauth2/token", "/v2.0"}) {
      if (absl::EqualsIgnoreCase(audience,
                                 absl::StrCat("https://", call.request.host, "/", tenant, rest))) {
        return true;
      }
    }
  }
  return false;
}

// The certificate that the header names, by SHA-256 or, as older clients do, SHA-1.
X509* FindNamed(const std::vector<Owned<X509>>& certificates, const json::Value& header) {
  const std::string& sha256 = header["x5t#S256"].AsString();
  const std::string& sha1 = header["x5t"].AsString();
  for (const Owned<X509>& certificate : certificates) {
    X509* candidate = certificate.get();
    if (!sha256.empty() ? absl::WebSafeBase64Escape(Sha256Thumbprint(candidate)) == sha256
                        : absl::WebSafeBase64Escape(Sha1Thumbprint(candidate)) == sha1) {
      return candidate;
    }
  }
  return nullptr;
}

OAuthError KeyNotFound(const json::Value& header, absl::string_view app_id) {
  std::string thumbprint;
  const json::Value& named = header["x5t"].is_null() ? header["x5t#S256"] : header["x5t"];
  absl::WebSafeBase64Unescape(named.AsString(), &thumbprint);
  return Refused(
      700027,
      absl::StrCat("The certificate with identifier used to sign the client assertion is not "
                   "registered on application. [Reason - The key was not found., Thumbprint of key "
                   "used by client: '",
                   absl::AsciiStrToUpper(absl::BytesToHexString(thumbprint)),
                   "', Please visit the Azure Portal, Graph Explorer or directly use MS Graph to "
                   "see configured keys for app Id '",
                   app_id, "'.]"));
}

std::optional<OAuthError> CheckOwn(const Call& call, const Entity& holder, absl::string_view app_id,
                                   const Jwt& jwt) {
  const json::Value& claims = jwt.claims;
  if (claims["sub"] != claims["iss"]) {
    return Refused(700021,
                   "Client assertion application identifier doesn't match 'client_id' parameter. "
                   "Review the documentation at "
                   "https://learn.microsoft.com/entra/identity-platform/certificate-credentials.");
  }
  const auto certificates = Certificates(holder, call.clock().Now());
  X509* certificate = FindNamed(certificates, jwt.header);
  if (certificate == nullptr) return KeyNotFound(jwt.header, app_id);
  if (!IsSignedBy(jwt, X509_get0_pubkey(certificate))) {
    return Refused(700027,
                   "Client assertion contains an invalid signature. [Reason - The key was found, "
                   "but the signature is not of it.]");
  }
  if (!IsForUs(call, ToGlobal(call.authority().platform().cloud, claims["aud"].AsString()))) {
    return Refused(700023,
                   "Client assertion audience claim does not match Realm issuer. Review the "
                   "documentation at "
                   "https://learn.microsoft.com/entra/identity-platform/certificate-credentials.");
  }
  if (claims["jti"].AsString().empty()) {
    return Refused(50027, "JWT token is invalid or malformed. The claim 'jti' is missing.");
  }
  return CheckTimes(call, claims);
}

}  // namespace

std::optional<OAuthError> CheckAssertion(Call& call, const Entity& holder, absl::string_view app_id,
                                         absl::string_view assertion) {
  const auto jwt = ParseJwt(assertion);
  if (!jwt.ok()) {
    return OAuthError{
        .error = "invalid_request", .code = 50027, .text = "JWT token is invalid or malformed."};
  }
  const std::string& issuer = jwt->claims["iss"].AsString();
  const bool names_key = !jwt->header["x5t"].is_null() || !jwt->header["x5t#S256"].is_null();
  if (absl::EqualsIgnoreCase(issuer, app_id)) return CheckOwn(call, holder, app_id, *jwt);
  if (names_key && !absl::StartsWith(issuer, "https://")) {
    return Refused(700021,
                   "Client assertion application identifier doesn't match 'client_id' parameter. "
                   "Review the documentation at "
                   "https://learn.microsoft.com/entra/identity-platform/certificate-credentials.");
  }
  return CheckFederated(call, holder, *jwt);
}

}  // namespace o365::tenant
