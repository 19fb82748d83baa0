// graph::ReadChangelog: a feed from the web is read or refused, and each item counts once.

#include <set>

#include "services/graph/changelog_feed.h"
#include "tests/fuzz/check.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::StatusOr<std::vector<o365::graph::ChangelogItem>> items =
      o365::graph::ReadChangelog(o365::fuzz::Text(data, size));
  if (!items.ok()) {
    FUZZ_CHECK(items.status().code() == absl::StatusCode::kDataLoss);
    return 0;
  }
  std::set<std::string> seen;
  for (const o365::graph::ChangelogItem& item : *items) FUZZ_CHECK(seen.insert(item.guid).second);
  return 0;
}
