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
// next command. There, O365_AUTH and the variables of its grant (O365_USERNAME and O365_PASSWORD
// alone stand for a password) make the connection: the first Connected or AccessToken signs in with
// them. O365_URL names the site of spo; without it only AccessToken can, for the site it is asked
// for.

#ifndef COMMON_AUTH_SESSION_H_
#define COMMON_AUTH_SESSION_H_

#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/auth/cloud.h"
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
  std::string service;        // "spo": key in the store, name in messages
  std::string display_name;   // "SharePoint Online"
  std::string resource = {};  // what it is signed in to as a whole; "" for one of many sites
  // A grant that the service does not take, and why; see CheckGrant.
  std::string refused_grant = {};
  std::string refusal = {};
  std::string connection_name = {};  // the connection to work with; "" for the active one
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

  // The same with what another service's connection keeps: its app, tenant, cloud and refresh token
  // or credentials. `request` names url and resource, those of the public cloud unless it is a
  // site. kUnauthenticated when that service is not connected or its sign-in does not reach this
  // one.
  absl::Status SignInFrom(const std::string& service, const SignInRequest& request);

  // Stores the connection of SignIn under this name (by default the one of SessionOptions, else
  // "default"), replacing what was there, and makes it the active one.
  absl::Status Commit(const std::string& name = "");

  // A usage error for a grant that the service does not take, so that nobody is asked for
  // credentials that are of no use.
  absl::Status CheckGrant(absl::string_view auth_type) const;

  // The connection; reads the store at the first call. `resource` is what a token will be wanted
  // for, if that is known. kUnauthenticated when there is none.
  absl::StatusOr<Connection> Connected(const std::string& resource = "");

  // Changes the connection of SignIn before Commit, or the stored one (under its lock).
  absl::Status SetTenantObjectIdentity(const std::string& identity);

  // A token for `resource` that lives 5 more minutes at least: from the connection, else by the
  // refresh token, else (password connections) by the credentials. kUnauthenticated when the user
  // must connect again.
  absl::StatusOr<base::Secret> AccessToken(const std::string& resource);

  // Drops the cached token of `resource`: the service refused it before its time. `claims` is what
  // it demanded of the next one, as JSON; "" for nothing.
  void ForgetAccessToken(const std::string& resource, const std::string& claims = "");

  // The cloud of the connection; errors as of Connected.
  absl::StatusOr<const Cloud*> ConnectedCloud(const std::string& resource = "");
  // kFailedPrecondition, a usage error, when the connection is an application's: `what` names what
  // needs a user.
  absl::Status CheckUser(absl::string_view what);

  // Removes the connection; works on records that cannot be read, and when there is none. Wins over
  // whatever is under way: what is renewed meanwhile is not kept.
  absl::Status Disconnect();

  // All connections of the service, which one is active, and changing that (connection_store.h).
  absl::StatusOr<ConnectionBook> Connections() const;
  absl::Status UseConnection(const std::string& name);
  absl::Status RemoveConnection(const std::string& name);
  absl::Status RenameConnection(const std::string& name, const std::string& new_name);

  // The command that signs in again; with `claims`, those that a service demanded.
  std::string ConnectCommand(const std::string& claims = "");

  // The store's name.
  absl::string_view store_name() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace o365::auth

#endif  // COMMON_AUTH_SESSION_H_
