// Operations that go on after the service answered, such as the creation of a site: the answer is
// an SpoOperation, which is asked again until it says that it is complete.

#ifndef SERVICES_SPO_OPERATION_H_
#define SERVICES_SPO_OPERATION_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "common/cli/context.h"
#include "common/json/value.h"
#include "services/spo/client.h"

namespace o365::spo {

// Adds the query of an operation's state to the request; it must be the last action.
void QueryOperation(csom::Request& request, csom::Path operation);

struct Waiting {
  std::string admin_site;
  absl::string_view what;     // "creating the site": what is said to go on
  absl::string_view look_up;  // the command that shows how far it is
};

// Waits until `operation`, the last result of such a request, is complete, asking at the interval
// that the service wants. On a failure meanwhile the hint is how to look it up, and so it is when
// the process is interrupted. kDataLoss when it cannot be asked for again.
absl::Status WaitFor(cli::Context& context, Client& client, json::Value operation,
                     const Waiting& waiting);

}  // namespace o365::spo

#endif  // SERVICES_SPO_OPERATION_H_
