#include "common/auth/connection.h"

#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/json/value.h"

namespace o365::auth {
namespace {

constexpr int kVersionOfOne = 1;
constexpr int kVersion = 2;  // of several

base::Secret SecretMember(const json::Value& record, absl::string_view name) {
  return base::Secret(record[name].AsString());
}

absl::Status Unreadable(absl::string_view why) {
  return base::WithHint(
      absl::DataLossError(absl::StrCat("the stored connection cannot be read: ", why)),
      "disconnect, then connect again");
}

json::Value WriteTokens(const std::map<std::string, AccessToken>& tokens) {
  json::Value out = json::Value::Object();
  for (const auto& [resource, token] : tokens) {
    json::Value entry = json::Value::Object();
    entry.Set("value", token.value.Reveal());
    entry.Set("expires", absl::ToUnixSeconds(token.expires));
    out.Set(resource, std::move(entry));
  }
  return out;
}

std::map<std::string, AccessToken> ReadTokens(const json::Value& record) {
  std::map<std::string, AccessToken> tokens;
  for (const auto& [resource, entry] : record["accessTokens"].members()) {
    const std::optional<int64_t> expires = entry["expires"].AsInt();
    if (!expires.has_value()) continue;  // of no use: it will be renewed
    tokens[resource] = {.value = SecretMember(entry, "value"),
                        .expires = absl::FromUnixSeconds(*expires)};
  }
  return tokens;
}

json::Value WriteRefusal(const RenewalRefusal& refusal) {
  json::Value out = json::Value::Object({{"resource", refusal.resource},
                                         {"message", refusal.message},
                                         {"hint", refusal.hint},
                                         {"serviceCode", refusal.service_code}});
  if (refusal.until != absl::InfiniteFuture()) out.Set("until", absl::ToUnixSeconds(refusal.until));
  return out;
}

std::optional<RenewalRefusal> ReadRefusal(const json::Value& value) {
  if (!value.is_object()) return std::nullopt;
  RenewalRefusal refusal{.resource = value["resource"].AsString(),
                         .message = value["message"].AsString(),
                         .hint = value["hint"].AsString(),
                         .service_code = value["serviceCode"].AsString(),
                         .until = absl::InfiniteFuture()};
  if (const std::optional<int64_t> until = value["until"].AsInt(); until.has_value())
    refusal.until = absl::FromUnixSeconds(*until);
  return refusal;
}

// The members of a record that hold credentials.
struct SecretField {
  const char* name;
  base::Secret Credentials::*secret;
};
constexpr SecretField kSecretFields[] = {{"loginName", &Credentials::login_name},
                                         {"password", &Credentials::password},
                                         {"secret", &Credentials::secret},
                                         {"certificate", &Credentials::certificate}};
struct TextField {
  const char* name;
  std::string Credentials::*text;
};
constexpr TextField kTextFields[] = {{"identity", &Credentials::identity},
                                     {"assertionSource", &Credentials::assertion_source},
                                     {"assertionDetail", &Credentials::assertion_detail}};

void WriteCredentials(const Credentials& credentials, json::Value& record) {
  for (const SecretField& field : kSecretFields) {
    const base::Secret& secret = credentials.*field.secret;
    if (!secret.empty()) record.Set(field.name, secret.Reveal());
  }
  for (const TextField& field : kTextFields) {
    const std::string& text = credentials.*field.text;
    if (!text.empty()) record.Set(field.name, text);
  }
}

Credentials ReadCredentials(const json::Value& record) {
  Credentials out;
  for (const SecretField& field : kSecretFields)
    out.*field.secret = SecretMember(record, field.name);
  for (const TextField& field : kTextFields) out.*field.text = record[field.name].AsString();
  return out;
}

json::Value ToJson(const Connection& connection) {
  json::Value record = json::Value::Object();
  record.Set("version", kVersionOfOne);
  record.Set("service", connection.service);
  record.Set("url", connection.url);
  record.Set("resource", connection.resource);
  record.Set("cloud", connection.cloud);
  record.Set("tenant", connection.tenant);
  record.Set("tenantId", connection.tenant_id);
  record.Set("userName", connection.user_name);
  record.Set("authType", connection.auth_type);
  record.Set("appId", connection.app_id);
  record.Set("refreshToken", connection.refresh_token.Reveal());
  record.Set("accessTokens", WriteTokens(connection.access_tokens));
  WriteCredentials(connection.credentials, record);
  if (connection.refusal.has_value()) record.Set("refusal", WriteRefusal(*connection.refusal));
  if (!connection.tenant_object_identity.empty())
    record.Set("tenantObjectIdentity", connection.tenant_object_identity);
  return record;
}

// The record's version, when it is one of `service` and of a version that is known.
absl::StatusOr<int64_t> CheckRecord(absl::string_view service, const json::Value& value) {
  const std::optional<int64_t> version = value["version"].AsInt();
  if (!version.has_value() || *version < 1) return Unreadable("it has no version");
  if (*version > kVersion) {
    return base::WithHint(
        absl::UnimplementedError(absl::StrCat("the stored connection has version ", *version,
                                              "; this o365 reads versions up to ", kVersion)),
        "use the newer o365 that wrote it, or disconnect and connect again");
  }
  if (const std::string& owner = value["service"].AsString(); owner != service)
    return Unreadable(absl::StrCat("it is one of '", owner, "', not of '", service, "'"));
  return *version;
}

absl::StatusOr<Connection> FromJson(const json::Value& value) {
  Connection connection;
  connection.service = value["service"].AsString();
  connection.url = value["url"].AsString();
  connection.resource = value["resource"].AsString();
  connection.cloud = value["cloud"].AsString();
  connection.tenant = value["tenant"].AsString();
  connection.tenant_id = value["tenantId"].AsString();
  connection.user_name = value["userName"].AsString();
  connection.auth_type = value["authType"].AsString();
  connection.app_id = value["appId"].AsString();
  connection.refresh_token = SecretMember(value, "refreshToken");
  connection.access_tokens = ReadTokens(value);
  connection.refusal = ReadRefusal(value["refusal"]);
  connection.credentials = ReadCredentials(value);
  connection.tenant_object_identity = value["tenantObjectIdentity"].AsString();
  if (connection.tenant.empty() || connection.app_id.empty())
    return Unreadable("it names no tenant or no app");
  return connection;
}

absl::StatusOr<json::Value> ParseRecord(const base::Secret& record) {
  absl::StatusOr<json::Value> parsed = json::Parse(record.Reveal());
  // The parser's message is left out: it may quote what it stumbled over.
  if (!parsed.ok() || !parsed->is_object()) return Unreadable("it is not valid JSON");
  return parsed;
}

}  // namespace

base::Secret WriteConnections(absl::string_view service, const ConnectionBook& book) {
  const auto only = book.connections.begin();
  if (book.connections.size() == 1 && only->first == ConnectionBook::kDefaultName &&
      book.active == only->first)
    return WriteConnection(only->second);
  json::Value connections = json::Value::Object();
  for (const auto& [name, connection] : book.connections) connections.Set(name, ToJson(connection));
  return base::Secret(json::Write(json::Value::Object({{"version", kVersion},
                                                       {"service", service},
                                                       {"active", book.active},
                                                       {"connections", std::move(connections)}})));
}

absl::StatusOr<ConnectionBook> ReadConnections(absl::string_view service,
                                               const base::Secret& record) {
  ASSIGN_OR_RETURN(const json::Value value, ParseRecord(record));
  ASSIGN_OR_RETURN(const int64_t version, CheckRecord(service, value));
  ConnectionBook book;
  if (version == kVersionOfOne) {
    book.active = std::string(ConnectionBook::kDefaultName);
    ASSIGN_OR_RETURN(book.connections[book.active], FromJson(value));
    return book;
  }
  book.active = value["active"].AsString();
  for (const auto& [name, one] : value["connections"].members()) {
    RETURN_IF_ERROR(CheckRecord(service, one).status());
    ASSIGN_OR_RETURN(book.connections[name], FromJson(one));
  }
  return book;
}

base::Secret WriteConnection(const Connection& connection) {
  return base::Secret(json::Write(ToJson(connection)));
}

absl::StatusOr<Connection> ReadConnection(absl::string_view service, const base::Secret& record) {
  ASSIGN_OR_RETURN(const json::Value value, ParseRecord(record));
  RETURN_IF_ERROR(CheckRecord(service, value).status());
  return FromJson(value);
}

}  // namespace o365::auth
