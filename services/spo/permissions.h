// Permissions of SharePoint by name, and the masks that hold them.

#ifndef SERVICES_SPO_PERMISSIONS_H_
#define SERVICES_SPO_PERMISSIONS_H_

#include <cstdint>
#include <optional>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace o365::spo {

// The mask of a permission by its name, whose case counts ("ManageWeb"); nullopt for other names
// (Microsoft Learn: "SP.PermissionKind enumeration").
std::optional<uint64_t> PermissionMask(absl::string_view name);

// The mask of names separated by commas. kInvalidArgument names the first that is none.
absl::StatusOr<uint64_t> PermissionMasks(absl::string_view names);

}  // namespace o365::spo

#endif  // SERVICES_SPO_PERMISSIONS_H_
