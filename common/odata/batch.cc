#include "common/odata/batch.h"

#include <algorithm>
#include <map>
#include <numeric>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/http/url.h"
#include "common/odata/error.h"

namespace o365::odata {
namespace {

using Places = std::vector<size_t>;

json::Value Member(const BatchRequest& request) {
  json::Value member =
      json::Value::Object({{"id", request.id}, {"method", request.method}, {"url", request.url}});
  json::Value headers = json::Value::Object();
  for (const auto& [name, value] : request.headers) headers.Set(name, value);
  if (!request.body.is_null()) {
    if (!request.headers.Has("Content-Type")) headers.Set("Content-Type", "application/json");
    member.Set("body", request.body);
  }
  if (!headers.members().empty()) member.Set("headers", std::move(headers));
  return member;
}

BatchAnswer ReadMember(const json::Value& member) {
  BatchAnswer answer;
  answer.status = static_cast<int>(member["status"].AsInt().value_or(0));
  answer.body = member["body"];
  for (const auto& [name, value] : member["headers"].members())
    answer.headers.Set(name, value.ToText());
  return answer;
}

// Only what the service says it did not do.
bool WantsAnotherTry(const BatchAnswer& answer) {
  return answer.status == 429 || (answer.status == 503 && answer.headers.Has("Retry-After"));
}

// "throttled" requests and how long they want to wait.
http::Refusal RefusalOf(size_t count, absl::Duration wait) {
  return {
      .reason = absl::StrCat(count, count == 1 ? " request" : " requests", " of a batch throttled"),
      .requested = wait,
      .overloaded = true};
}

class Sender {
 public:
  Sender(Rest& rest, http::Patience& patience, const std::string& base,
         absl::Span<const BatchRequest> requests)
      : rest_(rest), patience_(patience), url_(absl::StrCat(base, "/$batch")), requests_(requests) {
    result_.answers.resize(requests.size());
  }

  absl::Status CheckIds() {
    for (size_t place = 0; place < requests_.size(); ++place) {
      if (!place_of_.emplace(requests_[place].id, place).second)
        return absl::InvalidArgumentError(
            absl::StrCat("two requests of a batch have the id '", requests_[place].id, "'"));
    }
    return absl::OkStatus();
  }

  absl::StatusOr<BatchResult> SendPatiently() {
    Places places(requests_.size());
    std::iota(places.begin(), places.end(), 0);
    ASSIGN_OR_RETURN(const http::Url url, http::ParseUrl(url_));
    http::Patience::Work work(patience_, url.host);
    RETURN_IF_ERROR(Send(places));
    for (;;) {
      places = Refused(places);
      if (places.empty() || !work.WaitToTryAgain(RefusalOf(places.size(), LongestWait(places))))
        return std::move(result_);
      result_.ended = Send(places);
      if (!result_.ended.ok()) return std::move(result_);
    }
  }

 private:
  // Sends these and keeps their answers, which come in any order.
  absl::Status Send(const Places& places) {
    json::Value members = json::Value::Array();
    for (const size_t place : places) {
      result_.answers[place].reset();
      members.Append(Member(requests_[place]));
    }
    ASSIGN_OR_RETURN(
        const json::Value answer,
        rest_.SendJson("POST", url_, json::Value::Object({{"requests", std::move(members)}})));
    Keep(places, answer["responses"].elements());
    return absl::OkStatus();
  }

  void Keep(const Places& places, const std::vector<json::Value>& responses) {
    std::map<size_t, int> seen;
    for (const json::Value& response : responses) {
      const std::string id = response["id"].ToText();
      const auto known = place_of_.find(id);
      if (known == place_of_.end() ||
          !std::binary_search(places.begin(), places.end(), known->second)) {
        result_.strays.push_back(id);
      } else if (++seen[known->second] > 1) {
        result_.answers[known->second].reset();  // which of them is true?
      } else if (BatchAnswer answer = ReadMember(response); answer.status != 0) {
        result_.answers[known->second] = std::move(answer);
      }
    }
  }

  Places Refused(const Places& places) const {
    Places refused;
    for (const size_t place : places) {
      const std::optional<BatchAnswer>& answer = result_.answers[place];
      if (answer.has_value() && WantsAnotherTry(*answer)) refused.push_back(place);
    }
    return refused;
  }

  absl::Duration LongestWait(const Places& places) const {
    absl::Duration longest = absl::ZeroDuration();
    for (const size_t place : places) {
      const http::Response response{.status = result_.answers[place]->status,
                                    .headers = result_.answers[place]->headers,
                                    .body = ""};
      longest = std::max(longest, http::RequestedDelay(response, patience_.clock().Now()));
    }
    return longest;
  }

  Rest& rest_;
  http::Patience& patience_;
  const std::string url_;
  const absl::Span<const BatchRequest> requests_;
  std::map<std::string, size_t> place_of_;  // by id
  BatchResult result_;
};

// What answers lack, over all results of a batch.
class Gaps {
 public:
  void Note(const BatchResult& result, absl::Span<const BatchRequest> requests) {
    requests_ += requests.size();
    for (size_t place = 0; place < requests.size(); ++place) {
      if (!result.answers[place].has_value())
        missing_.push_back(absl::StrCat(requests[place].method, " ", requests[place].url));
    }
    strays_.insert(strays_.end(), result.strays.begin(), result.strays.end());
  }

  absl::Status ToStatus() const {
    std::vector<std::string> faults;
    if (!missing_.empty()) {
      faults.push_back(absl::StrCat("the service gave no clear answer to ", missing_.size(), " of ",
                                    requests_, " requests: ", Quoted(missing_)));
    }
    if (!strays_.empty()) {
      faults.push_back(
          absl::StrCat("the service answered requests that were not sent: ", Quoted(strays_)));
    }
    if (faults.empty()) return absl::OkStatus();
    return base::WithHint(absl::DataLossError(absl::StrJoin(faults, "; ")),
                          "look at what was done, then try again");
  }

 private:
  static std::string Quoted(const std::vector<std::string>& names) {
    return absl::StrCat("'", absl::StrJoin(names, "', '"), "'");
  }

  size_t requests_ = 0;
  std::vector<std::string> missing_, strays_;
};

// Those without an id are numbered from 1.
std::vector<BatchRequest> WithIds(std::vector<BatchRequest> requests) {
  for (size_t i = 0; i < requests.size(); ++i) {
    if (requests[i].id.empty()) requests[i].id = absl::StrCat(i + 1);
  }
  return requests;
}

}  // namespace

absl::Status BatchAnswer::status_or_error() const {
  return Check({.status = status, .headers = headers, .body = json::Write(body)});
}

absl::StatusOr<BatchResult> SendBatch(Rest& rest, http::Patience& patience, const std::string& base,
                                      absl::Span<const BatchRequest> requests) {
  const std::vector<BatchRequest> with_ids = WithIds({requests.begin(), requests.end()});
  Sender sender(rest, patience, base, with_ids);
  RETURN_IF_ERROR(sender.CheckIds());
  return sender.SendPatiently();
}

absl::Status Batch(Rest& rest, http::Patience& patience, const std::string& base,
                   const std::vector<BatchRequest>& requests, const Answered& answered) {
  const std::vector<BatchRequest> all = WithIds(requests);
  Gaps gaps;
  for (size_t begin = 0; begin < all.size(); begin += kBatchSize) {
    const absl::Span<const BatchRequest> some = absl::MakeConstSpan(all).subspan(begin, kBatchSize);
    ASSIGN_OR_RETURN(BatchResult result, SendBatch(rest, patience, base, some));
    gaps.Note(result, some);
    for (size_t i = 0; i < some.size(); ++i) {
      if (result.answers[i].has_value())
        RETURN_IF_ERROR(answered(begin + i, *std::move(result.answers[i])));
    }
    RETURN_IF_ERROR(result.ended);
  }
  return gaps.ToStatus();
}

absl::StatusOr<std::vector<json::Value>> BatchAll(Rest& rest, http::Patience& patience,
                                                  const std::string& base,
                                                  const std::vector<BatchRequest>& requests) {
  std::vector<json::Value> bodies(requests.size());
  absl::Status first_error;
  const auto keep = [&](size_t place, BatchAnswer answer) {
    first_error.Update(answer.status_or_error());
    bodies[place] = std::move(answer.body);
    return absl::OkStatus();
  };
  const absl::Status sent = Batch(rest, patience, base, requests, keep);
  RETURN_IF_ERROR(first_error);
  RETURN_IF_ERROR(sent);
  return bodies;
}

}  // namespace o365::odata
