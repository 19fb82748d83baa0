// Host names to addresses within a time limit.

#ifndef COMMON_HTTP_RESOLVE_H_
#define COMMON_HTTP_RESOLVE_H_

#include <netdb.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace o365::http {

struct AddressListDeleter {
  void operator()(addrinfo* list) const { ::freeaddrinfo(list); }
};
using AddressList = std::unique_ptr<addrinfo, AddressListDeleter>;

// The addresses of `host`, for stream sockets. getaddrinfo(3) knows no time limit and cannot be
// interrupted, so it runs on a thread that is left behind when the limit is over. NetworkError.
absl::StatusOr<AddressList> Resolve(const std::string& host, int port, absl::Duration limit);

}  // namespace o365::http

#endif  // COMMON_HTTP_RESOLVE_H_
