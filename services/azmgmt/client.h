// Power Automate's API. It takes the tokens of the Azure Management Service, which itself refuses
// its calls since December 2023.

#ifndef SERVICES_AZMGMT_CLIENT_H_
#define SERVICES_AZMGMT_CLIENT_H_

#include "absl/strings/string_view.h"
#include "common/cli/context.h"
#include "common/odata/rest.h"

namespace o365::azmgmt {

// Where its addresses start.
inline constexpr absl::string_view kFlowApi =
    "https://api.flow.microsoft.com/providers/Microsoft.ProcessSimple?api-version=2016-11-01";

inline constexpr absl::string_view kResource = "https://management.azure.com/";

// REST calls to Power Automate, and to Microsoft Graph for users and groups. `context` must outlive
// it.
odata::Rest FlowRest(cli::Context& context);

}  // namespace o365::azmgmt

#endif  // SERVICES_AZMGMT_CLIENT_H_
