// http::RequestedDelay: no header makes a negative wait.

#include "common/http/retry.h"
#include "tests/fuzz/check.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  namespace http = o365::http;
  const std::string text(o365::fuzz::Text(data, size));
  const absl::Time now = absl::FromUnixSeconds(1'800'000'000);
  for (const char* name : {"Retry-After", "RateLimit-Reset"}) {
    const http::Response response = {.status = 429, .headers = {{name, text}}, .body = ""};
    FUZZ_CHECK(http::RequestedDelay(response, now) >= absl::ZeroDuration());
  }
  return 0;
}
