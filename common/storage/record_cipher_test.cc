#include "common/storage/record_cipher.h"

#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "common/base/error.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/status_matchers.h"

namespace o365::storage {
namespace {

using ::testing::HasSubstr;
using testing::IsOkAndHolds;
using testing::StatusIs;

const base::Secret kRecord("{\"refreshToken\":\"r\"}");
const base::Secret kPassphrase("correct horse");

TEST(RecordCipherTest, OpensWhatItSealed) {
  const std::string sealed = Seal("spo", kRecord, kPassphrase).value();
  EXPECT_TRUE(IsSealed(sealed));
  EXPECT_FALSE(IsSealed(kRecord.Reveal()));
  EXPECT_FALSE(absl::StrContains(sealed, "refreshToken"));
  EXPECT_THAT(Unseal("spo", sealed, kPassphrase), IsOkAndHolds(kRecord));
  const std::string empty = Seal("spo", base::Secret(), kPassphrase).value();
  EXPECT_THAT(Unseal("spo", empty, kPassphrase), IsOkAndHolds(base::Secret()));
}

TEST(RecordCipherTest, SaltAndNonceAreNewEachTime) {
  EXPECT_NE(Seal("spo", kRecord, kPassphrase).value(), Seal("spo", kRecord, kPassphrase).value());
}

TEST(RecordCipherTest, AWrongPassphraseIsToldApart) {
  const std::string sealed = Seal("spo", kRecord, kPassphrase).value();
  EXPECT_THAT(Unseal("spo", sealed, base::Secret("wrong")),
              StatusIs(absl::StatusCode::kUnauthenticated,
                       "the passphrase is not the one the record was encrypted with"));
}

TEST(RecordCipherTest, AnyChangeIsFound) {
  const std::string sealed = Seal("spo", kRecord, kPassphrase).value();
  const std::string changed[] = {
      // A parameter of the header that decryption itself would not miss.
      absl::StrReplaceAll(sealed, {{"\"r\":8", "\"r\":9"}}),
      // A bit of the ciphertext's first byte.
      [&] {
        std::string copy = sealed;
        char& c = copy[copy.find('\n') + 1];
        c = c == 'A' ? 'B' : 'A';
        return copy;
      }(),
      // Cut short.
      sealed.substr(0, sealed.size() - 9),
      sealed.substr(0, sealed.find('\n')),
      sealed.substr(0, sealed.find('\n') + 1),
  };
  for (const std::string& text : changed) {
    EXPECT_NE(text, sealed);
    EXPECT_THAT(Unseal("spo", text, kPassphrase),
                StatusIs(absl::StatusCode::kDataLoss, HasSubstr("damaged or tampered with")));
  }
}

TEST(RecordCipherTest, RecordsCannotBeSwapped) {
  const std::string sealed = Seal("spo", kRecord, kPassphrase).value();
  EXPECT_THAT(Unseal("aad", sealed, kPassphrase),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("tampered with")));
  const std::string renamed = absl::StrReplaceAll(sealed, {{"\"key\":\"spo\"", "\"key\":\"aad\""}});
  EXPECT_THAT(Unseal("aad", renamed, kPassphrase),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("tampered with")));
}

TEST(RecordCipherTest, NewerVersionsAreNamed) {
  const std::string newer = absl::StrReplaceAll(Seal("spo", kRecord, kPassphrase).value(),
                                                {{"\"version\":1", "\"version\":2"}});
  EXPECT_THAT(Unseal("spo", newer, kPassphrase),
              StatusIs(absl::StatusCode::kUnimplemented, HasSubstr("newer o365")));
}

}  // namespace
}  // namespace o365::storage
