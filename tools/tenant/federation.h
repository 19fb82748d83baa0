// "Workload identity federation": apps that are proved by tokens of other issuers, and those
// issuers, which the tenant plays.

#ifndef TOOLS_TENANT_FEDERATION_H_
#define TOOLS_TENANT_FEDERATION_H_

#include <optional>
#include <string>

#include "tools/tenant/app_credential.h"
#include "tools/tenant/entity.h"
#include "tools/tenant/jwt.h"
#include "tools/tenant/oauth_error.h"
#include "tools/tenant/service.h"

namespace o365::tenant {

inline constexpr char kGitHubIssuer[] = "https://token.actions.githubusercontent.com";
inline constexpr char kGitHubSubject[] = "repo:contoso/automation:ref:refs/heads/main";
inline constexpr char kAzureDevOpsIssuer[] =
    "https://vstoken.dev.azure.com/7d1c2b3a-4e5f-4061-8293-a4b5c6d7e8f9";
inline constexpr char kAzureDevOpsSubject[] = "sc://contoso/Automation/Contoso tenant";
inline constexpr char kGitLabIssuer[] = "https://gitlab.com";
inline constexpr char kGitLabSubject[] = "project_path:contoso/automation:ref_type:branch:ref:main";

// What a pipeline's issuer says of a job.
struct PipelineClaims {
  std::string issuer;
  std::string subject;
  std::string audience;
  absl::Duration age = absl::ZeroDuration();  // how long ago it was given out
};

// A token of the issuer, good for five minutes from then on.
std::string PipelineToken(Call& call, const PipelineClaims& claims);

// Checks the token of another issuer against the federated credentials of the application.
std::optional<OAuthError> CheckFederated(Call& call, const Entity& holder, const Jwt& jwt);

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_FEDERATION_H_
