// `graph`: Microsoft Graph.

#ifndef SERVICES_GRAPH_SERVICE_H_
#define SERVICES_GRAPH_SERVICE_H_

#include "common/cli/command.h"

namespace o365::graph {

cli::Service GraphService();

}  // namespace o365::graph

#endif  // SERVICES_GRAPH_SERVICE_H_
