// Calls of the Secret Service (freedesktop.org: "Secret Service API") by way of libsecret. The
// library is opened when the first call is made, so that a program that needs no secret never pays
// for it, and none needs it installed to start.
//
// Every call here may block for as long as a prompt stands unanswered or a bus is silent:
// LibsecretStore bounds them.

#ifndef COMMON_STORAGE_SECRET_SERVICE_H_
#define COMMON_STORAGE_SECRET_SERVICE_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/base/secret.h"

namespace o365::storage {

struct SecretServiceOptions {
  std::string library = "libsecret-1.so.0";
  // Whether the library keeps secrets in a file of its own (SECRET_BACKEND=file), where there is
  // neither a bus nor a lock to ask about.
  bool file_backend = false;
};

struct SecretServiceCall {
  enum class Kind { kGet, kSet, kErase };
  Kind kind;
  std::string key;
  std::string label;    // kSet
  base::Secret record;  // kSet
};

// Does the call on the default collection, unlocking it first if need be; what kGet found. Failures
// are KeyringErrors.
absl::StatusOr<std::optional<base::Secret>> CallSecretService(const SecretServiceOptions& options,
                                                              const SecretServiceCall& call);

// kFailedPrecondition with the choices that the user has as its hint.
absl::Status KeyringError(absl::string_view message);

}  // namespace o365::storage

#endif  // COMMON_STORAGE_SECRET_SERVICE_H_
