// `graph schemaextension`: definitions of typed data that objects can have (Microsoft Learn:
// "schemaExtension resource type").

#include <algorithm>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/cli/run_call.h"
#include "common/cli/template.h"
#include "common/odata/graph.h"
#include "common/odata/query.h"
#include "services/graph/nouns.h"

namespace o365::graph {
namespace {

constexpr absl::string_view kStatuses[] = {"Available", "InDevelopment", "Deprecated"};
constexpr absl::string_view kNewStatuses[] = {"Available", "Deprecated"};
constexpr absl::string_view kPropertyTypes[] = {"Binary", "Boolean", "DateTime", "Integer",
                                                "String"};

constexpr cli::Option kId = cli::Text("-i, --id <id>", "Id of the schema extension").Required();
constexpr cli::Option kDescription =
    cli::Text("-d, --description <text>", "What it is for").MayBeEmpty();
constexpr cli::Option kOwner =
    cli::Guid("--owner <id>", "Application (client) id of the app that owns it").Required();
constexpr cli::Option kTargetTypes =
    cli::Text("-t, --targetTypes <types>", "What can have it, such as User,Group").Required();
constexpr cli::Option kProperties =
    cli::Json("-p, --properties <json>",
              "Its properties: [{\"name\": \"size\", \"type\": \"Integer\"}]")
        .Required()
        .ReadsFile();
constexpr cli::Option kNewTargetTypes =
    cli::Text("-t, --targetTypes <types>", "What can have it, such as User,Group");
constexpr cli::Option kNewProperties =
    cli::Json("-p, --properties <json>",
              "Its properties: [{\"name\": \"size\", \"type\": \"Integer\"}]")
        .ReadsFile();
constexpr cli::Option kNewStatus =
    cli::Text("-s, --status <status>", "New status").OneOf(kNewStatuses);
constexpr cli::Option kStatus =
    cli::Text("-s, --status <status>", "Only those with this status").OneOf(kStatuses);
constexpr cli::Option kOfOwner = cli::Guid("--owner <id>", "Only those that this app owns");
constexpr cli::Option kPageSize =
    cli::Number("-p, --pageSize <number>", "How many to list; 10 with --pageNumber");
constexpr cli::Option kPageNumber =
    cli::Number("-n, --pageNumber <number>", "Which page to list, from 0");

constexpr absl::string_view kChanges[] = {"status", "targetTypes", "description", "properties"};
constexpr cli::Rule kSetRules[] = {{cli::Rule::Kind::kAtLeastOne, kChanges}};

absl::Status CheckProperties(const cli::Args& args) {
  if (!args.Has(kProperties)) return absl::OkStatus();
  ASSIGN_OR_RETURN(const json::Value properties, json::Parse(args[kProperties]));
  if (properties.elements().empty())
    return base::UsageError("option '--properties' wants a list with at least one property");
  for (const json::Value& property : properties.elements()) {
    const std::string& type = property["type"].AsString();
    if (property["name"].AsString().empty())
      return base::UsageError("option '--properties': a property has no name");
    if (std::find(std::begin(kPropertyTypes), std::end(kPropertyTypes), type) ==
        std::end(kPropertyTypes))
      return base::UsageError(absl::StrCat("option '--properties': '", type,
                                           "' is no type of a property; use ",
                                           absl::StrJoin(kPropertyTypes, ", ")));
  }
  return absl::OkStatus();
}

absl::Status CheckPageSize(const cli::Args& args) {
  if (args[kPageSize] == "0")
    return base::UsageError("option '--pageSize' wants a number from 1 up");
  return absl::OkStatus();
}

// The number of the option, which its format has checked.
int64_t NumberOf(const cli::Args& args, const cli::Option& option, int64_t otherwise) {
  int64_t number = otherwise;
  return args.Has(option) && absl::SimpleAtoi(args[option], &number) ? number : otherwise;
}

// The service has no $skip here: all up to the wanted page is asked for.
absl::StatusOr<json::Value> ListPage(cli::Context& context, odata::Rest& graph,
                                     const std::string& url, const cli::Args& args) {
  const int64_t size = NumberOf(args, kPageSize, 10);
  const int64_t number = NumberOf(args, kPageNumber, 0);
  if (number >= INT64_MAX / size - 1) return base::UsageError("there is no such page");
  const int64_t end = size * (number + 1);
  const absl::Status enough = absl::CancelledError("enough");
  int64_t place = 0;
  const auto print = [&](json::Value extension) -> absl::Status {
    if (place >= end - size) RETURN_IF_ERROR(context.results.Add(std::move(extension)));
    return ++place == end ? enough : absl::OkStatus();
  };
  odata::Query query(url);
  if (number > 0) query.Add("$top", absl::StrCat(end));
  const absl::Status status = graph.ForEach(query.Url(), print);
  if (status != enough) RETURN_IF_ERROR(status);
  return json::Value();
}

// There are thousands, of all the world's apps: without page options only the first of the
// service's pages is listed.
absl::StatusOr<json::Value> List(cli::Context& context, const cli::Args& args) {
  odata::Rest graph = cli::GraphRest(context);
  ASSIGN_OR_RETURN(const std::string url,
                   cli::ExpandUrl(odata::kGraph,
                                  "/schemaExtensions?$select=*&$filter=status eq '{status}'"
                                  "&$filter=owner eq '{owner}'",
                                  args));
  context.results.Begin();
  if (args.Has(kPageSize) || args.Has(kPageNumber)) return ListPage(context, graph, url, args);
  ASSIGN_OR_RETURN(const json::Value page, graph.Get(url));
  for (const json::Value& extension : page["value"].elements())
    RETURN_IF_ERROR(context.results.Add(extension));
  ASSIGN_OR_RETURN(const std::string next, odata::NextLink(page, url));
  if (!next.empty())
    context.terminal.Say("there are more; use --owner, --pageSize and --pageNumber");
  return json::Value();
}

constexpr output::Column kColumns[] = {{"id"}, {"status"}, {"owner"}, {"description"}};

constexpr cli::Example kAddExamples[] = {
    {"Define data that groups can have",
     "schemaextension add --id courses --owner b07a45b3-f7b7-489b-9269-da6f3f93dff0 --targetTypes "
     "Group --properties '[{\"name\": \"courseId\", \"type\": \"Integer\"}]'"},
    {"With a description, for several types",
     "schemaextension add -i courses -d 'Courses of a school' --owner "
     "b07a45b3-f7b7-489b-9269-da6f3f93dff0 -t User,Group -p '[{\"name\": \"courseId\", \"type\": "
     "\"Integer\"}]'"}};
constexpr cli::Example kGetExamples[] = {
    {"Show a schema extension", "schemaextension get --id ext6kguklm2_courses"},
    {"In short", "schemaextension get -i adatumisv_exo2"}};
constexpr cli::Example kListExamples[] = {
    {"List those of an app", "schemaextension list --owner b07a45b3-f7b7-489b-9269-da6f3f93dff0"},
    {"The third page of those that can be used",
     "schemaextension list --status Available --pageSize 20 --pageNumber 2"}};
constexpr cli::Example kRemoveExamples[] = {
    {"Remove a schema extension", "schemaextension remove --id ext6kguklm2_courses"},
    {"In a script", "schemaextension remove -i ext6kguklm2_courses --force"}};
constexpr cli::Example kSetExamples[] = {
    {"Let others use a schema extension",
     "schemaextension set --id ext6kguklm2_courses --owner b07a45b3-f7b7-489b-9269-da6f3f93dff0 "
     "--status Available"},
    {"Add a property",
     "schemaextension set -i ext6kguklm2_courses --owner b07a45b3-f7b7-489b-9269-da6f3f93dff0 -p "
     "'[{\"name\": \"courseId\", \"type\": \"Integer\"}, {\"name\": \"teacher\", \"type\": "
     "\"String\"}]'"},
    {"Change what can have it, and its description",
     "schemaextension set -i ext6kguklm2_courses --owner b07a45b3-f7b7-489b-9269-da6f3f93dff0 -t "
     "User,Group -d 'Courses of a school'"}};

constexpr cli::Command kCommands[] = {
    {.name = "schemaextension add",
     .summary = "Define typed data that objects can have",
     .options = cli::kOf<kId, kDescription, kOwner, kTargetTypes, kProperties>,
     .examples = kAddExamples,
     .remarks = "The service puts a prefix in front of an id without one.",
     .validate = CheckProperties,
     .call = {.url = "/schemaExtensions",
              .method = "POST",
              .body = R"({"id":"{id}","description":"{description}","owner":"{owner}",
                          "targetTypes":"{targetTypes:list}","properties":"{properties:json}"})"}},
    {.name = "schemaextension get",
     .summary = "Show a schema extension",
     .options = cli::kOf<kId>,
     .examples = kGetExamples,
     .call = {.url = "/schemaExtensions/{id}"}},
    {.name = "schemaextension list",
     .summary = "List schema extensions",
     .options = cli::kOf<kStatus, kOfOwner, kPageSize, kPageNumber>,
     .columns = kColumns,
     .examples = kListExamples,
     .remarks = "There are thousands, of the apps of all tenants; without --pageSize and "
                "--pageNumber only the first of the service's pages is listed.",
     .validate = CheckPageSize,
     .run = List},
    {.name = "schemaextension remove",
     .summary = "Remove a schema extension",
     .options = cli::kOf<kId>,
     .confirm = "Remove the schema extension {id}?",
     .examples = kRemoveExamples,
     .remarks = "Only what is still in development can be removed.",
     .call = {.url = "/schemaExtensions/{id}", .method = "DELETE"}},
    {.name = "schemaextension set",
     .summary = "Change a schema extension",
     .options = cli::kOf<kId, kOwner, kDescription, kNewStatus, kNewTargetTypes, kNewProperties>,
     .rules = kSetRules,
     .examples = kSetExamples,
     .remarks = "Of a schema extension that is available, properties can be added only; name all "
                "it has.",
     .validate = CheckProperties,
     .call = {.url = "/schemaExtensions/{id}",
              .method = "PATCH",
              .body = R"({"owner":"{owner}","description":"{description}","status":"{status}",
                          "targetTypes":"{targetTypes:list}","properties":"{properties:json}"})",
              .answer = cli::Answer::kNothing}},
};

}  // namespace

constinit const cli::Noun kSchemaExtension = {
    .name = "schemaextension",
    .summary = "Definitions of typed data that objects can have",
    .commands = kCommands};

}  // namespace o365::graph
