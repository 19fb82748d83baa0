// Server-relative addresses ("/sites/hr/Shared Documents"), which name files and folders.

#ifndef SERVICES_SPO_SERVER_RELATIVE_H_
#define SERVICES_SPO_SERVER_RELATIVE_H_

#include <string>

#include "absl/strings/string_view.h"

namespace o365::spo {

// "/sites/hr" of "https://contoso.sharepoint.com/sites/hr"; "/" of a root site.
std::string WebPath(absl::string_view web_url);

// `path` below the folder `base`, with one slash between them: "/" and "a/b" are "/a/b".
std::string JoinPaths(absl::string_view base, absl::string_view path);

// The server-relative address of `path`, which is one already or begins in the web: in the web
// "/sites/hr", "Docs/a.txt", "/Docs/a.txt" and "/sites/hr/Docs/a.txt" are the same file.
std::string ServerRelative(absl::string_view web_url, absl::string_view path);

}  // namespace o365::spo

#endif  // SERVICES_SPO_SERVER_RELATIVE_H_
