#include "common/http/redirect.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/http/content.h"

namespace o365::http {
namespace {

// What another host may see of a request.
constexpr absl::string_view kHarmless[] = {"Accept", "Accept-Language", "If-Modified-Since",
                                           "If-None-Match", "Range"};

bool IsRedirect(const Response& response) {
  switch (response.status) {
    case 301:
    case 302:
    case 303:
    case 307:
    case 308:
      return response.headers.Has("Location");
    default:
      return false;
  }
}

// Without the query, which may be the key to what is there.
std::string Shown(const Url& url) { return absl::StrCat(url.Origin(), url.path); }

// The path without "." and ".." (RFC 3986, section 5.2.4).
std::string WithoutDots(absl::string_view path) {
  std::vector<absl::string_view> kept;
  const std::vector<absl::string_view> segments = absl::StrSplit(path, '/');
  for (size_t i = 0; i < segments.size(); ++i) {
    const bool last = i + 1 == segments.size();
    if (segments[i] == "..") {
      if (kept.size() > 1) kept.pop_back();
    } else if (segments[i] != ".") {
      kept.push_back(segments[i]);
      continue;
    }
    if (last) kept.emplace_back();
  }
  return absl::StrJoin(kept, "/");
}

// A reference without a scheme, as an absolute URL.
std::string Absolute(const Url& base, absl::string_view location) {
  if (absl::StartsWith(location, "//")) return absl::StrCat(base.scheme, ":", location);
  if (absl::StartsWith(location, "?")) return absl::StrCat(base.Origin(), base.path, location);
  const std::string folder =
      absl::StartsWith(location, "/") ? "" : base.path.substr(0, base.path.rfind('/') + 1);
  const size_t end = std::min(location.find_first_of("?#"), location.size());
  return absl::StrCat(base.Origin(), WithoutDots(absl::StrCat(folder, location.substr(0, end))),
                      location.substr(end));
}

bool HasScheme(absl::string_view location) {
  const size_t colon = location.find(':');
  return colon < location.find_first_of("/?#");
}

absl::Status NotFollowed(const Url& from, absl::string_view to, int status, absl::string_view why) {
  return base::WithHint(
      absl::NotFoundError(absl::StrCat("'", Shown(from), "' leads to '", to, "' (HTTP ", status,
                                       "), which was not followed: ", why)),
      "if that is the right place, name it instead");
}

// Why a redirect to `to` is not followed; "" when it is.
std::string Refusal(const Request& request, const Url& to, int redirects) {
  if (request.method != "GET" && request.method != "HEAD")
    return absl::StrCat("a ", request.method, " goes to the address it is for and no other");
  if (request.secret_answer) return "credentials come from the address that was asked for them";
  if (to.scheme != "https") return "it is not encrypted";
  if (!to.user_info.empty()) return "it names a user";
  if (redirects >= RedirectingClient::kMostRedirects)
    return absl::StrCat("there were ", redirects, " redirects before");
  return "";
}

Headers ForAnotherHost(const Headers& headers) {
  Headers kept;
  for (const auto& [name, value] : headers) {
    const bool harmless = std::any_of(
        std::begin(kHarmless), std::end(kHarmless),
        [&name = name](absl::string_view h) { return absl::EqualsIgnoreCase(h, name); });
    if (harmless) kept.Add(name, value);
  }
  return kept;
}

}  // namespace

absl::StatusOr<Url> ResolveLocation(const Url& base, absl::string_view location) {
  return ParseUrl(HasScheme(location) ? std::string(location) : Absolute(base, location));
}

// `/sites/old/_api/web` that became `/sites/new/_api/web` is a site that moved.
void RedirectingClient::TellMove(const Url& from, const Url& to) {
  absl::string_view old_path = from.path, new_path = to.path;
  for (;;) {
    const size_t a = old_path.rfind('/'), b = new_path.rfind('/');
    if (a == absl::string_view::npos || b == absl::string_view::npos || a == 0 || b == 0 ||
        old_path.substr(a) != new_path.substr(b))
      break;
    old_path = old_path.substr(0, a);
    new_path = new_path.substr(0, b);
  }
  const std::string notice = absl::StrCat("'", from.Origin(), old_path, "' has moved to '",
                                          to.Origin(), new_path, "'; name that from now on");
  const std::lock_guard lock(mutex_);
  if (told_.insert(notice).second) terminal_.Say(notice);
}

// An answer at the end of redirects that is a web page is not what was asked for.
absl::StatusOr<Response> RedirectingClient::SendOnce(const Request& request, const Sink& sink,
                                                     const Url& url, int redirects) {
  if (redirects == 0) return inner_.Send(request, sink);
  const absl::Status led_away =
      absl::UnauthenticatedError(absl::StrCat("the service led to a web page, '", Shown(url),
                                              "', where one signs in or learns what is wrong"));
  Request watched = request;
  bool is_page = false;
  watched.on_head = [&](const Response& head) {
    is_page = IsWebPage(head, url.path);
    if (!is_page && request.on_head) request.on_head(head);
  };
  Sink guarded;
  if (sink) guarded = [&](absl::string_view piece) { return is_page ? led_away : sink(piece); };
  ASSIGN_OR_RETURN(Response response, inner_.Send(watched, guarded));
  const bool success = response.status / 100 == 2;
  if (success && IsWebPage(response, url.path)) return led_away;
  return response;
}

absl::StatusOr<Response> RedirectingClient::Send(const Request& request, const Sink& sink) {
  Request current = request;
  for (int redirects = 0;; ++redirects) {
    const absl::StatusOr<Url> from = ParseUrl(current.url);
    if (!from.ok()) return inner_.Send(current, sink);  // which says what is wrong
    ASSIGN_OR_RETURN(Response response, SendOnce(current, sink, *from, redirects));
    if (!IsRedirect(response)) return response;
    const std::string location = response.headers.Get("Location");
    const absl::StatusOr<Url> to = ResolveLocation(*from, location);
    if (!to.ok())
      return NotFollowed(*from, location.substr(0, location.find('?')), response.status,
                         "that is no address");
    if (const std::string why = Refusal(current, *to, redirects); !why.empty())
      return NotFollowed(*from, Shown(*to), response.status, why);
    if (response.status == 301 || response.status == 308) TellMove(*from, *to);
    if (to->Origin() != from->Origin()) current.headers = ForAnotherHost(current.headers);
    current.url = absl::StrCat(to->Origin(), to->Target());
  }
}

}  // namespace o365::http
