#include "tools/tenant/app_credential.h"

#include <openssl/crypto.h>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/base/random.h"
#include "common/base/status_macros.h"
#include "tools/tenant/answer.h"
#include "tools/tenant/certificate.h"
#include "tools/tenant/guid.h"

namespace o365::tenant {
namespace {

constexpr absl::Duration kSecretLifetime = absl::Hours(24 * 730);

std::string SecretName(const json::Value& credential) {
  return absl::StrCat("secret:", absl::AsciiStrToLower(credential["keyId"].AsString()));
}

std::string KeyName(const json::Value& credential) {
  return absl::StrCat("key:", absl::AsciiStrToLower(credential["keyId"].AsString()));
}

std::string Kept(const Entity& holder, const std::string& name) {
  const auto found = holder.secrets.find(name);
  return found == holder.secrets.end() ? "" : found->second;
}

absl::Time TimeOf(const json::Value& text, absl::Time otherwise) {
  absl::Time time;
  return absl::ParseTime(absl::RFC3339_full, text.AsString(), &time, nullptr) ? time : otherwise;
}

// Whether the time of the credential has come, and is not over.
bool IsInTime(const json::Value& credential, absl::Time now) {
  return now >= TimeOf(credential["startDateTime"], absl::InfinitePast()) &&
         now < TimeOf(credential["endDateTime"], absl::InfiniteFuture());
}

bool IsSame(absl::string_view a, absl::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string Hex(absl::string_view bytes) {
  return absl::AsciiStrToUpper(absl::BytesToHexString(bytes));
}

void SetMissing(json::Value& object, const char* name, json::Value value) {
  if (object[name].is_null()) object.Set(name, std::move(value));
}

}  // namespace

Entity* FindCredentialHolder(State& state, absl::string_view app_id) {
  for (const char* type : {"application", "servicePrincipal"}) {
    if (Entity* found = state.directory.Of(type).FindBy("appId", app_id)) return found;
  }
  return nullptr;
}

json::Value AddSecret(Entity& holder, const json::Value& wanted, absl::Time now,
                      absl::string_view secret) {
  const std::string text = secret.empty() ? absl::WebSafeBase64Escape(base::NewGuid()).substr(0, 40)
                                          : std::string(secret);
  const auto time = [&](const char* name, absl::Time otherwise) {
    return wanted[name].is_null() ? json::Value(IsoTime(otherwise)) : wanted[name];
  };
  json::Value credential =
      json::Value::Object({{"customKeyIdentifier", json::Value()},
                           {"displayName", wanted["displayName"]},
                           {"endDateTime", time("endDateTime", now + kSecretLifetime)},
                           {"hint", text.substr(0, 3)},
                           {"keyId", base::NewGuid()},
                           {"secretText", json::Value()},
                           {"startDateTime", time("startDateTime", now)}});
  holder.secrets[SecretName(credential)] = text;
  json::Value all = json::Value::Array(holder.properties["passwordCredentials"].elements());
  all.Append(credential);
  holder.properties.Set("passwordCredentials", std::move(all));
  credential.Set("secretText", text);
  return credential;
}

void KeepKey(Entity& holder, json::Value& credential) {
  SetMissing(credential, "keyId", base::NewGuid());
  if (!credential["key"].is_null()) {
    const auto certificate = ReadCertificate(credential["key"].AsString());
    if (certificate.ok()) {
      holder.secrets[KeyName(credential)] = ToDer(certificate->get());
      SetMissing(credential, "customKeyIdentifier", Hex(Sha1Thumbprint(certificate->get())));
      SetMissing(credential, "startDateTime", IsoTime(ValidFrom(certificate->get())));
      SetMissing(credential, "endDateTime", IsoTime(ValidUntil(certificate->get())));
    }
  }
  SetMissing(credential, "customKeyIdentifier",
             absl::StrReplaceAll(StableGuid(credential["key"].AsString()), {{"-", ""}}));
  for (const char* name : {"startDateTime", "endDateTime", "key"}) {
    if (credential.Find(name) == nullptr) credential.Set(name, json::Value());
  }
  credential.Set("key", json::Value());
}

absl::StatusOr<json::Value> AddCertificate(Entity& holder, absl::string_view bytes,
                                           absl::string_view name) {
  ASSIGN_OR_RETURN(const Owned<X509> certificate, ReadCertificate(bytes));
  json::Value credential =
      json::Value::Object({{"displayName", name},
                           {"key", absl::Base64Escape(ToDer(certificate.get()))},
                           {"type", "AsymmetricX509Cert"},
                           {"usage", "Verify"}});
  KeepKey(holder, credential);
  json::Value all = json::Value::Array(holder.properties["keyCredentials"].elements());
  all.Append(credential);
  holder.properties.Set("keyCredentials", std::move(all));
  return credential;
}

Match MatchSecret(const Entity& holder, absl::string_view secret, absl::Time now) {
  Match match = Match::kNone;
  for (const json::Value& credential : holder.properties["passwordCredentials"].elements()) {
    const std::string text = Kept(holder, SecretName(credential));
    if (text.empty() || !IsSame(text, secret)) continue;
    if (IsInTime(credential, now)) return Match::kMatches;
    match = Match::kExpired;
  }
  return match;
}

std::vector<Owned<X509>> Certificates(const Entity& holder, absl::Time now) {
  std::vector<Owned<X509>> certificates;
  for (const json::Value& credential : holder.properties["keyCredentials"].elements()) {
    if (!IsInTime(credential, now)) continue;
    auto certificate = ReadCertificate(Kept(holder, KeyName(credential)));
    if (certificate.ok()) certificates.push_back(*std::move(certificate));
  }
  return certificates;
}

}  // namespace o365::tenant
