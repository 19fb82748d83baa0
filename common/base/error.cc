#include "common/base/error.h"

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"

namespace o365::base {
namespace {

constexpr absl::string_view kHint = "o365/hint";
constexpr absl::string_view kUsage = "o365/usage";
constexpr absl::string_view kNetwork = "o365/network";
constexpr absl::string_view kConnection = "o365/connection";
constexpr absl::string_view kPartly = "o365/partly";
constexpr absl::string_view kReaderGone = "o365/reader-gone";
constexpr absl::string_view kServiceCode = "o365/service-code";

std::string Payload(const absl::Status& status, absl::string_view name) {
  const auto payload = status.GetPayload(name);
  return payload.has_value() ? std::string(*payload) : std::string();
}

}  // namespace

absl::Status WithHint(absl::Status status, absl::string_view hint) {
  if (!status.ok() && !hint.empty() && Hint(status).empty())
    status.SetPayload(kHint, absl::Cord(hint));
  return status;
}

absl::Status WithBetterHint(absl::Status status, absl::string_view hint) {
  status.ErasePayload(kHint);
  return WithHint(std::move(status), hint);
}

std::string Hint(const absl::Status& status) { return Payload(status, kHint); }

absl::Status Annotate(const absl::Status& status, absl::string_view what) {
  if (status.ok()) return status;
  absl::Status out(status.code(), absl::StrCat(what, ": ", status.message()));
  status.ForEachPayload(
      [&out](absl::string_view name, const absl::Cord& value) { out.SetPayload(name, value); });
  return out;
}

absl::Status UsageError(absl::string_view message) {
  absl::Status status = absl::InvalidArgumentError(message);
  status.SetPayload(kUsage, absl::Cord("1"));
  return status;
}

bool IsUsageError(const absl::Status& status) { return !Payload(status, kUsage).empty(); }

absl::Status NetworkError(absl::string_view message) {
  absl::Status status = absl::UnavailableError(message);
  status.SetPayload(kNetwork, absl::Cord("1"));
  return status;
}

bool IsNetworkError(const absl::Status& status) { return !Payload(status, kNetwork).empty(); }

absl::Status PartlyFailedError(absl::string_view message) {
  absl::Status status = absl::AbortedError(message);
  status.SetPayload(kPartly, absl::Cord("1"));
  return status;
}

bool IsPartlyFailed(const absl::Status& status) { return !Payload(status, kPartly).empty(); }

absl::Status ReaderGoneError() {
  absl::Status status = absl::AbortedError("the reader of the result is gone");
  status.SetPayload(kReaderGone, absl::Cord("1"));
  return status;
}

bool IsReaderGone(const absl::Status& status) { return !Payload(status, kReaderGone).empty(); }

absl::Status AsConnectionError(absl::Status status) {
  if (!status.ok()) status.SetPayload(kConnection, absl::Cord("1"));
  return status;
}

bool IsConnectionError(const absl::Status& status) { return !Payload(status, kConnection).empty(); }

absl::Status WithServiceCode(absl::Status status, absl::string_view code) {
  if (!status.ok() && !code.empty()) status.SetPayload(kServiceCode, absl::Cord(code));
  return status;
}

std::string ServiceCode(const absl::Status& status) { return Payload(status, kServiceCode); }

}  // namespace o365::base
