// auth::ReadConnection: records of any content, and what is written reads back as it was.

#include "common/auth/connection.h"
#include "common/base/error.h"
#include "tests/fuzz/check.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  namespace auth = o365::auth;
  const o365::base::Secret record{std::string(o365::fuzz::Text(data, size))};
  const absl::StatusOr<auth::Connection> read = auth::ReadConnection("spo", record);
  if (!read.ok()) {
    FUZZ_CHECK(!o365::base::Hint(read.status()).empty());
    return 0;
  }
  FUZZ_CHECK(!read->tenant.empty() && !read->app_id.empty());
  const o365::base::Secret written = auth::WriteConnection(*read);
  const auth::Connection again = auth::ReadConnection("spo", written).value();
  FUZZ_CHECK(auth::WriteConnection(again) == written);
  FUZZ_CHECK(again.refresh_token == read->refresh_token && again.url == read->url);
  FUZZ_CHECK(again.access_tokens.size() == read->access_tokens.size());
  return 0;
}
