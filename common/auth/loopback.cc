#include "common/auth/loopback.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/time/clock.h"
#include "common/base/status_macros.h"

namespace o365::auth {
namespace {

// Codes are some hundred bytes long, browsers' fields some thousand.
constexpr size_t kLargestRequest = 64 << 10;
constexpr size_t kMostClients = 32;
constexpr absl::Duration kSlowest = absl::Seconds(20);  // for a client to say what it wants

class Descriptor {
 public:
  explicit Descriptor(int fd = -1) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(fd_, other.fd_);
    return *this;
  }
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

struct Client {
  Descriptor socket;
  std::string said;
  absl::Time until;
};

absl::Status Failed(absl::string_view what) {
  return absl::UnavailableError(absl::StrCat(what, ": ", std::strerror(errno)));
}

template <class Address>
absl::StatusOr<Descriptor> Listen(const Address& address) {
  const auto* any = reinterpret_cast<const sockaddr*>(&address);
  Descriptor socket(::socket(any->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (socket.get() < 0) return Failed("cannot make a socket");
  const int on = 1;
  if (any->sa_family == AF_INET6)
    ::setsockopt(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
  if (::bind(socket.get(), any, sizeof address) != 0 || ::listen(socket.get(), 16) != 0)
    return Failed("cannot listen on loopback");
  return socket;
}

absl::StatusOr<Descriptor> ListenV4(int port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(static_cast<uint16_t>(port));
  return Listen(address);
}

absl::StatusOr<Descriptor> ListenV6(int port) {
  sockaddr_in6 address{};
  address.sin6_family = AF_INET6;
  address.sin6_addr = in6addr_loopback;
  address.sin6_port = htons(static_cast<uint16_t>(port));
  return Listen(address);
}

int PortOf(const Descriptor& socket) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  ::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin_port);
}

std::string Decode(absl::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    int digits = 0;
    if (text[i] == '%' && i + 2 < text.size() && absl::ascii_isxdigit(text[i + 1]) &&
        absl::ascii_isxdigit(text[i + 2]) && absl::SimpleHexAtoi(text.substr(i + 1, 2), &digits)) {
      out += static_cast<char>(digits);
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

// A name that resolves elsewhere may be made to lead here (DNS rebinding).
bool IsOurHost(absl::string_view head, int port) {
  for (absl::string_view line : absl::StrSplit(head, "\r\n")) {
    const std::pair<absl::string_view, absl::string_view> field =
        absl::StrSplit(line, absl::MaxSplits(':', 1));
    if (!absl::EqualsIgnoreCase(field.first, "host")) continue;
    const absl::string_view value = absl::StripAsciiWhitespace(field.second);
    for (const char* name : {"localhost", "127.0.0.1", "[::1]"}) {
      if (absl::EqualsIgnoreCase(value, absl::StrCat(name, ":", port))) return true;
    }
    return false;
  }
  return false;
}

// The parameters of "GET /?a=b HTTP/1.1"; none for any other request.
Loopback::Parameters ReadParameters(absl::string_view head, int port) {
  const absl::string_view line = head.substr(0, head.find("\r\n"));
  const std::vector<absl::string_view> words = absl::StrSplit(line, ' ');
  if (words.size() != 3 || words[0] != "GET" || !absl::StartsWith(words[2], "HTTP/1.") ||
      !IsOurHost(head, port))
    return {};
  const std::pair<absl::string_view, absl::string_view> target =
      absl::StrSplit(words[1], absl::MaxSplits('?', 1));
  if (target.first != "/") return {};
  Loopback::Parameters out;
  for (absl::string_view part : absl::StrSplit(target.second, '&', absl::SkipEmpty())) {
    const std::pair<absl::string_view, absl::string_view> both =
        absl::StrSplit(part, absl::MaxSplits('=', 1));
    // A parameter that is there twice means nothing (RFC 6749, section 3.1).
    if (!out.emplace(Decode(both.first), Decode(both.second)).second) return {};
  }
  return out;
}

std::string Page(absl::string_view title, absl::string_view text) {
  const auto escape = [](absl::string_view plain) {
    return absl::StrReplaceAll(
        plain, {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}, {"\"", "&quot;"}, {"'", "&#39;"}});
  };
  return absl::StrCat(
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>", escape(title),
      "</title><style>body{font:1.1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:15vh "
      "auto;padding:0 1rem}</style></head><body><h1>",
      escape(title), "</h1><p>", escape(text), "</p></body></html>\n");
}

void SendAll(const Descriptor& socket, absl::string_view text) {
  const absl::Time until = absl::Now() + absl::Seconds(5);
  while (!text.empty() && absl::Now() < until) {
    const ssize_t n = ::send(socket.get(), text.data(), text.size(), MSG_NOSIGNAL);
    if (n > 0) {
      text.remove_prefix(static_cast<size_t>(n));
      continue;
    }
    if (n < 0 && errno != EAGAIN && errno != EINTR) return;
    pollfd wait{.fd = socket.get(), .events = POLLOUT, .revents = 0};
    ::poll(&wait, 1, 500);
  }
}

void Answer(const Descriptor& socket, absl::string_view status, absl::string_view page) {
  SendAll(socket,
          absl::StrCat("HTTP/1.1 ", status,
                       "\r\nContent-Type: text/html; charset=utf-8\r\nCache-Control: no-store\r\n"
                       "Referrer-Policy: no-referrer\r\nX-Content-Type-Options: nosniff\r\n"
                       "Content-Security-Policy: default-src 'none'; style-src 'unsafe-inline'\r\n"
                       "Connection: close\r\nContent-Length: ",
                       page.size(), "\r\n\r\n", page));
  ::shutdown(socket.get(), SHUT_WR);
}

}  // namespace

class Loopback::Impl {
 public:
  absl::Status Open() {
    // The port that is free for one family may be taken for the other.
    for (int tries = 0; tries < 10; ++tries) {
      ASSIGN_OR_RETURN(Descriptor v4, ListenV4(0));
      const int port = PortOf(v4);
      absl::StatusOr<Descriptor> v6 = ListenV6(port);
      const bool taken = !v6.ok() && errno == EADDRINUSE;
      if (taken) continue;
      listening_.push_back(std::move(v4));
      if (v6.ok()) listening_.push_back(*std::move(v6));
      port_ = port;
      return absl::OkStatus();
    }
    return absl::UnavailableError("no port is free on loopback for both 127.0.0.1 and ::1");
  }

  int port() const { return port_; }

  absl::StatusOr<Parameters> Await(const std::string& state, absl::Duration limit) {
    const absl::Time until = absl::Now() + limit;
    while (absl::Now() < until) {
      std::vector<pollfd> waiting;
      for (const Descriptor& socket : listening_)
        waiting.push_back({.fd = socket.get(), .events = POLLIN, .revents = 0});
      for (const Client& client : clients_)
        waiting.push_back({.fd = client.socket.get(), .events = POLLIN, .revents = 0});
      const absl::Duration pause = std::min(until - absl::Now(), absl::Milliseconds(500));
      ::poll(waiting.data(), waiting.size(),
             static_cast<int>(absl::ToInt64Milliseconds(pause)) + 1);
      const size_t old_clients = clients_.size();
      for (size_t i = 0; i < old_clients; ++i) {
        if ((waiting[listening_.size() + i].revents & (POLLIN | POLLHUP | POLLERR)) == 0) continue;
        Parameters parameters = Read(clients_[i], state);
        if (parameters.empty()) continue;
        chosen_ = std::move(clients_[i].socket);
        clients_.clear();
        listening_.clear();
        return parameters;
      }
      Accept(waiting);
      const absl::Time now = absl::Now();
      std::erase_if(clients_, [now](const Client& client) {
        return client.socket.get() < 0 || client.until < now;
      });
    }
    return absl::DeadlineExceededError("nobody signed in in time");
  }

  void Reply(absl::string_view title, absl::string_view text) {
    if (chosen_.get() < 0) return;
    Answer(chosen_, "200 OK", Page(title, text));
    chosen_ = Descriptor();
  }

 private:
  void Accept(const std::vector<pollfd>& waiting) {
    for (size_t i = 0; i < listening_.size(); ++i) {
      if ((waiting[i].revents & POLLIN) == 0) continue;
      Descriptor socket(
          ::accept4(listening_[i].get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
      if (socket.get() < 0) continue;
      // Whoever opens many keeps nobody else out.
      if (clients_.size() >= kMostClients) clients_.erase(clients_.begin());
      clients_.push_back(
          {.socket = std::move(socket), .said = "", .until = absl::Now() + kSlowest});
    }
  }

  // What the client asks for, when it is the answer that is waited for; else the client is told so
  // when it has said all, and let go.
  Parameters Read(Client& client, const std::string& state) {
    char buffer[4096];
    const ssize_t n = ::recv(client.socket.get(), buffer, sizeof buffer, 0);
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return {};
    if (n > 0) client.said.append(buffer, static_cast<size_t>(n));
    const size_t end = client.said.find("\r\n\r\n");
    if (n > 0 && end == std::string::npos && client.said.size() <= kLargestRequest) return {};
    if (end != std::string::npos) {
      Parameters parameters = ReadParameters(client.said.substr(0, end + 2), port_);
      const auto given = parameters.find("state");
      if (given != parameters.end() && given->second == state &&
          (parameters.count("code") != 0 || parameters.count("error") != 0))
        return parameters;
      Answer(client.socket, "404 Not Found",
             Page("Nothing here", "This address waits for the answer of a sign-in."));
    }
    client.socket = Descriptor();
    return {};
  }

  int port_ = 0;
  std::vector<Descriptor> listening_;
  std::vector<Client> clients_;
  Descriptor chosen_;
};

absl::StatusOr<std::unique_ptr<Loopback>> Loopback::Open() {
  auto impl = std::make_unique<Impl>();
  RETURN_IF_ERROR(impl->Open());
  return std::unique_ptr<Loopback>(new Loopback(std::move(impl)));
}

Loopback::Loopback(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Loopback::~Loopback() = default;
int Loopback::port() const { return impl_->port(); }
std::string Loopback::RedirectUri() const {
  return absl::StrCat("http://localhost:", impl_->port());
}
absl::StatusOr<Loopback::Parameters> Loopback::Await(const std::string& state,
                                                     absl::Duration limit) {
  return impl_->Await(state, limit);
}
void Loopback::Reply(absl::string_view title, absl::string_view text) { impl_->Reply(title, text); }

}  // namespace o365::auth
