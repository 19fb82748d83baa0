#include "common/auth/client_assertion.h"

namespace o365::auth {

absl::StatusOr<TokenAnswer> SignInByAssertion(GrantContext& context, const std::string& resource,
                                              const base::Secret& assertion) {
  context.endpoint.options().log->Conceal(assertion);
  // An assertion may be used again as long as it is valid, so a lost answer may be asked for again.
  return context.endpoint.RequestToken(
      {{"grant_type", "client_credentials"},
       {"client_id", context.connection.app_id},
       {"scope", AppScopeOf(resource)},
       {"client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"},
       {"client_assertion", assertion.Reveal()}},
      /*may_repeat=*/true);
}

}  // namespace o365::auth
