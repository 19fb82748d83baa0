// SiteScriptUtility, the service behind site designs and site scripts (Microsoft Learn: "Site
// design and site script REST API"). All of it is operations, sent to any site of the tenant.

#ifndef SERVICES_SPO_SITE_SCRIPT_UTILITY_H_
#define SERVICES_SPO_SITE_SCRIPT_UTILITY_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/cli/context.h"
#include "common/json/value.h"

namespace o365::spo {

// Calls an operation at the connected site. `operation` may carry arguments and a query; null sends
// no body.
absl::StatusOr<json::Value> CallSiteScriptUtility(cli::Context& context,
                                                  absl::string_view operation,
                                                  const json::Value& body);

// The same for an operation that answers with a list.
absl::StatusOr<json::Value> ListFromSiteScriptUtility(cli::Context& context,
                                                      absl::string_view operation,
                                                      const json::Value& body);

}  // namespace o365::spo

#endif  // SERVICES_SPO_SITE_SCRIPT_UTILITY_H_
