// The requests that came in. Bodies, headers and whatever else may hold a secret are not kept.

#ifndef TOOLS_TENANT_REQUEST_LOG_H_
#define TOOLS_TENANT_REQUEST_LOG_H_

#include <deque>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace o365::tenant {

struct LoggedRequest {
  absl::Time time;
  std::string method;
  std::string host;
  std::string target;  // without the query where that may hold credentials
  int status = 0;
  bool known = true;  // whether there is a route for it
};

class RequestLog {
 public:
  // Forgets the oldest request when there are too many.
  void Add(LoggedRequest request);
  const std::deque<LoggedRequest>& requests() const { return requests_; }
  void Clear() { requests_.clear(); }

 private:
  std::deque<LoggedRequest> requests_;
};

// "2026-11-22T10:00:00Z 200 GET graph.microsoft.com/v1.0/me", and what is unknown is called so.
std::string ToLine(const LoggedRequest& request);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_REQUEST_LOG_H_
