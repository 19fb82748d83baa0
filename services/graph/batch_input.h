// The input of `graph batch`, read in pieces: a request a line, or what the service itself takes,
// {"requests": [...]}, or a list of requests.

#ifndef SERVICES_GRAPH_BATCH_INPUT_H_
#define SERVICES_GRAPH_BATCH_INPUT_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/json/splitter.h"
#include "common/json/value.h"
#include "common/odata/batch.h"

namespace o365::graph {

// One request, with the id that its answer is to have: its own, or its place in the input.
struct BatchLine {
  json::Value id;
  odata::BatchRequest request;
};

// kInvalidArgument for what is no request. `place` counts from 1.
absl::StatusOr<BatchLine> ReadBatchLine(const json::Value& text, int64_t place);

class BatchInput {
 public:
  // Gets one request; an error ends the reading.
  using Take = std::function<absl::Status(BatchLine line)>;

  explicit BatchInput(Take take) : take_(std::move(take)) {}

  // Takes the next piece. Errors: those of `take`; kInvalidArgument, with its place, for what is no
  // request.
  absl::Status Write(absl::string_view piece);
  // The input is complete. kInvalidArgument when it ends within a request.
  absl::Status Finish();

 private:
  absl::Status Begin(bool complete);
  absl::Status WriteLines();
  absl::Status TakeText(absl::string_view text);

  const Take take_;
  std::string pending_;  // what is not yet a whole line
  bool begun_ = false;
  std::unique_ptr<json::ArraySplitter> document_;  // null: lines
  int64_t place_ = 0;
};

}  // namespace o365::graph

#endif  // SERVICES_GRAPH_BATCH_INPUT_H_
