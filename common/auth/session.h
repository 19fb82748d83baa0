// One service's connection at work: signs in, keeps it in the store, hands out access tokens.
//
//   auth::Session session({.service = "spo", ...});
//   ASSIGN_OR_RETURN(base::Secret token, session.AccessToken("https://contoso.sharepoint.com"));
//
// Processes share the store: a token is renewed under the connection's lock file, and read again
// under it first, so that many processes with an expired token make one request. One that the
// service refuses to renew is remembered as such in the record. See connection_store.h for what
// happens when a connection is renewed, replaced and removed at the same time.
//
// With the memory store (O365_CREDENTIAL_STORE=memory) nothing survives from a `connect` to the
// next command. There, O365_USERNAME and O365_PASSWORD stand for a password connection: the first
// Connected or AccessToken signs in with them. O365_URL names the site of spo; without it only
// AccessToken can, for the site it is asked for.

#ifndef COMMON_AUTH_SESSION_H_
#define COMMON_AUTH_SESSION_H_

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/auth/connection.h"
#include "common/auth/grant.h"
#include "common/base/clock.h"
#include "common/base/environment.h"
#include "common/base/log.h"
#include "common/base/terminal.h"
#include "common/http/client.h"
#include "common/http/patience.h"
#include "common/storage/secret_store.h"

namespace o365::auth {

// What a Session works with; everything must outlive it.
struct SessionOptions {
  std::string service;       // "spo": key in the store, name in messages
  std::string display_name;  // "SharePoint Online"
  const base::Environment* environment;
  base::Clock* clock;
  base::Terminal* terminal;
  base::Log* log;
  http::Client* http;
  http::Patience* patience;  // of `http`
  storage::SecretStore* store;
};

struct SignInRequest {
  std::string auth_type = "deviceCode";  // a grant's name
  std::string url;                       // what `status` names: the site, or the resource
  std::string resource;                  // what the first access token is for
  std::string cloud = "Public";
  std::string tenant;  // "": O365_TENANT, else "organizations"
  std::string app_id;  // "": the environment's, else the default
  Credentials credentials;
  BrowserOptions browser = {};
  std::string claims;  // JSON that a service demanded of the token; "" for none
};

// Thread-safe, but for SignIn and Commit.
class Session {
 public:
  explicit Session(SessionOptions options);
  ~Session();

  // Signs in. From here on this session uses the new connection, but the store still has the old
  // one: nothing is lost when what follows fails. kUnauthenticated with the service's text and one
  // line of advice when refused; kDeadlineExceeded when a device code ran out.
  absl::Status SignIn(const SignInRequest& request);

  // Stores the connection of SignIn, replacing the old one.
  absl::Status Commit();

  // The connection; reads the store at the first call. kUnauthenticated when there is none.
  absl::StatusOr<Connection> Connected();

  // Changes the connection of SignIn before Commit, or the stored one (under its lock).
  absl::Status SetTenantObjectIdentity(const std::string& identity);

  // A token for `resource` that lives 5 more minutes at least: from the connection, else by the
  // refresh token, else (password connections) by the credentials. kUnauthenticated when the user
  // must connect again.
  absl::StatusOr<base::Secret> AccessToken(const std::string& resource);

  // Drops the cached token of `resource`: the service refused it before its time.
  void ForgetAccessToken(const std::string& resource);

  // Removes the connection; works on records that cannot be read, and when there is none. Wins over
  // whatever is under way: what is renewed meanwhile is not kept.
  absl::Status Disconnect();

  // The store's name.
  absl::string_view store_name() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace o365::auth

#endif  // COMMON_AUTH_SESSION_H_
