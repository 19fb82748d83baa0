// What a grant makes its credentials from: what was given on the command line and in the
// environment.

#ifndef COMMON_AUTH_CREDENTIALS_H_
#define COMMON_AUTH_CREDENTIALS_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/base/environment.h"
#include "common/base/secret.h"

namespace o365::auth {

// What was given; each grant takes its part of it.
struct CredentialInput {
  std::string user_name;                 // of the user, or of a user-assigned managed identity
  std::optional<base::Secret> password;  // the user's, or the certificate's: "" is one too
  base::Secret secret;
  base::Secret certificate;  // the file's bytes, or base64 of them
  std::string certificate_name;
  base::Secret certificate_key;
  std::string certificate_key_name;
  std::string thumbprint;  // that the certificate must have, 40 hexadecimal digits; "" for any
  // Where the tokens of another identity provider come from: "github", "azureDevOps", "gitlab",
  // "file" or "command", and the path or the command line.
  std::string assertion_source;
  std::string assertion_detail;
};

// What the environment gives for this grant: O365_USERNAME, O365_PASSWORD, O365_SECRET,
// O365_CERTIFICATE_FILE, O365_CERTIFICATE_BASE64, O365_CERTIFICATE_PASSWORD, and what tells that
// this is a pipeline of GitHub or Azure DevOps, a pod in AKS or a pipeline of GitLab. Usage errors
// for a certificate file that cannot be read, and for a certificate in both places.
absl::StatusOr<CredentialInput> CredentialsOfEnvironment(const base::Environment& environment,
                                                         absl::string_view auth_type);

// The usage error for a credential that is missing; `others` are the other places for it.
absl::Status MissingCredential(absl::string_view option, absl::string_view auth_type,
                               absl::string_view others);

}  // namespace o365::auth

#endif  // COMMON_AUTH_CREDENTIALS_H_
