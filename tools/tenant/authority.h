// The identity platform's memory: apps, accounts, consents, sign-ins under way and the tokens that
// were given out. How requests and answers look is in identity.cc and approval_page.cc.

#ifndef TOOLS_TENANT_AUTHORITY_H_
#define TOOLS_TENANT_AUTHORITY_H_

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/base/clock.h"
#include "tools/tenant/signing_key.h"

namespace o365::tenant {

inline constexpr char kTenantId[] = "0a3f7c52-6d1e-4b8f-9c47-e15b2f8d6a90";
inline constexpr char kTenantDomain[] = "contoso.onmicrosoft.com";
inline constexpr char kTenantName[] = "Contoso";

// An application that people may sign in to.
struct App {
  std::string id;
  std::string name;
  bool first_party = false;  // Microsoft's own: nobody is asked for consent
};

// Somebody who can sign in.
struct Account {
  std::string upn;
  std::string object_id;
  std::string name;
  std::string password;
  bool administrator = false;
  bool needs_second_factor = false;
};

// A device code sign-in (RFC 8628).
struct DeviceSignIn {
  enum class Decision { kPending, kApproved, kDeclined, kRedeemed };
  std::string device_code;
  std::string user_code;  // 9 characters, as the platform's
  std::string app_id;
  std::string scope;  // as the client asked for it
  absl::Time expires;
  absl::Duration interval;
  absl::Time last_poll = absl::InfinitePast();
  Decision decision = Decision::kPending;
  std::string upn;  // who approved
};

// What a refresh token stands for. It is good for every resource.
struct RefreshGrant {
  std::string app_id;
  std::string upn;
  std::string scope;  // what the sign-in was for
  absl::Time issued;
  bool revoked = false;
};

// How an app proved who it is ("appidacr" of "Access token claims reference").
enum class Proof { kNone = 0, kSecret = 1, kCertificate = 2 };

// An app that acts for itself: the service principal that it has in the tenant.
struct AppPrincipal {
  std::string app_id;
  std::string object_id;
  std::string name;
  std::vector<std::string> roles;  // application permissions of the API that is asked for
  Proof proof = Proof::kNone;
  std::string managed_identity;  // resource id of a managed identity; "" for any other app
};

// Who makes a request, as its access token says.
struct Caller {
  std::string upn;  // "" for an app that acts for itself
  std::string object_id;
  std::string app_id;
  std::string audience;
  // May do everything. Of an app, its service decides that by the roles.
  bool administrator = false;
  bool is_app = false;
  std::vector<std::string> roles = {};
  Proof proof = Proof::kNone;
  std::string token_id = "";  // "uti" of the access token

  bool HasRole(absl::string_view role) const;
};

// What an access token for a person holds beside what is always there.
struct TokenWish {
  std::string permissions = "";  // "scp", instead of all that the app has
  bool is_capable = false;       // of a client that can answer challenges
};

struct PlatformState;

struct AuthorityOptions {
  absl::Duration token_lifetime = absl::Hours(1);
  // The lifetime holds for tokens as well that live longer by nature.
  bool fixed_lifetime = false;
  absl::Duration refresh_lifetime = absl::Hours(24 * 90);
  absl::Duration device_code_lifetime = absl::Minutes(15);
  absl::Duration poll_interval = absl::Seconds(5);
};

class Authority {
 public:
  // `clock` must outlive this.
  Authority(base::Clock& clock, SigningKey key, AuthorityOptions options);

  void AddApp(App app);
  void AddAccount(Account account);
  const App* FindApp(absl::string_view id) const;
  // By user principal name, without regard to case.
  const Account* FindAccount(absl::string_view upn) const;
  const std::vector<Account>& accounts() const { return accounts_; }

  bool HasConsent(const Account& account, const App& app) const;
  void Consent(const Account& account, const App& app);

  const DeviceSignIn& StartDeviceSignIn(const App& app, absl::string_view scope);
  // Case, blanks and dashes do not matter in a user code. nullptr when there is none.
  DeviceSignIn* FindByUserCode(absl::string_view user_code);
  DeviceSignIn* FindByDeviceCode(absl::string_view device_code);
  bool IsExpired(const DeviceSignIn& sign_in);

  // An access token for `resource`, which must be one (see resources.h) and becomes its audience.
  std::string IssueAccessToken(const Account& account, const App& app, absl::string_view resource,
                               const TokenWish& wish = {});
  // How long such a token lives.
  absl::Duration Lifetime(absl::string_view resource, const TokenWish& wish) const;
  // An access token without a user ("Access tokens in the Microsoft identity platform").
  std::string IssueAppToken(const AppPrincipal& app, absl::string_view resource,
                            absl::Duration lifetime);
  // `nonce` is the client's, "" for none.
  std::string IssueIdToken(const Account& account, const App& app, absl::string_view nonce = "");
  std::string IssueRefreshToken(const Account& account, const App& app, absl::string_view scope);
  // nullptr when it was never issued.
  const RefreshGrant* FindRefreshGrant(absl::string_view token) const;

  // The caller behind an access token. kUnauthenticated with "expired" in the message when its time
  // is over, kInvalidArgument when it is none of ours.
  absl::StatusOr<Caller> Verify(absl::string_view access_token);

  // Makes the access tokens that are out count as expired.
  void ExpireAccessTokens();
  // Revokes the refresh tokens of an account, as a change of password does; returns how many.
  int RevokeRefreshTokens(const Account& account);

  json::Value Keys() const;
  PlatformState& platform() { return *platform_; }
  const AuthorityOptions& options() const { return options_; }
  base::Clock& clock() { return clock_; }

 private:
  json::Value BaseClaims(absl::string_view object_id, absl::Duration lifetime);
  // Signs the claims and remembers that the token is out.
  std::string SignAccessToken(const json::Value& claims);

  base::Clock& clock_;
  SigningKey key_;
  AuthorityOptions options_;
  std::shared_ptr<PlatformState> platform_;  // shared because its type is not known here
  std::deque<App> apps_;                     // whose places are given out
  std::vector<Account> accounts_;
  std::set<std::pair<std::string, std::string>> consents_;  // account, app
  std::map<std::string, DeviceSignIn> sign_ins_;            // by device code
  std::map<std::string, RefreshGrant> refresh_grants_;      // by token
  std::set<std::string> expired_early_;                     // "uti" of tokens
  std::map<std::string, absl::Time> live_tokens_;           // "uti" to expiry
};

}  // namespace o365::tenant

#endif  // TOOLS_TENANT_AUTHORITY_H_
