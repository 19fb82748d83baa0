#include "tools/tenant/federation.h"

#include <algorithm>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/random.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/platform_state.h"
#include "tools/tenant/tenant.h"

namespace o365::tenant {
namespace {

constexpr absl::Duration kLifetime = absl::Minutes(5);
constexpr absl::Duration kSkew = absl::Minutes(5);

// The key of all issuers that the tenant plays; nullptr when none can be made.
const SigningKey* PipelineKey(Call& call) {
  auto& key = call.authority().platform().pipeline_key;
  if (!key.has_value()) {
    auto made = SigningKey::Create();
    if (!made.ok()) return nullptr;
    key = *std::move(made);
  }
  return &*key;
}

bool IsSignedByIssuer(Call& call, const Jwt& jwt) {
  const SigningKey* key = PipelineKey(call);
  return key != nullptr && jwt.header["alg"].AsString() == "RS256" &&
         key->Verify(absl::StrCat(jwt.signed_part, ".", Base64Url(jwt.signature))).ok();
}

OAuthError NoMatch(int code, absl::string_view what, absl::string_view value) {
  return {.error = "invalid_client",
          .code = code,
          .text = absl::StrCat("No matching federated identity record found for presented "
                               "assertion ",
                               what, " '", value,
                               "'. Check your federated identity credential Subject, Audience and "
                               "Issuer against the presented assertion. "
                               "https://learn.microsoft.com/entra/workload-id/"
                               "workload-identity-federation"),
          .status = 401};
}

bool HasAudience(const json::Value& credential, const json::Value& claim) {
  const auto& allowed = credential["audiences"].elements();
  const auto has = [&](const json::Value& audience) {
    return std::find(allowed.begin(), allowed.end(), audience) != allowed.end();
  };
  if (claim.is_string()) return has(claim);
  return std::any_of(claim.elements().begin(), claim.elements().end(), has);
}

// The record must fit in issuer, subject and audience, letter by letter.
std::optional<OAuthError> FindRecord(Call& call, const Entity& holder, const json::Value& claims) {
  std::vector<const json::Value*> left;
  for (const auto& each : call.state().directory.Of("federatedIdentityCredential").held()) {
    if (each->parent == holder.id()) left.push_back(&each->properties);
  }
  if (left.empty()) {
    return OAuthError{
        .error = "invalid_request",
        .code = 70021,
        .text = absl::StrCat("No matching federated identity record found for presented "
                             "assertion. Assertion Issuer: '",
                             claims["iss"].AsString(), "'. Assertion Subject: '",
                             claims["sub"].AsString(), "'. Assertion Audience: '",
                             claims["aud"].AsString(),
                             "'. https://learn.microsoft.com/entra/workload-id/"
                             "workload-identity-federation")};
  }
  std::erase_if(left, [&](const json::Value* each) { return (*each)["issuer"] != claims["iss"]; });
  if (left.empty()) return NoMatch(700211, "issuer", claims["iss"].AsString());
  std::erase_if(left, [&](const json::Value* each) { return (*each)["subject"] != claims["sub"]; });
  if (left.empty()) return NoMatch(700213, "subject", claims["sub"].AsString());
  std::erase_if(left, [&](const json::Value* each) { return !HasAudience(*each, claims["aud"]); });
  if (left.empty()) return NoMatch(700212, "audience", claims["aud"].AsString());
  return std::nullopt;
}

}  // namespace

std::string PipelineToken(Call& call, const PipelineClaims& claims) {
  const int64_t issued = absl::ToUnixSeconds(call.clock().Now() - claims.age);
  const SigningKey* key = PipelineKey(call);
  if (key == nullptr) return "";
  return key->Sign(json::Value::Object({{"iss", claims.issuer},
                                        {"sub", claims.subject},
                                        {"aud", claims.audience},
                                        {"jti", base::NewGuid()},
                                        {"iat", issued},
                                        {"nbf", issued},
                                        {"exp", issued + absl::ToInt64Seconds(kLifetime)}}));
}

std::optional<OAuthError> CheckFederated(Call& call, const Entity& holder, const Jwt& jwt) {
  if (auto error = FindRecord(call, holder, jwt.claims)) return error;
  if (!IsSignedByIssuer(call, jwt)) {
    return OAuthError{.error = "invalid_client",
                      .code = 50013,
                      .text =
                          "Assertion failed signature validation. [Reason - The key was not "
                          "found.]",
                      .status = 401};
  }
  const absl::Time now = call.clock().Now();
  const absl::Time begins = absl::FromUnixSeconds(jwt.claims["nbf"].AsInt().value_or(0));
  const absl::Time ends = absl::FromUnixSeconds(jwt.claims["exp"].AsInt().value_or(0));
  if (now + kSkew >= begins && now < ends + kSkew) return std::nullopt;
  return OAuthError{.error = "invalid_client",
                    .code = 700024,
                    .text = absl::StrCat("Client assertion is not within its valid time range. "
                                         "Current time: ",
                                         IsoTime(now), ", assertion valid from ", IsoTime(begins),
                                         ", expiry time of assertion ", IsoTime(ends), "."),
                    .status = 401};
}

}  // namespace o365::tenant
