// JSON batching (Microsoft Learn: "Combine multiple HTTP requests using JSON batching").

#ifndef COMMON_ODATA_BATCH_H_
#define COMMON_ODATA_BATCH_H_

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "common/http/message.h"
#include "common/http/patience.h"
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

// What a service made of some requests that were sent to it together. Answers belong to requests by
// their ids alone.
struct BatchResult {
  // By the places of the requests. None where the service gave no answer, or several.
  std::vector<std::optional<BatchAnswer>> answers;
  // Ids in the answer that no request has.
  std::vector<std::string> strays;
  // Why sending ended before all had an answer that stays, as when the connection broke while
  // throttled requests were sent again. Those have no answer then.
  absl::Status ended;
};

// Sends at most kBatchSize requests, whose ids must differ, to `base` + "/$batch". Those that are
// throttled (429) or met an unavailable service (503 with Retry-After) are sent again as `patience`
// allows; at its limits the refusal is their answer. Errors: those of the first request for the
// batch itself.
absl::StatusOr<BatchResult> SendBatch(Rest& rest, http::Patience& patience, const std::string& base,
                                      absl::Span<const BatchRequest> requests);

// Sends any number of requests so. `answered` gets the place of each request and its answer in the
// order of the requests; its error ends the batch. kDataLoss, after all requests were sent, that
// names those without an answer and the ids of strays.
using Answered = std::function<absl::Status(size_t place, BatchAnswer answer)>;
absl::Status Batch(Rest& rest, http::Patience& patience, const std::string& base,
                   const std::vector<BatchRequest>& requests, const Answered& answered);

// The same; the first answer that is an error is this function's error, but only after all requests
// were sent.
absl::StatusOr<std::vector<json::Value>> BatchAll(Rest& rest, http::Patience& patience,
                                                  const std::string& base,
                                                  const std::vector<BatchRequest>& requests);

}  // namespace o365::odata

#endif  // COMMON_ODATA_BATCH_H_
