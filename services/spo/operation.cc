#include "services/spo/operation.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"

namespace o365::spo {
namespace {

constexpr absl::string_view kState[] = {"IsComplete", "PollingInterval"};
constexpr int64_t kInterval = 15000;  // ms, when the service names none
constexpr int64_t kShortest = 100;    // ms, whatever the service says

absl::StatusOr<json::Value> AskAgain(Client& client, const std::string& admin_site,
                                     const std::string& identity) {
  if (identity.empty())
    return absl::DataLossError("the service did not name the operation that it began");
  csom::Request request;
  QueryOperation(request, request.Identity(identity));
  ASSIGN_OR_RETURN(const csom::Answer answer, client.ProcessQuery(admin_site, request));
  return answer.Last();
}

}  // namespace

void QueryOperation(csom::Request& request, csom::Path operation) {
  request.QueryOnly(operation, kState);
}

absl::Status WaitFor(cli::Context& context, Client& client, json::Value operation,
                     const Waiting& waiting) {
  if (!operation["IsComplete"].AsBool()) {
    context.terminal.Say(absl::StrCat(
        waiting.what, "; if you interrupt this it goes on, look it up with: ", waiting.look_up));
  }
  const std::string identity = operation["_ObjectIdentity_"].AsString();
  const absl::Time start = context.clock.Now();
  while (!operation["IsComplete"].AsBool()) {
    const int64_t interval = operation["PollingInterval"].AsInt().value_or(kInterval);
    context.clock.Sleep(absl::Milliseconds(std::max(interval, kShortest)));
    ASSIGN_OR_RETURN(operation, AskAgain(client, waiting.admin_site, identity));
    context.log.Verbose(
        absl::StrCat(waiting.what, ", ", absl::ToInt64Seconds(context.clock.Now() - start), " s"));
  }
  return absl::OkStatus();
}

}  // namespace o365::spo
