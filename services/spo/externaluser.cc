// `spo externaluser`: guests of the tenant or of one site (Microsoft Learn:
// "Office365Tenant.GetExternalUsers").

#include <optional>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/odata/empty_pages.h"
#include "services/spo/client.h"
#include "services/spo/nouns.h"

namespace o365::spo {
namespace {

constexpr int kLargestPage = 50;
constexpr int kLastPage = -1;
constexpr absl::string_view kOrders[] = {"asc", "desc"};

constexpr cli::Option kFilter =
    cli::Text("-f, --filter <text>", "Only users whose name or address begins with this");
constexpr cli::Option kPageSize =
    cli::Number("-p, --pageSize <count>", "Show one page of this many users, 1 to 50")
        .Otherwise("10");
constexpr cli::Option kPosition =
    cli::Number("-i, --position <number>", "Show one page that begins with this user, from 0")
        .Otherwise("0");
constexpr cli::Option kSortOrder =
    cli::Text("-s, --sortOrder <order>", "Order by e-mail address").OneOf(kOrders).Otherwise("asc");
constexpr cli::Option kSiteUrl = cli::SiteUrl("-u, --siteUrl <url>", "Only users of this site");

constexpr output::Column kColumns[] = {{"DisplayName"}, {"InvitedAs"},   {"UniqueId"},
                                       {"AcceptedAs"},  {"WhenCreated"}, {"InvitedBy"}};

// The value of a number option; -1 when it is too large to mean anything here.
int Number(const std::string& text) {
  int number = 0;
  return absl::SimpleAtoi(text, &number) ? number : -1;
}

absl::Status CheckList(const cli::Args& args) {
  const int size = Number(args[kPageSize]);
  if (size < 1 || size > kLargestPage)
    return base::UsageError(
        absl::StrCat("option '--pageSize' takes a number from 1 to ", kLargestPage));
  if (Number(args[kPosition]) < 0)
    return base::UsageError("option '--position' takes a smaller number");
  return absl::OkStatus();
}

absl::StatusOr<csom::Answer> Page(Client& client, const std::string& admin, const cli::Args& args,
                                  int position) {
  std::vector<csom::Parameter> parameters = {
      csom::Number(csom::NumberType::kInt32, absl::StrCat(position)),
      csom::Number(csom::NumberType::kInt32, args[kPageSize]), csom::String(args[kFilter]),
      csom::Enum(args[kSortOrder] == "desc" ? 1 : 0)};
  const bool of_site = args.Has(kSiteUrl);
  if (of_site) parameters.insert(parameters.begin(), csom::String(args[kSiteUrl]));
  csom::Request request(csom::PathOrder::kParentsLast);
  const csom::Path users =
      request.Method(request.Constructor(csom::kTenantManagement),
                     of_site ? "GetExternalUsersForSite" : "GetExternalUsers", parameters);
  request.Instantiate(users);
  request.Query(
      users, {csom::Scalar("TotalUserCount"), csom::Scalar("UserCollectionPosition"),
              csom::Members("ExternalUserCollection", {"DisplayName", "InvitedAs", "UniqueId",
                                                       "AcceptedAs", "WhenCreated", "InvitedBy"})});
  return client.ProcessQuery(admin, request);
}

json::Value Shown(json::Value user) {
  user.Erase("_ObjectType_");
  user.Erase("_ObjectIdentity_");
  user.Set("WhenCreated", csom::IsoDate(user["WhenCreated"].AsString()));
  return user;
}

// All pages, or the one that was asked for.
absl::StatusOr<json::Value> List(cli::Context& context, const cli::Args& args) {
  Client client(context);
  ASSIGN_OR_RETURN(const std::string admin, client.ConnectedSite());
  const bool one_page = args.Has(kPageSize) || args.Has(kPosition);
  context.results.Begin();
  odata::EmptyPages empty;
  for (int position = Number(args[kPosition]);;) {
    ASSIGN_OR_RETURN(const csom::Answer answer, Page(client, admin, args, position));
    ASSIGN_OR_RETURN(const std::vector<json::Value> users,
                     csom::Children(answer.Find("ExternalUserCollection")));
    for (const json::Value& user : users) RETURN_IF_ERROR(context.results.Add(Shown(user)));
    const std::optional<int64_t> place = answer.Find("UserCollectionPosition").AsInt();
    if (!place.has_value())
      return absl::DataLossError("the service did not say where the list of users goes on");
    const int64_t next = *place;
    RETURN_IF_ERROR(empty.Note(users.size()));
    if (one_page || next == kLastPage) return json::Value();
    if (next <= position)
      return absl::FailedPreconditionError("the list of external users runs in a circle");
    position = static_cast<int>(next);
    RETURN_IF_ERROR(context.results.Flush());
  }
}

constexpr cli::Example kListExamples[] = {
    {"List the external users of the tenant", "externaluser list"},
    {"The first 50 of a site, by e-mail address from Z to A",
     "externaluser list --siteUrl https://contoso.sharepoint.com/sites/hr --pageSize 50 "
     "--sortOrder "
     "desc"}};

constexpr cli::Command kCommands[] = {
    {.name = "externaluser list",
     .summary = "List the external users of the tenant or of a site",
     .options = cli::kOf<kFilter, kPageSize, kPosition, kSortOrder, kSiteUrl>,
     .columns = kColumns,
     .needs = cli::Needs::kTenantAdmin,
     .examples = kListExamples,
     .remarks = "Shows all users unless a page is asked for with pageSize or position.",
     .validate = CheckList,
     .run = List},
};

}  // namespace

constinit const cli::Noun kExternalUser = {
    .name = "externaluser", .summary = "Guests of the tenant", .commands = kCommands};

}  // namespace o365::spo
