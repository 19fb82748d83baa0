// A store that ends with the process: for homes that cannot be written, and for jobs that run once
// with credentials in the environment.

#ifndef COMMON_STORAGE_MEMORY_STORE_H_
#define COMMON_STORAGE_MEMORY_STORE_H_

#include <map>
#include <mutex>
#include <string>

#include "common/storage/secret_store.h"

namespace o365::storage {

// Thread-safe.
class MemoryStore final : public SecretStore {
 public:
  absl::string_view name() const override { return "memory"; }
  absl::StatusOr<std::optional<base::Secret>> Get(const std::string& key) override;
  absl::Status Set(const std::string& key, const std::string& label,
                   const base::Secret& record) override;
  absl::Status Erase(const std::string& key) override;

 private:
  std::mutex mutex_;
  std::map<std::string, base::Secret> records_;
};

}  // namespace o365::storage

#endif  // COMMON_STORAGE_MEMORY_STORE_H_
