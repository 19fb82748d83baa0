#include "services/aad/group_members.h"

#include <algorithm>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/list.h"
#include "common/base/status_macros.h"
#include "common/cli/run_call.h"
#include "common/cli/template.h"
#include "common/directory/groups.h"
#include "common/directory/lookups.h"
#include "common/http/url.h"
#include "common/odata/graph.h"

namespace o365::aad {
namespace {

constexpr char kNoMetadata[] = "application/json;odata.metadata=none";

bool Contains(const Ids& ids, const std::string& id) {
  return std::any_of(ids.begin(), ids.end(), [&](const std::string& candidate) {
    return absl::EqualsIgnoreCase(candidate, id);
  });
}

// The ids in their order, each once: requests of a batch are told apart by them.
Ids Distinct(const Ids& ids) {
  Ids distinct;
  std::copy_if(ids.begin(), ids.end(), std::back_inserter(distinct),
               [&](const std::string& id) { return !Contains(distinct, id); });
  return distinct;
}

// Those of `ids` that `others` lacks.
Ids Without(const Ids& ids, const Ids& others) {
  Ids left;
  std::copy_if(ids.begin(), ids.end(), std::back_inserter(left),
               [&](const std::string& id) { return !Contains(others, id); });
  return left;
}

absl::Status NoSuchUser(const std::string& name) {
  return absl::NotFoundError(
      absl::StrCat("The specified user with user name ", name, " does not exist."));
}

constexpr cli::Lookup kGroupByName[] = {directory::GroupNamed("id", "name")};

}  // namespace

absl::StatusOr<Ids> UserIds(cli::Context& context, absl::string_view ids, absl::string_view names) {
  const Ids wanted = base::SplitNonEmpty(names);
  std::vector<odata::BatchRequest> requests;
  for (const std::string& name : wanted)
    requests.push_back({.url = absl::StrCat("/users/", http::PercentEncode(name), "?$select=id"),
                        .headers = {{"accept", kNoMetadata}}});
  Ids found(wanted.size());
  odata::Rest graph = odata::GraphRest(context.http, context.session);
  RETURN_IF_ERROR(odata::Batch(graph, context.patience, std::string(odata::kGraph), requests,
                               [&](size_t place, const odata::BatchAnswer& answer) {
                                 if (answer.status == 404) return NoSuchUser(wanted[place]);
                                 found[place] = answer.body["id"].AsString();
                                 return answer.status_or_error();
                               }));
  for (size_t i = 0; i < wanted.size(); ++i) {
    if (found[i].empty())
      return absl::DataLossError(absl::StrCat("the service did not say who '", wanted[i], "' is"));
  }
  Ids all = base::SplitNonEmpty(ids);
  std::move(found.begin(), found.end(), std::back_inserter(all));
  return Distinct(all);
}

absl::StatusOr<Ids> GroupIds(cli::Context& context, absl::string_view ids,
                             absl::string_view names) {
  Ids found = base::SplitNonEmpty(ids);
  for (std::string& name : base::SplitNonEmpty(names)) {
    cli::Args args;
    args.Set("name", std::move(name));
    RETURN_IF_ERROR(cli::RunLookups(kGroupByName, context, args).status());
    found.push_back(args.Value("id"));
  }
  return Distinct(found);
}

GroupMembers::GroupMembers(cli::Context& context, std::string group_id)
    : context_(context),
      graph_(odata::GraphRest(context.http, context.session)),
      group_id_(std::move(group_id)) {}

absl::Status GroupMembers::Add(absl::string_view role, const Ids& ids) {
  return AddAs(role, ids, {{"content-type", kNoMetadata}});
}

// One request adds up to 20 (Microsoft Learn: "Add members", example 2).
absl::Status GroupMembers::AddAs(absl::string_view role, const Ids& ids,
                                 const http::Headers& headers) {
  constexpr size_t kMostAtOnce = 20;
  std::vector<odata::BatchRequest> requests;
  for (size_t begin = 0; begin < ids.size(); begin += kMostAtOnce) {
    json::Value added = json::Value::Array();
    for (size_t i = begin; i < std::min(begin + kMostAtOnce, ids.size()); ++i)
      added.Append(absl::StrCat(odata::kGraph, "/directoryObjects/", ids[i]));
    requests.push_back(
        {.method = "PATCH",
         .url = Path(""),
         .body = json::Value::Object({{absl::StrCat(role, "@odata.bind"), std::move(added)}}),
         .headers = headers,
         .id = absl::StrCat(begin + 1)});
  }
  return Send(requests).status();
}

absl::Status GroupMembers::Remove(const std::vector<absl::string_view>& roles, const Ids& ids,
                                  bool suppress_not_found) {
  std::vector<odata::BatchRequest> requests;
  for (absl::string_view role : roles) {
    for (const std::string& id : ids)
      requests.push_back({.method = "DELETE",
                          .url = Path(absl::StrCat("/", role, "/", id, "/$ref")),
                          .headers = {{"content-type", kNoMetadata}}});
  }
  absl::Status first_error;
  RETURN_IF_ERROR(odata::Batch(graph_, context_.patience, std::string(odata::kGraph), requests,
                               [&](size_t, const odata::BatchAnswer& answer) {
                                 if (answer.status != 404 || !suppress_not_found)
                                   first_error.Update(answer.status_or_error());
                                 return absl::OkStatus();
                               }));
  return first_error;
}

absl::Status GroupMembers::RemoveAll(absl::string_view role, const Ids& ids) {
  std::vector<odata::BatchRequest> requests;
  for (const std::string& id : ids)
    requests.push_back(
        {.method = "DELETE", .url = Path(absl::StrCat("/", role, "/", id, "/$ref")), .id = id});
  return Send(requests).status();
}

absl::Status GroupMembers::Move(absl::string_view role, const Ids& ids) {
  RETURN_IF_ERROR(Add(role, ids));
  const absl::string_view other = role == kOwners ? kMembers : kOwners;
  ASSIGN_OR_RETURN(const Ids with_other, ThoseWith(other, ids));
  return RemoveAll(other, with_other);
}

// Asked for one by one, not listed: a group can have a hundred thousand members.
absl::StatusOr<Ids> GroupMembers::ThoseWith(absl::string_view role, const Ids& ids) {
  std::vector<odata::BatchRequest> requests;
  for (const std::string& id : ids)
    requests.push_back({.url = Path(absl::StrCat("/", role, "/$count?$filter=id eq '", id, "'")),
                        .headers = {{"ConsistencyLevel", "eventual"}},
                        .id = id});
  Ids found;
  RETURN_IF_ERROR(odata::Batch(graph_, context_.patience, std::string(odata::kGraph), requests,
                               [&](size_t place, const odata::BatchAnswer& answer) {
                                 if (answer.body.ToText() == "1") found.push_back(ids[place]);
                                 return answer.status_or_error();
                               }));
  return found;
}

absl::Status GroupMembers::Replace(absl::string_view role, const Ids& ids) {
  Ids current;
  const std::string url =
      directory::GroupUrl(group_id_, absl::StrCat("/", role, "/microsoft.graph.user?$select=id"));
  RETURN_IF_ERROR(graph_.ForEach(url, [&](const json::Value& user) {
    current.push_back(user["id"].AsString());
    return absl::OkStatus();
  }));
  RETURN_IF_ERROR(
      AddAs(role, Without(ids, current), {{"content-type", kNoMetadata}, {"accept", kNoMetadata}}));
  return RemoveAll(role, Without(current, ids));
}

std::string GroupMembers::Path(absl::string_view rest) const {
  return absl::StrCat("/groups/", group_id_, rest);
}

absl::StatusOr<std::vector<json::Value>> GroupMembers::Send(
    const std::vector<odata::BatchRequest>& requests) {
  return odata::BatchAll(graph_, context_.patience, std::string(odata::kGraph), requests);
}

namespace {

json::Value WithRoles(json::Value user, std::vector<json::Value> roles) {
  user.Set("roles", json::Value::Array(std::move(roles)));
  return user;
}

// Prints owners first. Who of them is a member too is known when they come among the members;
// until all have come, the members are held back.
class MemberPrinter {
 public:
  MemberPrinter(output::ListWriter& results, std::vector<json::Value> owners)
      : results_(results), owners_(std::move(owners)), owners_to_come_(owners_.size()) {
    results_.Begin();
    for (json::Value& owner : owners_) owner = WithRoles(std::move(owner), {"Owner"});
  }

  absl::Status Add(json::Value member) {
    const auto owner =
        std::find_if(owners_.begin(), owners_.end(),
                     [&](const json::Value& candidate) { return candidate["id"] == member["id"]; });
    if (owner == owners_.end()) {
      held_.push_back(WithRoles(std::move(member), {"Member"}));
    } else {
      *owner = WithRoles(std::move(*owner), {"Owner", "Member"});
      --owners_to_come_;
    }
    return owners_to_come_ == 0 ? Print() : absl::OkStatus();
  }

  absl::Status Print() {
    if (!std::exchange(owners_printed_, true)) {
      for (const json::Value& owner : owners_) RETURN_IF_ERROR(results_.Add(owner));
    }
    for (json::Value& member : held_) RETURN_IF_ERROR(results_.Add(std::move(member)));
    held_.clear();
    return absl::OkStatus();
  }

 private:
  output::ListWriter& results_;
  std::vector<json::Value> owners_;  // a hundred at most
  size_t owners_to_come_;
  bool owners_printed_ = false;
  std::vector<json::Value> held_;
};

// The id is needed to tell who has both roles.
cli::Args AskingForIds(cli::Args args) {
  const std::string names = args.Value("properties");
  if (!Contains(base::SplitNonEmpty(names), "id"))
    args.Set("properties", absl::StrCat(names, ",id"));
  return args;
}

}  // namespace

absl::StatusOr<json::Value> PrintMembers(cli::Context& context, const cli::Args& args,
                                         absl::string_view only) {
  odata::Rest graph = odata::GraphRest(context.http, context.session);
  const cli::Args asked = AskingForIds(args);
  const auto url_of = [&](absl::string_view role) {
    return cli::ExpandUrl(odata::kGraph,
                          absl::StrCat("/groups/{groupId}/", role, only,
                                       "?$select={properties:select}&$expand={properties:expand}"
                                       "&$filter={filter}&$count={filter?true}"),
                          asked);
  };
  http::Headers headers;
  if (args.Has("filter")) headers.Set("ConsistencyLevel", "eventual");
  if (const std::string& role = args.Value("role"); !role.empty()) {
    ASSIGN_OR_RETURN(const std::string url, url_of(absl::StrCat(role, "s")));
    const auto shape = [&](json::Value user) { return WithRoles(std::move(user), {role}); };
    return cli::PrintList(context, graph, url, shape, headers);
  }
  ASSIGN_OR_RETURN(const std::string owners_url, url_of(kOwners));
  ASSIGN_OR_RETURN(json::Value owners,
                   graph.List(owners_url, {.headers = headers, .page_end = {}}));
  MemberPrinter printer(context.results, std::move(*owners.mutable_elements()));
  ASSIGN_OR_RETURN(const std::string members_url, url_of(kMembers));
  RETURN_IF_ERROR(
      graph.ForEach(members_url, [&](json::Value member) { return printer.Add(std::move(member)); },
                    {.headers = headers, .page_end = [&] { return context.results.Flush(); }}));
  RETURN_IF_ERROR(printer.Print());
  return json::Value();
}

}  // namespace o365::aad
