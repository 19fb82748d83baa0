#include "services/spo/permissions.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/base/status_macros.h"

namespace o365::spo {
namespace {

struct Permission {
  absl::string_view name;
  int kind;  // bit `kind - 1` of the mask
};

constexpr int kFullMask = 65;
constexpr Permission kPermissions[] = {
    {"EmptyMask", 0},
    {"ViewListItems", 1},
    {"AddListItems", 2},
    {"EditListItems", 3},
    {"DeleteListItems", 4},
    {"ApproveItems", 5},
    {"OpenItems", 6},
    {"ViewVersions", 7},
    {"DeleteVersions", 8},
    {"CancelCheckout", 9},
    {"ManagePersonalViews", 10},
    {"ManageLists", 12},
    {"ViewFormPages", 13},
    {"AnonymousSearchAccessList", 14},
    {"Open", 17},
    {"ViewPages", 18},
    {"AddAndCustomizePages", 19},
    {"ApplyThemeAndBorder", 20},
    {"ApplyStyleSheets", 21},
    {"ViewUsageData", 22},
    {"CreateSSCSite", 23},
    {"ManageSubwebs", 24},
    {"CreateGroups", 25},
    {"ManagePermissions", 26},
    {"BrowseDirectories", 27},
    {"BrowseUserInfo", 28},
    {"AddDelPrivateWebParts", 29},
    {"UpdatePersonalWebParts", 30},
    {"ManageWeb", 31},
    {"AnonymousSearchAccessWebLists", 32},
    {"UseClientIntegration", 37},
    {"UseRemoteAPIs", 38},
    {"ManageAlerts", 39},
    {"CreateAlerts", 40},
    {"EditMyUserInfo", 41},
    {"EnumeratePermissions", 63},
    {"FullMask", kFullMask},
};

}  // namespace

std::optional<uint64_t> PermissionMask(absl::string_view name) {
  for (const Permission& permission : kPermissions) {
    if (permission.name != name) continue;
    if (permission.kind == 0) return 0;
    // SharePoint's own full mask leaves the uppermost bit out.
    if (permission.kind == kFullMask) return 0x7FFFFFFFFFFFFFFF;
    return uint64_t{1} << (permission.kind - 1);
  }
  return std::nullopt;
}

absl::StatusOr<uint64_t> PermissionMasks(absl::string_view names) {
  uint64_t masks = 0;
  for (absl::string_view part : absl::StrSplit(names, ',')) {
    const absl::string_view name = absl::StripAsciiWhitespace(part);
    const std::optional<uint64_t> mask = PermissionMask(name);
    if (!mask.has_value())
      return absl::InvalidArgumentError(
          absl::StrCat("there is no permission '", name, "'; its case counts"));
    masks |= *mask;
  }
  return masks;
}

}  // namespace o365::spo
