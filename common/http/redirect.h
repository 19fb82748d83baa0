// Follows redirects (RFC 9110, section 15.4) where nothing can go wrong by it: GET and HEAD, to
// https only, a few in a row. Microsoft Graph answers requests for the content of files and reports
// with links that are signed themselves, and SharePoint with the new address of a site that moved.
//
// Tokens stay with their host: to another one goes nothing but what says which form of the answer
// is wanted. Where a redirect is not followed nothing is sent, and the error names the new address.

#ifndef COMMON_HTTP_REDIRECT_H_
#define COMMON_HTTP_REDIRECT_H_

#include <mutex>
#include <set>
#include <string>

#include "common/base/terminal.h"
#include "common/http/client.h"
#include "common/http/url.h"

namespace o365::http {

// The absolute URL that a Location field names (RFC 9110, section 10.2.2), relative to `base`.
// kInvalidArgument when it is none that could be followed.
absl::StatusOr<Url> ResolveLocation(const Url& base, absl::string_view location);

// Thread-safe.
class RedirectingClient final : public Client {
 public:
  static constexpr int kMostRedirects = 5;

  // Both must outlive this. `terminal` gets a notice of each site that has moved for good.
  RedirectingClient(Client& inner, base::Terminal& terminal) : inner_(inner), terminal_(terminal) {}

  using Client::Send;
  // Also kNotFound for a redirect that is not followed, and kUnauthenticated for one that ends at a
  // web page, which is where services send whoever has to sign in.
  absl::StatusOr<Response> Send(const Request& request, const Sink& sink) override;

 private:
  absl::StatusOr<Response> SendOnce(const Request& request, const Sink& sink, const Url& url,
                                    int redirects);
  void TellMove(const Url& from, const Url& to);

  Client& inner_;
  base::Terminal& terminal_;
  std::mutex mutex_;
  std::set<std::string> told_;  // guarded by mutex_
};

}  // namespace o365::http

#endif  // COMMON_HTTP_REDIRECT_H_
