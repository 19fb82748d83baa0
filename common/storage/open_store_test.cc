#include "common/storage/open_store.h"

#include <sys/stat.h>
#include <unistd.h>

#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/file.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/fake_terminal.h"
#include "tests/testing/status_matchers.h"

namespace o365::storage {
namespace {

using ::testing::HasSubstr;
using testing::IsOk;
using testing::StatusIs;

class OpenStoreTest : public ::testing::Test {
 protected:
  OpenStoreTest()
      : folder_(absl::StrCat(::testing::TempDir(), "/open_store/",
                             ::testing::UnitTest::GetInstance()->current_test_info()->name())) {}

  absl::StatusOr<std::unique_ptr<SecretStore>> Open(std::map<std::string, std::string> variables) {
    return OpenStore(base::Environment(std::move(variables)), terminal_);
  }
  std::string Configure(const std::string& content) {
    EXPECT_THAT(base::MakePrivateFolder(folder_), IsOk());
    EXPECT_THAT(base::WriteFileAtomically(folder_ + "/config.json", content, 0600), IsOk());
    return folder_ + "/config.json";
  }
  // The name of the store that is opened.
  std::string NameOf(std::map<std::string, std::string> variables) {
    const auto store = Open(std::move(variables));
    return store.ok() ? std::string((*store)->name()) : store.status().ToString();
  }

  const std::string folder_;
  testing::FakeTerminal terminal_;
};

TEST_F(OpenStoreTest, VariableThenConfigurationThenSecretService) {
  EXPECT_EQ(NameOf({}), "secret-service");
  EXPECT_EQ(NameOf({{"O365_CONFIG_DIR", folder_}}), "secret-service");
  Configure(R"({"other":1})");
  EXPECT_EQ(NameOf({{"O365_CONFIG_DIR", folder_}}), "secret-service");
  Configure(R"({"credentialStore":"file"})");
  EXPECT_EQ(NameOf({{"O365_CONFIG_DIR", folder_}}), "file");
  EXPECT_EQ(NameOf({{"O365_CONFIG_DIR", folder_}, {"O365_CREDENTIAL_STORE", "memory"}}), "memory");
}

TEST_F(OpenStoreTest, UnknownStoresNameWhereTheyCameFrom) {
  const absl::Status status = Open({{"O365_CREDENTIAL_STORE", "keychain"}}).status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument,
                               "O365_CREDENTIAL_STORE: unknown credential store 'keychain'"));
  EXPECT_EQ(base::Hint(status), "the stores are secret-service, file and memory");
  const std::string path = Configure(R"({"credentialStore":"File"})");
  EXPECT_THAT(Open({{"O365_CONFIG_DIR", folder_}}),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       absl::StrCat(path, ": unknown credential store 'File'")));
}

TEST_F(OpenStoreTest, AMalformedConfigurationIsNoSilentDefault) {
  for (const char* content :
       {"{", "", "[]", R"({"credentialStore":7})", R"({"credentialStore":""})"}) {
    const std::string path = Configure(content);
    const absl::Status status = Open({{"O365_CONFIG_DIR", folder_}}).status();
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument,
                                 HasSubstr(absl::StrCat("cannot read '", path, "': "))))
        << content;
    EXPECT_THAT(base::Hint(status), HasSubstr("correct or remove the file"));
  }
}

TEST_F(OpenStoreTest, AConfigurationThatOthersCanWriteIsNotFollowed) {
  const std::string path = Configure(R"({"credentialStore":"file"})");
  ASSERT_EQ(::chmod(path.c_str(), 0666), 0);
  absl::Status status = Open({{"O365_CONFIG_DIR", folder_}}).status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kFailedPrecondition,
                               absl::StrCat("others can write to '", path, "' (mode 0666)")));
  EXPECT_EQ(base::Hint(status), absl::StrCat("chmod go-w '", path, "'"));
  EXPECT_TRUE(base::IsConnectionError(status));

  ASSERT_EQ(::unlink(path.c_str()), 0);
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  status = Open({{"O365_CONFIG_DIR", folder_}}).status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kFailedPrecondition,
                               absl::StrCat("'", path, "' is no regular file")));
}

TEST_F(OpenStoreTest, AnEmptyPassphraseIsNamed) {
  const std::map<std::string, std::string> plain = {{"O365_CONFIG_DIR", folder_},
                                                    {"O365_CREDENTIAL_STORE", "file"}};
  for (const char* name : {"O365_STORE_PASSPHRASE", "O365_STORE_PASSPHRASE_FILE"}) {
    std::map<std::string, std::string> empty = plain;
    empty[name] = "";
    EXPECT_THAT(
        (*Open(empty))->Set("spo", "label", base::Secret("r")),
        StatusIs(absl::StatusCode::kFailedPrecondition, absl::StrCat(name, " is set, but empty")));
    // The other one is what counts.
    empty["O365_STORE_PASSPHRASE"] = "correct horse";
    EXPECT_THAT((*Open(empty))->Set("spo", "label", base::Secret("r")), IsOk());
  }
}

TEST_F(OpenStoreTest, TheFileStoreNeedsAFolder) {
  const absl::Status status = Open({{"O365_CREDENTIAL_STORE", "file"}}).status();
  EXPECT_THAT(status,
              StatusIs(absl::StatusCode::kFailedPrecondition, "no folder to keep connections in"));
  EXPECT_EQ(base::Hint(status), "set O365_CONFIG_DIR or HOME");
  EXPECT_TRUE(base::IsConnectionError(status));
}

TEST_F(OpenStoreTest, TheFileStoreTakesItsPassphraseFromTheEnvironment) {
  const std::map<std::string, std::string> plain = {{"O365_CONFIG_DIR", folder_},
                                                    {"O365_CREDENTIAL_STORE", "file"}};
  std::map<std::string, std::string> sealed = plain;
  sealed["O365_STORE_PASSPHRASE"] = "correct horse";
  ASSERT_THAT((*Open(sealed))->Set("spo", "label", base::Secret("r")), IsOk());
  EXPECT_EQ((*Open(sealed))->Get("spo").value(), base::Secret("r"));
  EXPECT_THAT((*Open(plain))->Get("spo"),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("is encrypted")));
}

TEST_F(OpenStoreTest, OpeningTouchesNothing) {
  ASSERT_THAT(Open({{"O365_CONFIG_DIR", folder_}, {"O365_CREDENTIAL_STORE", "file"}}), IsOk());
  EXPECT_TRUE(absl::IsNotFound(base::ReadFile(folder_).status()));
}

}  // namespace
}  // namespace o365::storage
