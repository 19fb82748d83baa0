#include "services/azmgmt/client.h"

#include <string>

#include "common/odata/graph.h"

namespace o365::azmgmt {

odata::Rest FlowRest(cli::Context& context) {
  return odata::Rest(context.http, context.session,
                     {.resource_for = odata::OnlyHosts(
                          {{"api.flow.microsoft.com", std::string(kResource)},
                           {"api.bap.microsoft.com", std::string(kResource)},
                           {"management.azure.com", std::string(kResource)},
                           {"graph.microsoft.com", std::string(odata::kGraphResource)}}),
                      .accept = "application/json"});
}

}  // namespace o365::azmgmt
