// base::Redact: whatever stands before it, a secret does not come through.

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/redact.h"
#include "tests/fuzz/check.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using o365::base::Redact;
  const absl::string_view text = o365::fuzz::Text(data, size);
  const std::string once = Redact(text);
  FUZZ_CHECK(Redact(once) == once);
  if (absl::StrContains(text, "s3cr3t")) return 0;
  for (absl::string_view secret :
       {"{\"access_token\": \"s3cr3t\\\" s3cr3t\"}", "Authorization: Bearer s3cr3t and s3cr3t",
        "a=b&client_secret=s3cr3t&c=d", "eyJ0eXAiOiJKV1QifQ.eyJzdWIiOiJzIn0.s3cr3t"}) {
    FUZZ_CHECK(!absl::StrContains(Redact(absl::StrCat(text, "\n", secret)), "s3cr3t"));
  }
  return 0;
}
