// What commands about groups need beyond finding them: their site, their picture.

#ifndef COMMON_DIRECTORY_GROUPS_H_
#define COMMON_DIRECTORY_GROUPS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/cli/context.h"
#include "common/json/value.h"
#include "common/odata/rest.h"

namespace o365::directory {

// The address of a group of Microsoft Graph, or of what it has: GroupUrl(id, "/owners").
std::string GroupUrl(absl::string_view id, absl::string_view rest = "");

// The address of the group's site: that of its library without the last part; "" when the library
// has none.
absl::StatusOr<std::string> SiteUrlOf(odata::Rest& graph, const std::string& id);

// Adds "siteUrl" to each of these groups, several at a time. The first error counts once all are
// answered.
absl::Status AddSiteUrls(odata::Rest& graph, std::vector<json::Value>& groups);

// Makes the picture in the file `path` the group's logo. Tries for a while: a new group's mailbox,
// which keeps the picture, takes a moment to be there.
absl::Status UploadLogo(cli::Context& context, odata::Rest& graph, const std::string& id,
                        const std::string& path);

// Adds a user to the group's `role` ("owners", "members"). That they are there already is no error:
// who makes a group is its owner from the start.
absl::Status AddUser(odata::Rest& graph, const std::string& group_id, absl::string_view role,
                     const std::string& user_id);

}  // namespace o365::directory

#endif  // COMMON_DIRECTORY_GROUPS_H_
