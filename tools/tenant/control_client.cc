#include "tools/tenant/control_client.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/base/status_macros.h"
#include "tools/tenant/control_secret.h"

namespace o365::tenant {
namespace {

absl::Status NoAnswer(absl::string_view why) {
  return absl::UnavailableError(absl::StrCat("no answer: ", why));
}

// Sends `bytes` and returns all that comes back until the other side closes.
absl::StatusOr<std::string> Converse(int port, absl::string_view bytes) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return NoAnswer(std::strerror(errno));
  const auto close = absl::MakeCleanup([fd] { ::close(fd); });
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
    return NoAnswer(std::strerror(errno));
  }
  while (!bytes.empty()) {
    const ssize_t sent = ::send(fd, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0) return NoAnswer(std::strerror(errno));
    bytes.remove_prefix(static_cast<size_t>(sent));
  }
  std::string answer;
  char buffer[16384];
  for (;;) {
    const ssize_t got = ::recv(fd, buffer, sizeof buffer, 0);
    if (got < 0) return NoAnswer(std::strerror(errno));
    if (got == 0) return answer;
    answer.append(buffer, static_cast<size_t>(got));
  }
}

}  // namespace

absl::StatusOr<json::Value> Ask(const Running& running, const ControlRequest& request) {
  const std::string body = request.body.is_null() ? "" : json::Write(request.body);
  ASSIGN_OR_RETURN(
      const std::string answer,
      Converse(running.port,
               absl::StrCat(request.method, " ", request.target, " HTTP/1.1\r\nHost: 127.0.0.1:",
                            running.port, "\r\n", kControlSecretHeader, ": ", running.secret,
                            "\r\nContent-Type: application/json\r\nContent-Length: ", body.size(),
                            "\r\nConnection: close\r\n\r\n", body)));
  const size_t end_of_headers = answer.find("\r\n\r\n");
  if (end_of_headers == std::string::npos) return NoAnswer("the answer is no HTTP");
  ASSIGN_OR_RETURN(json::Value value, json::Parse(answer.substr(end_of_headers + 4)));
  if (!absl::StartsWith(answer, "HTTP/1.1 200 ")) {
    return absl::FailedPreconditionError(value["error"].AsString());
  }
  return value;
}

absl::Status Visit(const http::Url& url) {
  ASSIGN_OR_RETURN(
      const std::string answer,
      Converse(url.port, absl::StrCat("GET ", url.Target(), " HTTP/1.1\r\nHost: ", url.host, ":",
                                      url.port, "\r\nConnection: close\r\n\r\n")));
  const absl::string_view status = absl::string_view(answer).substr(0, answer.find('\r'));
  if (absl::StrContains(status, " 200") || absl::StrContains(status, " 30")) {
    return absl::OkStatus();
  }
  return absl::FailedPreconditionError(absl::StrCat("the app answers '", status, "'"));
}

}  // namespace o365::tenant
