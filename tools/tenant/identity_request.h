// What requests to the identity platform's endpoints have in common: how they name the app and the
// API, and how tokens are answered, in version 2.0 and in version 1.0 as ADAL speaks it. The two
// differ in how an API is named (scope, resource) and in the types of some fields.

#ifndef TOOLS_TENANT_IDENTITY_REQUEST_H_
#define TOOLS_TENANT_IDENTITY_REQUEST_H_

#include <string>
#include <variant>

#include "absl/strings/string_view.h"
#include "tools/tenant/oauth_error.h"
#include "tools/tenant/scope.h"
#include "tools/tenant/service.h"

namespace o365::tenant {

// A field of the form in the body; "" when it is not there.
std::string Field(const Call& call, absl::string_view name);

bool IsVersion1(const Call& call);

// The app and scope that each request names.
struct Client {
  const App* app;
  Scope scope;
  std::string scope_text;
};

// Reads them, or says what is wrong with them. `default_scope` counts when the request has none.
std::variant<Client, OAuthError> ReadClient(Call& call, absl::string_view default_scope);

// The app of this id: one that the tenant knows from the start, or that was registered since;
// nullptr when there is none.
const App* FindApp(Call& call, absl::string_view id);

// The start of an answer with tokens for `resource` ("Successful response" of each grant's page).
json::Value TokenAnswer(const Call& call, absl::string_view resource, absl::Duration lifetime);

// Tokens for a person who signed in. `nonce` goes into the ID token unless it is empty.
http::Response Tokens(Call& call, const Client& client, const Account& account,
                      absl::string_view nonce = "");

// The code that a browser sign-in ended with (grant_type=authorization_code).
http::Response RedeemAuthorizationCode(Call& call);

// The page of browser sign-ins.
absl::Span<const Route> AuthorizeRoutes();

// The grant of apps that act for themselves (grant_type=client_credentials).
http::Response RedeemClientCredentials(Call& call);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_IDENTITY_REQUEST_H_
