#include "common/auth/claims.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace o365::auth {
namespace {

base::Secret Token(absl::string_view payload) {
  return base::Secret(
      absl::StrCat("eyJhbGciOiJub25lIn0.", absl::WebSafeBase64Escape(payload), "."));
}

TEST(ClaimsTest, ReadsTenantAndUser) {
  const Claims claims = ReadClaims(Token(R"({"oid":"o","tid":"t","upn":"u","unique_name":"n"})"));
  EXPECT_EQ(claims.object_id, "o");
  EXPECT_EQ(claims.tenant_id, "t");
  EXPECT_EQ(claims.user_name, "u");
  EXPECT_EQ(ReadClaims(Token(R"({"unique_name":"n","preferred_username":"p"})")).user_name, "p");
  EXPECT_EQ(ReadClaims(Token(R"({"unique_name":"n"})")).user_name, "n");
}

TEST(ClaimsTest, OpaqueTokensHaveNone) {
  for (const char* token : {"", "opaque", "a.b", "a.!!.c", "..", "a.bnVsbA.c"}) {
    EXPECT_EQ(ReadClaims(base::Secret(token)).tenant_id, "") << token;
    EXPECT_EQ(ReadClaims(base::Secret(token)).user_name, "") << token;
  }
}

}  // namespace
}  // namespace o365::auth
