#include "common/directory/groups.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/file.h"
#include "common/base/parallel.h"
#include "common/base/status_macros.h"
#include "common/odata/graph.h"

namespace o365::directory {
namespace {

std::string ImageType(const std::string& path) {
  const std::string lower = absl::AsciiStrToLower(path);
  if (absl::EndsWith(lower, ".png")) return "image/png";
  return absl::EndsWith(lower, ".gif") ? "image/gif" : "image/jpeg";
}

// Graph has no code of its own for it.
bool IsAlreadyThere(const absl::Status& status) {
  return absl::StrContains(status.message(), "added object references already exist");
}

}  // namespace

std::string GroupUrl(absl::string_view id, absl::string_view rest) {
  return absl::StrCat(odata::kGraph, "/groups/", id, rest);
}

absl::StatusOr<std::string> SiteUrlOf(odata::Rest& graph, const std::string& id) {
  ASSIGN_OR_RETURN(const json::Value drive, graph.Get(GroupUrl(id, "/drive?$select=webUrl")));
  const std::string& library = drive["webUrl"].AsString();
  const size_t slash = library.rfind('/');
  return slash == std::string::npos ? std::string() : library.substr(0, slash);
}

absl::Status AddSiteUrls(odata::Rest& graph, std::vector<json::Value>& groups) {
  std::vector<absl::StatusOr<std::string>> urls(groups.size(), absl::UnknownError("not asked"));
  base::ParallelFor(groups.size(),
                    [&](size_t i) { urls[i] = SiteUrlOf(graph, groups[i]["id"].AsString()); });
  for (size_t i = 0; i < groups.size(); ++i) {
    RETURN_IF_ERROR(base::Annotate(
        urls[i].status(),
        absl::StrCat("cannot find the site of group '", groups[i]["displayName"].AsString(), "'")));
    groups[i].Set("siteUrl", *std::move(urls[i]));
  }
  return absl::OkStatus();
}

absl::Status UploadLogo(cli::Context& context, odata::Rest& graph, const std::string& id,
                        const std::string& path) {
  constexpr int kTries = 10;
  constexpr absl::Duration kPause = absl::Milliseconds(500);
  http::Request request;
  request.method = "PUT";
  request.url = GroupUrl(id, "/photo/$value");
  request.headers.Set("Content-Type", ImageType(path));
  ASSIGN_OR_RETURN(request.body, base::ReadFile(path));
  for (int tries = 1;; ++tries) {
    const absl::Status status = graph.Send(request).status();
    if (status.ok() || tries == kTries) return base::Annotate(status, "cannot upload the logo");
    context.log.Verbose("the group is not ready for its logo yet; trying again");
    context.clock.Sleep(kPause);
  }
}

absl::Status AddUser(odata::Rest& graph, const std::string& group_id, absl::string_view role,
                     const std::string& user_id) {
  const json::Value reference =
      json::Value::Object({{"@odata.id", absl::StrCat(odata::kGraph, "/users/", user_id)}});
  const absl::Status added =
      graph.SendJson("POST", GroupUrl(group_id, absl::StrCat("/", role, "/$ref")), reference)
          .status();
  return IsAlreadyThere(added) ? absl::OkStatus() : added;
}

}  // namespace o365::directory
