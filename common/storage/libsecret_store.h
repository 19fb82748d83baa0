// The store of the desktop: GNOME Keyring, KWallet, KeePassXC, whatever offers the Secret Service.
//
// A keyring may prompt nobody, and a bus may be silent: every operation runs on a thread of its own
// and is given up after a limit, the thread left behind. Nothing cancels it, for libsecret 0.20
// stays in a call whose prompt hangs even when told to cancel.

#ifndef COMMON_STORAGE_LIBSECRET_STORE_H_
#define COMMON_STORAGE_LIBSECRET_STORE_H_

#include <mutex>
#include <string>

#include "absl/time/time.h"
#include "common/base/environment.h"
#include "common/base/terminal.h"
#include "common/storage/secret_service.h"
#include "common/storage/secret_store.h"

namespace o365::storage {

struct LibsecretStoreOptions {
  base::Environment environment;  // to see whether there is a bus before asking for one
  base::Terminal* terminal;       // must outlive the store
  absl::Duration limit = absl::Seconds(3);
  absl::Duration notice_after = absl::Seconds(1);  // then the user is told what is waited for
  std::string library = "libsecret-1.so.0";
};

// Thread-safe. Failures are kFailedPrecondition and name what is missing.
class LibsecretStore final : public SecretStore {
 public:
  explicit LibsecretStore(LibsecretStoreOptions options) : options_(std::move(options)) {}

  absl::string_view name() const override { return "secret-service"; }
  absl::StatusOr<std::optional<base::Secret>> Get(const std::string& key) override;
  absl::Status Set(const std::string& key, const std::string& label,
                   const base::Secret& record) override;
  // No error when there is no keyring either; one when the keyring stays locked.
  absl::Status Erase(const std::string& key) override;

 private:
  absl::StatusOr<std::optional<base::Secret>> Call(SecretServiceCall call);

  const LibsecretStoreOptions options_;
  std::mutex mutex_;
  bool stuck_ = false;  // a call was given up: the next one would fare no better
};

}  // namespace o365::storage

#endif  // COMMON_STORAGE_LIBSECRET_STORE_H_
