#include "common/http/resolve.h"

#include <condition_variable>
#include <mutex>
#include <optional>
#include <thread>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"

namespace o365::http {
namespace {

// Shared by the caller and the thread; whoever is last frees it.
struct Lookup {
  std::mutex mutex;
  std::condition_variable done;
  std::optional<int> result;
  AddressList list;
};

absl::Status CannotResolve(const std::string& host, absl::string_view why) {
  return base::WithHint(
      base::NetworkError(absl::StrCat("cannot find the address of '", host, "': ", why)),
      "check the network connection and the name, or set HTTPS_PROXY if you are behind a proxy");
}

}  // namespace

absl::StatusOr<AddressList> Resolve(const std::string& host, int port, absl::Duration limit) {
  auto lookup = std::make_shared<Lookup>();
  std::thread([lookup, host, service = std::to_string(port)] {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_ADDRCONFIG;
    addrinfo* list = nullptr;
    const int result = ::getaddrinfo(host.c_str(), service.c_str(), &hints, &list);
    const std::lock_guard lock(lookup->mutex);
    lookup->list.reset(list);
    lookup->result = result;
    lookup->done.notify_one();
  }).detach();

  std::unique_lock lock(lookup->mutex);
  if (!lookup->done.wait_for(lock, absl::ToChronoMilliseconds(limit),
                             [&] { return lookup->result.has_value(); }))
    return CannotResolve(host, absl::StrCat("no answer within ", absl::FormatDuration(limit)));
  if (*lookup->result != 0) return CannotResolve(host, ::gai_strerror(*lookup->result));
  return std::move(lookup->list);
}

}  // namespace o365::http
