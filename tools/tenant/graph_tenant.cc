// The tenant as a whole: its organization, settings, subscriptions, guests and partners.

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/base/random.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/graph_type.h"
#include "tools/tenant/guid.h"
#include "tools/tenant/odata_shape.h"
#include "tools/tenant/spo.h"

namespace o365::tenant {
namespace {

// --- Settings of groups ---

// What is wrong with the values of a setting, which those of its template complete.
std::optional<GraphError> CompleteValues(State& state, json::Value& setting,
                                         const json::Value& values) {
  const std::string id = setting["templateId"].AsString();
  const Entity* made_from = state.directory.Of("groupSettingTemplate").Find(id);
  if (made_from == nullptr) return ResourceNotFound(id);
  json::Value complete = json::Value::Array();
  const auto& declared = made_from->properties["values"].elements();
  for (const json::Value& value : values.elements()) {
    if (std::none_of(declared.begin(), declared.end(),
                     [&](const json::Value& each) { return each["name"] == value["name"]; })) {
      return GraphError{.message = absl::StrCat("The setting '", value["name"].AsString(),
                                                "' is not one of its template.")};
    }
  }
  for (const json::Value& each : declared) {
    json::Value text = each["defaultValue"];
    for (const json::Value& value : values.elements()) {
      if (value["name"] == each["name"]) text = value["value"];
    }
    const bool is_flag = each["type"].AsString() == "System.Boolean";
    if (is_flag && !IsNamed("true false", text.AsString())) {
      return GraphError{.message = absl::StrCat("The value of the setting '",
                                                each["name"].AsString(), "' is not a boolean.")};
    }
    complete.Append(json::Value::Object({{"name", each["name"]}, {"value", text}}));
  }
  setting.Set("values", std::move(complete));
  setting.Set("displayName", made_from->properties["displayName"]);
  return std::nullopt;
}

std::optional<GraphError> AddSetting(Call& call, const json::Value& body, Entity& setting) {
  const std::string id = body["templateId"].AsString();
  if (auto error = CompleteValues(call.state(), setting.properties, body["values"])) return error;
  if (call.state().directory.Of("groupSetting").FindBy("templateId", id) == nullptr) {
    return std::nullopt;
  }
  return GraphError{.message =
                        "A conflicting object with one or more of the specified property "
                        "values is present in the directory."};
}

std::optional<GraphError> SetSetting(Call& call, Entity& setting, json::Value& changes) {
  if (changes.Find("values") == nullptr) return std::nullopt;
  json::Value merged = setting.properties;
  if (auto error = CompleteValues(call.state(), merged, changes["values"])) return error;
  changes.Set("values", merged["values"]);
  return std::nullopt;
}

// --- Subscriptions ---

void ShowSku(State& state, const Entity& sku, json::Value& shown) {
  const json::Value& id = sku.properties["skuId"];
  int64_t consumed = 0;
  for (const auto& user : state.directory.Of("user").held()) {
    for (const json::Value& license : user->properties["assignedLicenses"].elements()) {
      consumed += license["skuId"] == id ? 1 : 0;
    }
  }
  shown.Set("consumedUnits", consumed);
}

// --- Invitations ---

// "Create invitation": the guest is in the directory at once, and accepts later.
std::optional<GraphError> Invite(Call& call, const json::Value& body, Entity& invitation) {
  const std::string mail = body["invitedUserEmailAddress"].AsString();
  if (!absl::StrContains(mail, "@")) {
    return GraphError{.message = "The invited user email address is not valid.",
                      .details = json::Value()};
  }
  EntityStore& users = call.state().directory.Of("user");
  const std::string nickname = absl::StrCat(absl::StrReplaceAll(mail, {{"@", "_"}}), "#EXT#");
  const std::string upn = absl::StrCat(nickname, "@", kTenantDomain);
  const Entity* user = users.FindBy("userPrincipalName", upn);
  if (user == nullptr) {
    const std::string name = body["invitedUserDisplayName"].AsString();
    user = &AddEntity(
        call.state(), "user",
        json::Value::Object({{"id", base::NewGuid()},
                             {"createdDateTime", IsoTime(call.clock().Now())},
                             {"creationType", "Invitation"},
                             {"displayName", name.empty() ? mail.substr(0, mail.find('@')) : name},
                             {"externalUserState", "PendingAcceptance"},
                             {"externalUserStateChangeDateTime", IsoTime(call.clock().Now())},
                             {"mail", mail},
                             {"mailNickname", nickname},
                             {"otherMails", json::Value::Array({mail})},
                             {"proxyAddresses", json::Value::Array({"SMTP:" + mail})},
                             {"userPrincipalName", upn},
                             {"userType", "Guest"}}));
  }
  json::Value& properties = invitation.properties;
  properties.Set("inviteRedeemUrl",
                 absl::StrCat("https://login.microsoftonline.com/redeem?rd=https%3a%2f%2f"
                              "invitations.microsoft.com%2fredeem%2f%3ftenant%3d",
                              kTenantId, "%26user%3d", user->id()));
  properties.Set("status", "PendingAcceptance");
  properties.Set("invitedUser", json::Value::Object({{"id", user->id()}}));
  return std::nullopt;
}

// --- Multitenant organization ---

std::optional<GraphError> AddMultitenant(Call& call, const json::Value&, Entity& organization) {
  organization.properties.Set("state", "active");
  AddEntity(call.state(), "multiTenantOrganizationMember",
            json::Value::Object({{"tenantId", kTenantId},
                                 {"displayName", kTenantName},
                                 {"addedDateTime", IsoTime(call.clock().Now())},
                                 {"joinedDateTime", IsoTime(call.clock().Now())},
                                 {"addedByTenantId", kTenantId},
                                 {"role", "owner"},
                                 {"state", "active"}}));
  return std::nullopt;
}

std::optional<GraphError> AddMember(Call& call, const json::Value& body, Entity& member) {
  const std::string id = body["tenantId"].AsString();
  if (!IsGuid(id)) return InvalidValue(TypeNamed("multiTenantOrganizationMember"), "tenantId");
  if (call.state().directory.Of("multiTenantOrganizationMember").FindBy("tenantId", id)) {
    return Conflict("tenantId");
  }
  member.properties.Set("addedDateTime", IsoTime(call.clock().Now()));
  member.properties.Set("addedByTenantId", kTenantId);
  member.properties.Set("state", "pending");
  if (member.properties["role"].is_null()) member.properties.Set("role", "member");
  return std::nullopt;
}

// The organization ends with its last tenant; the owner is the last to leave.
std::optional<GraphError> RemoveMember(Call& call, Entity& member) {
  Directory& directory = call.state().directory;
  const size_t members = directory.Of("multiTenantOrganizationMember").held().size();
  if (member.properties["tenantId"].AsString() != kTenantId) return std::nullopt;
  if (members > 1) {
    return GraphError{.message =
                          "The owner tenant cannot leave while the multitenant "
                          "organization has other tenants."};
  }
  EntityStore& organizations = directory.Of("multiTenantOrganization");
  if (!organizations.held().empty()) organizations.Take(*organizations.held().front());
  return std::nullopt;
}

// "site resource type"; its id is made of host, site collection and web.
http::Response RootSite(Call& call) {
  const std::string url = absl::StrCat("https://", kSpoHost);
  const Site* site = FindSite(call.state().sharepoint, url);
  if (site == nullptr) return GraphRefuse(call, ResourceNotFound("root"));
  json::Value shown = json::Value::Object(
      {{"createdDateTime", IsoTime(site->changed)},
       {"description", site->root().properties["Description"]},
       {"id", absl::StrCat(kSpoHost, ",", site->id, ",", site->root().properties["Id"].AsString())},
       {"lastModifiedDateTime", IsoTime(site->changed)},
       {"name", ""},
       {"webUrl", url},
       {"displayName", site->title},
       {"root", json::Value::Object()},
       {"siteCollection", json::Value::Object({{"hostname", kSpoHost}})}});
  const std::string select = call.Query("$select");
  if (!select.empty()) shown = Select(shown, SplitNames(select));
  return GraphValue(call, "sites/$entity", shown);
}

constexpr Route kRoutes[] = {{"GET", "sites/root", RootSite}};

}  // namespace

absl::Span<const Route> GraphTenantRoutes() { return kRoutes; }

std::vector<EntityType> TenantTypes() {
  using Kind = Navigation::Kind;
  return {
      {.name = "organization",
       .path = "organization",
       .verbs = "list get set",
       .shape = Shape(R"({"id": null, "deletedDateTime": null, "businessPhones": [],
         "city": null, "country": null, "countryLetterCode": null, "createdDateTime": null,
         "defaultUsageLocation": null, "directorySizeQuota": {"used": 0, "total": 300000},
         "displayName": null, "isMultipleDataLocationsForServicesEnabled": null,
         "marketingNotificationEmails": [], "onPremisesLastSyncDateTime": null,
         "onPremisesSyncEnabled": null, "onPremisesSyncStatus": [], "partnerTenantType": null,
         "postalCode": null, "preferredLanguage": "en", "privacyProfile": null,
         "securityComplianceNotificationMails": [], "securityComplianceNotificationPhones": [],
         "state": null, "street": null, "technicalNotificationMails": [], "tenantType": "AAD",
         "assignedPlans": [], "provisionedPlans": [], "verifiedDomains": []})"),
       .read_only = "id createdDateTime deletedDateTime verifiedDomains tenantType displayName",
       .navigations = {{"extensions", Kind::kChildren, "", "openTypeExtension"}}},
      {.name = "groupSettingTemplate",
       .path = "groupSettingTemplates",
       .verbs = "list get",
       .shape = Shape(R"({"id": null, "deletedDateTime": null, "displayName": null,
         "description": null, "values": []})")},
      {.name = "groupSetting",
       .path = "groupSettings",
       .verbs = "list get add set remove",
       .shape = Shape(R"({"id": null, "displayName": null, "templateId": null, "values": []})"),
       .required = "templateId",
       .read_only = "id",
       .rules = {.add = AddSetting, .set = SetSetting}},
      {.name = "subscribedSku",
       .path = "subscribedSkus",
       .verbs = "list get",
       .shape = Shape(R"({"accountName": "contoso", "accountId": null, "appliesTo": "User",
         "capabilityStatus": "Enabled", "consumedUnits": 0, "id": null, "skuId": null,
         "skuPartNumber": null, "subscriptionIds": [], "prepaidUnits": {}, "servicePlans": []})"),
       .rules = {.show = ShowSku}},
      {.name = "invitation",
       .path = "invitations",
       .verbs = "add",
       .shape = Shape(R"({"id": null, "inviteRedeemUrl": null, "invitedUserDisplayName": null,
         "invitedUserType": "Guest", "invitedUserEmailAddress": null,
         "sendInvitationMessage": false, "resetRedemption": false, "inviteRedirectUrl": null,
         "status": null, "invitedUserMessageInfo": {}, "invitedUser": null})"),
       .required = "invitedUserEmailAddress inviteRedirectUrl",
       .read_only = "id inviteRedeemUrl status",
       .rules = {.add = Invite}},
      {.name = "multiTenantOrganization",
       .path = "tenantRelationships/multiTenantOrganization",
       .verbs = "single get set put",
       .shape = Shape(R"({"id": null, "createdDateTime": null, "description": null,
         "displayName": null, "state": "inactive"})"),
       .required = "displayName",
       .read_only = "id createdDateTime state",
       .rules = {.add = AddMultitenant}},
      {.name = "multiTenantOrganizationMember",
       .path = "tenantRelationships/multiTenantOrganization/tenants",
       .verbs = "list get add remove",
       .shape = Shape(R"({"addedByTenantId": null, "addedDateTime": null, "deletedDateTime": null,
         "displayName": null, "joinedDateTime": null, "role": null, "state": null,
         "tenantId": null, "transitionDetails": null})"),
       .required = "tenantId",
       .read_only = "addedByTenantId addedDateTime joinedDateTime state",
       .key = "tenantId",
       .rules = {.add = AddMember, .remove = RemoveMember}},
  };
}

}  // namespace o365::tenant
