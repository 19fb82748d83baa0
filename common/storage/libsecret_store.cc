#include "common/storage/libsecret_store.h"

#include <sys/stat.h>

#include <algorithm>
#include <condition_variable>
#include <memory>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"

namespace o365::storage {
namespace {

using Result = absl::StatusOr<std::optional<base::Secret>>;

// What the caller and the thread that may be left behind have in common.
struct Handover {
  std::mutex mutex;
  std::condition_variable done;
  std::optional<Result> result;
};

// Whether a session bus can be found. GLib would start one otherwise (dbus-launch), which no
// keyring is on and which nobody ends.
bool BusIsKnown(const base::Environment& environment) {
  if (!environment.Get("DBUS_SESSION_BUS_ADDRESS").empty()) return true;
  const std::string runtime = environment.Get("XDG_RUNTIME_DIR");
  struct stat info = {};
  return !runtime.empty() && ::stat(absl::StrCat(runtime, "/bus").c_str(), &info) == 0 &&
         S_ISSOCK(info.st_mode);
}

}  // namespace

absl::StatusOr<std::optional<base::Secret>> LibsecretStore::Call(SecretServiceCall call) {
  const std::lock_guard guard(mutex_);
  const SecretServiceOptions service = {
      .library = options_.library,
      .file_backend = options_.environment.Get("SECRET_BACKEND") == "file"};
  if (!service.file_backend && !BusIsKnown(options_.environment))
    return KeyringError("no Secret Service (D-Bus is not running)");
  const absl::Status timed_out = KeyringError(
      absl::StrCat("the keyring did not answer within ", absl::FormatDuration(options_.limit)));
  if (stuck_) return timed_out;

  const auto handover = std::make_shared<Handover>();
  std::thread([handover, service, call = std::move(call)] {
    Result result = CallSecretService(service, call);
    const std::lock_guard lock(handover->mutex);
    handover->result = std::move(result);
    handover->done.notify_one();
  }).detach();

  std::unique_lock lock(handover->mutex);
  const auto finished = [&] { return handover->result.has_value(); };
  const absl::Duration quiet = std::min(options_.notice_after, options_.limit);
  if (handover->done.wait_for(lock, absl::ToChronoMilliseconds(quiet), finished))
    return *std::move(handover->result);
  options_.terminal->Say("waiting for the keyring");
  if (handover->done.wait_for(lock, absl::ToChronoMilliseconds(options_.limit - quiet), finished))
    return *std::move(handover->result);
  stuck_ = true;
  return timed_out;
}

absl::StatusOr<std::optional<base::Secret>> LibsecretStore::Get(const std::string& key) {
  return Call(
      {.kind = SecretServiceCall::Kind::kGet, .key = key, .label = "", .record = base::Secret()});
}

absl::Status LibsecretStore::Set(const std::string& key, const std::string& label,
                                 const base::Secret& record) {
  return Call({.kind = SecretServiceCall::Kind::kSet, .key = key, .label = label, .record = record})
      .status();
}

absl::Status LibsecretStore::Erase(const std::string& key) {
  return Call({.kind = SecretServiceCall::Kind::kErase,
               .key = key,
               .label = "",
               .record = base::Secret()})
      .status();
}

}  // namespace o365::storage
