#include "services/spo/site_script_utility.h"

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "services/spo/client.h"

namespace o365::spo {

absl::StatusOr<json::Value> CallSiteScriptUtility(cli::Context& context,
                                                  absl::string_view operation,
                                                  const json::Value& body) {
  Client client(context);
  ASSIGN_OR_RETURN(const std::string site, client.ConnectedSite());
  return client.Post(site,
                     absl::StrCat("/_api/Microsoft.Sharepoint.Utilities.WebTemplateExtensions."
                                  "SiteScriptUtility.",
                                  operation),
                     body.is_null() ? "" : json::Write(body));
}

absl::StatusOr<json::Value> ListFromSiteScriptUtility(cli::Context& context,
                                                      absl::string_view operation,
                                                      const json::Value& body) {
  ASSIGN_OR_RETURN(const json::Value answer, CallSiteScriptUtility(context, operation, body));
  return json::Value::Array(answer["value"].elements());
}

}  // namespace o365::spo
