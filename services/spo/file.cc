// `spo file`: files of document libraries (Microsoft Learn: "Working with folders and files with
// REST").

#include "common/base/file.h"

#include <sys/stat.h>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/progress.h"
#include "common/base/status_macros.h"
#include "common/cli/args.h"
#include "common/http/content.h"
#include "common/odata/query.h"
#include "services/spo/client.h"
#include "services/spo/nouns.h"
#include "services/spo/options.h"
#include "services/spo/server_relative.h"

namespace o365::spo {
namespace {

constexpr cli::Option kWeb = cli::SiteUrl("-w, --webUrl <url>", "URL of the site").Required();
constexpr cli::Option kId = cli::Guid("-i, --id <id>", "Unique id of the file");
constexpr cli::Option kUrl = cli::Text("-u, --url <url>", "Server-relative URL of the file");
constexpr cli::Option kUrlInWeb =
    cli::Text("-u, --url <url>", "URL of the file, relative to the server or to the site");
constexpr cli::Option kAsString = cli::Flag("--asString", "Print the content of the file");
constexpr cli::Option kAsListItem = cli::Flag("--asListItem", "Show the list item of the file");
constexpr cli::Option kAsFile = cli::Flag("--asFile", "Save the file; with path");
constexpr cli::Option kPath = cli::Text("-p, --path <path>", "Where to save the file");
constexpr cli::Option kFolder =
    cli::Text("-f, --folder <url>", "URL of the folder, relative to the server or the site")
        .Required();
constexpr cli::Option kRecycle =
    cli::Flag("--recycle", "Put the file into the recycle bin instead");

constexpr absl::string_view kIdOrUrl[] = {"id", "url"};
constexpr absl::string_view kForms[] = {"asString", "asListItem", "asFile"};
constexpr cli::Rule kGetRules[] = {{cli::Rule::Kind::kExactlyOne, kIdOrUrl},
                                   {cli::Rule::Kind::kAtMostOne, kForms}};
constexpr cli::Rule kRemoveRules[] = {{cli::Rule::Kind::kExactlyOne, kIdOrUrl}};

constexpr output::Column kColumns[] = {{"Name"}, {"ServerRelativeUrl"}, {"UniqueId"}};

std::string FolderOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash + 1);
}

absl::Status CheckGet(const cli::Args& args) {
  if (args.Has(kAsFile) && args[kPath].empty())
    return base::UsageError("option '--path' is required with '--asFile'");
  struct stat info;
  if (!args[kPath].empty() &&
      (::stat(FolderOf(args[kPath]).c_str(), &info) != 0 || !S_ISDIR(info.st_mode)))
    return base::UsageError(
        absl::StrCat("option '--path': there is no folder for '", args[kPath], "'"));
  return absl::OkStatus();
}

// The length of the answer's content; 0 when it is not said.
int64_t LengthOf(const http::Headers& headers) {
  int64_t length = 0;
  if (headers.Has("Content-Encoding")) return 0;  // of what was packed
  return absl::SimpleAtoi(headers.Get("Content-Length"), &length) ? length : 0;
}

// An error when the content of `file` came as a web page, which is what one who has to sign in
// gets, and the file is none itself.
absl::Status CheckIsNoSignInPage(Client& client, const std::string& file,
                                 const http::Response& response) {
  if (!http::IsWebPage(response, "")) return absl::OkStatus();
  ASSIGN_OR_RETURN(const json::Value properties,
                   client.Get(odata::Query(file).Add("$select", "Name").Url()));
  if (http::NamesWebPage(properties["Name"].AsString())) return absl::OkStatus();
  return base::WithHint(
      absl::DataLossError("the service answered with a web page instead of the file's content"),
      "it may be a sign-in page: connect again, or check the proxy");
}

// Saves the file's content. Nothing is under the path until all has arrived.
absl::Status Save(cli::Context& context, const std::string& of, const std::string& path) {
  ASSIGN_OR_RETURN(const auto file, base::PendingFile::Create(path, 0666));
  base::Progress progress(context.terminal, context.clock, absl::StrCat("saving ", path));
  int64_t length = 0;
  const auto on_head = [&](const http::Response& head) { length = LengthOf(head.headers); };
  const auto write = [&](absl::string_view piece) -> absl::Status {
    RETURN_IF_ERROR(file->Write(piece));
    progress.Update(file->size(), length);
    return absl::OkStatus();
  };
  Client client(context);
  ASSIGN_OR_RETURN(const http::Response response,
                   client.Download(absl::StrCat(of, "/$value"), write, on_head));
  RETURN_IF_ERROR(CheckIsNoSignInPage(client, of, response));
  if (length > 0 && length != file->size())
    return absl::DataLossError(
        absl::StrCat("the file was cut: ", file->size(), " of ", length, " bytes arrived"));
  RETURN_IF_ERROR(file->Commit());
  context.log.Verbose(absl::StrCat("saved ", file->size(), " bytes as '", path, "'"));
  return absl::OkStatus();
}

absl::StatusOr<json::Value> Get(cli::Context& context, const cli::Args& args) {
  const std::string file =
      args.Has(kId)
          ? absl::StrCat(args[kWeb], "/_api/web/GetFileById(", odata::PathLiteral(args[kId]), ")")
          : absl::StrCat(args[kWeb], "/_api/web/GetFileByServerRelativeUrl(",
                         odata::PathLiteral(args[kUrl]), ")");
  Client client(context);
  if (args.On(kAsFile)) {
    RETURN_IF_ERROR(Save(context, file, args[kPath]));
    return json::Value();
  }
  if (args.On(kAsString)) {
    ASSIGN_OR_RETURN(const http::Response response,
                     client.Download(absl::StrCat(file, "/$value"), {}));
    RETURN_IF_ERROR(CheckIsNoSignInPage(client, file, response));
    return response.body;
  }
  if (!args.On(kAsListItem)) return client.Get(file);
  ASSIGN_OR_RETURN(const json::Value answer,
                   client.Get(odata::Query(file).Add("$expand", "ListItemAllFields").Url()));
  return answer["ListItemAllFields"];
}

// Text shows three properties, so no more are asked for.
absl::StatusOr<json::Value> List(cli::Context& context, const cli::Args& args) {
  const bool text = context.format == output::Format::kText;
  return Client(context).PrintList(
      odata::Query(absl::StrCat(args[kWebUrl], "/_api/web/GetFolderByServerRelativeUrl(",
                                odata::PathLiteral(args[kFolder]), ")/Files"))
          .Add("$select", text ? "UniqueId,Name,ServerRelativeUrl" : "")
          .Url());
}

absl::StatusOr<json::Value> Remove(cli::Context& context, const cli::Args& args) {
  const std::string file =
      args.Has(kId)
          ? absl::StrCat("/_api/web/GetFileById(guid", odata::PathLiteral(args[kId]), ")")
          : absl::StrCat("/_api/web/GetFileByServerRelativeUrl(",
                         odata::PathLiteral(ServerRelative(args[kWeb], args[kUrlInWeb])), ")");
  RETURN_IF_ERROR(Client(context).Delete(
      args[kWeb], args.On(kRecycle) ? absl::StrCat(file, "/recycle()") : file));
  return json::Value();
}

constexpr cli::Example kGetExamples[] = {
    {"Show the properties of a file",
     "file get --webUrl https://contoso.sharepoint.com/sites/hr --url '/sites/hr/Shared "
     "Documents/Rules.docx'"},
    {"Save it",
     "file get -w https://contoso.sharepoint.com/sites/hr -i b2307a39-e878-458b-bc90-03bc578531d6 "
     "--asFile --path Rules.docx"}};
constexpr cli::Example kListExamples[] = {
    {"List the files of a library",
     "file list --webUrl https://contoso.sharepoint.com/sites/hr --folder 'Shared Documents'"},
    {"Files above one megabyte",
     "file list -u https://contoso.sharepoint.com/sites/hr -f 'Shared Documents/Plans' -o json | "
     "jq "
     "'.[] | select((.Length | tonumber) > 1000000) | .Name'"}};
constexpr cli::Example kRemoveExamples[] = {
    {"Remove a file",
     "file remove --webUrl https://contoso.sharepoint.com/sites/hr --url 'Shared "
     "Documents/Old.docx'"},
    {"Put a file into the recycle bin, in a script",
     "file remove -w https://contoso.sharepoint.com/sites/hr -i "
     "b2307a39-e878-458b-bc90-03bc578531d6 --recycle --force"}};

constexpr cli::Command kCommands[] = {
    {.name = "file get",
     .summary = "Show, print or save a file",
     .options = cli::kOf<kWeb, kUrl, kId, kAsString, kAsListItem, kAsFile, kPath>,
     .rules = kGetRules,
     .examples = kGetExamples,
     .validate = CheckGet,
     .run = Get},
    {.name = "file list",
     .summary = "List the files of a folder",
     .options = cli::kOf<kWebUrl, kFolder>,
     .columns = kColumns,
     .examples = kListExamples,
     .run = List},
    {.name = "file remove",
     .summary = "Remove a file",
     .options = cli::kOf<kWeb, kId, kUrlInWeb, kRecycle>,
     .rules = kRemoveRules,
     .confirm = "Remove the file {id}{url} from site {webUrl}?",
     .examples = kRemoveExamples,
     .run = Remove},
};

}  // namespace

constinit const cli::Noun kFile = {
    .name = "file", .summary = "Files of document libraries", .commands = kCommands};

}  // namespace o365::spo
