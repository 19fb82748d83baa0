#include "common/storage/open_store.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/storage/file_store.h"
#include "common/storage/libsecret_store.h"
#include "common/storage/memory_store.h"
#include "common/storage/private_file.h"
#include "common/storage/settings.h"

namespace o365::storage {
namespace {

constexpr absl::string_view kVariable = "O365_CREDENTIAL_STORE";
constexpr absl::string_view kPassphrase = "O365_STORE_PASSPHRASE";
constexpr absl::string_view kPassphraseFile = "O365_STORE_PASSPHRASE_FILE";

struct Choice {
  std::string store;
  std::string made_by;  // the variable or file that names it
};

absl::StatusOr<Choice> Choose(const base::Environment& environment) {
  if (std::string store = environment.Get(kVariable); !store.empty())
    return Choice{.store = std::move(store), .made_by = std::string(kVariable)};
  ASSIGN_OR_RETURN(std::string store, ReadSetting(environment, "credentialStore", kVariable));
  if (store.empty()) return Choice{.store = "secret-service", .made_by = ""};
  return Choice{.store = std::move(store), .made_by = SettingsPath(environment)};
}

// The variable that names a passphrase without giving one, as an unset secret of a pipeline does;
// "" when there is a passphrase, or none was meant.
std::string EmptyPassphrase(const base::Environment& environment) {
  if (!environment.FirstOf({kPassphrase, kPassphraseFile}).empty()) return "";
  for (absl::string_view name : {kPassphrase, kPassphraseFile}) {
    if (environment.Has(name)) return std::string(name);
  }
  return "";
}

absl::StatusOr<std::unique_ptr<SecretStore>> Open(const base::Environment& environment,
                                                  base::Terminal& terminal) {
  ASSIGN_OR_RETURN(const Choice choice, Choose(environment));
  if (choice.store == "secret-service") {
    return std::make_unique<LibsecretStore>(
        LibsecretStoreOptions{.environment = environment, .terminal = &terminal});
  }
  if (choice.store == "memory") return std::make_unique<MemoryStore>();
  if (choice.store == "file") {
    const std::string folder = environment.ConfigDir();
    if (folder.empty()) {
      return base::WithHint(absl::FailedPreconditionError("no folder to keep connections in"),
                            "set O365_CONFIG_DIR or HOME");
    }
    return std::make_unique<FileStore>(
        FileStoreOptions{.folder = absl::StrCat(folder, "/connections"),
                         .passphrase = base::Secret(environment.Get(kPassphrase)),
                         .passphrase_file = environment.Get(kPassphraseFile),
                         .empty_variable = EmptyPassphrase(environment)});
  }
  return base::WithHint(absl::InvalidArgumentError(absl::StrCat(
                            choice.made_by, ": unknown credential store '", choice.store, "'")),
                        "the stores are secret-service, file and memory");
}

}  // namespace

absl::StatusOr<std::unique_ptr<SecretStore>> OpenStore(const base::Environment& environment,
                                                       base::Terminal& terminal) {
  absl::StatusOr<std::unique_ptr<SecretStore>> store = Open(environment, terminal);
  if (!store.ok()) return base::AsConnectionError(store.status());
  return store;
}

}  // namespace o365::storage
