#include "common/auth/connection_store.h"

#include <map>
#include <optional>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/storage/memory_store.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/fake_clock.h"
#include "tests/testing/fake_terminal.h"
#include "tests/testing/status_matchers.h"

namespace o365::auth {
namespace {

using ::testing::HasSubstr;
using testing::IsOk;
using testing::IsOkAndHolds;
using testing::StatusIs;

// A store as lasting as a keyring.
class LastingStore final : public storage::SecretStore {
 public:
  absl::string_view name() const override { return "lasting"; }
  absl::StatusOr<std::optional<base::Secret>> Get(const std::string& key) override {
    return records_.Get(key);
  }
  absl::Status Set(const std::string& key, const std::string& label,
                   const base::Secret& record) override {
    return records_.Set(key, label, record);
  }
  absl::Status Erase(const std::string& key) override { return records_.Erase(key); }

 private:
  storage::MemoryStore records_;
};

class ConnectionStoreTest : public ::testing::Test {
 protected:
  static Connection With(const std::string& refresh_token) {
    Connection connection;
    connection.service = "spo";
    connection.tenant = "common";
    connection.app_id = "app";
    connection.refresh_token = base::Secret(refresh_token);
    return connection;
  }
  std::string Kept() {
    const absl::StatusOr<ConnectionStore::Kept> kept = connections_.Read();
    return kept.ok() ? kept->connection.refresh_token.Reveal() : kept.status().ToString();
  }
  // What another process does that stops while it holds a lock.
  LockFile Hold(absl::string_view name) {
    return *LockFile::Acquire(absl::StrCat(folder_, "/locks/", name), clock_, absl::ZeroDuration());
  }

  const std::string folder_ =
      absl::StrCat(::testing::TempDir(), "/connection_store/",
                   ::testing::UnitTest::GetInstance()->current_test_info()->name());
  const base::Environment environment_{
      std::map<std::string, std::string>{{"O365_CONFIG_DIR", folder_}}};
  testing::FakeClock clock_;
  testing::FakeTerminal terminal_;
  base::Log log_{terminal_, base::LogLevel::kQuiet};
  LastingStore store_;
  ConnectionStore Open(const std::string& name) {
    return ConnectionStore({.service = "spo",
                            .connection_name = name,
                            .environment = &environment_,
                            .clock = &clock_,
                            .terminal = &terminal_,
                            .log = &log_,
                            .store = &store_,
                            .renewal_limit = absl::Minutes(40)});
  }
  const ConnectionStore connections_ = Open("");
};

TEST_F(ConnectionStoreTest, WhatWasRenewedTakesThePlaceOfWhatItWasRenewedFrom) {
  EXPECT_THAT(connections_.Read(), StatusIs(absl::StatusCode::kNotFound, "no connection"));
  ASSERT_THAT(connections_.Put("default", With("r1")), IsOk());
  const ConnectionStore::Kept before = *connections_.Read();
  EXPECT_THAT(connections_.PutOver(before, With("r2")), IsOkAndHolds(true));
  EXPECT_EQ(Kept(), "r2");
}

TEST_F(ConnectionStoreTest, WhatWasRemovedMeanwhileStaysRemoved) {
  ASSERT_THAT(connections_.Put("default", With("r1")), IsOk());
  const ConnectionStore::Kept before = *connections_.Read();
  ASSERT_THAT(connections_.Erase(), IsOk());
  EXPECT_THAT(connections_.PutOver(before, With("r2")), IsOkAndHolds(false));
  EXPECT_TRUE(absl::IsNotFound(connections_.Read().status()));
}

TEST_F(ConnectionStoreTest, WhatWasReplacedMeanwhileStaysReplaced) {
  ASSERT_THAT(connections_.Put("default", With("r1")), IsOk());
  const ConnectionStore::Kept before = *connections_.Read();
  ASSERT_THAT(connections_.Erase(), IsOk());
  ASSERT_THAT(connections_.Put("default", With("new")), IsOk());
  EXPECT_THAT(connections_.PutOver(before, With("r2")), IsOkAndHolds(false));
  EXPECT_EQ(Kept(), "new");
}

TEST_F(ConnectionStoreTest, NobodyWaitsForARenewalToRemoveOrReplace) {
  const LockFile renewing = Hold("spo.lock");
  EXPECT_THAT(connections_.Put("default", With("r1")), IsOk());
  EXPECT_THAT(connections_.Erase(), IsOk());
  EXPECT_THAT(clock_.sleeps(), ::testing::IsEmpty());
}

TEST_F(ConnectionStoreTest, ARenewalIsWaitedForAsLongAsItMayTake) {
  const absl::Time start = clock_.Now();
  const LockFile renewing = Hold("spo.lock");
  const absl::Status status = connections_.LockForRenewal().status();
  EXPECT_TRUE(base::IsNetworkError(status)) << status;
  EXPECT_THAT(std::string(status.message()),
              AllOf(HasSubstr("the connection was not renewed within 40m"), HasSubstr("spo.lock")));
  EXPECT_GE(clock_.Now() - start, absl::Minutes(40));
  EXPECT_EQ(terminal_.said(), "waiting for another process that renews the connection\n");
}

TEST_F(ConnectionStoreTest, AStuckWriterDoesNotKeepTheUserFromDisconnecting) {
  ASSERT_THAT(connections_.Put("default", With("r1")), IsOk());
  const LockFile stuck = Hold("spo.record.lock");
  const absl::Status status = connections_.Erase();
  EXPECT_TRUE(base::IsConnectionError(status)) << status;
  EXPECT_THAT(std::string(status.message()),
              HasSubstr("the connection was removed, but may come back: another process holds"));
  EXPECT_THAT(base::Hint(status), HasSubstr("fuser"));
  EXPECT_TRUE(absl::IsNotFound(connections_.Read().status()));
}

TEST_F(ConnectionStoreTest, OneOfTheDefaultNameIsKeptAsItAlwaysWas) {
  ASSERT_THAT(connections_.Put("default", With("r1")), IsOk());
  EXPECT_EQ(**store_.Get("spo"), WriteConnection(With("r1")));
  EXPECT_EQ(connections_.Read()->name, "default");
}

TEST_F(ConnectionStoreTest, EachNameHasItsConnection) {
  ASSERT_THAT(connections_.Put("default", With("r1")), IsOk());
  ASSERT_THAT(connections_.Put("test", With("t1")), IsOk());
  EXPECT_EQ(Kept(), "t1");  // the new one is active
  EXPECT_EQ(Open("default").Read()->connection.refresh_token, base::Secret("r1"));
  // What another process renews in one leaves the other alone.
  const ConnectionStore::Kept before = *Open("default").Read();
  ASSERT_THAT(connections_.PutOver(*connections_.Read(), With("t2")), IsOkAndHolds(true));
  EXPECT_THAT(connections_.PutOver(before, With("r2")), IsOkAndHolds(true));
  EXPECT_EQ(Kept(), "t2");
  ASSERT_THAT(connections_.Use("default"), IsOk());
  EXPECT_EQ(Kept(), "r2");
  ASSERT_THAT(connections_.Rename("default", "prod"), IsOk());
  EXPECT_EQ(connections_.Read()->name, "prod");
  EXPECT_TRUE(base::IsUsageError(connections_.Rename("prod", "test")));
}

TEST_F(ConnectionStoreTest, ANameThatIsNotThereIsAnErrorAndNothingElse) {
  ASSERT_THAT(connections_.Put("a", With("r1")), IsOk());
  ASSERT_THAT(connections_.Put("b", With("r2")), IsOk());
  for (const absl::Status& status :
       {Open("c").Read().status(), Open("c").Erase(), connections_.Erase("c"),
        connections_.Use("c"), connections_.Rename("c", "d")}) {
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kUnauthenticated,
                                 "there is no connection 'c'; there are: 'a', 'b'"));
    EXPECT_TRUE(base::IsConnectionError(status));
  }
  EXPECT_EQ(Kept(), "r2");
}

TEST_F(ConnectionStoreTest, AfterTheActiveOneIsRemovedNoneIs) {
  ASSERT_THAT(connections_.Put("a", With("r1")), IsOk());
  ASSERT_THAT(connections_.Put("b", With("r2")), IsOk());
  ASSERT_THAT(connections_.Erase(), IsOk());
  EXPECT_THAT(connections_.Read(), StatusIs(absl::StatusCode::kUnauthenticated,
                                            "no connection is active; there are: 'a'"));
  EXPECT_THAT(connections_.Erase("a"), IsOk());
  EXPECT_FALSE(store_.Get("spo")->has_value());
}

}  // namespace
}  // namespace o365::auth
