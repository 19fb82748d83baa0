// The sites of the tenant, as its admin site knows them.

#ifndef SERVICES_SPO_TENANT_SITES_H_
#define SERVICES_SPO_TENANT_SITES_H_

#include <string>

#include "absl/status/statusor.h"
#include "common/cli/context.h"
#include "common/json/value.h"

namespace o365::spo {

struct SiteQuery {
  std::string filter;        // "Url -like 'hr'"; "" for all
  std::string web_template;  // "GROUP#0"; "" for all
  bool personal = false;     // OneDrive sites too
};

// Prints the sites of all pages: as they arrive, or by address when they become a table.
// kFailedPrecondition when the pages run in a circle.
absl::StatusOr<json::Value> ListTenantSites(cli::Context& context, const SiteQuery& query);

}  // namespace o365::spo

#endif  // SERVICES_SPO_TENANT_SITES_H_
