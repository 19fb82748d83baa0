// `spo listitem`: items of a list. Options that the command does not know are field values, which
// the service checks as its forms do (Microsoft Learn: "Working with lists and list items with
// REST", AddValidateUpdateItemUsingPath).

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/odata/query.h"
#include "services/spo/client.h"
#include "services/spo/nouns.h"
#include "services/spo/options.h"
#include "services/spo/server_relative.h"

namespace o365::spo {
namespace {

constexpr cli::Option kListId = cli::Guid("-l, --listId <id>", "Id of the list");
constexpr cli::Option kListTitle = cli::Text("-t, --listTitle <title>", "Title of the list");
constexpr cli::Option kContentType =
    cli::Text("-c, --contentType <type>", "Name or id of the content type of the item");
constexpr cli::Option kFolder =
    cli::Text("-f, --folder <path>", "Folder of the list for the item; made when it is missing");
constexpr cli::Option kId = cli::Number("-i, --id <id>", "Id of the item, a number").Required();
constexpr cli::Option kRecycle =
    cli::Flag("--recycle", "Put the item into the recycle bin instead");

constexpr absl::string_view kIdOrTitle[] = {"listId", "listTitle"};
constexpr cli::Rule kListRules[] = {{cli::Rule::Kind::kExactlyOne, kIdOrTitle}};

std::string ListPath(const cli::Args& args) {
  if (args.Has(kListId))
    return absl::StrCat("/_api/web/lists(guid", odata::PathLiteral(args[kListId]), ")");
  return absl::StrCat("/_api/web/lists/GetByTitle(", odata::PathLiteral(args[kListTitle]), ")");
}

// The name of the content type that was asked for; "" when none was.
absl::StatusOr<std::string> ContentTypeName(Client& client, const cli::Args& args) {
  ASSIGN_OR_RETURN(
      const json::Value types,
      client.List(odata::Query(absl::StrCat(args[kWebUrl], ListPath(args), "/contenttypes"))
                      .Add("$select", "Name,Id")
                      .Url()));
  const std::string& wanted = args[kContentType];
  if (wanted.empty()) return "";
  for (const json::Value& type : types.elements()) {
    const std::string& name = type["Name"].AsString();
    if (name == wanted || type.At({"Id", "StringValue"}).AsString() == wanted) return name;
  }
  return absl::NotFoundError(
      absl::StrCat("Specified content type '", wanted, "' doesn't exist on the target list"));
}

// Whether the web has this folder.
absl::StatusOr<bool> HasFolder(Client& client, const std::string& web_url,
                               const std::string& folder) {
  const absl::Status status =
      client
          .Get(absl::StrCat(web_url, "/_api/web/GetFolderByServerRelativePath(decodedurl=",
                            odata::EncodedPathLiteral(folder), ")"))
          .status();
  if (status.ok()) return true;
  if (absl::IsNotFound(status) || absl::IsInvalidArgument(status)) return false;
  return status;
}

absl::Status MakeFolder(Client& client, const std::string& web_url, const std::string& parent,
                        absl::string_view name) {
  const std::string path = odata::Query(
                               "/_api/web/GetFolderByServerRelativePath(DecodedUrl=@a1)/"
                               "AddSubFolderUsingPath(DecodedUrl=@a2)")
                               .Add("@a1", odata::Quote(parent))
                               .Add("@a2", odata::Quote(name))
                               .Url();
  return base::Annotate(client.Post(web_url, path).status(),
                        absl::StrCat("cannot make the folder '", name, "'"));
}

struct Folder {
  std::string path;
  // Why a part of it could not be made. It may be there all the same: somebody else may have made
  // it meanwhile, so the service has the last word when the item is added.
  absl::Status trouble = absl::OkStatus();
};

// The server-relative path of the folder for the new item, which is made as far as it is missing.
absl::StatusOr<Folder> EnsureFolder(Client& client, const cli::Args& args) {
  ASSIGN_OR_RETURN(const json::Value root,
                   client.Get(absl::StrCat(args[kWebUrl], ListPath(args), "/rootFolder")));
  struct Part {
    std::string parent;
    absl::string_view name;
  };
  Folder folder = {.path = root["ServerRelativeUrl"].AsString()};
  std::vector<Part> missing;
  for (absl::string_view name : absl::StrSplit(args[kFolder], '/', absl::SkipEmpty())) {
    const std::string parent = folder.path;
    folder.path = JoinPaths(parent, name);
    ASSIGN_OR_RETURN(const bool there, HasFolder(client, args[kWebUrl], folder.path));
    if (!there) missing.push_back({.parent = parent, .name = name});
  }
  for (const Part& part : missing)
    folder.trouble.Update(MakeFolder(client, args[kWebUrl], part.parent, part.name));
  return folder;
}

json::Value FormValue(absl::string_view field, absl::string_view value) {
  return json::Value::Object({{"FieldName", field}, {"FieldValue", value}});
}

// The new item's id. The service answers with success and tells of each field what is wrong.
absl::StatusOr<std::string> NewId(const json::Value& answer) {
  std::string id, trouble;
  for (const json::Value& field : answer["value"].elements()) {
    if (field["FieldName"].AsString() == "Id") id = field["FieldValue"].ToText();
    if (field["HasException"].AsBool())
      absl::StrAppend(&trouble, "; ", field["FieldName"].AsString(), ": ",
                      field["ErrorMessage"].AsString());
  }
  if (!id.empty() && trouble.empty()) return id;
  return absl::InvalidArgumentError(absl::StrCat("Item didn't add successfully", trouble));
}

absl::StatusOr<std::string> AddItem(Client& client, const cli::Args& args,
                                    const json::Value& body) {
  ASSIGN_OR_RETURN(
      const json::Value answer,
      client.Post(args[kWebUrl], absl::StrCat(ListPath(args), "/AddValidateUpdateItemUsingPath()"),
                  json::Write(body)));
  return NewId(answer);
}

absl::StatusOr<json::Value> Add(cli::Context& context, const cli::Args& args) {
  Client client(context);
  ASSIGN_OR_RETURN(const std::string content_type, ContentTypeName(client, args));
  json::Value values = json::Value::Array();
  for (const auto& [name, value] : args.unknown()) values.Append(FormValue(name, value));
  if (!content_type.empty()) values.Append(FormValue("ContentType", content_type));
  json::Value body = json::Value::Object({{"formValues", std::move(values)}});
  Folder folder;
  if (args.Has(kFolder)) {
    ASSIGN_OR_RETURN(folder, EnsureFolder(client, args));
    json::Value path = json::Value::Object({{"DecodedUrl", folder.path}});
    body.Set("listItemCreateInfo", json::Value::Object({{"FolderPath", std::move(path)}}));
  }
  const absl::StatusOr<std::string> id = AddItem(client, args, body);
  if (!id.ok()) return folder.trouble.ok() ? id.status() : folder.trouble;
  return client.Get(absl::StrCat(args[kWebUrl], ListPath(args), "/items(", *id, ")"));
}

absl::StatusOr<json::Value> Remove(cli::Context& context, const cli::Args& args) {
  const std::string item = absl::StrCat(ListPath(args), "/items(", args[kId], ")");
  RETURN_IF_ERROR(Client(context).Delete(
      args[kWebUrl], args.On(kRecycle) ? absl::StrCat(item, "/recycle()") : item));
  return json::Value();
}

constexpr cli::Example kAddExamples[] = {
    {"Add an item with a title",
     "listitem add --webUrl https://contoso.sharepoint.com/sites/hr --listTitle Requests --Title "
     "'New desk'"},
    {"With a content type and other fields, in a folder",
     "listitem add -u https://contoso.sharepoint.com/sites/hr -t Requests --contentType Item "
     "--folder 2026/Q4 --Title Chair --Amount 2"}};
constexpr cli::Example kRemoveExamples[] = {
    {"Remove an item",
     "listitem remove --webUrl https://contoso.sharepoint.com/sites/hr --listTitle Requests --id "
     "12"},
    {"Put an item into the recycle bin, in a script",
     "listitem remove -u https://contoso.sharepoint.com/sites/hr -l "
     "0cd891ef-afce-4e55-b836-fce03286cccf -i 12 --recycle --force"}};

constexpr cli::Command kCommands[] = {
    {.name = "listitem add",
     .summary = "Add an item to a list",
     .options = cli::kOf<kWebUrl, kListId, kListTitle, kContentType, kFolder>,
     .rules = kListRules,
     .takes_unknown_options = true,
     .examples = kAddExamples,
     .remarks = "Every other option is a field of the item by its internal name: --Title 'New "
                "desk'.",
     .run = Add},
    {.name = "listitem remove",
     .summary = "Remove an item from a list",
     .options = cli::kOf<kWebUrl, kId, kListId, kListTitle, kRecycle>,
     .rules = kListRules,
     .confirm = "Remove the item {id} from list {listId}{listTitle} in site {webUrl}?",
     .examples = kRemoveExamples,
     .run = Remove},
};

}  // namespace

constinit const cli::Noun kListItem = {
    .name = "listitem", .summary = "Items of lists", .commands = kCommands};

}  // namespace o365::spo
