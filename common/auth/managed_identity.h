// Managed identities: the machine that this runs on vouches for an application (Microsoft Learn:
// "How to use managed identities for Azure resources on an Azure VM to acquire an access token",
// "How to use managed identities for App Service and Azure Functions", "Authenticate against Azure
// resources with Azure Arc-enabled servers").

#ifndef COMMON_AUTH_MANAGED_IDENTITY_H_
#define COMMON_AUTH_MANAGED_IDENTITY_H_

#include "common/auth/grant.h"

namespace o365::auth {

// Found out by the environment: App Service, Functions and Automation, Azure Arc, Azure ML, Cloud
// Shell, else a virtual machine, whose metadata service is asked whether it is there for 2 s at
// most. kFailedPrecondition says what was looked for where there is none; kUnauthenticated when the
// service refuses.
extern const Grant kIdentityGrant;

}  // namespace o365::auth

#endif  // COMMON_AUTH_MANAGED_IDENTITY_H_
