#include "common/storage/memory_store.h"

namespace o365::storage {

absl::StatusOr<std::optional<base::Secret>> MemoryStore::Get(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = records_.find(key);
  if (found == records_.end()) return std::optional<base::Secret>();
  return std::optional<base::Secret>(found->second);
}

absl::Status MemoryStore::Set(const std::string& key, const std::string& /*label*/,
                              const base::Secret& record) {
  const std::lock_guard lock(mutex_);
  records_[key] = record;
  return absl::OkStatus();
}

absl::Status MemoryStore::Erase(const std::string& key) {
  const std::lock_guard lock(mutex_);
  records_.erase(key);
  return absl::OkStatus();
}

}  // namespace o365::storage
