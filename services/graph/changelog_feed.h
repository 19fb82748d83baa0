// The news feed of Microsoft Graph's change log (RSS 2.0).

#ifndef SERVICES_GRAPH_CHANGELOG_FEED_H_
#define SERVICES_GRAPH_CHANGELOG_FEED_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace o365::graph {

struct ChangelogItem {
  std::string guid;
  std::string category;  // "beta", "v1.0"
  std::string title;     // the service that was changed
  std::string description;
  absl::Time published;
};

// The items of the feed, each guid once. kDataLoss when the text is no such feed.
absl::StatusOr<std::vector<ChangelogItem>> ReadChangelog(absl::string_view text);

// A time as feeds have it (RFC 822) or as command lines do (ISO 8601); nothing for anything else.
std::optional<absl::Time> ReadTime(absl::string_view text);

}  // namespace o365::graph

#endif  // SERVICES_GRAPH_CHANGELOG_FEED_H_
