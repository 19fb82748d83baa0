#include "common/auth/client_certificate_grant.h"

#include "common/auth/certificate.h"
#include "common/auth/client_assertion.h"
#include "common/base/status_macros.h"

namespace o365::auth {
namespace {

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
                                 .sign_in = SignIn,
                                 .renew = SignIn};

}  // namespace o365::auth
