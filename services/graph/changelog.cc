// `graph changelog`: what changed in Microsoft Graph.

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/cli/context.h"
#include "common/odata/error.h"
#include "common/odata/query.h"
#include "services/graph/changelog_feed.h"
#include "services/graph/nouns.h"

namespace o365::graph {
namespace {

constexpr absl::string_view kFeed = "https://developer.microsoft.com/en-us/graph/changelog/rss";
constexpr absl::string_view kVersionNames[] = {"beta", "v1.0"};
constexpr absl::string_view kChangeTypes[] = {"Addition", "Change", "Deletion", "Deprecation"};
constexpr absl::string_view kServiceNames[] = {"Applications",
                                               "Calendar",
                                               "Change notifications",
                                               "Cloud communications",
                                               "Compliance",
                                               "Cross-device experiences",
                                               "Customer booking",
                                               "Device and app management",
                                               "Education",
                                               "Files",
                                               "Financials",
                                               "Groups",
                                               "Identity and access",
                                               "Mail",
                                               "Notes",
                                               "Notifications",
                                               "People and workplace intelligence",
                                               "Personal contacts",
                                               "Reports",
                                               "Search",
                                               "Security",
                                               "Sites and lists",
                                               "Tasks and plans",
                                               "Teamwork",
                                               "To-do tasks",
                                               "Users",
                                               "Workbooks and charts"};

constexpr cli::Option kVersions =
    cli::Choices("-v, --versions <versions>", "Only changes of these, separated by commas")
        .OneOf(kVersionNames);
constexpr cli::Option kChangeType =
    cli::Text("-c, --changeType <type>", "Only changes of this type").OneOf(kChangeTypes);
constexpr cli::Option kServices =
    cli::Choices("-s, --services <names>", "Only changes of these, separated by commas")
        .OneOf(kServiceNames);
constexpr cli::Option kStartDate = cli::DateTime("--startDate <date>", "Only changes from then on");
constexpr cli::Option kEndDate = cli::DateTime("--endDate <date>", "Only changes until then");

absl::Status CheckList(const cli::Args& args) {
  const std::optional<absl::Time> start = ReadTime(args[kStartDate]);
  const std::optional<absl::Time> end = ReadTime(args[kEndDate]);
  if (start.has_value() && end.has_value() && *end < *start)
    return base::UsageError("option '--endDate' is before '--startDate'");
  return absl::OkStatus();
}

// Whether `text` is one of the values of the option, or the option is not there.
bool IsWanted(const std::string& text, const cli::Args& args, const cli::Option& option) {
  if (!args.Has(option)) return true;
  const std::vector<std::string> wanted = absl::StrSplit(args[option], ',');
  return std::find(wanted.begin(), wanted.end(), text) != wanted.end();
}

bool IsWanted(const ChangelogItem& item, const cli::Args& args) {
  return IsWanted(item.category, args, kVersions) && IsWanted(item.title, args, kServices) &&
         item.published >= ReadTime(args[kStartDate]).value_or(absl::InfinitePast()) &&
         item.published <= ReadTime(args[kEndDate]).value_or(absl::InfiniteFuture());
}

json::Value ToValue(const ChangelogItem& item) {
  return json::Value::Object(
      {{"guid", item.guid},
       {"category", item.category},
       {"title", item.title},
       {"description", item.description},
       {"pubDate", absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", item.published, absl::UTCTimeZone())}});
}

// The feed is public: no token goes there.
absl::StatusOr<json::Value> List(cli::Context& context, const cli::Args& args) {
  http::Request request;
  request.url = std::string(kFeed);
  if (args.Has(kChangeType))
    request.url = odata::Query(absl::StrCat(kFeed, "/")).Add("search", args[kChangeType]).Url();
  request.headers.Set("Accept", "text/xml");
  ASSIGN_OR_RETURN(const http::Response response, context.http.Send(request));
  RETURN_IF_ERROR(odata::Check(response));
  ASSIGN_OR_RETURN(std::vector<ChangelogItem> items, ReadChangelog(response.body));
  std::stable_sort(items.begin(), items.end(), [](const ChangelogItem& a, const ChangelogItem& b) {
    return a.published > b.published;
  });
  context.results.Begin();
  for (const ChangelogItem& item : items) {
    if (IsWanted(item, args)) RETURN_IF_ERROR(context.results.Add(ToValue(item)));
  }
  return json::Value();
}

constexpr output::Column kColumns[] = {{"category"}, {"title"}, {"description"}};

constexpr cli::Example kListExamples[] = {{"List the changes of the last months", "changelog list"},
                                          {"What was taken away from groups and users in a month",
                                           "changelog list --changeType Deletion --services "
                                           "Groups,Users --startDate 2026-10-01 --endDate "
                                           "2026-10-31"}};

constexpr cli::Command kCommands[] = {
    {.name = "changelog list",
     .summary = "List what changed in Microsoft Graph",
     .options = cli::kOf<kVersions, kChangeType, kServices, kStartDate, kEndDate>,
     .columns = kColumns,
     .needs = cli::Needs::kNothing,
     .examples = kListExamples,
     .remarks = "Reads a public feed; no connection is needed.",
     .validate = CheckList,
     .run = List},
};

}  // namespace

constinit const cli::Noun kChangelog = {
    .name = "changelog", .summary = "News of Microsoft Graph", .commands = kCommands};

}  // namespace o365::graph
