#include "common/http/retry.h"

#include <string>

#include "common/base/status_macros.h"
#include "common/http/url.h"

namespace o365::http {
namespace {

// Why the outcome is worth another try; "" when it is not.
std::string ReasonToRepeat(const Request& request, const absl::StatusOr<Response>& outcome) {
  if (!outcome.ok()) {
    return IsCutConnection(outcome.status()) && request.MayRepeat() ? "the connection was cut" : "";
  }
  switch (outcome->status) {
    case 429:
      return "throttled";
    case 503:
      if (request.MayRepeat() || outcome->headers.Has("Retry-After")) return "busy (HTTP 503)";
      return "";
    case 504:
      return request.MayRepeat() ? "timed out (HTTP 504)" : "";
    default:
      return request.reason_to_repeat ? request.reason_to_repeat(*outcome) : "";
  }
}

// Whether the service refused because of how much it is asked, not because of this request.
bool IsOverloaded(const absl::StatusOr<Response>& outcome) {
  return outcome.ok() && (outcome->status == 429 || outcome->status == 503);
}

// Whether a DELETE found nothing.
bool IsGone(const Request& request, const absl::StatusOr<Response>& outcome) {
  return request.MeantMethod() == "DELETE" && outcome.ok() &&
         (outcome->status == 404 || outcome->status == 410);
}

std::string HostOf(const Request& request) {
  const absl::StatusOr<Url> url = ParseUrl(request.url);
  return url.ok() ? url->host : "the service";
}

}  // namespace

absl::StatusOr<Response> RetryingClient::Send(const Request& request, const Sink& sink) {
  Patience::Work work(patience_, HostOf(request));
  bool delivered = false;
  bool lost = false;  // an answer: what it was about may have been done
  Sink watched;
  if (sink) {
    watched = [&](absl::string_view piece) {
      delivered = true;
      return sink(piece);
    };
  }
  Request paced = request;
  paced.may_begin = [&work] { return work.IsTurn(); };
  for (;;) {
    RETURN_IF_ERROR(work.AwaitTurn());
    absl::StatusOr<Response> outcome = inner_.Send(paced, watched);
    if (IsNotBegun(outcome.status())) continue;
    if (outcome.ok() && outcome->status / 100 == 2 && request.on_end) {
      if (absl::Status whole = request.on_end(*outcome); !whole.ok()) outcome = std::move(whole);
    }
    if (lost && IsGone(request, outcome)) {
      patience_.terminal().Say(absl::StrCat(HostOf(request),
                                            ": it is gone; the first request, whose answer was "
                                            "lost, must have deleted it"));
      return Response{.status = 204, .headers = {}, .body = ""};
    }
    std::string reason = ReasonToRepeat(request, outcome);
    if (reason.empty()) return outcome;
    lost = lost || !outcome.ok() || outcome->status == 504;
    if (delivered && !(request.restart && request.restart())) return outcome;
    delivered = false;
    const absl::Duration requested =
        outcome.ok() ? RequestedDelay(*outcome, patience_.clock().Now()) : absl::ZeroDuration();
    if (!work.WaitToTryAgain({.reason = std::move(reason),
                              .requested = requested,
                              .overloaded = IsOverloaded(outcome)}))
      return outcome;
  }
}

}  // namespace o365::http
