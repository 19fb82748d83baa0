#include "tools/tenant/sppkg.h"

#include "absl/strings/escaping.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::tenant {
namespace {

using ::o365::testing::IsOkAndHolds;
using ::o365::testing::StatusIs;

// A package as Python's zipfile writes it, with AppManifest.xml deflated:
//   <App Name="demo" ProductID="{B2307A39-E878-458B-BC90-03BC578531D6}" Version="1.2.3.4"
//    IsClientSideSolution="true"><Properties><Title>Demo &amp; more</Title></Properties></App>
std::string Package() {
  std::string bytes;
  absl::Base64Unescape(
      "UEsDBBQAAAAAAAAAIVwL+UNWBgAAAAYAAAAIAAAAbm90ZS50eHRzdG9yZWRQSwMEFAAAAAgAAAAhXLxw"
      "hNKuAAAA1QAAAA8AAABBcHBNYW5pZmVzdC54bWxNzkELgjAcBfCvMv6HblNrmpPmIrWDlwiK7uL+xcA5"
      "mTOC6Lsndajrew9+T2wfpiN3dKO2fQ7LIAKCfWuV7m85TP5KOWyl2A0DOTQGc1BoLJCjs2pqfV3l8CxW"
      "LEp3LKN7nnIaJ7ygRZlFNGJFmaQ8Yctq/QJy+RmrgAUxkHosO429P2mFJ9tN/lN7NyFIMQsDOq9xlOKs"
      "fYeymmWyaMywIcY6FOE3FuH/NJyfyjdQSwECFAMUAAAAAAAAACFcC/lDVgYAAAAGAAAACAAAAAAAAAAA"
      "AAAAgAEAAAAAbm90ZS50eHRQSwECFAMUAAAACAAAACFcvHCE0q4AAADVAAAADwAAAAAAAAAAAAAAgAEs"
      "AAAAQXBwTWFuaWZlc3QueG1sUEsFBgAAAAACAAIAcwAAAAcBAAAAAA==",
      &bytes);
  return bytes;
}

TEST(SppkgTest, ReadsTheManifest) {
  const auto manifest = ReadPackage(Package());
  ASSERT_THAT(manifest, ::o365::testing::IsOk());
  EXPECT_EQ(manifest->product_id, "b2307a39-e878-458b-bc90-03bc578531d6");
  EXPECT_EQ(manifest->title, "Demo & more");
  EXPECT_EQ(manifest->version, "1.2.3.4");
  EXPECT_TRUE(manifest->client_side);
}

TEST(SppkgTest, ReadsStoredMembers) {
  EXPECT_THAT(ReadZipMember(Package(), "note.txt"), IsOkAndHolds(std::string("stored")));
  EXPECT_THAT(ReadZipMember(Package(), "none"),
              StatusIs(absl::StatusCode::kNotFound, ::testing::HasSubstr("'none'")));
}

TEST(SppkgTest, BrokenFilesAreRefused) {
  EXPECT_THAT(ReadPackage("123"), StatusIs(absl::StatusCode::kInvalidArgument, ::testing::_));
  const std::string whole = Package();
  for (size_t size = 0; size < whole.size(); ++size) {
    EXPECT_FALSE(ReadPackage(whole.substr(0, size)).ok()) << size;
  }
  // A change anywhere may go unnoticed, but never ends in a crash.
  for (size_t i = 0; i < whole.size(); ++i) {
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 0xff);
    ReadPackage(changed).status().IgnoreError();
  }
}

}  // namespace
}  // namespace o365::tenant
