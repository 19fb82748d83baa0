// The control API, which o365-tenant's sub-commands use: JSON over the server's own address, for
// whoever holds the secret of the state folder.

#include <openssl/crypto.h>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/control_identity.h"
#include "tools/tenant/control_secret.h"
#include "tools/tenant/decision.h"
#include "tools/tenant/tenant.h"

namespace o365::tenant {
namespace {

http::Response Refuse(int status, absl::string_view message) {
  return Json(status, json::Value::Object({{"error", message}}));
}

http::Response Done(absl::string_view message) {
  return Json(200, json::Value::Object({{"message", message}}));
}

json::Value Accounts(const Authority& authority) {
  json::Value accounts = json::Value::Array();
  for (const Account& account : authority.accounts()) {
    accounts.Append(json::Value::Object({{"userPrincipalName", account.upn},
                                         {"password", account.password},
                                         {"administrator", account.administrator},
                                         {"needsSecondFactor", account.needs_second_factor}}));
  }
  return accounts;
}

http::Response Status(Call& call) {
  const auto& requests = call.tenant.requests().requests();
  int unknown = 0;
  for (const LoggedRequest& request : requests) unknown += request.known ? 0 : 1;
  return Json(200, json::Value::Object({{"accounts", Accounts(call.authority())},
                                        {"requests", static_cast<int64_t>(requests.size())},
                                        {"unknownRequests", unknown},
                                        {"faultsAhead", call.tenant.faults().remaining()}}));
}

http::Response ApproveCode(Call& call) {
  const json::Value body = call.Body();
  const auto sign_in = FindPending(call.authority(), body["code"].AsString());
  if (!sign_in.ok()) return Refuse(404, sign_in.status().message());
  const Account* account = call.authority().FindAccount(body["account"].AsString());
  if (account == nullptr) {
    return Refuse(404, absl::StrCat("no account '", body["account"].AsString(), "'"));
  }
  Approve(call.authority(), **sign_in, *account);
  return Done(absl::StrCat("approved for ", account->upn));
}

http::Response DenyCode(Call& call) {
  const auto sign_in = FindPending(call.authority(), call.Body()["code"].AsString());
  if (!sign_in.ok()) return Refuse(404, sign_in.status().message());
  (*sign_in)->decision = DeviceSignIn::Decision::kDeclined;
  return Done("declined");
}

http::Response AddFault(Call& call) {
  auto fault = ParseFault(call.Body());
  if (!fault.ok()) return Refuse(400, fault.status().message());
  call.tenant.faults().Add(*std::move(fault));
  return Done(absl::StrCat("faults ahead: ", call.tenant.faults().remaining()));
}

http::Response ClearFaults(Call& call) {
  call.tenant.faults().Clear();
  return Done("no faults ahead");
}

http::Response ListRequests(Call& call) {
  const bool only_unknown = call.Query("unknown") == "true";
  json::Value lines = json::Value::Array();
  for (const LoggedRequest& request : call.tenant.requests().requests()) {
    if (!only_unknown || !request.known) lines.Append(ToLine(request));
  }
  return Json(200, json::Value::Object({{"requests", std::move(lines)}}));
}

http::Response ClearRequests(Call& call) {
  call.tenant.requests().Clear();
  return Done("no requests");
}

http::Response ExpireTokens(Call& call) {
  call.authority().ExpireAccessTokens();
  return Done("all access tokens are expired");
}

http::Response Revoke(Call& call) {
  const std::string upn = call.Body()["account"].AsString();
  const Account* account = call.authority().FindAccount(upn);
  if (account == nullptr) return Refuse(404, absl::StrCat("no account '", upn, "'"));
  const int revoked = call.authority().RevokeRefreshTokens(*account);
  return Done(absl::StrCat("refresh tokens revoked: ", revoked));
}

constexpr Route kRoutes[] = {
    {"GET", "control/status", Status},
    {"POST", "control/approve", ApproveCode},
    {"POST", "control/deny", DenyCode},
    {"POST", "control/faults", AddFault},
    {"DELETE", "control/faults", ClearFaults},
    {"GET", "control/requests", ListRequests},
    {"DELETE", "control/requests", ClearRequests},
    {"POST", "control/expire-tokens", ExpireTokens},
    {"POST", "control/revoke", Revoke},
};

bool Owns(const http::Incoming& request) {
  return request.host.empty() && absl::StartsWith(request.target, "/control/");
}

std::optional<http::Response> Admit(Call& call) {
  const std::string& secret = call.tenant.control_secret();
  const std::string given = call.request.headers.Get(kControlSecretHeader);
  if (secret.empty() || given.size() != secret.size() ||
      CRYPTO_memcmp(given.data(), secret.data(), secret.size()) != 0) {
    return Refuse(403, "the control API needs the secret of the state folder");
  }
  return std::nullopt;
}

std::vector<absl::Span<const Route>> Routes() { return {kRoutes, IdentityControlRoutes()}; }

http::Response Fail(const Call&, const Failure& failure) {
  return Refuse(failure.status, failure.text);
}

void Finish(const Call&, http::Response&) {}

}  // namespace

extern const Service kControlService = {.name = "control",
                                        .owns = Owns,
                                        .prepare = PrepareNothing,
                                        .admit = Admit,
                                        .routes = Routes,
                                        .fail = Fail,
                                        .finish = Finish};

}  // namespace o365::tenant
