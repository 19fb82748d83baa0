// How sites of Microsoft 365 groups are classified: values of the group setting "Group.Unified"
// (Microsoft Learn: "groupSetting resource type").

#ifndef COMMON_DIRECTORY_SITE_CLASSIFICATION_H_
#define COMMON_DIRECTORY_SITE_CLASSIFICATION_H_

#include "absl/status/statusor.h"
#include "common/json/value.h"
#include "common/odata/rest.h"

namespace o365::directory {

// The classifications, the one that new sites get, and the pages that explain them. kNotFound when
// the tenant has no such setting.
absl::StatusOr<json::Value> SiteClassification(odata::Rest& graph);

}  // namespace o365::directory

#endif  // COMMON_DIRECTORY_SITE_CLASSIFICATION_H_
