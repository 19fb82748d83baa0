// Things that go wrong on demand: throttling, outages, slow answers, cut connections.

#ifndef TOOLS_TENANT_FAULTS_H_
#define TOOLS_TENANT_FAULTS_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/http/server.h"
#include "common/json/value.h"

namespace o365::tenant {

struct Fault {
  int remaining = 1;                    // how many more requests it hits
  std::string path = {};                // hits only requests whose host and path contain this
  int status = 0;                       // 0: the request is answered as ever
  std::optional<int> retry_after = {};  // seconds
  std::string body = {};                // "": in the words of the service
  // From the first one that it hits, it hits all that come within this time, and then no more.
  absl::Duration lasting = absl::ZeroDuration();
  absl::Time until = absl::InfiniteFuture();  // when that ends, once it has begun
  absl::Duration delay = absl::ZeroDuration();
  http::Outgoing::Cut cut = http::Outgoing::Cut::kNone;
};

class Faults {
 public:
  void Add(Fault fault) { faults_.push_back(std::move(fault)); }
  void Clear() { faults_.clear(); }
  // The fault that hits a request for this host and path now, used up by one; nullopt when none
  // does.
  std::optional<Fault> Take(absl::string_view host_and_path, absl::Time now);
  // How many requests will still be hit.
  int remaining() const;

 private:
  std::vector<Fault> faults_;
};

// Reads a fault from the control API's JSON. kInvalidArgument says which member is wrong.
absl::StatusOr<Fault> ParseFault(const json::Value& value);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_FAULTS_H_
