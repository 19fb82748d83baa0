#include "common/auth/credentials.h"

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/file.h"
#include "common/base/status_macros.h"

namespace o365::auth {
namespace {

absl::Status ReadCertificate(const base::Environment& environment, CredentialInput& input) {
  const std::string path = environment.Get("O365_CERTIFICATE_FILE");
  const std::string base64 = environment.Get("O365_CERTIFICATE_BASE64");
  if (!path.empty() && !base64.empty())
    return base::UsageError("set O365_CERTIFICATE_FILE or O365_CERTIFICATE_BASE64, not both");
  if (!path.empty()) {
    absl::StatusOr<std::string> bytes = base::ReadRegularFile(path);
    if (!bytes.ok())
      return base::UsageError(absl::StrCat("O365_CERTIFICATE_FILE: ", bytes.status().message()));
    input.certificate = base::Secret(*std::move(bytes));
    input.certificate_name = absl::StrCat("file '", path, "'");
  } else if (!base64.empty()) {
    input.certificate = base::Secret(base64);
    input.certificate_name = "O365_CERTIFICATE_BASE64";
  }
  if (environment.Has("O365_CERTIFICATE_PASSWORD"))
    input.password = base::Secret(environment.Get("O365_CERTIFICATE_PASSWORD"));
  return absl::OkStatus();
}

// Variables that tell which pipeline this is, in the order in which they count.
struct AssertionSource {
  absl::string_view variable;
  absl::string_view source;
};
constexpr AssertionSource kAssertionSources[] = {{"ACTIONS_ID_TOKEN_REQUEST_URL", "github"},
                                                 {"SYSTEM_OIDCREQUESTURI", "azureDevOps"},
                                                 {"AZURE_FEDERATED_TOKEN_FILE", "file"},
                                                 {"GITLAB_OIDC_TOKEN", "gitlab"}};

void FindAssertionSource(const base::Environment& environment, CredentialInput& input) {
  for (const AssertionSource& source : kAssertionSources) {
    const std::string value = environment.Get(source.variable);
    if (value.empty()) continue;
    input.assertion_source = std::string(source.source);
    if (source.source == "file") input.assertion_detail = value;
    return;
  }
}

}  // namespace

absl::StatusOr<CredentialInput> CredentialsOfEnvironment(const base::Environment& environment,
                                                         absl::string_view auth_type) {
  CredentialInput input;
  input.user_name = environment.Get("O365_USERNAME");
  if (auth_type == "password" && !environment.Get("O365_PASSWORD").empty())
    input.password = base::Secret(environment.Get("O365_PASSWORD"));
  input.secret = base::Secret(environment.Get("O365_SECRET"));
  if (auth_type == "certificate") RETURN_IF_ERROR(ReadCertificate(environment, input));
  FindAssertionSource(environment, input);
  return input;
}

absl::Status MissingCredential(absl::string_view option, absl::string_view auth_type,
                               absl::string_view others) {
  return base::WithHint(
      base::UsageError(
          absl::StrCat("option '--", option, "' is required with '--authType ", auth_type, "'")),
      absl::StrCat("or give ", others));
}

}  // namespace o365::auth
