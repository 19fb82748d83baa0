// Stories of `o365`, which passes everything on unchanged.

#include "absl/strings/str_cat.h"
#include "common/base/file.h"
#include "gmock/gmock.h"
#include "tests/e2e/harness.h"

namespace o365::testing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class MultiplexerTest : public EndToEndTest {
 protected:
  // A folder with copies of these binaries only, which PATH does not lead out of.
  void Install(absl::string_view names) {
    ASSERT_EQ(Do(absl::StrCat("mkdir -p \"$HOME/bin\"; for n in ", names,
                              "; do cp \"$(command -v $n)\" \"$HOME/bin/\"; done"))
                  .exit_code,
              0);
    environment()["PATH"] = folder() + "/bin:/usr/bin:/bin";
  }
  void TearDown() override { environment()["PATH"] = path_; }
  const std::string path_ = environment()["PATH"];
};

TEST_F(MultiplexerTest, PassesWordsStreamsAndStatusOn) {
  const Outcome direct = Do("spo web get --webUrl foo");
  const Outcome through = Do("o365 spo web get --webUrl foo");
  EXPECT_EQ(through.exit_code, 2);
  EXPECT_EQ(through.err, direct.err);
  EXPECT_EQ(Do("o365 spo --version").out, Do("spo --version").out);
  EXPECT_EQ(Do("o365 help spo app add").out, Do("spo help app add").out);
  Connect("spo connect https://contoso.sharepoint.com");
  EXPECT_EQ(Do("o365 --output json spo status").out, Do("spo status --output json").out);
}

TEST_F(MultiplexerTest, WorksWithAnySubset) {
  Install("o365 graph");
  EXPECT_THAT(Do("o365 help").out, AllOf(HasSubstr("graph"), Not(HasSubstr("spo "))));
  const Outcome missing = Do("o365 spo app list");
  EXPECT_EQ(missing.exit_code, 1);
  EXPECT_EQ(missing.err,
            "o365: the service 'spo' is not installed\n"
            "  install it: tools/install --prefix DIR --only spo\n");
  const Outcome typo = Do("o365 grpah user list");
  EXPECT_EQ(typo.exit_code, 2);
  EXPECT_THAT(typo.err, HasSubstr("did you mean 'graph'?"));
  EXPECT_EQ(json::Write(Json("o365 status")),
            R"([{"service":"graph","connectedTo":"Not connected","connectedAs":""}])");
}

TEST_F(MultiplexerTest, RunsExtensionsFromPath) {
  Install("o365");
  ASSERT_TRUE(base::WriteFileAtomically(folder() + "/bin/o365-hello",
                                        "#!/bin/sh\necho \"hello $*\"; exit 42\n", 0755)
                  .ok());
  const Outcome got = Do("o365 hello big world");
  EXPECT_EQ(got.out, "hello big world\n");
  EXPECT_EQ(got.exit_code, 42);
  EXPECT_THAT(Do("o365 help").out, HasSubstr("hello"));
}

TEST_F(MultiplexerTest, SignalsReachTheService) {
  const Outcome got =
      Do("set -m; o365 spo connect https://contoso.sharepoint.com -t deviceCode & sleep 0.4; kill "
         "-INT $!; wait $!; "
         "echo status $?");
  EXPECT_THAT(got.out, HasSubstr("status 130"));
}

}  // namespace
}  // namespace o365::testing
