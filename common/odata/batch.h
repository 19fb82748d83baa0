// JSON batching (Microsoft Learn: "Combine multiple HTTP requests using JSON batching").

#ifndef COMMON_ODATA_BATCH_H_
#define COMMON_ODATA_BATCH_H_

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "common/base/clock.h"
#include "common/http/message.h"
#include "common/json/value.h"
#include "common/odata/rest.h"

namespace o365::odata {

// As many as the service takes at once.
inline constexpr size_t kBatchSize = 20;

struct BatchRequest {
  std::string method = "GET";
  std::string url;  // below the API version: "/users/ann@contoso.com?$select=id"
  json::Value body = {};
  http::Headers headers = {};
  std::string id = {};  // told to the service; its place among all, from 1, when empty
};

struct BatchAnswer {
  int status = 0;
  json::Value body;
  http::Headers headers;

  // OK, or the error of the answer, worded like any other.
  absl::Status status_or_error() const;
};

// Sends the requests kBatchSize at a time to `base` + "/$batch". Those that are throttled (429) or
// met an unavailable service (503 with Retry-After) are sent again after their Retry-After, at most
// `tries` times in all. `answered` gets the place of each request and its answer in the order of
// the requests; its error ends the batch. A request that the service left without an answer is not
// reported. Errors: those of the request for the batch itself.
using Answered = std::function<absl::Status(size_t place, BatchAnswer answer)>;
absl::Status Batch(Rest& rest, base::Clock& clock, const std::string& base,
                   const std::vector<BatchRequest>& requests, const Answered& answered,
                   int tries = 5);

// The same; the first answer that is an error is this function's error, but only after all requests
// were sent.
absl::StatusOr<std::vector<json::Value>> BatchAll(Rest& rest, base::Clock& clock,
                                                  const std::string& base,
                                                  const std::vector<BatchRequest>& requests);

}  // namespace o365::odata

#endif  // COMMON_ODATA_BATCH_H_
