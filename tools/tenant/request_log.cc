#include "tools/tenant/request_log.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "tools/tenant/answer.h"

namespace o365::tenant {
namespace {
constexpr size_t kMost = 10'000;
}  // namespace

void RequestLog::Add(LoggedRequest request) {
  if (requests_.size() == kMost) requests_.pop_front();
  requests_.push_back(std::move(request));
}

std::string ToLine(const LoggedRequest& request) {
  return absl::StrCat(IsoTime(request.time), " ", request.status, " ", request.method, " ",
                      request.host, request.target, request.known ? "" : " (unknown)");
}

}  // namespace o365::tenant
