// What every way of signing in is: a row with its name and its functions, in a file of its own.
//
//   constexpr Grant kPasswordGrant = {.name = "password", .sign_in = SignIn, .renew = SignIn};
//
// A new one is such a file and a line in grants.cc.

#ifndef COMMON_AUTH_GRANT_H_
#define COMMON_AUTH_GRANT_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/auth/connection.h"
#include "common/auth/credentials.h"
#include "common/auth/token_endpoint.h"
#include "common/base/environment.h"
#include "common/base/terminal.h"

namespace o365::auth {

// How a person is met in the browser.
struct BrowserOptions {
  std::string login_hint;  // the account's name, filled in already
  std::string prompt;  // "login", "select_account", "consent" or "none"; "" for the service's own
};

// What a grant works with; all of it outlives the call.
struct GrantContext {
  TokenEndpoint& endpoint;
  const base::Environment& environment;
  base::Terminal& terminal;
  const Connection& connection;  // app, tenant, cloud and credentials
  BrowserOptions browser = {};
};

// Gets a token for `resource`. Errors as TokenEndpoint::Post, and the grant's own.
using GrantFunction = absl::StatusOr<TokenAnswer> (*)(GrantContext& context,
                                                      const std::string& resource);

// Checks that all is there that the grant needs, and that it can be used at `now`, so that nothing
// is sent otherwise. Usage errors name the option and the variable that would give what is missing.
using CredentialFunction = absl::StatusOr<Credentials> (*)(const CredentialInput& input,
                                                           absl::Time now);

struct Grant {
  absl::string_view name;   // "browser": on the command line, in the environment, in the record
  bool app_only = false;    // an application signs in, and no user is there
  bool own_app = false;     // needs an app registration of the user's own
  bool own_tenant = false;  // needs the tenant named: its id or domain
  CredentialFunction credentials = nullptr;  // nullptr: it needs none
  GrantFunction sign_in;                     // for the first time; somebody may be asked
  // Without anybody, from what is kept; nullptr when that is the refresh token alone.
  GrantFunction renew = nullptr;
};

}  // namespace o365::auth

#endif  // COMMON_AUTH_GRANT_H_
