// What is kept of one service's connection, and its record in the store: versioned JSON.

#ifndef COMMON_AUTH_CONNECTION_H_
#define COMMON_AUTH_CONNECTION_H_

#include <map>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/base/secret.h"

namespace o365::auth {

// What a connection keeps to sign in again without anybody; which of it is there depends on the
// grant.
struct Credentials {
  base::Secret login_name;  // password
  base::Secret password;
  base::Secret secret;       // of the app
  base::Secret certificate;  // of the app: PEM with its key, which is not encrypted
  // A user-assigned managed identity: client id, object id or resource id; "" for the machine's
  // own.
  std::string identity;
  // Where assertions come from, never one itself: "github", "azureDevOps", "gitlab", "file" or
  // "command", and the path or the command line.
  std::string assertion_source;
  std::string assertion_detail;

  friend bool operator==(const Credentials&, const Credentials&) = default;
};

struct AccessToken {
  base::Secret value;
  absl::Time expires;
};

// What the sign-in service said when it would not renew a connection any more, so that it is not
// asked again for nothing.
struct RenewalRefusal {
  std::string resource;  // what the token was asked for
  std::string message;
  std::string hint;
  std::string service_code;  // "AADSTS700082"
  absl::Time until;          // from then on another try makes sense; the infinite future: never
};

struct Connection {
  std::string service;  // "spo"
  std::string url;      // the site connected to (spo), else the resource
  std::string resource;
  std::string cloud = "Public";
  std::string tenant;     // the authority's: "organizations", a domain or a GUID
  std::string tenant_id;  // from the token's claims
  std::string user_name;  // from the token's claims; of an app: its name, else its id
  std::string auth_type = "deviceCode";  // the grant's name
  std::string app_id;
  base::Secret refresh_token;
  std::map<std::string, AccessToken> access_tokens;  // by resource
  Credentials credentials;
  std::optional<RenewalRefusal> refusal;  // the last one, until a token is renewed
  // SharePoint's name of the tenant object ("<guid>|<guid>:<guid>\nTenant"), for admin sites.
  std::string tenant_object_identity;
};

// A service's connections, by their names. One of them is used where none is named.
struct ConnectionBook {
  static constexpr absl::string_view kDefaultName = "default";

  std::string active;  // "": none
  std::map<std::string, Connection> connections;
};

// The record of a service's connections: of a single one with the default name, version 1, which
// knows one; else version 2.
base::Secret WriteConnections(absl::string_view service, const ConnectionBook& book);

// Reads either. kDataLoss for what cannot be read or is another service's, kUnimplemented for a
// newer version; all with a hint.
absl::StatusOr<ConnectionBook> ReadConnections(absl::string_view service,
                                               const base::Secret& record);

// A single connection's record, and back; errors as above.
base::Secret WriteConnection(const Connection& connection);
absl::StatusOr<Connection> ReadConnection(absl::string_view service, const base::Secret& record);

}  // namespace o365::auth

#endif  // COMMON_AUTH_CONNECTION_H_
