// CSOM: property bags of webs and folders ([MS-CSOMSPT], SP.PropertyValues). SetFieldValue stays
// with the request until the owner's Update, as in the service.

#include "absl/strings/str_cat.h"
#include "tools/tenant/csom.h"
#include "tools/tenant/spo.h"

namespace o365::tenant {
namespace {

constexpr char kCsomPropertyValues[] = "SP.PropertyValues";

// Halves of SP.BasePermissions.
constexpr int64_t kFullHigh = 2147483647;
constexpr int64_t kFullLow = 4294967295;
constexpr int64_t kAddAndCustomizePages = int64_t{1} << 18;
constexpr int64_t kReadHigh = 176;
constexpr int64_t kReadLow = 138612833;

json::Value Permissions(const Call& call, const Site& site) {
  const bool write = MayWrite(call);
  const int64_t full = site.custom_scripts() ? kFullLow : kFullLow & ~kAddAndCustomizePages;
  return json::Value::Object({{"_ObjectType_", "SP.BasePermissions"},
                              {"High", write ? kFullHigh : kReadHigh},
                              {"Low", write ? full : kReadLow}});
}

CsomResult Bag(Call&, CsomObject& self, const CsomParameters&) {
  if (self.changes == nullptr) self.changes = std::make_shared<json::Value>(json::Value::Object());
  return CsomObject{.type = kCsomPropertyValues,
                    .properties = *self.bag,
                    .site = self.site,
                    .web = self.web,
                    .changes = self.changes};
}

CsomResult SetFieldValue(Call&, CsomObject& self, const CsomParameters& parameters) {
  if (parameters.size() != 2 || parameters[0].AsString().empty()) {
    return CsomError{.message = "Value does not fall within the expected range.",
                     .code = -2147024809,
                     .type = "System.ArgumentException"};
  }
  self.changes->Set(parameters[0].AsString(), parameters[1]);
  return CsomNothing();
}

// Bags count as scripts: where those are off, nobody may change them.
CsomResult Update(Call& call, CsomObject& self, const CsomParameters&) {
  if (self.changes == nullptr || self.changes->members().empty()) return CsomNothing();
  if (!MayWrite(call) || !self.site->custom_scripts()) return CsomAccessDenied();
  for (const auto& [name, value] : self.changes->members()) {
    self.bag->Erase(name);
    if (!value.is_null()) self.bag->Set(name, value);
  }
  *self.changes = json::Value::Object();
  return CsomNothing();
}

CsomResult GetFolder(Call&, CsomObject& self, const CsomParameters& parameters) {
  Folder* folder = parameters.empty() ? nullptr : FindFolder(*self.web, parameters[0].AsString());
  if (folder != nullptr) return CsomFolderObject(*self.site, *self.web, *folder);
  return CsomError{
      .message = "File Not Found.", .code = -2147024894, .type = "System.IO.FileNotFoundException"};
}

constexpr CsomMember kMembers[] = {
    {kCsomFolder, "Properties", Bag},
    {kCsomFolder, "Update", Update},
    {kCsomPropertyValues, "SetFieldValue", SetFieldValue},
    {kCsomWeb, "AllProperties", Bag},
    {kCsomWeb, "GetFolderByServerRelativeUrl", GetFolder},
    {kCsomWeb, "Update", Update},
};

}  // namespace

json::Value CsomWebExtras(const Call& call, const Site& site, const Web& web) {
  json::Value bag = json::Value::Object({{"_ObjectType_", kCsomPropertyValues}});
  for (const auto& [name, value] : web.all_properties.members()) bag.Set(name, value);
  return json::Value::Object(
      {{"AllProperties", std::move(bag)}, {"EffectiveBasePermissions", Permissions(call, site)}});
}

absl::Span<const CsomMember> CsomPropertyBagMembers() { return kMembers; }

}  // namespace o365::tenant
