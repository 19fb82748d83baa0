#include "common/odata/graph.h"

namespace o365::odata {

Rest GraphRest(http::Client& http, auth::Session& session) {
  return Rest(http, session,
              {.resource_for = OnlyHost("graph.microsoft.com", std::string(kGraphResource))});
}

}  // namespace o365::odata
