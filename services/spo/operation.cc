#include "services/spo/operation.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/interrupt.h"
#include "common/base/status_macros.h"

namespace o365::spo {
namespace {

constexpr absl::string_view kState[] = {"IsComplete", "PollingInterval"};
constexpr int64_t kInterval = 15000;  // ms, when the service names none
constexpr int64_t kShortest = 100;    // ms, whatever the service says
constexpr absl::Duration kTick = absl::Seconds(1);

absl::StatusOr<json::Value> AskAgain(Client& client, const std::string& admin_site,
                                     const std::string& identity) {
  if (identity.empty())
    return absl::DataLossError("the service did not name the operation that it began");
  csom::Request request;
  QueryOperation(request, request.Identity(identity));
  ASSIGN_OR_RETURN(const csom::Answer answer, client.ProcessQuery(admin_site, request));
  return answer.Last();
}

// Says how the waiting goes: on a terminal with a line that counts the seconds, elsewhere when it
// begins and when it is over. An interrupt says where to look.
class Report {
 public:
  Report(cli::Context& context, const Waiting& waiting)
      : context_(context),
        what_(waiting.what),
        start_(context.clock.Now()),
        live_(context.terminal.status_columns() > 0),
        interrupted_(
            absl::StrCat(what_, " goes on in the service; look it up with: ", waiting.look_up)) {
    if (!live_)
      context_.terminal.Say(absl::StrCat(what_,
                                         "; if you interrupt this it goes on, look it up "
                                         "with: ",
                                         waiting.look_up));
  }
  ~Report() {
    if (live_) context_.terminal.ShowStatus("");
  }
  Report(const Report&) = delete;
  Report& operator=(const Report&) = delete;

  void Wait(absl::Duration interval) {
    if (!live_) return context_.clock.Sleep(interval);
    for (absl::Duration left = interval; left > absl::ZeroDuration(); left -= kTick) {
      const std::string line = absl::StrCat(what_, ", ", Seconds(), " s");
      const auto columns = static_cast<size_t>(std::max(context_.terminal.status_columns(), 0));
      context_.terminal.ShowStatus(absl::string_view(line).substr(0, columns));
      context_.clock.Sleep(std::min(left, kTick));
    }
  }

  void Finish() {
    if (!live_) context_.terminal.Say(absl::StrCat(what_, ": done after ", Seconds(), " s"));
  }

 private:
  int64_t Seconds() const { return absl::ToInt64Seconds(context_.clock.Now() - start_); }

  cli::Context& context_;
  const absl::string_view what_;
  const absl::Time start_;
  const bool live_;
  const base::InterruptNote interrupted_;
};

}  // namespace

void QueryOperation(csom::Request& request, csom::Path operation) {
  request.QueryOnly(operation, kState);
}

absl::Status WaitFor(cli::Context& context, Client& client, json::Value operation,
                     const Waiting& waiting) {
  if (operation["IsComplete"].AsBool()) return absl::OkStatus();
  const std::string identity = operation["_ObjectIdentity_"].AsString();
  Report report(context, waiting);
  while (!operation["IsComplete"].AsBool()) {
    if (!operation["IsComplete"].is_bool())
      return absl::DataLossError(
          absl::StrCat("the service did not say whether ", waiting.what, " is done"));
    const int64_t interval = operation["PollingInterval"].AsInt().value_or(kInterval);
    report.Wait(absl::Milliseconds(std::max(interval, kShortest)));
    absl::StatusOr<json::Value> now = AskAgain(client, waiting.admin_site, identity);
    if (!now.ok()) {
      const std::string doing = absl::StrCat("cannot see how far ", waiting.what, " is");
      return base::WithHint(
          base::Annotate(now.status(), doing),
          absl::StrCat("it may go on in the service; look it up with: ", waiting.look_up));
    }
    operation = *std::move(now);
  }
  report.Finish();
  return absl::OkStatus();
}

}  // namespace o365::spo
