#include "tools/tenant/directory.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/authority.h"
#include "tools/tenant/guid.h"
#include "tools/tenant/spo.h"
#include "tools/tenant/spo_factory.h"

namespace o365::tenant {

json::Value GroupProperties(const NewGroup& wanted) {
  const std::string created = IsoTime(wanted.created);
  const std::string mail = absl::StrCat(wanted.nickname, "@", kTenantDomain);
  const auto text = [](const std::string& value) {
    return value.empty() ? json::Value() : json::Value(value);
  };
  return json::Value::Object(
      {{"id", wanted.id},
       {"deletedDateTime", json::Value()},
       {"classification", text(wanted.classification)},
       {"createdDateTime", created},
       {"creationOptions", json::Value::Array()},
       {"description", text(wanted.description)},
       {"displayName", wanted.name},
       {"expirationDateTime", json::Value()},
       {"groupTypes", wanted.unified ? json::Value::Array({"Unified"}) : json::Value::Array()},
       {"isAssignableToRole", json::Value()},
       {"mail", wanted.unified ? json::Value(mail) : json::Value()},
       {"mailEnabled", wanted.unified},
       {"mailNickname", wanted.nickname},
       {"membershipRule", json::Value()},
       {"membershipRuleProcessingState", json::Value()},
       {"onPremisesDomainName", json::Value()},
       {"onPremisesLastSyncDateTime", json::Value()},
       {"onPremisesNetBiosName", json::Value()},
       {"onPremisesProvisioningErrors", json::Value::Array()},
       {"onPremisesSamAccountName", json::Value()},
       {"onPremisesSecurityIdentifier", json::Value()},
       {"onPremisesSyncEnabled", json::Value()},
       {"preferredDataLocation", json::Value()},
       {"preferredLanguage", json::Value()},
       {"proxyAddresses",
        wanted.unified ? json::Value::Array({absl::StrCat("SMTP:", mail)}) : json::Value::Array()},
       {"renewedDateTime", created},
       {"resourceBehaviorOptions", json::Value::Array()},
       {"resourceProvisioningOptions", json::Value::Array()},
       {"securityEnabled", !wanted.unified},
       {"theme", json::Value()},
       {"uniqueName", json::Value()},
       {"visibility",
        wanted.unified ? json::Value(wanted.is_public ? "Public" : "Private") : json::Value()},
       // Shown only when they are selected.
       {"allowExternalSenders", false},
       {"autoSubscribeNewMembers", false},
       {"hideFromAddressLists", false},
       {"hideFromOutlookClients", false},
       {"isSubscribedByMail", true},
       {"unseenCount", 0}});
}

Entity& AddGroup(State& state, const NewGroup& wanted) {
  Entity group{.properties = GroupProperties(wanted)};
  if (!wanted.owner.empty())
    group.links = {{"owners", {wanted.owner}}, {"members", {wanted.owner}}};
  AddSiteOfGroup(state, wanted);
  return state.directory.Of("group").Add(std::move(group));
}

void AddSiteOfGroup(State& state, const NewGroup& wanted) {
  if (wanted.unified) {
    const json::Value* owner = FindUser(state, wanted.owner);
    state.sharepoint.sites.push_back(
        MakeSite({.url = absl::StrCat("https://", kSpoHost, "/sites/", wanted.nickname),
                  .title = wanted.name,
                  .template_name = "GROUP#0",
                  .owner = owner == nullptr ? "" : (*owner)["userPrincipalName"].AsString(),
                  .description = wanted.description,
                  .classification = wanted.classification,
                  .group_id = wanted.id,
                  .id = StableGuid(absl::StrCat("site of ", wanted.id)),
                  .created = wanted.created}));
  }
}

Entity* FindGroup(State& state, absl::string_view id) {
  return state.directory.Of("group").Find(id);
}

Entity* FindGroupByNickname(State& state, absl::string_view nickname) {
  return state.directory.Of("group").FindBy("mailNickname", nickname);
}

const json::Value* FindUser(State& state, absl::string_view id_or_upn) {
  EntityStore& users = state.directory.Of("user");
  const Entity* user = users.Find(id_or_upn);
  if (user == nullptr) user = users.FindBy("userPrincipalName", id_or_upn);
  return user == nullptr ? nullptr : &user->properties;
}

const json::Value* FindPrincipal(State& state, absl::string_view name) {
  if (const json::Value* user = FindUser(state, name); user != nullptr) return user;
  return FindUser(state, absl::StrCat(name, "@", kTenantDomain));
}

Site* FindSiteOfGroup(State& state, absl::string_view group_id) {
  for (const auto& site : state.sharepoint.sites) {
    if (!group_id.empty() && site->group_id == group_id) return site.get();
  }
  return nullptr;
}

}  // namespace o365::tenant
