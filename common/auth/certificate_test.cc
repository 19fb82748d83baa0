// Certificates as the openssl tool and others write them.

#include "common/auth/certificate.h"

#include <cstdlib>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "common/base/error.h"
#include "common/base/file.h"
#include "common/json/value.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/process.h"
#include "tests/testing/status_matchers.h"

namespace o365::auth {
namespace {

using o365::testing::IsOk;
using ::testing::AllOf;
using ::testing::HasSubstr;

class CertificateTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    Shell(
        "openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=app -keyout key.pem -out "
        "cert.pem && openssl rsa -traditional -in key.pem -out pkcs1.pem && "
        "openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj /CN=other -keyout otherkey.pem "
        "-out other.pem && openssl ecparam -name prime256v1 -genkey -noout -out ec.pem && "
        "openssl req -x509 -key ec.pem -days 30 -subj /CN=ec -out eccert.pem && "
        "openssl pkcs8 -topk8 -in key.pem -passout 'pass:p@ss w' -out encrypted.pem && "
        "openssl rsa -traditional -aes256 -in key.pem -passout 'pass:p@ss w' -out dek.pem && "
        "openssl pkcs12 -export -inkey key.pem -in cert.pem -certfile other.pem -passout "
        "'pass:p@ss w' -out modern.pfx && openssl pkcs12 -export -legacy -inkey key.pem -in "
        "cert.pem -passout 'pass:p@ss w' -out legacy.pfx && openssl pkcs12 -export -inkey key.pem "
        "-in cert.pem -passout pass: -out empty.pfx && openssl pkcs12 -export -nomac -keypbe NONE "
        "-certpbe NONE -inkey key.pem -in cert.pem -passout pass: -out bare.pfx && "
        "openssl x509 -in cert.pem -outform der -out cert.cer");
  }

  static std::string Folder() { return absl::StrCat(::testing::TempDir(), "/certificates"); }
  static std::string Shell(absl::string_view line) {
    const testing::Outcome outcome = testing::Run(
        {.arguments = {"bash", "-c",
                       absl::StrCat("mkdir -p ", Folder(), " && cd ", Folder(), " && ", line)},
         .environment = {{"PATH", std::getenv("PATH")}, {"HOME", Folder()}}});
    EXPECT_EQ(outcome.exit_code, 0) << line << "\n" << outcome.err;
    return outcome.out;
  }
  // Files one after another.
  static std::string Files(absl::string_view names) {
    std::string all;
    for (absl::string_view name : absl::StrSplit(names, ' ', absl::SkipEmpty())) {
      const auto content = base::ReadFile(absl::StrCat(Folder(), "/", name));
      EXPECT_THAT(content, IsOk());
      if (content.ok()) absl::StrAppend(&all, *content);
    }
    return all;
  }
  static absl::StatusOr<ClientCertificate> ReadText(const std::string& text,
                                                    const char* password = nullptr,
                                                    const std::string& key = "") {
    return ClientCertificate::Read({.certificate = base::Secret(text),
                                    .certificate_name = "file 'x'",
                                    .key = base::Secret(key),
                                    .key_name = "file 'k'",
                                    .password = base::Secret(password == nullptr ? "" : password),
                                    .has_password = password != nullptr});
  }
  static std::string Thumbprint() {
    std::string line = Shell("openssl x509 -in cert.pem -noout -fingerprint -sha1");
    line = line.substr(line.find('=') + 1);
    line.erase(std::remove(line.begin(), line.end(), ':'), line.end());
    return std::string(absl::StripAsciiWhitespace(line));
  }
  // Why it is refused.
  static std::string Refusal(const std::string& text, const char* password = nullptr,
                             const std::string& key = "") {
    const auto read = ReadText(text, password, key);
    if (read.ok()) return "accepted";
    EXPECT_TRUE(base::IsUsageError(read.status())) << read.status();
    return std::string(read.status().message());
  }
};

TEST_F(CertificateTest, EveryFormIsRead) {
  const std::string thumbprint = Thumbprint();
  const struct {
    const char* files;
    const char* password;
  } kForms[] = {{"cert.pem key.pem", nullptr},
                {"key.pem cert.pem", nullptr},
                {"pkcs1.pem cert.pem", nullptr},
                {"other.pem cert.pem key.pem", nullptr},
                {"key.pem other.pem cert.pem", nullptr},
                {"encrypted.pem cert.pem", "p@ss w"},
                {"cert.pem dek.pem", "p@ss w"},
                {"cert.pem key.pem", "not needed"},
                {"modern.pfx", "p@ss w"},
                {"legacy.pfx", "p@ss w"},
                {"empty.pfx", nullptr},
                {"empty.pfx", ""},
                {"bare.pfx", nullptr}};
  for (const auto& form : kForms) {
    const std::string text = Files(form.files);
    for (const std::string& written : {text, absl::Base64Escape(text)}) {
      const auto read = ReadText(written, form.password);
      ASSERT_THAT(read, IsOk()) << form.files;
      EXPECT_EQ(read->Thumbprint(), thumbprint) << form.files;
    }
  }
  const auto apart = ReadText(Files("cert.pem"), nullptr, Files("key.pem"));
  ASSERT_THAT(apart, IsOk());
  EXPECT_EQ(apart->Thumbprint(), thumbprint);
  // Base64 as tools break it into lines.
  EXPECT_THAT(ReadText(Shell("base64 modern.pfx"), "p@ss w"), IsOk());
}

TEST_F(CertificateTest, WhatTheStoreKeepsIsReadAgain) {
  const auto read = ReadText(Files("modern.pfx"), "p@ss w");
  ASSERT_THAT(read, IsOk());
  const auto again = ReadText(read->Pem().Reveal());
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->Thumbprint(), Thumbprint());
}

TEST_F(CertificateTest, RefusalsSayWhatWasFound) {
  EXPECT_THAT(Refusal(Files("cert.pem")),
              AllOf(HasSubstr("file 'x'"), HasSubstr("no private key"), HasSubstr("CN = app")));
  EXPECT_THAT(Refusal(Files("cert.cer")), HasSubstr("no private key"));
  EXPECT_THAT(Refusal(Files("key.pem")), HasSubstr("no certificate; found: a private key"));
  EXPECT_THAT(Refusal(Files("cert.pem otherkey.pem")), HasSubstr("does not fit"));
  EXPECT_THAT(Refusal(Files("cert.pem key.pem otherkey.pem")), HasSubstr("several private keys"));
  EXPECT_THAT(Refusal(Files("eccert.pem ec.pem")), HasSubstr("EC, not RSA"));
  EXPECT_THAT(Refusal(Files("cert.pem encrypted.pem")), HasSubstr("is encrypted"));
  EXPECT_THAT(Refusal(Files("cert.pem encrypted.pem"), "wrong"), HasSubstr("does not open"));
  EXPECT_THAT(Refusal(Files("cert.pem dek.pem"), "wrong"), HasSubstr("does not open"));
  EXPECT_THAT(Refusal(Files("modern.pfx")), HasSubstr("has a password"));
  EXPECT_THAT(Refusal(Files("modern.pfx"), "wrong"), HasSubstr("does not open"));
  EXPECT_THAT(Refusal(Files("legacy.pfx"), "wrong"), HasSubstr("does not open"));
  EXPECT_THAT(Refusal("hello"), HasSubstr("neither PEM nor PFX"));
  EXPECT_THAT(Refusal(""), HasSubstr("neither PEM nor PFX"));
  EXPECT_THAT(Refusal("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
              HasSubstr("cannot be read"));
}

TEST_F(CertificateTest, OneThatHasExpiredIsNamed) {
  const auto read = ReadText(Files("cert.pem key.pem"));
  ASSERT_THAT(read, IsOk());
  EXPECT_THAT(read->CheckValidAt(absl::Now()), IsOk());
  EXPECT_THAT(std::string(read->CheckValidAt(absl::Now() + absl::Hours(24 * 31)).message()),
              AllOf(HasSubstr("CN = app"), HasSubstr("file 'x'"), HasSubstr("expired on")));
  EXPECT_THAT(std::string(read->CheckValidAt(absl::Now() - absl::Hours(1)).message()),
              HasSubstr("is not valid before"));
}

TEST_F(CertificateTest, TheAssertionIsSignedAndNamesItsCertificate) {
  const auto read = ReadText(Files("cert.pem key.pem"));
  ASSERT_THAT(read, IsOk());
  const absl::Time now = absl::FromUnixSeconds(1800000000);
  const auto assertion =
      read->Assertion({.audience = "https://login/token", .app_id = "app-id"}, now);
  ASSERT_THAT(assertion, IsOk());
  const std::vector<std::string> parts = absl::StrSplit(assertion->Reveal(), '.');
  ASSERT_EQ(parts.size(), 3u);
  std::string header, claims, signature;
  ASSERT_TRUE(absl::WebSafeBase64Unescape(parts[0], &header));
  ASSERT_TRUE(absl::WebSafeBase64Unescape(parts[1], &claims));
  ASSERT_TRUE(absl::WebSafeBase64Unescape(parts[2], &signature));
  const json::Value head = *json::Parse(header), body = *json::Parse(claims);
  EXPECT_EQ(head["alg"].AsString(), "PS256");
  const std::string sha256 = Shell(
      "openssl x509 -in cert.pem -outform der | openssl dgst -sha256 -binary | base64 | tr "
      "'+/' '-_' | tr -d '=\\n'");
  EXPECT_EQ(head["x5t#S256"].AsString(), sha256);
  EXPECT_EQ(body["aud"].AsString(), "https://login/token");
  EXPECT_EQ(body["iss"].AsString(), "app-id");
  EXPECT_EQ(body["sub"].AsString(), "app-id");
  EXPECT_EQ(body["nbf"].AsInt(), 1800000000);
  EXPECT_EQ(body["exp"].AsInt(), 1800000600);
  EXPECT_EQ(body["jti"].AsString().size(), 36u);
  // The openssl tool says whether the signature is what its name says.
  ASSERT_THAT(base::WriteFileAtomically(absl::StrCat(Folder(), "/signed"),
                                        absl::StrCat(parts[0], ".", parts[1]), 0600),
              IsOk());
  ASSERT_THAT(base::WriteFileAtomically(absl::StrCat(Folder(), "/signature"), signature, 0600),
              IsOk());
  EXPECT_THAT(Shell("openssl x509 -in cert.pem -pubkey -noout >public.pem && openssl dgst -sha256 "
                    "-sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32 -sigopt "
                    "rsa_mgf1_md:sha256 -verify public.pem -signature signature signed"),
              HasSubstr("Verified OK"));
}

}  // namespace
}  // namespace o365::auth
