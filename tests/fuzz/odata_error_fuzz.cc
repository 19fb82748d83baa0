// odata::ReadError and Check, and ReadAnswer of successes: whatever a service says must become a
// message. The first byte of the input chooses status and type of the answer.

#include "absl/strings/ascii.h"
#include "common/base/error.h"
#include "common/http/message.h"
#include "common/odata/error.h"
#include "common/odata/rest.h"
#include "tests/fuzz/check.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  namespace odata = o365::odata;
  if (size == 0) return 0;
  constexpr int kStatuses[] = {400, 401, 403, 404, 409, 412, 429, 500, 503, 200, 302};
  constexpr const char* kTypes[] = {"application/json", "text/html", "", "text/plain"};
  const o365::http::Response response = {
      .status = kStatuses[data[0] % std::size(kStatuses)],
      .headers = {{"Content-Type", kTypes[data[0] / 16 % std::size(kTypes)]},
                  {"request-id", "r-1"}},
      .body = std::string(o365::fuzz::Text(data + 1, size - 1))};
  const odata::ServiceError error = odata::ReadError(response);
  FUZZ_CHECK(!error.message.empty());
  FUZZ_CHECK(!error.request_id.empty());
  const absl::Status status = odata::Check(response);
  FUZZ_CHECK(status.ok() == (response.status == 200));
  FUZZ_CHECK(status.ok() || !o365::base::IsUsageError(status));
  FUZZ_CHECK(status.ok() || o365::base::ServiceCode(status) == error.code);
  const absl::StatusOr<o365::json::Value> answer = odata::ReadAnswer(response);
  FUZZ_CHECK(!absl::StripAsciiWhitespace(response.body).empty() || answer->is_null());
  return 0;
}
