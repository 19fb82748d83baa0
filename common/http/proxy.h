// Which proxy a request goes through, from the environment: HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and
// NO_PROXY, upper case before lower case.
//
// The rules are those that Node.js tools of this field follow, plus addresses: NO_PROXY is "*" or a
// comma list of names (a suffix on a dot boundary, "*." and leading dots ignored), addresses and
// CIDR blocks, each with an optional port. For https, HTTPS_PROXY comes before HTTP_PROXY. Loopback
// and cloud metadata addresses never go through a proxy.

#ifndef COMMON_HTTP_PROXY_H_
#define COMMON_HTTP_PROXY_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "common/base/environment.h"
#include "common/base/secret.h"
#include "common/http/url.h"

namespace o365::http {

struct Proxy {
  std::string host;
  int port = 0;
  // Value of Proxy-Authorization ("Basic ...", RFC 7617); empty when the URL names no user.
  base::Secret authorization;
};

// The proxy for `url`, nullopt for a direct connection. NetworkError when the variable cannot be
// used (not a URL, https or SOCKS proxy), naming the variable but not its value.
absl::StatusOr<std::optional<Proxy>> ProxyFor(const base::Environment& environment, const Url& url);

}  // namespace o365::http

#endif  // COMMON_HTTP_PROXY_H_
