// Plain HTTP to a service of the machine itself, such as the metadata service of a virtual machine:
// never through a proxy, and to loopback and link-local addresses alone, which no packet leaves the
// machine or its host for (RFC 3927, RFC 1122).

#ifndef COMMON_HTTP_LOCAL_CLIENT_H_
#define COMMON_HTTP_LOCAL_CLIENT_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/http/message.h"

namespace o365::http {

struct LocalLimits {
  absl::Duration connect = absl::Seconds(2);
  absl::Duration answer = absl::Seconds(30);  // until all of it is there; 1 MB at most
};

// Sends a request with an http URL whose host is an address, or "localhost". kInvalidArgument for
// any other host, or for a request that is no proper one; NetworkError when there is no answer.
absl::StatusOr<Response> SendLocally(const Request& request, const LocalLimits& limits);

}  // namespace o365::http

#endif  // COMMON_HTTP_LOCAL_CLIENT_H_
