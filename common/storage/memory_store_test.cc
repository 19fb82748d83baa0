#include "common/storage/memory_store.h"

#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::storage {
namespace {

using testing::IsOk;

TEST(MemoryStoreTest, KeepsRecordsByKey) {
  MemoryStore store;
  EXPECT_EQ(store.Get("spo").value(), std::nullopt);
  EXPECT_THAT(store.Set("spo", "label", base::Secret("one")), IsOk());
  EXPECT_THAT(store.Set("aad", "label", base::Secret("other")), IsOk());
  EXPECT_THAT(store.Set("spo", "label", base::Secret("two")), IsOk());
  EXPECT_EQ(store.Get("spo").value(), base::Secret("two"));
  EXPECT_THAT(store.Erase("spo"), IsOk());
  EXPECT_THAT(store.Erase("spo"), IsOk());
  EXPECT_EQ(store.Get("spo").value(), std::nullopt);
  EXPECT_EQ(store.Get("aad").value(), base::Secret("other"));
}

}  // namespace
}  // namespace o365::storage
