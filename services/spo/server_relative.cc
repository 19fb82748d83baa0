#include "services/spo/server_relative.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace o365::spo {

std::string WebPath(absl::string_view web_url) {
  const size_t host = web_url.find("://");
  const size_t path = web_url.find('/', host == absl::string_view::npos ? 0 : host + 3);
  if (path == absl::string_view::npos) return "/";
  return std::string(web_url.substr(path));
}

std::string JoinPaths(absl::string_view base, absl::string_view path) {
  absl::ConsumePrefix(&path, "/");
  return absl::StrCat(absl::StripSuffix(base, "/"), "/", path);
}

std::string ServerRelative(absl::string_view web_url, absl::string_view path) {
  const std::string web = WebPath(web_url);
  const bool within = absl::StartsWithIgnoreCase(path, web) &&
                      (web == "/" || path.size() == web.size() || path[web.size()] == '/');
  return within ? std::string(path) : JoinPaths(web, path);
}

}  // namespace o365::spo
