#include "common/storage/file_store.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "common/base/error.h"
#include "common/base/file.h"
#include "common/base/status_macros.h"
#include "common/storage/record_cipher.h"

namespace o365::storage {
namespace {

constexpr absl::string_view kOtherFolder =
    "set O365_CONFIG_DIR to a folder of your own, or O365_CREDENTIAL_STORE=memory";

// The store cannot be used: whatever the reason, callers see one code.
absl::Status Unusable(absl::string_view message, absl::string_view hint) {
  return base::WithHint(absl::FailedPreconditionError(message), hint);
}

// Refuses a folder or file that somebody else owns or has any access to. kNotFound when absent.
absl::Status CheckPrivate(const std::string& path) {
  struct stat info = {};
  if (::stat(path.c_str(), &info) != 0) return base::ErrnoToStatus("open", path);
  if (info.st_uid != ::geteuid()) {
    return Unusable(absl::StrCat("'", path, "' belongs to another user (uid ", info.st_uid, ")"),
                    absl::StrCat("run this as its owner, or ", kOtherFolder));
  }
  const auto mode = static_cast<unsigned>(info.st_mode & 0777);
  if ((mode & 077) != 0) {
    return Unusable(absl::StrFormat("others have access to '%s' (mode %04o)", path, mode),
                    absl::StrFormat("chmod %s '%s'", S_ISDIR(info.st_mode) ? "700" : "600", path));
  }
  return absl::OkStatus();
}

absl::Status AsUnusable(const absl::Status& status) {
  if (status.ok()) return status;
  return base::WithHint(Unusable(status.message(), base::Hint(status)), kOtherFolder);
}

}  // namespace

std::string FileStore::PathOf(const std::string& key) const {
  return absl::StrCat(options_.folder, "/", key, ".json");
}

absl::StatusOr<base::Secret> FileStore::Passphrase() const {
  if (!options_.passphrase.empty() || options_.passphrase_file.empty()) return options_.passphrase;
  const absl::StatusOr<std::string> content = base::ReadFile(options_.passphrase_file);
  if (!content.ok()) {
    return Unusable(absl::StrCat("no passphrase: ", content.status().message()),
                    "O365_STORE_PASSPHRASE_FILE must name a file you can read");
  }
  absl::string_view line = *content;
  if (absl::ConsumeSuffix(&line, "\n")) absl::ConsumeSuffix(&line, "\r");
  if (line.empty()) {
    return Unusable(absl::StrCat("'", options_.passphrase_file, "' holds no passphrase"),
                    "O365_STORE_PASSPHRASE_FILE must name a file with one line");
  }
  return base::Secret(std::string(line));
}

absl::StatusOr<std::optional<base::Secret>> FileStore::Get(const std::string& key) {
  for (const std::string& path : {options_.folder, PathOf(key)}) {
    const absl::Status checked = CheckPrivate(path);
    if (absl::IsNotFound(checked)) return std::optional<base::Secret>();
    RETURN_IF_ERROR(AsUnusable(checked));
  }
  absl::StatusOr<std::string> content = base::ReadRegularFile(PathOf(key));
  if (absl::IsNotFound(content.status())) return std::optional<base::Secret>();
  RETURN_IF_ERROR(AsUnusable(content.status()));
  base::Secret record(*std::move(content));
  if (!IsSealed(record.Reveal())) return std::optional<base::Secret>(std::move(record));

  ASSIGN_OR_RETURN(const base::Secret passphrase, Passphrase());
  if (passphrase.empty()) {
    return Unusable(absl::StrCat("'", PathOf(key), "' is encrypted, and there is no passphrase"),
                    "set O365_STORE_PASSPHRASE or O365_STORE_PASSPHRASE_FILE");
  }
  absl::StatusOr<base::Secret> plain = Unseal(key, record.Reveal(), passphrase);
  if (plain.ok()) return std::optional<base::Secret>(*std::move(plain));
  absl::Status failure =
      base::Annotate(plain.status(), absl::StrCat("cannot read '", PathOf(key), "'"));
  if (absl::IsUnauthenticated(failure)) {
    failure = base::WithHint(failure,
                             "correct O365_STORE_PASSPHRASE or O365_STORE_PASSPHRASE_FILE, or "
                             "disconnect and connect again");
  }
  return AsUnusable(failure);
}

absl::Status FileStore::Set(const std::string& key, const std::string& /*label*/,
                            const base::Secret& record) {
  RETURN_IF_ERROR(AsUnusable(base::MakePrivateFolder(options_.folder)));
  RETURN_IF_ERROR(AsUnusable(CheckPrivate(options_.folder)));
  ASSIGN_OR_RETURN(const base::Secret passphrase, Passphrase());
  if (passphrase.empty())
    return AsUnusable(base::WriteFileAtomically(PathOf(key), record.Reveal(), 0600));
  ASSIGN_OR_RETURN(const std::string sealed, Seal(key, record, passphrase));
  return AsUnusable(base::WriteFileAtomically(PathOf(key), sealed, 0600));
}

absl::Status FileStore::Erase(const std::string& key) {
  if (::unlink(PathOf(key).c_str()) == 0 || errno == ENOENT || errno == ENOTDIR)
    return absl::OkStatus();
  return AsUnusable(base::ErrnoToStatus("remove", PathOf(key)));
}

}  // namespace o365::storage
