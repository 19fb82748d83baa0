#include "common/http/client.h"

#include "absl/strings/cord.h"
#include "common/base/error.h"

namespace o365::http {

constexpr absl::string_view kCut = "o365/cut-connection";
constexpr absl::string_view kNotBegun = "o365/not-begun";

absl::Status CutConnectionError(absl::string_view message) {
  absl::Status status = base::NetworkError(message);
  status.SetPayload(kCut, absl::Cord("1"));
  return status;
}

bool IsCutConnection(const absl::Status& status) { return status.GetPayload(kCut).has_value(); }

absl::Status NotBegunError() {
  absl::Status status = absl::AbortedError("the request was held back");
  status.SetPayload(kNotBegun, absl::Cord("1"));
  return status;
}

bool IsNotBegun(const absl::Status& status) { return status.GetPayload(kNotBegun).has_value(); }

}  // namespace o365::http
