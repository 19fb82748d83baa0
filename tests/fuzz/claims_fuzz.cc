// auth::ReadClaims: of texts that are no tokens, and of tokens with any payload.

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/auth/claims.h"
#include "common/json/value.h"
#include "tests/fuzz/check.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  namespace auth = o365::auth;
  using o365::base::Secret;
  const absl::string_view text = o365::fuzz::Text(data, size);
  auth::ReadClaims(Secret(std::string(text)));
  const auth::Claims claims =
      auth::ReadClaims(Secret(absl::StrCat("h.", absl::WebSafeBase64Escape(text), ".s")));
  const absl::StatusOr<o365::json::Value> payload = o365::json::Parse(text);
  FUZZ_CHECK(claims.tenant_id == (payload.ok() ? (*payload)["tid"].AsString() : ""));
  FUZZ_CHECK(payload.ok() || claims.user_name.empty());
  return 0;
}
