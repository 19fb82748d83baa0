// One file a connection under a folder that nobody else can read; the user chooses it, nothing ever
// falls back to it. With a passphrase the records are sealed (record_cipher.h); a plain record is
// still read then, and sealed when next written.

#ifndef COMMON_STORAGE_FILE_STORE_H_
#define COMMON_STORAGE_FILE_STORE_H_

#include <string>

#include "common/storage/secret_store.h"

namespace o365::storage {

struct FileStoreOptions {
  std::string folder;           // made with mode 0700 at the first write
  base::Secret passphrase;      // empty: from passphrase_file, if any
  std::string passphrase_file;  // read when needed; a newline at its end does not count
  // The variable that should have held a passphrase and is empty: the store refuses to be used
  // without one then, but for Erase. Empty: no passphrase was chosen, or there is one.
  std::string empty_variable = {};
};

// Safe among threads and processes: a file is replaced whole. Set and Erase remove what earlier
// writers of the key left when they were killed.
class FileStore final : public SecretStore {
 public:
  explicit FileStore(FileStoreOptions options) : options_(std::move(options)) {}

  absl::string_view name() const override { return "file"; }
  // kFailedPrecondition too when others may read the folder or the file, when either belongs to
  // another user, and when the record cannot be decrypted.
  absl::StatusOr<std::optional<base::Secret>> Get(const std::string& key) override;
  absl::Status Set(const std::string& key, const std::string& label,
                   const base::Secret& record) override;
  absl::Status Erase(const std::string& key) override;

 private:
  std::string PathOf(const std::string& key) const;
  absl::Status CheckPassphraseIsMeant() const;
  // The passphrase, empty when none was chosen.
  absl::StatusOr<base::Secret> Passphrase() const;

  FileStoreOptions options_;
};

}  // namespace o365::storage

#endif  // COMMON_STORAGE_FILE_STORE_H_
