// What Azure and the makers of pipelines set in the environment of what they run, so that it finds
// their endpoints.

#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tools/tenant/local_endpoints.h"
#include "tools/tenant/seed.h"
#include "tools/tenant/tenant.h"

namespace o365::tenant {
namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

Pairs AppServicePairs(absl::string_view address, absl::string_view secret) {
  return {{"IDENTITY_ENDPOINT", absl::StrCat(address, "/local/appservice/token")},
          {"IDENTITY_HEADER", std::string(secret)}};
}

Pairs PipelineIdentity(const char* client_variable, const char* tenant_variable) {
  return {{client_variable, kAutomationAppId}, {tenant_variable, kTenantId}};
}

Pairs Of(absl::string_view place, absl::string_view address, const std::string& secret) {
  if (place == "vm") return {{"AZURE_POD_IDENTITY_AUTHORITY_HOST", std::string(address)}};
  if (place == "appService") return AppServicePairs(address, secret);
  if (place == "arc") {
    return {
        {"IDENTITY_ENDPOINT", absl::StrCat(address, "/local/arc/metadata/identity/oauth2/token")},
        {"IMDS_ENDPOINT", absl::StrCat(address, "/local/arc")}};
  }
  if (place == "cloudShell") {
    return {{"MSI_ENDPOINT", absl::StrCat(address, "/local/cloudshell/oauth2/token")},
            {"ACC_CLOUD", "PROD"}};
  }
  if (place == "azureMl") {
    return {{"MSI_ENDPOINT", absl::StrCat(address, "/local/azureml/token")},
            {"MSI_SECRET", secret}};
  }
  if (place == "github") {
    Pairs pairs = PipelineIdentity("AZURE_CLIENT_ID", "AZURE_TENANT_ID");
    pairs.emplace_back("ACTIONS_ID_TOKEN_REQUEST_URL",
                       absl::StrCat(address, "/local/github/token?api-version=2.0"));
    pairs.emplace_back("ACTIONS_ID_TOKEN_REQUEST_TOKEN", secret);
    return pairs;
  }
  if (place == "azurePipelines") {
    Pairs pairs = PipelineIdentity("AZURESUBSCRIPTION_CLIENT_ID", "AZURESUBSCRIPTION_TENANT_ID");
    pairs.emplace_back("AZURESUBSCRIPTION_SERVICE_CONNECTION_ID",
                       "2f9d1c0b-8a7e-4d65-9b3c-1e2f3a4b5c6d");
    pairs.emplace_back("SYSTEM_OIDCREQUESTURI",
                       absl::StrCat(address, "/local/azurepipelines/oidctoken"));
    pairs.emplace_back("SYSTEM_ACCESSTOKEN", secret);
    return pairs;
  }
  return {};
}

}  // namespace

json::Value EnvironmentOf(Tenant& tenant, absl::string_view place, absl::string_view address) {
  const Pairs pairs = Of(place, address, LocalSecret(tenant));
  if (pairs.empty()) return json::Value();
  json::Value variables = json::Value::Object();
  for (const auto& [name, value] : pairs) variables.Set(name, value);
  return variables;
}

}  // namespace o365::tenant
