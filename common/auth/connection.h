// What is kept of one service's connection, and its record in the store: versioned JSON.

#ifndef COMMON_AUTH_CONNECTION_H_
#define COMMON_AUTH_CONNECTION_H_

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/base/secret.h"

namespace o365::auth {

enum class AuthType { kDeviceCode, kPassword };

// "deviceCode", "password": as on the command line and in the record.
absl::string_view AuthTypeName(AuthType type);

struct AccessToken {
  base::Secret value;
  absl::Time expires;
};

struct Connection {
  std::string service;  // "spo"
  std::string url;      // the site connected to (spo), else the resource
  std::string resource;
  std::string cloud = "global";
  std::string tenant;     // the authority's: "common", "organizations", a domain or a GUID
  std::string tenant_id;  // from the token's claims
  std::string user_name;  // from the token's claims
  AuthType auth_type = AuthType::kDeviceCode;
  std::string app_id;
  base::Secret refresh_token;
  std::map<std::string, AccessToken> access_tokens;  // by resource
  // Password connections keep their credentials, so that a dead refresh token is replaced.
  base::Secret login_name;
  base::Secret password;
  // SharePoint's name of the tenant object ("<guid>|<guid>:<guid>\nTenant"), for admin sites.
  std::string tenant_object_identity;
};

base::Secret WriteConnection(const Connection& connection);

// kDataLoss for a record that cannot be read, kUnimplemented for one of a newer version; both with
// a hint.
absl::StatusOr<Connection> ReadConnection(const base::Secret& record);

}  // namespace o365::auth

#endif  // COMMON_AUTH_CONNECTION_H_
