#include "services/azmgmt/client.h"

#include "absl/strings/str_cat.h"
#include "common/http/url.h"
#include "common/odata/graph.h"

namespace o365::azmgmt {

odata::Rest FlowRest(cli::Context& context) {
  return odata::Rest(context.http, context.session,
                     {.resource_for = odata::OnlyHosts(
                          {{"api.flow.microsoft.com", std::string(kResource)},
                           {"graph.microsoft.com", std::string(odata::kGraphResource)}}),
                      .accept = "application/json"});
}

odata::Query FlowUrl(absl::string_view path) {
  return odata::Query(
             absl::StrCat("https://api.flow.microsoft.com/providers/Microsoft.ProcessSimple", path))
      .Add("api-version", "2016-11-01");
}

std::string Segment(absl::string_view name) { return http::PercentEncode(name); }

}  // namespace o365::azmgmt
