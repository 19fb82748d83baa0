#include "tools/tenant/resources.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/strip.h"

namespace o365::tenant {

absl::Span<const Resource> Resources() {
  static const std::vector<Resource>& resources = *new std::vector<Resource>{
      {.name = "Microsoft Graph",
       .app_id = kGraphAppId,
       .uris = {"https://graph.microsoft.com"},
       .permissions = {{"AppCatalog.ReadWrite.All", "Read and write to all app catalogs"},
                       {"Directory.AccessAsUser.All", "Access the directory as you"},
                       {"Directory.ReadWrite.All", "Read and write directory data"},
                       {"Group.ReadWrite.All", "Read and write all groups"},
                       {"User.Read.All", "Read all users' full profiles"}}},
      {.name = "Office 365 SharePoint Online",
       .app_id = kSharePointAppId,
       .uris = {"https://contoso.sharepoint.com", "https://contoso-admin.sharepoint.com",
                "https://contoso-my.sharepoint.com"},
       .permissions = {{"AllSites.FullControl", "Have full control of all site collections"},
                       {"TermStore.ReadWrite.All", "Read and write managed metadata"},
                       {"User.Read.All", "Read your profile"}}},
      {.name = "Windows Azure Service Management API",
       .app_id = kAzureAppId,
       .uris = {"https://management.azure.com", "https://management.core.windows.net"},
       .permissions = {{"user_impersonation", "Access Azure as you"}}},
      {.name = "Microsoft Flow Service",
       .app_id = kFlowAppId,
       .uris = {"https://service.flow.microsoft.com", "https://api.flow.microsoft.com"},
       .permissions = {{"Flows.Read.All", "Read your flows"},
                       {"Flows.Manage.All", "Manage your flows"}}},
      {.name = "PowerApps Service",
       .app_id = kPowerAppsAppId,
       .uris = {"https://service.powerapps.com", "https://api.bap.microsoft.com"},
       .permissions = {{"User", "Access the PowerApps Service API"}}},
  };
  return resources;
}

const Resource* FindResource(absl::string_view resource) {
  resource = absl::StripSuffix(resource, "/");
  for (const Resource& candidate : Resources()) {
    if (resource == candidate.app_id) return &candidate;
    for (const char* uri : candidate.uris) {
      if (absl::EqualsIgnoreCase(resource, uri)) return &candidate;
    }
  }
  return nullptr;
}

bool IsPermission(const Resource& resource, absl::string_view name) {
  // Of Microsoft Graph and SharePoint, those that tools ask for; all are delegated.
  static constexpr absl::string_view kGraphNames[] = {"Application.Read.All",
                                                      "Application.ReadWrite.All",
                                                      "AuditLog.Read.All",
                                                      "Calendars.Read",
                                                      "Calendars.ReadWrite",
                                                      "Channel.ReadBasic.All",
                                                      "Chat.Read",
                                                      "Chat.ReadWrite",
                                                      "Contacts.Read",
                                                      "Contacts.ReadWrite",
                                                      "Device.Read.All",
                                                      "Directory.Read.All",
                                                      "Files.Read",
                                                      "Files.Read.All",
                                                      "Files.ReadWrite",
                                                      "Files.ReadWrite.All",
                                                      "Group.Read.All",
                                                      "GroupMember.Read.All",
                                                      "GroupMember.ReadWrite.All",
                                                      "IdentityProvider.Read.All",
                                                      "Mail.Read",
                                                      "Mail.ReadWrite",
                                                      "Mail.Send",
                                                      "Notes.Read",
                                                      "Organization.Read.All",
                                                      "People.Read",
                                                      "Policy.Read.All",
                                                      "Reports.Read.All",
                                                      "RoleManagement.Read.Directory",
                                                      "RoleManagement.ReadWrite.Directory",
                                                      "Sites.FullControl.All",
                                                      "Sites.Manage.All",
                                                      "Sites.Read.All",
                                                      "Sites.ReadWrite.All",
                                                      "Tasks.Read",
                                                      "Tasks.ReadWrite",
                                                      "Team.ReadBasic.All",
                                                      "TermStore.Read.All",
                                                      "TermStore.ReadWrite.All",
                                                      "User.Read",
                                                      "User.ReadBasic.All",
                                                      "User.ReadWrite",
                                                      "User.ReadWrite.All"};
  static constexpr absl::string_view kSharePointNames[] = {
      "AllSites.Manage",    "AllSites.Read", "AllSites.Write",
      "MyFiles.Read",       "MyFiles.Write", "Sites.Search.All",
      "TermStore.Read.All", "User.Read.All", "User.ReadWrite.All"};
  for (const Permission& permission : resource.permissions) {
    if (name == permission.name) return true;
  }
  const absl::string_view app_id = resource.app_id;
  absl::Span<const absl::string_view> more;
  if (app_id == kGraphAppId) more = kGraphNames;
  if (app_id == kSharePointAppId) more = kSharePointNames;
  return std::find(more.begin(), more.end(), name) != more.end();
}

}  // namespace o365::tenant
