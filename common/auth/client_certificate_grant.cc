#include "common/auth/client_certificate_grant.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/auth/certificate.h"
#include "common/auth/client_assertion.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"

namespace o365::auth {
namespace {

absl::Status CheckThumbprint(const std::string& wanted, const ClientCertificate& certificate,
                             absl::string_view name) {
  if (wanted.empty()) return absl::OkStatus();
  // As portals show it: with blanks or colons between the bytes.
  const std::string plain = absl::StrReplaceAll(wanted, {{":", ""}, {" ", ""}});
  if (absl::EqualsIgnoreCase(plain, certificate.Thumbprint())) return absl::OkStatus();
  return base::UsageError(absl::StrCat("the certificate in ", name, " has the thumbprint ",
                                       certificate.Thumbprint(), ", not ", wanted));
}

absl::StatusOr<Credentials> ReadCertificate(const CredentialInput& input, absl::Time now) {
  if (input.certificate.empty())
    return MissingCredential(
        "certificateFile", "certificate",
        "--certificateBase64Encoded, O365_CERTIFICATE_FILE or O365_CERTIFICATE_BASE64");
  ASSIGN_OR_RETURN(const ClientCertificate certificate,
                   ClientCertificate::Read({.certificate = input.certificate,
                                            .certificate_name = input.certificate_name,
                                            .key = input.certificate_key,
                                            .key_name = input.certificate_key_name,
                                            .password = input.password.value_or(base::Secret()),
                                            .has_password = input.password.has_value()}));
  RETURN_IF_ERROR(certificate.CheckValidAt(now));
  RETURN_IF_ERROR(CheckThumbprint(input.thumbprint, certificate, input.certificate_name));
  Credentials out;
  out.certificate = certificate.Pem();
  return out;
}

absl::StatusOr<TokenAnswer> SignIn(GrantContext& context, const std::string& resource) {
  const absl::Time now = context.endpoint.options().clock->Now();
  ASSIGN_OR_RETURN(
      const ClientCertificate certificate,
      ClientCertificate::Read({.certificate = context.connection.credentials.certificate,
                               .certificate_name = "the certificate of the connection"}));
  RETURN_IF_ERROR(certificate.CheckValidAt(now));
  ASSIGN_OR_RETURN(
      const base::Secret assertion,
      certificate.Assertion(
          {.audience = context.endpoint.TokenUrl(), .app_id = context.connection.app_id}, now));
  return SignInByAssertion(context, resource, assertion);
}

}  // namespace

const Grant kCertificateGrant = {.name = "certificate",
                                 .app_only = true,
                                 .own_app = true,
                                 .own_tenant = true,
                                 .credentials = ReadCertificate,
                                 .sign_in = SignIn,
                                 .renew = SignIn};

}  // namespace o365::auth
