#include "services/graph/changelog_feed.h"

#include <algorithm>
#include <cstddef>
#include <pugixml.hpp>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"

namespace o365::graph {
namespace {

constexpr size_t kLargestFeed = 16 << 20;
constexpr std::ptrdiff_t kMostMarks = 500'000;  // of elements and attributes

std::string TextOf(const pugi::xml_node& item, const char* name) {
  return std::string(absl::StripAsciiWhitespace(item.child_value(name)));
}

}  // namespace

std::optional<absl::Time> ReadTime(absl::string_view text) {
  absl::Time time;
  for (const char* form : {"%a, %d %b %Y %H:%M:%S %Ez", "%a, %d %b %Y %H:%M:%S GMT",
                           "%d %b %Y %H:%M:%S %Ez", "%Y-%m-%dT%H:%M:%E*S%Ez", "%Y-%m-%dT%H:%M:%E*S",
                           "%Y-%m-%dT%H:%M%Ez", "%Y-%m-%dT%H:%M", "%Y-%m-%d"}) {
    if (absl::ParseTime(form, text, &time, nullptr)) return time;
  }
  return std::nullopt;
}

absl::StatusOr<std::vector<ChangelogItem>> ReadChangelog(absl::string_view text) {
  // A megabyte of "<a/>" is far more than that in memory.
  const auto marks =
      std::count(text.begin(), text.end(), '<') + std::count(text.begin(), text.end(), '=');
  if (text.size() > kLargestFeed || marks > kMostMarks)
    return absl::OutOfRangeError("the change log is larger than any that there was");
  pugi::xml_document document;
  const pugi::xml_parse_result read = document.load_buffer(text.data(), text.size());
  if (!read)
    return absl::DataLossError(absl::StrCat("cannot read the change log: ", read.description()));
  const pugi::xml_node channel = document.child("rss").child("channel");
  if (!channel) return absl::DataLossError("the change log is no RSS feed");
  std::vector<ChangelogItem> items;
  std::set<std::string> seen;
  for (const pugi::xml_node& item : channel.children("item")) {
    ChangelogItem out{.guid = TextOf(item, "guid"),
                      .category = "",
                      .title = TextOf(item, "title"),
                      .description = TextOf(item, "description"),
                      .published = {}};
    if (!seen.insert(out.guid).second) continue;
    // The first category is the environment, the last one the version.
    for (const pugi::xml_node& category : item.children("category"))
      out.category = std::string(absl::StripAsciiWhitespace(category.child_value()));
    const std::string published = TextOf(item, "pubDate");
    const std::optional<absl::Time> time = ReadTime(published);
    if (!time.has_value())
      return absl::DataLossError(
          absl::StrCat("cannot read the change log: '", published, "' is no date"));
    out.published = *time;
    items.push_back(std::move(out));
  }
  return items;
}

}  // namespace o365::graph
