// An app that trusts another identity provider: the provider's token stands for a secret (Microsoft
// Learn: "Workload identity federation", "OAuth 2.0 client credentials flow on the Microsoft
// identity platform", access token request with a federated credential).

#ifndef COMMON_AUTH_FEDERATED_H_
#define COMMON_AUTH_FEDERATED_H_

#include "common/auth/grant.h"

namespace o365::auth {

// Each token is asked for with a fresh assertion from the source that the connection names. A usage
// error when there is no source, or none of its variables any more; else as TokenEndpoint::Post.
extern const Grant kFederatedGrant;

}  // namespace o365::auth

#endif  // COMMON_AUTH_FEDERATED_H_
