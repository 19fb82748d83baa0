// Where connections live between two processes. A record is one secret under one key.
//
// Implementations: libsecret_store (Secret Service, loaded when first used), file_store,
// memory_store; OpenStore (open_store.h) chooses one.

#ifndef COMMON_STORAGE_SECRET_STORE_H_
#define COMMON_STORAGE_SECRET_STORE_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/base/secret.h"

namespace o365::storage {

class SecretStore {
 public:
  virtual ~SecretStore() = default;

  // "secret-service", "file" or "memory", for `status` and messages.
  virtual absl::string_view name() const = 0;

  // The record of `key` ("spo"), nullopt when there is none. kFailedPrecondition when the store
  // cannot be used (absent, locked, unreadable), with a hint.
  virtual absl::StatusOr<std::optional<base::Secret>> Get(const std::string& key) = 0;

  // Replaces the record of `key`; all or nothing. `label` is what password managers show.
  virtual absl::Status Set(const std::string& key, const std::string& label,
                           const base::Secret& record) = 0;

  // Removes the record of `key`; no error when there is none.
  virtual absl::Status Erase(const std::string& key) = 0;
};

}  // namespace o365::storage

#endif  // COMMON_STORAGE_SECRET_STORE_H_
