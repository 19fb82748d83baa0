// App registrations as the functions of `aad app` need them (Microsoft Learn: "application resource
// type").

#ifndef SERVICES_AAD_APP_REGISTRATION_H_
#define SERVICES_AAD_APP_REGISTRATION_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/cli/args.h"
#include "common/cli/context.h"
#include "common/json/value.h"
#include "common/odata/rest.h"

namespace o365::aad {

// The address of an app registration for changes.
std::string AppUrl(absl::string_view object_id);

// The one app registration that --appId, --objectId or --appObjectId, --name or --appName name,
// with the members in `select`, all when it is empty. kNotFound, or kFailedPrecondition when
// several have the name.
absl::StatusOr<json::Value> FindApp(cli::Context& context, const cli::Args& args,
                                    absl::string_view select);

// Its object id, which takes no request when it is an option.
absl::StatusOr<std::string> FindAppObjectId(cli::Context& context, const cli::Args& args);

// Changes the members in `changes`.
absl::Status PatchApp(odata::Rest& graph, absl::string_view object_id, const json::Value& changes);

// Notes the app in .m365rc.json in the current folder, which other tools of this field read. Says
// so when that does not work, and goes on: by then the app may hold a secret to be shown.
void NoteApp(cli::Context& context, const std::string& app_id, const std::string& name);

// What goes into keyCredentials for --certificateFile and --certificateBase64Encoded; null when
// neither was given.
absl::StatusOr<json::Value> KeyCredential(const cli::Args& args);

}  // namespace o365::aad

#endif  // SERVICES_AAD_APP_REGISTRATION_H_
