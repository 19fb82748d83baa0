// HTTP requests and responses as values.

#ifndef COMMON_HTTP_MESSAGE_H_
#define COMMON_HTTP_MESSAGE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"

namespace o365::http {

// Header fields in their order; names compare without case (RFC 9110, section 5.1).
class Headers {
 public:
  Headers() = default;
  Headers(std::initializer_list<std::pair<std::string, std::string>> fields) : fields_(fields) {}

  // The first field of this name; "" when there is none.
  std::string Get(absl::string_view name) const {
    for (const auto& [key, value] : fields_) {
      if (absl::EqualsIgnoreCase(key, name)) return value;
    }
    return "";
  }
  bool Has(absl::string_view name) const {
    for (const auto& field : fields_) {
      if (absl::EqualsIgnoreCase(field.first, name)) return true;
    }
    return false;
  }
  // Replaces the fields of this name.
  void Set(absl::string_view name, absl::string_view value) {
    std::erase_if(fields_, [name](const auto& f) { return absl::EqualsIgnoreCase(f.first, name); });
    Add(name, value);
  }
  void Add(absl::string_view name, absl::string_view value) {
    fields_.emplace_back(std::string(name), std::string(value));
  }
  auto begin() const { return fields_.begin(); }
  auto end() const { return fields_.end(); }

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

struct Response {
  int status = 0;
  Headers headers;
  std::string body;  // empty when a sink took it
};

// Sees status and headers of an answer before its body arrives.
using HeadSink = std::function<void(const Response& head)>;

// Takes a piece of a body. An error ends the exchange and is returned by Client::Send.
using Sink = std::function<absl::Status(absl::string_view piece)>;

// A body that is read while it is sent and so need not fit into memory.
class BodySource {
 public:
  virtual ~BodySource() = default;
  // In bytes; the same for every reading.
  virtual int64_t size() const = 0;
  // Hands on the whole body, from its beginning each time: a request may have to be sent again.
  virtual absl::Status ReadInto(const Sink& sink) const = 0;
};

struct Request {
  std::string method = "GET";
  std::string url;  // absolute, already encoded
  Headers headers;
  std::string body;
  std::shared_ptr<const BodySource> source = nullptr;  // sent instead of `body` when there is one
  HeadSink on_head = nullptr;                          // for successful (2xx) answers
  // Asked when there is a connection, right before the request goes out; when false, nothing is
  // sent and Client::Send returns a NotBegunError.
  std::function<bool()> may_begin = nullptr;
  // Looks at a successful answer when all of it is there. An error is that of the exchange, and a
  // CutConnectionError is tried again like any other.
  std::function<absl::Status(const Response& response)> on_end = nullptr;
  // Asked before the request is sent again although the sink got a part of its answer: whether the
  // sink takes it from the beginning. Unset: it does not.
  std::function<bool()> restart = nullptr;
  // Whether sending it twice is as good as once. Unset: GET, HEAD, PUT and DELETE are (RFC 9110,
  // section 9.2.2), also where a POST stands for them. POSTs that only read set it.
  std::optional<bool> idempotent;
  // Why this answer should be asked for again ("server_error"), "" if it should not: for services
  // that refuse for a while in other words than HTTP's.
  std::function<std::string(const Response& answer)> reason_to_repeat = nullptr;
  // The body of the answer holds credentials: logs show none of it.
  bool secret_answer = false;

  // The method that the service carries out: a POST can stand for another one (Microsoft Learn,
  // "Complete basic operations using SharePoint REST endpoints", X-HTTP-Method; OData's and Graph's
  // X-HTTP-Method-Override).
  std::string MeantMethod() const {
    if (method != "POST") return method;
    for (const char* field : {"X-HTTP-Method", "X-HTTP-Method-Override"}) {
      if (headers.Has(field)) return absl::AsciiStrToUpper(headers.Get(field));
    }
    return method;
  }
  bool MayRepeat() const {
    if (idempotent.has_value()) return *idempotent;
    const std::string meant = MeantMethod();
    return meant == "GET" || meant == "HEAD" || meant == "PUT" || meant == "DELETE";
  }
};

}  // namespace o365::http

#endif  // COMMON_HTTP_MESSAGE_H_
