// Manifests of app registrations, as the admin center shows them (Microsoft Learn: "Understand the
// app manifest (Microsoft Graph format)", and the older "Azure AD Graph format").

#ifndef SERVICES_AAD_APP_MANIFEST_H_
#define SERVICES_AAD_APP_MANIFEST_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "common/cli/args.h"
#include "common/json/value.h"

namespace o365::aad {

struct Manifest {
  std::string name;
  // To be made one after the other: apps that are trusted with permissions of this one can be named
  // only once the permissions exist.
  std::vector<json::Value> changes;
  // Names of the secrets that the app had; new ones are made for them.
  std::vector<std::string> secrets;
};

// What --manifest says, without what belongs to the app it was taken from (ids, publisher, keys)
// and what other options say. Empty without the option. Usage errors: it is no object, or does
// not name the app.
absl::StatusOr<Manifest> ReadManifest(const cli::Args& args);

}  // namespace o365::aad

#endif  // SERVICES_AAD_APP_MANIFEST_H_
