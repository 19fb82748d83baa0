// SharePoint app packages (.sppkg, .app): zip files (PKWARE APPNOTE.TXT) with a manifest in XML.

#ifndef TOOLS_TENANT_SPPKG_H_
#define TOOLS_TENANT_SPPKG_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace o365::tenant {

// What AppManifest.xml says.
struct PackageManifest {
  std::string product_id;
  std::string title;
  std::string version;
  bool client_side = false;
  bool skip_feature_deployment = false;
};

// kInvalidArgument when this is no package.
absl::StatusOr<PackageManifest> ReadPackage(absl::string_view bytes);

// The content of the file `name` in a zip file. kNotFound when there is none, kInvalidArgument when
// the zip file is broken.
absl::StatusOr<std::string> ReadZipMember(absl::string_view zip, absl::string_view name);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_SPPKG_H_
