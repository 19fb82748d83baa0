#include "common/odata/batch.h"

#include <algorithm>
#include <map>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "common/base/status_macros.h"
#include "common/http/retry.h"
#include "common/odata/error.h"

namespace o365::odata {
namespace {

using Places = std::vector<size_t>;

json::Value Member(const BatchRequest& request, const std::string& id) {
  json::Value member =
      json::Value::Object({{"id", id}, {"method", request.method}, {"url", request.url}});
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

class Sender {
 public:
  Sender(Rest& rest, std::string url, const std::vector<BatchRequest>& requests)
      : rest_(rest), url_(std::move(url)), requests_(requests) {}

  // Sends these and returns their answers by place. Members may be answered in any order.
  absl::StatusOr<std::map<size_t, BatchAnswer>> Send(const Places& places) {
    json::Value members = json::Value::Array();
    std::map<std::string, size_t> place_of;
    for (const size_t place : places) {
      const BatchRequest& request = requests_[place];
      const std::string id = request.id.empty() ? absl::StrCat(place + 1) : request.id;
      place_of[id] = place;
      members.Append(Member(request, id));
    }
    ASSIGN_OR_RETURN(
        const json::Value answer,
        rest_.SendJson("POST", url_, json::Value::Object({{"requests", std::move(members)}})));
    std::map<size_t, BatchAnswer> answers;
    const std::vector<json::Value>& responses = answer["responses"].elements();
    for (size_t i = 0; i < responses.size() && i < places.size(); ++i) {
      const auto known = place_of.find(responses[i]["id"].ToText());
      answers[known == place_of.end() ? places[i] : known->second] = ReadMember(responses[i]);
    }
    return answers;
  }

 private:
  Rest& rest_;
  const std::string url_;
  const std::vector<BatchRequest>& requests_;
};

// Sends these until all have an answer that stays.
absl::StatusOr<std::map<size_t, BatchAnswer>> SendPatiently(Sender& sender, base::Clock& clock,
                                                            Places places, int tries) {
  constexpr absl::Duration kLeast = absl::Seconds(1);
  std::map<size_t, BatchAnswer> answers;
  for (int tried = 1; !places.empty(); ++tried) {
    ASSIGN_OR_RETURN(const auto some, sender.Send(places));
    Places again;
    absl::Duration wait = kLeast;
    for (const auto& [place, answer] : some) {
      answers[place] = answer;
      if (tried == tries || !WantsAnotherTry(answer)) continue;
      again.push_back(place);
      http::Response response{.status = answer.status, .headers = answer.headers, .body = ""};
      wait = std::max(wait, http::RequestedDelay(response, clock.Now()));
    }
    places = std::move(again);
    if (!places.empty()) clock.Sleep(wait);
  }
  return answers;
}

}  // namespace

absl::Status BatchAnswer::status_or_error() const {
  return Check({.status = status, .headers = headers, .body = json::Write(body)});
}

absl::Status Batch(Rest& rest, base::Clock& clock, const std::string& base,
                   const std::vector<BatchRequest>& requests, const Answered& answered, int tries) {
  Sender sender(rest, absl::StrCat(base, "/$batch"), requests);
  for (size_t begin = 0; begin < requests.size(); begin += kBatchSize) {
    Places places;
    for (size_t i = begin; i < std::min(begin + kBatchSize, requests.size()); ++i)
      places.push_back(i);
    ASSIGN_OR_RETURN(auto answers, SendPatiently(sender, clock, std::move(places), tries));
    for (auto& [place, answer] : answers) RETURN_IF_ERROR(answered(place, std::move(answer)));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<json::Value>> BatchAll(Rest& rest, base::Clock& clock,
                                                  const std::string& base,
                                                  const std::vector<BatchRequest>& requests) {
  std::vector<json::Value> bodies(requests.size());
  absl::Status first_error;
  const auto keep = [&](size_t place, BatchAnswer answer) {
    first_error.Update(answer.status_or_error());
    bodies[place] = std::move(answer.body);
    return absl::OkStatus();
  };
  RETURN_IF_ERROR(Batch(rest, clock, base, requests, keep));
  RETURN_IF_ERROR(first_error);
  return bodies;
}

}  // namespace o365::odata
