#include "common/storage/file_store.h"

#include <unistd.h>

#include <cerrno>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/base/error.h"
#include "common/base/file.h"
#include "common/base/status_macros.h"
#include "common/storage/private_file.h"
#include "common/storage/record_cipher.h"

namespace o365::storage {
namespace {

constexpr absl::string_view kOtherFolder =
    "set O365_CONFIG_DIR to a folder of your own, or O365_CREDENTIAL_STORE=memory";

// Far more than a passphrase or a record of tokens takes.
constexpr size_t kLongestPassphraseFile = 16 << 10;
constexpr size_t kLongestRecord = 4 << 20;

// The store cannot be used: whatever the reason, callers see one code.
absl::Status Unusable(absl::string_view message, absl::string_view hint) {
  return base::WithHint(absl::FailedPreconditionError(message), hint);
}

absl::Status AsUnusable(const absl::Status& status) {
  if (status.ok()) return status;
  return base::WithHint(Unusable(status.message(), base::Hint(status)), kOtherFolder);
}

}  // namespace

std::string FileStore::PathOf(const std::string& key) const {
  return absl::StrCat(options_.folder, "/", key, ".json");
}

absl::Status FileStore::CheckPassphraseIsMeant() const {
  if (options_.empty_variable.empty()) return absl::OkStatus();
  return Unusable(absl::StrCat(options_.empty_variable, " is set, but empty"),
                  "give it a value, or unset it to keep connections unencrypted");
}

absl::StatusOr<base::Secret> FileStore::Passphrase() const {
  if (!options_.passphrase.empty() || options_.passphrase_file.empty()) return options_.passphrase;
  const absl::StatusOr<std::string> content = ReadTrustedFile(
      options_.passphrase_file,
      {.others_may_read = false, .root_may_own = true, .most_bytes = kLongestPassphraseFile});
  if (!content.ok()) {
    const std::string hint = base::Hint(content.status());
    return Unusable(
        absl::StrCat("no passphrase: ", content.status().message()),
        hint.empty() ? "O365_STORE_PASSPHRASE_FILE must name a file you can read" : hint);
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
  RETURN_IF_ERROR(CheckPassphraseIsMeant());
  const absl::Status folder = CheckPrivateFolder(options_.folder);
  if (absl::IsNotFound(folder)) return std::optional<base::Secret>();
  RETURN_IF_ERROR(AsUnusable(folder));
  absl::StatusOr<std::string> content = ReadTrustedFile(
      PathOf(key), {.others_may_read = false, .root_may_own = false, .most_bytes = kLongestRecord});
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
  RETURN_IF_ERROR(CheckPassphraseIsMeant());
  RETURN_IF_ERROR(AsUnusable(base::MakePrivateFolder(options_.folder)));
  RETURN_IF_ERROR(AsUnusable(CheckPrivateFolder(options_.folder)));
  ASSIGN_OR_RETURN(const base::Secret passphrase, Passphrase());
  SweepLeftovers(PathOf(key));
  if (passphrase.empty()) return AsUnusable(ReplacePrivateFile(PathOf(key), record.Reveal()));
  ASSIGN_OR_RETURN(const std::string sealed, Seal(key, record, passphrase));
  return AsUnusable(ReplacePrivateFile(PathOf(key), sealed));
}

absl::Status FileStore::Erase(const std::string& key) {
  SweepLeftovers(PathOf(key));
  if (::unlink(PathOf(key).c_str()) == 0 || errno == ENOENT || errno == ENOTDIR)
    return absl::OkStatus();
  return AsUnusable(base::ErrnoToStatus("remove", PathOf(key)));
}

}  // namespace o365::storage
