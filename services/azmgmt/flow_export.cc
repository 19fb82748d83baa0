#include "services/azmgmt/flow_export.h"

#include <sys/stat.h>

#include <memory>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/file.h"
#include "common/base/status_macros.h"
#include "common/cli/template.h"
#include "common/http/content.h"
#include "common/odata/error.h"
#include "services/azmgmt/client.h"

namespace o365::azmgmt {
namespace {

constexpr absl::string_view kPackageApi =
    "https://api.bap.microsoft.com/providers/Microsoft.BusinessAppPlatform"
    "?api-version=2016-11-01";

absl::StatusOr<json::Value> Post(odata::Rest& rest, absl::string_view api, absl::string_view path,
                                 const cli::Args& args, const json::Value& body) {
  ASSIGN_OR_RETURN(const std::string url, cli::ExpandUrl(api, path, args));
  if (!body.is_null()) return rest.SendJson("POST", url, body);
  http::Request request;
  request.method = "POST";
  request.url = url;
  return rest.Send(std::move(request));
}

// A refusal may come as a success that lists errors.
absl::Status CheckErrors(const json::Value& answer) {
  const json::Value& first = answer["errors"].ElementAt(0);
  if (first.is_null()) return absl::OkStatus();
  return base::WithServiceCode(absl::FailedPreconditionError(first["message"].AsString()),
                               first["code"].AsString());
}

// What the flow needs is expected where the package is imported; the flow itself is replaced.
json::Value WithSuggestions(json::Value resources) {
  json::Value suggested = json::Value::Object();
  for (const auto& [id, resource] : resources.members()) {
    json::Value copy = resource;
    copy.Set("suggestedCreationType",
             resource["type"].AsString() == "Microsoft.Flow/flows" ? "Update" : "Existing");
    suggested.Set(id, std::move(copy));
  }
  return suggested;
}

// Has the service make a package; returns where it can be fetched.
absl::StatusOr<std::string> MakePackage(odata::Rest& rest, const cli::Args& args) {
  const json::Value flow =
      json::Value::Array({absl::StrCat("/providers/Microsoft.Flow/flows/", args.Value("name"))});
  ASSIGN_OR_RETURN(const json::Value listed,
                   Post(rest, kPackageApi, "/environments/{environmentName}/listPackageResources",
                        args, json::Value::Object({{"baseResourceIds", flow}})));
  RETURN_IF_ERROR(CheckErrors(listed));
  json::Value details = json::Value::Object();
  for (const auto& [member, option] : {std::pair{"displayName", "packageDisplayName"},
                                       {"description", "packageDescription"},
                                       {"creator", "packageCreatedBy"},
                                       {"sourceEnvironment", "packageSourceEnvironment"}}) {
    if (args.Has(option)) details.Set(member, args.Value(option));
  }
  const json::Value wanted =
      json::Value::Object({{"includedResourceIds", flow},
                           {"details", std::move(details)},
                           {"resources", WithSuggestions(listed["resources"])}});
  ASSIGN_OR_RETURN(
      const json::Value made,
      Post(rest, kPackageApi, "/environments/{environmentName}/exportPackage", args, wanted));
  RETURN_IF_ERROR(CheckErrors(made));
  const std::string& link = made.At({"packageLink", "value"}).AsString();
  if (link.empty()) return absl::DataLossError("the service did not say where the package is");
  return link;
}

// The link is a key itself: no token goes there.
absl::Status Download(cli::Context& context, const std::string& link, const std::string& path) {
  http::Request request;
  request.url = link;
  ASSIGN_OR_RETURN(const std::unique_ptr<base::PendingFile> file,
                   base::PendingFile::Create(path, 0666));
  ASSIGN_OR_RETURN(
      const http::Response response,
      context.http.Send(request, [&](absl::string_view piece) { return file->Write(piece); }));
  RETURN_IF_ERROR(base::Annotate(odata::Check(response), "cannot fetch the package"));
  RETURN_IF_ERROR(http::CheckIsContent(request, response));
  if (http::IsWebPage(response, ""))
    return absl::DataLossError("the service answered with a web page instead of the package");
  return file->Commit();
}

absl::StatusOr<std::string> ExportTemplate(odata::Rest& rest, const cli::Args& args) {
  std::string path = args.Value("path");
  if (path.empty()) {
    ASSIGN_OR_RETURN(
        const std::string url,
        cli::ExpandUrl(kFlowApi, "/environments/{environmentName}/flows/{name}", args));
    ASSIGN_OR_RETURN(const json::Value flow, rest.Get(url));
    path =
        absl::StrCat("./", FileNameOf(flow.At({"properties", "displayName"}).AsString()), ".json");
  }
  ASSIGN_OR_RETURN(
      const json::Value made,
      Post(rest, kFlowApi, "/environments/{environmentName}/flows/{name}/exportToARMTemplate", args,
           json::Value()));
  RETURN_IF_ERROR(
      base::WriteFileAtomically(path, absl::StrCat(json::WritePretty(made), "\n"), 0666));
  return path;
}

absl::StatusOr<std::string> ExportPackage(cli::Context& context, odata::Rest& rest,
                                          const cli::Args& args) {
  ASSIGN_OR_RETURN(const std::string link, MakePackage(rest, args));
  const std::string path =
      args.Has("path") ? args.Value("path") : absl::StrCat("./", PackageNameOf(link));
  RETURN_IF_ERROR(Download(context, link, path));
  return path;
}

}  // namespace

std::string FileNameOf(absl::string_view display_name) {
  std::string name(display_name);
  for (char& c : name) {
    if (absl::StrContains("\\/:*?\"<>|", c) || absl::ascii_iscntrl(c)) c = '_';
  }
  return name.empty() ? "flow" : name;
}

std::string PackageNameOf(absl::string_view link) {
  const absl::string_view path = link.substr(0, link.find_first_of("?#"));
  const absl::string_view name = path.substr(path.rfind('/') + 1);
  const bool good = absl::EndsWithIgnoreCase(name, ".zip") && name.size() > 4;
  return good ? FileNameOf(name) : "output.zip";
}

absl::Status CheckExport(const cli::Args& args) {
  for (const char* name : {"packageDisplayName", "packageDescription", "packageCreatedBy",
                           "packageSourceEnvironment"}) {
    if (args.Value("format") == "json" && args.Has(name))
      return base::UsageError(absl::StrCat("option '--", name, "' goes with '--format zip'"));
  }
  const std::string& path = args.Value("path");
  const size_t slash = path.rfind('/');
  if (slash == std::string::npos || slash == 0) return absl::OkStatus();
  struct stat info;
  const std::string folder = path.substr(0, slash);
  if (::stat(folder.c_str(), &info) == 0 && S_ISDIR(info.st_mode)) return absl::OkStatus();
  return base::UsageError(absl::StrCat("option '--path': there is no folder '", folder, "'"));
}

absl::StatusOr<json::Value> Export(cli::Context& context, const cli::Args& args) {
  odata::Rest rest = FlowRest(context);
  ASSIGN_OR_RETURN(std::string path, args.Value("format") == "json"
                                         ? ExportTemplate(rest, args)
                                         : ExportPackage(context, rest, args));
  return args.Has("path") ? json::Value() : json::Value(std::move(path));
}

}  // namespace o365::azmgmt
