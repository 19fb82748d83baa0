#include "common/auth/session.h"

#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/auth/app.h"
#include "common/auth/cloud.h"
#include "common/auth/connection_store.h"
#include "common/auth/grants.h"
#include "common/auth/lock_file.h"
#include "common/auth/refresh.h"
#include "common/auth/token_endpoint.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"

namespace o365::auth {
namespace {

// A token with less left counts as expired, so that it outlives the request it is fetched for.
constexpr absl::Duration kMargin = absl::Minutes(5);
// How long an answer may take, see http::BeastClient.
constexpr absl::Duration kLongestAnswer = absl::Minutes(5);
// A refresh, and the sign-in by password when it was refused.
constexpr int kRequestsOfRenewal = 2;
// When a refusal that may pass is worth another request.
constexpr absl::Duration kRefusalLasts = absl::Minutes(1);

// Those of one user of one tenant share what a service allows.
std::string AccountOf(const Connection& connection) {
  return absl::StrCat(connection.cloud, "\n",
                      connection.tenant_id.empty() ? connection.tenant : connection.tenant_id, "\n",
                      absl::AsciiStrToLower(connection.user_name.empty()
                                                ? connection.credentials.login_name.Reveal()
                                                : connection.user_name));
}

}  // namespace

// Functions whose name ends in Locked expect mutex_ to be held.
class Session::Impl {
 public:
  explicit Impl(SessionOptions options)
      : options_(std::move(options)),
        kept_({.service = options_.service,
               .connection_name = options_.connection_name,
               .environment = options_.environment,
               .clock = options_.clock,
               .terminal = options_.terminal,
               .log = options_.log,
               .store = options_.store,
               .renewal_limit = kRequestsOfRenewal *
                                (options_.patience->policy().max_total + kLongestAnswer)}) {}

  absl::Status SignIn(const SignInRequest& request);
  absl::Status Commit(const std::string& name);
  absl::Status CheckGrant(absl::string_view auth_type) const;
  absl::Status SignInFrom(const std::string& service, const SignInRequest& request);
  std::string ConnectCommandFor(const std::string& claims);
  absl::StatusOr<Connection> Connected(const std::string& resource);
  absl::Status SetTenantObjectIdentity(const std::string& identity);
  absl::StatusOr<base::Secret> AccessToken(const std::string& resource);
  void ForgetAccessToken(const std::string& resource, const std::string& claims);
  absl::Status Disconnect();
  const ConnectionStore& kept() const { return kept_; }
  absl::string_view store_name() const { return options_.store->name(); }

 private:
  std::string ConnectCommand(absl::string_view url) const;
  absl::StatusOr<TokenEndpoint> EndpointFor(const Connection& connection,
                                            const std::string& claims) const;
  absl::Status NotConnected() const;
  absl::StatusOr<ConnectionStore::Kept> ReadStore() const;
  void Conceal(const Connection& connection) const;
  // Shares pauses with the processes of this connection's account.
  void SharePauses(const Connection& connection) const;

  absl::Status SignInLocked(const SignInRequest& request);
  // Makes connection_ hold a connection: the stored one, else one from the environment.
  // `resource` is what a token is wanted for, if that is known.
  absl::Status LoadLocked(const std::string& resource);
  // How to sign in without a `connect`; "" when the environment does not say.
  absl::StatusOr<std::string> AuthTypeOfEnvironment() const;
  absl::StatusOr<SignInRequest> RequestFromEnvironment(const std::string& auth_type,
                                                       const std::string& resource) const;
  std::string NameToKeep() const;
  void DropExpiredLocked();
  const base::Secret* FreshTokenLocked(const std::string& resource) const;
  // Gets a token for `resource` from the service into connection_.
  absl::Status RenewLocked(const std::string& resource);
  // The same for the stored connection `before`, and keeps what came of it.
  absl::Status RenewStoredLocked(const ConnectionStore::Kept& before, const std::string& resource);
  // The service's last refusal to renew the connection, if it stands for `resource`.
  absl::Status StandingRefusalLocked(const std::string& resource) const;
  void RememberRefusalLocked(const absl::Status& status, const std::string& resource);
  absl::StatusOr<TokenAnswer> RequestTokenLocked(TokenEndpoint& endpoint, const Grant& grant,
                                                 const std::string& resource);
  static void Adopt(TokenAnswer answer, const std::string& resource, const Grant& grant,
                    Connection& connection);

  const SessionOptions options_;
  const ConnectionStore kept_;
  std::mutex mutex_;
  std::optional<Connection> connection_;
  bool uncommitted_ = false;                     // connection_ is not in the store yet
  std::map<std::string, base::Secret> refused_;  // access tokens the service would not take
  // What the services demanded of their next tokens, as JSON: by resource.
  std::map<std::string, std::string> demanded_;
};

std::string Session::Impl::ConnectCommand(absl::string_view url) const {
  const bool takes_url = options_.service == "spo" && !url.empty();
  return absl::StrCat(options_.service, " connect", takes_url ? " " : "", takes_url ? url : "");
}

absl::StatusOr<TokenEndpoint> Session::Impl::EndpointFor(const Connection& connection,
                                                         const std::string& claims) const {
  ASSIGN_OR_RETURN(const Cloud* cloud, CloudByName(connection.cloud));
  return TokenEndpoint({.http = options_.http,
                        .clock = options_.clock,
                        .log = options_.log,
                        .login_host = std::string(cloud->login_host),
                        .tenant = connection.tenant,
                        .connect_command = ConnectCommand(connection.url),
                        .claims = claims});
}

absl::Status Session::Impl::NotConnected() const {
  const std::string command = ConnectCommand("https://contoso-admin.sharepoint.com");
  return base::WithHint(
      absl::UnauthenticatedError(absl::StrCat("not connected to ", options_.display_name)),
      absl::StrCat("sign in first: ", command));
}

absl::StatusOr<ConnectionStore::Kept> Session::Impl::ReadStore() const {
  absl::StatusOr<ConnectionStore::Kept> kept = kept_.Read();
  if (absl::IsNotFound(kept.status()) && !base::IsConnectionError(kept.status()))
    return NotConnected();
  if (kept.ok()) {
    if (const absl::Status known = FindGrant(kept->connection.auth_type).status(); !known.ok())
      return base::AsConnectionError(
          base::WithHint(absl::DataLossError(absl::StrCat("the stored connection cannot be read: ",
                                                          known.message())),
                         "use the newer o365 that wrote it, or disconnect and connect again"));
    Conceal(kept->connection);
    SharePauses(kept->connection);
  }
  return kept;
}

void Session::Impl::SharePauses(const Connection& connection) const {
  options_.patience->ShareWithin(kept_.SharedFolder(), AccountOf(connection));
}

void Session::Impl::Conceal(const Connection& connection) const {
  options_.log->Conceal(connection.refresh_token);
  for (const base::Secret* secret :
       {&connection.credentials.password, &connection.credentials.secret,
        &connection.credentials.certificate})
    options_.log->Conceal(*secret);
  for (const auto& entry : connection.access_tokens) options_.log->Conceal(entry.second.value);
}

absl::Status Session::Impl::SignIn(const SignInRequest& request) {
  const std::lock_guard lock(mutex_);
  // Nobody should enter a code for a connection that cannot be kept. A record that cannot be read
  // is no obstacle: it will be replaced.
  const absl::Status stored = options_.store->Get(options_.service).status();
  if (!stored.ok() && !absl::IsDataLoss(stored))
    return base::AsConnectionError(base::Annotate(stored, "cannot keep a connection"));
  return SignInLocked(request);
}

absl::Status Session::Impl::SignInLocked(const SignInRequest& request) {
  ASSIGN_OR_RETURN(const Grant* grant, FindGrant(request.auth_type));
  RETURN_IF_ERROR(CheckGrant(grant->name));
  Connection connection;
  connection.service = options_.service;
  connection.url = request.url;
  connection.resource = request.resource;
  connection.cloud = request.cloud;
  connection.auth_type = std::string(grant->name);
  ASSIGN_OR_RETURN(connection.app_id,
                   ChooseAppId(*options_.environment, options_.service, *grant, request.app_id));
  connection.credentials = request.credentials;
  Conceal(connection);
  ASSIGN_OR_RETURN(connection.tenant, ChooseTenant(*options_.environment, *grant, request.tenant));
  ASSIGN_OR_RETURN(TokenEndpoint endpoint, EndpointFor(connection, request.claims));
  SharePauses(connection);
  GrantContext context{.endpoint = endpoint,
                       .environment = *options_.environment,
                       .terminal = *options_.terminal,
                       .connection = connection,
                       .browser = request.browser};
  ASSIGN_OR_RETURN(TokenAnswer answer, grant->sign_in(context, request.resource));
  Adopt(std::move(answer), request.resource, *grant, connection);
  SharePauses(connection);
  connection_ = std::move(connection);
  uncommitted_ = true;
  refused_.clear();
  return absl::OkStatus();
}

absl::Status Session::Impl::SignInFrom(const std::string& service, const SignInRequest& request) {
  const std::lock_guard guard(mutex_);
  ConnectionStoreOptions options = kept_.options();
  options.service = service;
  options.connection_name.clear();
  absl::StatusOr<ConnectionStore::Kept> other = ConnectionStore(std::move(options)).Read();
  if (absl::IsNotFound(other.status()) && !base::IsConnectionError(other.status()))
    return base::WithHint(
        absl::UnauthenticatedError(absl::StrCat("'", service, "' is not connected")),
        absl::StrCat("sign in there first: ", service, " connect"));
  RETURN_IF_ERROR(other.status());
  Connection connection = std::move(other->connection);
  RETURN_IF_ERROR(CheckGrant(connection.auth_type));
  ASSIGN_OR_RETURN(const Cloud* cloud, CloudByName(connection.cloud));
  connection.service = options_.service;
  connection.url = ToCloud(*cloud, request.url);
  connection.resource = ToCloud(*cloud, request.resource);
  const absl::Status in_cloud = CheckInCloud(*cloud, connection.resource);
  if (!in_cloud.ok()) return base::UsageError(in_cloud.message());
  connection.access_tokens.clear();
  connection.refusal.reset();
  connection.tenant_object_identity.clear();
  Conceal(connection);
  SharePauses(connection);
  std::optional<Connection> before = std::exchange(connection_, std::move(connection));
  const absl::Status renewed = RenewLocked(connection_->resource);
  if (!renewed.ok()) {
    connection_ = std::move(before);
    return base::Annotate(renewed, absl::StrCat("the sign-in of '", service, "' does not do"));
  }
  uncommitted_ = true;
  refused_.clear();
  return absl::OkStatus();
}

std::string Session::Impl::ConnectCommandFor(const std::string& claims) {
  const std::lock_guard guard(mutex_);
  std::string command = ConnectCommand(connection_.has_value() ? connection_->url : "");
  if (connection_.has_value() && connection_->auth_type != "deviceCode")
    absl::StrAppend(&command, " --authType ", connection_->auth_type);
  if (!claims.empty()) absl::StrAppend(&command, " --claims ", absl::Base64Escape(claims));
  return command;
}

absl::Status Session::Impl::CheckGrant(absl::string_view auth_type) const {
  if (options_.refused_grant.empty() || options_.refused_grant != auth_type)
    return absl::OkStatus();
  return base::UsageError(options_.refusal);
}

absl::Status Session::Impl::Commit(const std::string& name) {
  const std::lock_guard guard(mutex_);
  if (!uncommitted_) return absl::FailedPreconditionError("there is no new connection to save");
  DropExpiredLocked();
  RETURN_IF_ERROR(kept_.Put(name.empty() ? NameToKeep() : name, *connection_));
  uncommitted_ = false;
  return absl::OkStatus();
}

std::string Session::Impl::NameToKeep() const {
  return options_.connection_name.empty() ? std::string(ConnectionBook::kDefaultName)
                                          : options_.connection_name;
}

void Session::Impl::DropExpiredLocked() {
  const absl::Time now = options_.clock->Now();
  std::erase_if(connection_->access_tokens,
                [now](const auto& entry) { return entry.second.expires <= now; });
}

absl::StatusOr<Connection> Session::Impl::Connected(const std::string& resource) {
  const std::lock_guard lock(mutex_);
  RETURN_IF_ERROR(LoadLocked(resource));
  return *connection_;
}

absl::Status Session::Impl::LoadLocked(const std::string& resource) {
  if (connection_.has_value()) return absl::OkStatus();
  absl::StatusOr<ConnectionStore::Kept> stored = ReadStore();
  if (stored.ok()) {
    connection_ = std::move(stored->connection);
    return absl::OkStatus();
  }
  if (!kept_.in_memory()) return stored.status();
  ASSIGN_OR_RETURN(const std::string auth_type, AuthTypeOfEnvironment());
  if (auth_type.empty()) return stored.status();
  ASSIGN_OR_RETURN(const SignInRequest request, RequestFromEnvironment(auth_type, resource));
  RETURN_IF_ERROR(SignInLocked(request));
  RETURN_IF_ERROR(kept_.Put(NameToKeep(), *connection_));
  uncommitted_ = false;
  return absl::OkStatus();
}

absl::StatusOr<std::string> Session::Impl::AuthTypeOfEnvironment() const {
  const base::Environment& environment = *options_.environment;
  ASSIGN_OR_RETURN(std::string auth_type, DefaultAuthType(environment));
  if (auth_type.empty() && !environment.Get("O365_USERNAME").empty() &&
      !environment.Get("O365_PASSWORD").empty())
    auth_type = "password";
  return auth_type;
}

absl::StatusOr<SignInRequest> Session::Impl::RequestFromEnvironment(
    const std::string& auth_type, const std::string& resource) const {
  const base::Environment& environment = *options_.environment;
  ASSIGN_OR_RETURN(const Grant* grant, FindGrant(auth_type));
  SignInRequest request;
  request.auth_type = auth_type;
  RETURN_IF_ERROR(CheckGrant(auth_type));
  if (grant->credentials != nullptr) {
    ASSIGN_OR_RETURN(const CredentialInput input, CredentialsOfEnvironment(environment, auth_type));
    ASSIGN_OR_RETURN(request.credentials, grant->credentials(input, options_.clock->Now()));
  }
  ASSIGN_OR_RETURN(const Cloud* cloud, ChooseCloud(environment, *grant, ""));
  if (!options_.resource.empty()) {
    if (cloud == nullptr) cloud = &GlobalCloud();
    request.cloud = std::string(cloud->name);
    request.url = ToCloud(*cloud, options_.resource);
    request.resource = resource.empty() ? request.url : ToCloud(*cloud, resource);
    return request;
  }
  const std::string given = environment.Get("O365_URL");
  const std::string url = given.empty() ? resource : given;
  if (url.empty()) {
    return base::WithHint(
        absl::UnauthenticatedError(absl::StrCat("not connected to ", options_.display_name)),
        "set O365_URL to the site");
  }
  const absl::StatusOr<SharePointSite> site = ParseSharePointUrl(url);
  if (!site.ok()) return given.empty() ? site.status() : base::Annotate(site.status(), "O365_URL");
  RETURN_IF_ERROR(CheckInCloud(cloud == nullptr ? *site->cloud : *cloud, url));
  request.url = site->url;
  request.cloud = std::string((cloud == nullptr ? site->cloud : cloud)->name);
  request.resource = resource.empty() ? site->origin : resource;
  return request;
}

absl::Status Session::Impl::SetTenantObjectIdentity(const std::string& identity) {
  const std::lock_guard guard(mutex_);
  if (uncommitted_) {
    connection_->tenant_object_identity = identity;
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const LockFile lock, kept_.LockForRenewal());
  ASSIGN_OR_RETURN(ConnectionStore::Kept stored, ReadStore());
  connection_ = stored.connection;
  connection_->tenant_object_identity = identity;
  // Of a connection that was replaced meanwhile it is not worth keeping.
  return kept_.PutOver(stored, *connection_).status();
}

const base::Secret* Session::Impl::FreshTokenLocked(const std::string& resource) const {
  const auto found = connection_->access_tokens.find(resource);
  if (found == connection_->access_tokens.end()) return nullptr;
  const auto& token = found->second;
  if (token.value.empty() || token.expires - kMargin <= options_.clock->Now()) return nullptr;
  const auto refused = refused_.find(resource);
  if (refused != refused_.end() && refused->second == token.value) return nullptr;
  return &token.value;
}

absl::StatusOr<base::Secret> Session::Impl::AccessToken(const std::string& resource) {
  const std::lock_guard guard(mutex_);
  RETURN_IF_ERROR(LoadLocked(resource));
  if (const base::Secret* token = FreshTokenLocked(resource)) return *token;

  const std::string what = absl::StrCat("cannot get a token for '", resource, "'");
  if (uncommitted_) {
    RETURN_IF_ERROR(base::Annotate(RenewLocked(resource), what));
  } else {
    ASSIGN_OR_RETURN(const LockFile lock, kept_.LockForRenewal());
    // Another process may have renewed the token while this one waited.
    ASSIGN_OR_RETURN(ConnectionStore::Kept stored, ReadStore());
    connection_ = stored.connection;
    if (const base::Secret* token = FreshTokenLocked(resource)) return *token;
    RETURN_IF_ERROR(base::Annotate(RenewStoredLocked(stored, resource), what));
  }
  refused_.erase(resource);
  return connection_->access_tokens[resource].value;
}

absl::Status Session::Impl::RenewStoredLocked(const ConnectionStore::Kept& before,
                                              const std::string& resource) {
  RETURN_IF_ERROR(StandingRefusalLocked(resource));
  const absl::Status renewed = RenewLocked(resource);
  if (!renewed.ok() && !NeedsNewSignIn(renewed)) return renewed;
  if (renewed.ok()) {
    connection_->refusal.reset();
  } else {
    RememberRefusalLocked(renewed, resource);
  }
  DropExpiredLocked();
  const absl::StatusOr<bool> saved = kept_.PutOver(before, *connection_);
  if (!saved.ok()) {
    // The token is good all the same, and so is the old refresh token in the store.
    options_.terminal->Say(absl::StrCat("warning: ", saved.status().message()));
  } else if (!*saved) {
    options_.log->Verbose("the connection was removed or replaced meanwhile, and is left so");
  }
  return renewed;
}

absl::Status Session::Impl::StandingRefusalLocked(const std::string& resource) const {
  const std::optional<RenewalRefusal>& refusal = connection_->refusal;
  if (!refusal.has_value() || refusal->until <= options_.clock->Now()) return absl::OkStatus();
  const bool final = refusal->until == absl::InfiniteFuture();
  if (!final && refusal->resource != resource) return absl::OkStatus();
  options_.log->Verbose("the sign-in service refused before, and is not asked again");
  return base::WithHint(
      base::WithServiceCode(absl::UnauthenticatedError(refusal->message), refusal->service_code),
      refusal->hint);
}

void Session::Impl::RememberRefusalLocked(const absl::Status& status, const std::string& resource) {
  connection_->refusal =
      RenewalRefusal{.resource = resource,
                     .message = std::string(status.message()),
                     .hint = base::Hint(status),
                     .service_code = base::ServiceCode(status),
                     .until = IsFinalRefusal(status) ? absl::InfiniteFuture()
                                                     : options_.clock->Now() + kRefusalLasts};
}

absl::Status Session::Impl::RenewLocked(const std::string& resource) {
  ASSIGN_OR_RETURN(const Grant* grant, FindGrant(connection_->auth_type));
  ASSIGN_OR_RETURN(TokenEndpoint endpoint, EndpointFor(*connection_, demanded_[resource]));
  ASSIGN_OR_RETURN(TokenAnswer answer, RequestTokenLocked(endpoint, *grant, resource));
  Adopt(std::move(answer), resource, *grant, *connection_);
  demanded_.erase(resource);
  return absl::OkStatus();
}

absl::StatusOr<TokenAnswer> Session::Impl::RequestTokenLocked(TokenEndpoint& endpoint,
                                                              const Grant& grant,
                                                              const std::string& resource) {
  const std::string& claims = endpoint.options().claims;
  const std::string hint = absl::StrCat(
      "connect again: ", endpoint.options().connect_command,
      claims.empty()
          ? ""
          : absl::StrCat(" --authType ", grant.name, " --claims ", absl::Base64Escape(claims)));
  if (!connection_->refresh_token.empty()) {
    absl::StatusOr<TokenAnswer> answer =
        Refresh(endpoint, {.app_id = connection_->app_id,
                           .resource = resource,
                           .refresh_token = connection_->refresh_token});
    if (answer.ok() || !NeedsNewSignIn(answer.status())) return answer;
    // What a challenge demands is known better than what its refusal usually means.
    if (grant.renew == nullptr)
      return claims.empty() ? base::WithHint(answer.status(), hint)
                            : base::WithBetterHint(answer.status(), hint);
    options_.log->Verbose(
        absl::StrCat("the refresh token was refused: signing in again by ", grant.name));
  } else if (grant.renew == nullptr) {
    return base::WithHint(absl::UnauthenticatedError("the connection has no refresh token"), hint);
  }
  GrantContext context{.endpoint = endpoint,
                       .environment = *options_.environment,
                       .terminal = *options_.terminal,
                       .connection = *connection_};
  return grant.renew(context, resource);
}

void Session::Impl::Adopt(TokenAnswer answer, const std::string& resource, const Grant& grant,
                          Connection& connection) {
  connection.access_tokens[resource] = std::move(answer.access_token);
  if (!answer.refresh_token.empty()) connection.refresh_token = std::move(answer.refresh_token);
  if (!answer.claims.tenant_id.empty()) connection.tenant_id = answer.claims.tenant_id;
  if (grant.app_only && !answer.claims.app_id.empty()) connection.app_id = answer.claims.app_id;
  const std::string& name = grant.app_only ? answer.claims.app_name : answer.claims.user_name;
  if (!name.empty()) connection.user_name = name;
  if (!connection.user_name.empty()) return;
  connection.user_name =
      grant.app_only ? connection.app_id : connection.credentials.login_name.Reveal();
}

void Session::Impl::ForgetAccessToken(const std::string& resource, const std::string& claims) {
  const std::lock_guard lock(mutex_);
  if (!connection_.has_value()) return;
  if (!claims.empty()) demanded_[resource] = claims;
  const auto found = connection_->access_tokens.find(resource);
  if (found == connection_->access_tokens.end()) return;
  // Remembered, because the store still has it.
  refused_[resource] = std::move(found->second.value);
  connection_->access_tokens.erase(found);
}

absl::Status Session::Impl::Disconnect() {
  const std::lock_guard guard(mutex_);
  RETURN_IF_ERROR(kept_.Erase());
  connection_.reset();
  uncommitted_ = false;
  refused_.clear();
  return absl::OkStatus();
}

Session::Session(SessionOptions options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Session::~Session() = default;

absl::Status Session::SignIn(const SignInRequest& request) { return impl_->SignIn(request); }
absl::Status Session::Commit(const std::string& name) { return impl_->Commit(name); }
absl::Status Session::CheckGrant(absl::string_view auth_type) const {
  return impl_->CheckGrant(auth_type);
}
absl::StatusOr<Connection> Session::Connected(const std::string& resource) {
  return impl_->Connected(resource);
}
absl::Status Session::SetTenantObjectIdentity(const std::string& identity) {
  return impl_->SetTenantObjectIdentity(identity);
}
absl::StatusOr<base::Secret> Session::AccessToken(const std::string& resource) {
  return impl_->AccessToken(resource);
}
void Session::ForgetAccessToken(const std::string& resource, const std::string& claims) {
  impl_->ForgetAccessToken(resource, claims);
}
absl::StatusOr<const Cloud*> Session::ConnectedCloud(const std::string& resource) {
  ASSIGN_OR_RETURN(const Connection connection, Connected(resource));
  return CloudByName(connection.cloud);
}
absl::Status Session::CheckUser(absl::string_view what) {
  ASSIGN_OR_RETURN(const Connection connection, Connected());
  ASSIGN_OR_RETURN(const Grant* grant, FindGrant(connection.auth_type));
  if (!grant->app_only) return absl::OkStatus();
  return base::WithHint(
      base::UsageError(absl::StrCat(what,
                                    " needs a user, and the connection is that of the "
                                    "application '",
                                    connection.user_name, "'")),
      "name a user instead, or connect as one");
}
absl::StatusOr<ConnectionBook> Session::Connections() const { return impl_->kept().ReadAll(); }
absl::Status Session::SignInFrom(const std::string& service, const SignInRequest& request) {
  return impl_->SignInFrom(service, request);
}
std::string Session::ConnectCommand(const std::string& claims) {
  return impl_->ConnectCommandFor(claims);
}
absl::Status Session::RemoveConnection(const std::string& name) {
  return impl_->kept().Erase(name);
}
absl::Status Session::UseConnection(const std::string& name) { return impl_->kept().Use(name); }
absl::Status Session::RenameConnection(const std::string& name, const std::string& new_name) {
  return impl_->kept().Rename(name, new_name);
}
absl::Status Session::Disconnect() { return impl_->Disconnect(); }
absl::string_view Session::store_name() const { return impl_->store_name(); }

}  // namespace o365::auth
