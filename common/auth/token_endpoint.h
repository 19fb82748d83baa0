// The one place that speaks to the identity platform: posts a form, reads the answer, words its
// errors (Microsoft Learn: "OAuth 2.0 authorization code flow", "Microsoft Entra authentication and
// authorization error codes"; RFC 6749, section 5).

#ifndef COMMON_AUTH_TOKEN_ENDPOINT_H_
#define COMMON_AUTH_TOKEN_ENDPOINT_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/auth/claims.h"
#include "common/auth/connection.h"
#include "common/base/clock.h"
#include "common/base/log.h"
#include "common/base/secret.h"
#include "common/http/client.h"
#include "common/http/url.h"
#include "common/json/value.h"

namespace o365::auth {

// Everything that is pointed at must outlive the endpoint.
struct TokenEndpointOptions {
  http::Client* http;
  base::Clock* clock;
  base::Log* log;
  std::string login_host;       // "login.microsoftonline.com"
  std::string tenant;           // checked by ChooseTenant
  std::string connect_command;  // "spo connect https://contoso.sharepoint.com", for advice
  std::string claims = {};      // JSON that a service demands of the token; "" for none
};

// A successful answer of the token endpoint.
struct TokenAnswer {
  AccessToken access_token;
  base::Secret refresh_token;  // empty when the service kept the old one
  Claims claims;               // of the id token, else of the access token
};

class TokenEndpoint {
 public:
  explicit TokenEndpoint(TokenEndpointOptions options) : options_(std::move(options)) {}

  // Posts `fields` to /{tenant}/oauth2/v2.0/{endpoint} and returns the answer's JSON.
  // `may_repeat`: a lost answer may be asked for again. A refusal is kUnauthenticated with the
  // service's text, OAuthError and, where there is any, one line of advice; kUnavailable or
  // kResourceExhausted when the service could not say.
  absl::StatusOr<json::Value> Post(absl::string_view endpoint, const http::FormFields& fields,
                                   bool may_repeat);

  // Posts a grant to the token endpoint.
  absl::StatusOr<TokenAnswer> RequestToken(const http::FormFields& fields, bool may_repeat);

  // The error for a refusal that came in another way: its members `error` and `error_description`,
  // worded and advised like the token endpoint's own.
  absl::Status Refused(const json::Value& answer) const;

  // The address of an endpoint: "https://login.microsoftonline.com/TENANT/oauth2/v2.0/token".
  std::string UrlOf(absl::string_view endpoint) const;
  std::string TokenUrl() const { return UrlOf("token"); }

  const TokenEndpointOptions& options() const { return options_; }

 private:
  TokenEndpointOptions options_;
};

// "<resource>/.default offline_access openid profile": what is asked for with every grant. A
// resource that ends in a slash keeps it, for the token's audience must have it too (Microsoft
// Learn: "Scopes and permissions in the Microsoft identity platform").
std::string ScopeOf(absl::string_view resource);

// "<resource>/.default": what an app asks for by itself (Microsoft Learn: "OAuth 2.0 client
// credentials flow on the Microsoft identity platform"). There is no refresh token then.
std::string AppScopeOf(absl::string_view resource);

// The `claims` parameter of sign-ins and token requests: that this client handles claims challenges
// (capability cp1), merged with what a challenge demanded (`demanded`: JSON, or ""; Microsoft
// Learn: "Claims challenges, claims requests, and client capabilities"). kInvalidArgument when that
// is no JSON object.
absl::StatusOr<std::string> ClaimsRequest(absl::string_view demanded);

// The OAuth error ("invalid_grant") of a refused request; "" for other failures.
std::string OAuthError(const absl::Status& status);

}  // namespace o365::auth

#endif  // COMMON_AUTH_TOKEN_ENDPOINT_H_
