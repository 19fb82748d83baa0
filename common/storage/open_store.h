// Chooses the store of connections: O365_CREDENTIAL_STORE ("secret-service", "file", "memory"),
// else the configuration, else the Secret Service. Never falls back to another one by itself.

#ifndef COMMON_STORAGE_OPEN_STORE_H_
#define COMMON_STORAGE_OPEN_STORE_H_

#include <memory>

#include "absl/status/statusor.h"
#include "common/base/environment.h"
#include "common/base/terminal.h"
#include "common/storage/secret_store.h"

namespace o365::storage {

// `terminal` gets notices ("waiting for the keyring"); it must outlive the store. Opening touches
// neither the bus nor the store's files. kInvalidArgument for a store of an unknown name;
// kFailedPrecondition for a configuration that others can write to and for want of a folder. All of
// them are connection errors (common/base/error.h).
absl::StatusOr<std::unique_ptr<SecretStore>> OpenStore(const base::Environment& environment,
                                                       base::Terminal& terminal);

}  // namespace o365::storage

#endif  // COMMON_STORAGE_OPEN_STORE_H_
