#include "tools/tenant/faults.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"

namespace o365::tenant {
namespace {

// The whole number at `name`, or `otherwise` when it is not there.
absl::StatusOr<int> Number(const json::Value& value, absl::string_view name, int otherwise,
                           int least, int most) {
  const json::Value* member = value.Find(name);
  if (member == nullptr) return otherwise;
  const auto number = member->AsInt();
  if (!number.has_value() || *number < least || *number > most) {
    return absl::InvalidArgumentError(
        absl::StrCat("'", name, "' must be a number from ", least, " to ", most));
  }
  return static_cast<int>(*number);
}

}  // namespace

std::optional<Fault> Faults::Take(absl::string_view host_and_path, absl::Time now) {
  std::erase_if(faults_, [now](const Fault& fault) { return fault.until <= now; });
  for (auto fault = faults_.begin(); fault != faults_.end(); ++fault) {
    if (!absl::StrContains(host_and_path, fault->path)) continue;
    Fault taken = *fault;
    if (fault->lasting > absl::ZeroDuration()) {
      fault->until = std::min(fault->until, now + fault->lasting);
      return taken;
    }
    if (--fault->remaining <= 0) faults_.erase(fault);
    return taken;
  }
  return std::nullopt;
}

int Faults::remaining() const {
  int sum = 0;
  for (const Fault& fault : faults_) sum += fault.remaining;
  return sum;
}

absl::StatusOr<Fault> ParseFault(const json::Value& value) {
  constexpr int kDay = 24 * 60 * 60;
  Fault fault;
  ASSIGN_OR_RETURN(fault.remaining, Number(value, "next", 1, 1, 1'000'000));
  ASSIGN_OR_RETURN(fault.status, Number(value, "status", 0, 200, 599));
  ASSIGN_OR_RETURN(const int delay, Number(value, "delay", 0, 0, kDay * 1000));
  ASSIGN_OR_RETURN(const int retry_after, Number(value, "retryAfter", -1, 0, kDay));
  ASSIGN_OR_RETURN(const int lasting, Number(value, "for", 0, 1, kDay * 1000));
  fault.lasting = absl::Milliseconds(lasting);
  fault.delay = absl::Milliseconds(delay);
  if (retry_after >= 0) fault.retry_after = retry_after;
  fault.path = value["path"].AsString();
  fault.body = value["body"].AsString();
  if (value["reset"].AsBool()) fault.cut = http::Outgoing::Cut::kBefore;
  if (value["truncate"].AsBool()) fault.cut = http::Outgoing::Cut::kMiddle;
  if (fault.status == 0 && delay == 0 && fault.cut == http::Outgoing::Cut::kNone) {
    return absl::InvalidArgumentError("nothing to go wrong: name a status, delay, reset or cut");
  }
  return fault;
}

}  // namespace o365::tenant
