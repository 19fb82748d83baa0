// Records sealed with a passphrase, for files on disks that others may get hold of.
//
// A sealed record is two lines of text:
//   {"format":"o365-sealed","version":1,"key":"spo","kdf":"scrypt","n":32768,...,"check":"..."}
//   base64(ciphertext, 16 bytes of tag)
// The first line is authenticated with the second (AES-256-GCM, NIST SP 800-38D), the record's key
// included, so that two records cannot be swapped. Salt and nonce are new at every write. scrypt
// (RFC 7914) gives 64 bytes: the cipher's key, and a value whose hash ("check") tells a wrong
// passphrase from a damaged record; it gives away no more than the tag does.

#ifndef COMMON_STORAGE_RECORD_CIPHER_H_
#define COMMON_STORAGE_RECORD_CIPHER_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/base/secret.h"

namespace o365::storage {

// Whether `text` is, or once was, a sealed record.
bool IsSealed(absl::string_view text);

// `record`, sealed with `passphrase` as the record of `key`. kInternal when OpenSSL fails.
absl::StatusOr<std::string> Seal(const std::string& key, const base::Secret& record,
                                 const base::Secret& passphrase);

// The record in `text`. kUnauthenticated for a wrong passphrase, kDataLoss for a damaged record,
// kUnimplemented for one of a newer version.
absl::StatusOr<base::Secret> Unseal(const std::string& key, absl::string_view text,
                                    const base::Secret& passphrase);

}  // namespace o365::storage

#endif  // COMMON_STORAGE_RECORD_CIPHER_H_
