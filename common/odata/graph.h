// Microsoft Graph, which several services are built on.

#ifndef COMMON_ODATA_GRAPH_H_
#define COMMON_ODATA_GRAPH_H_

#include "absl/strings/string_view.h"
#include "common/auth/session.h"
#include "common/http/client.h"
#include "common/odata/rest.h"

namespace o365::odata {

// What to sign in to.
inline constexpr absl::string_view kGraphResource = "https://graph.microsoft.com";
// Where addresses of its stable and its preview API start.
inline constexpr absl::string_view kGraph = "https://graph.microsoft.com/v1.0";
inline constexpr absl::string_view kGraphBeta = "https://graph.microsoft.com/beta";

// REST calls to Graph and no other host. Both arguments must outlive it.
Rest GraphRest(http::Client& http, auth::Session& session);

}  // namespace o365::odata

#endif  // COMMON_ODATA_GRAPH_H_
