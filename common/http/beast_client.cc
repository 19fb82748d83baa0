// Asio's operations are started asynchronously and run to their end or their time limit one by one
// (Connection::Step), which gives blocking code with a limit for each step.

#include "common/http/beast_client.h"

#include <sys/socket.h>

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <map>
#include <mutex>
#include <optional>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/http/inflate.h"
#include "common/http/proxy.h"
#include "common/http/resolve.h"
#include "common/http/tls.h"
#include "common/http/url.h"

namespace o365::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace wire = boost::beast::http;
using boost::beast::error_code;
using tcp = asio::ip::tcp;

constexpr uint32_t kLargestHeader = 64 << 10;  // tokens make long headers; Beast's default is 8 KB
constexpr size_t kLargestBody = size_t{1} << 30;  // kept in memory when there is no sink

struct Target {
  Url url;
  std::optional<Proxy> proxy;

  std::string PoolKey() const {
    return absl::StrCat(url.Origin(), " ",
                        proxy.has_value() ? absl::StrCat(proxy->host, ":", proxy->port) : "");
  }
};

// What went wrong, in the words of a message.
std::string Reason(const error_code& error) {
  return error == beast::error::timeout ? "no answer in time" : error.message();
}

// Whether the other side sent something else than HTTP, rather than too little of it.
bool IsMalformed(const error_code& error) {
  return error.category() == make_error_code(wire::error::end_of_stream).category() &&
         error != wire::error::end_of_stream && error != wire::error::partial_message;
}

std::string HostAndPort(absl::string_view host, int port) {
  const bool v6 = absl::StrContains(host, ':');
  return absl::StrCat(v6 ? "[" : "", host, v6 ? "]" : "", ":", port);
}

class Connection {
 public:
  Connection(SSL_CTX* context, const TimeLimits& limits)
      : limits_(limits), tls_(ShareContext(context)), stream_(io_, tls_) {}

  // Each Send moves this on; no step may end later.
  void set_deadline(absl::Time deadline) { deadline_ = deadline; }

  absl::Status Open(const Target& target) {
    host_ = target.url.host;
    RETURN_IF_ERROR(Connect(target));
    if (target.proxy.has_value()) RETURN_IF_ERROR(OpenTunnel(target));
    return Handshake();
  }

  // Whether the server has neither closed an idle connection nor sent anything unasked.
  bool Usable() {
    char byte;
    const auto n = ::recv(Socket().native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    return n < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
  }

  absl::StatusOr<Response> Exchange(const Request& request, const Url& url, const Sink& sink) {
    const absl::Status written = Write(request, url);
    if (written.ok()) return ReadResponse(request, sink);
    // A server may refuse a large body before all of it is there, and close the connection.
    if (request.source == nullptr || !IsCutConnection(written) || !Socket().is_open())
      return written;
    absl::StatusOr<Response> refusal = ReadResponse(request, sink);
    keep_alive_ = false;
    return refusal.ok() && refusal->status / 100 != 2 ? refusal : written;
  }

  bool keep_alive() const { return keep_alive_; }

 private:
  static asio::ssl::context ShareContext(SSL_CTX* context) {
    SSL_CTX_up_ref(context);
    return asio::ssl::context(context);
  }

  tcp::socket& Socket() { return stream_.next_layer(); }

  absl::StatusOr<Response> ReadResponse(const Request& request, const Sink& sink) {
    for (;;) {
      wire::response_parser<wire::buffer_body> parser;
      parser.header_limit(kLargestHeader);
      parser.body_limit(boost::none);
      if (request.method == "HEAD") parser.skip(true);
      const error_code error = Step(limits_.answer, [&](auto done) {
        wire::async_read_header(stream_, buffer_, parser, std::move(done));
      });
      if (error) return Failed("waiting for an answer from", error);
      if (parser.get().result_int() < 200) continue;  // 1xx come before the answer
      return ReadAnswer(parser, request, sink);
    }
  }

  // Starts one operation and runs it to its end or its limit.
  template <class Start>
  error_code Step(absl::Duration limit, Start start) {
    limit = std::min(limit, deadline_ - absl::Now());
    std::optional<error_code> result;
    start([&result](error_code error, const auto&...) { result = error; });
    io_.restart();
    io_.run_for(absl::ToChronoMilliseconds(std::max(limit, absl::ZeroDuration())));
    if (result.has_value()) return *result;
    error_code ignored;
    Socket().close(ignored);  // ends the operation
    io_.restart();
    io_.run();
    return beast::error::timeout;
  }

  absl::Status Failed(absl::string_view doing, const error_code& error) const {
    if (error == beast::error::timeout)
      return base::WithHint(
          base::NetworkError(absl::StrCat("no answer in time while ", doing, " '", host_, "'")),
          "try again later; the service or the network is slow");
    // Not a cut connection, which would be tried again: the next answer will be no better.
    if (IsMalformed(error))
      return base::WithHint(
          base::NetworkError(
              absl::StrCat("the answer of '", host_, "' is no proper HTTP: ", error.message())),
          "check the proxy, if there is one: this is not how the service answers");
    return base::WithHint(CutConnectionError(absl::StrCat("the connection was cut while ", doing,
                                                          " '", host_, "': ", error.message())),
                          "try again; if it stays, check the network or the proxy");
  }

  absl::Status Connect(const Target& target) {
    const std::string& host = target.proxy.has_value() ? target.proxy->host : target.url.host;
    const int port = target.proxy.has_value() ? target.proxy->port : target.url.port;
    const absl::string_view what = target.proxy.has_value() ? "the proxy '" : "'";
    ASSIGN_OR_RETURN(const AddressList addresses, Resolve(host, port, limits_.resolve));
    error_code error = asio::error::host_not_found;
    for (const addrinfo* at = addresses.get(); at != nullptr && error; at = at->ai_next) {
      tcp::endpoint endpoint;
      std::memcpy(endpoint.data(), at->ai_addr, at->ai_addrlen);
      endpoint.resize(at->ai_addrlen);
      error_code ignored;
      Socket().close(ignored);
      error = Step(limits_.connect, [&](auto done) { Socket().async_connect(endpoint, done); });
    }
    if (!error) {
      Socket().set_option(tcp::no_delay(true), error);
      return absl::OkStatus();
    }
    return base::WithHint(
        base::NetworkError(absl::StrCat("cannot connect to ", what, HostAndPort(host, port),
                                        "': ", Reason(error))),
        target.proxy.has_value()
            ? "check HTTPS_PROXY and that the proxy runs"
            : "check the network, or set HTTPS_PROXY if you are behind a proxy");
  }

  absl::Status OpenTunnel(const Target& target) {
    const std::string to = HostAndPort(target.url.host, target.url.port);
    const std::string proxy = HostAndPort(target.proxy->host, target.proxy->port);
    wire::request<wire::empty_body> request{wire::verb::connect, to, 11};
    request.set(wire::field::host, to);
    if (!target.proxy->authorization.empty())
      request.set(wire::field::proxy_authorization, target.proxy->authorization.Reveal());
    error_code error = Step(
        limits_.write, [&](auto done) { wire::async_write(Socket(), request, std::move(done)); });
    wire::response_parser<wire::empty_body> answer;
    answer.skip(true);  // nothing of the tunnel may be taken for a body
    if (!error) {
      error = Step(limits_.answer, [&](auto done) {
        wire::async_read_header(Socket(), buffer_, answer, std::move(done));
      });
    }
    if (error)
      return base::WithHint(base::NetworkError(absl::StrCat("the proxy '", proxy,
                                                            "' gave no answer: ", Reason(error))),
                            "check HTTPS_PROXY and that the proxy takes CONNECT requests");
    // RFC 9110, section 9.3.6: any 2xx opens the tunnel.
    if (answer.get().result_int() / 100 == 2) return absl::OkStatus();
    const bool wants_password =
        answer.get().result() == wire::status::proxy_authentication_required;
    return base::WithHint(
        base::NetworkError(absl::StrCat("the proxy '", proxy, "' refused to connect to '", to,
                                        "': HTTP ", answer.get().result_int(), " ",
                                        std::string(answer.get().reason()))),
        wants_password ? "give user and password: HTTPS_PROXY=http://user:password@host:port"
                       : "ask whoever runs the proxy, or set NO_PROXY for this host");
  }

  absl::Status Handshake() {
    std::string refusal;
    ExpectHost(stream_.native_handle(), host_, refusal);
    const error_code error = Step(limits_.handshake, [&](auto done) {
      stream_.async_handshake(asio::ssl::stream_base::client, std::move(done));
    });
    if (!error) return absl::OkStatus();
    if (!refusal.empty())
      return base::WithHint(
          base::NetworkError(
              absl::StrCat("the certificate of '", host_, "' is not trusted: ", refusal)),
          "if your network inspects TLS, name its certificate authority in SSL_CERT_FILE");
    if (error == beast::error::timeout) return Failed("agreeing on TLS with", error);
    return base::WithHint(base::NetworkError(absl::StrCat("cannot agree on TLS with '", host_,
                                                          "': ", error.message())),
                          "check the network or the proxy, and that TLS 1.2 is allowed");
  }

  template <class Message>
  static void SetHead(Message& message, const Request& request, const Url& url) {
    message.method_string(request.method);
    message.target(url.Target());
    message.version(11);
    for (const auto& [name, value] : request.headers) message.insert(name, value);
    message.set(wire::field::host, url.default_port ? url.host : HostAndPort(url.host, url.port));
    message.set(wire::field::accept_encoding, "gzip");
  }

  // An error of the network, or of the body's source.
  absl::Status Write(const Request& request, const Url& url) {
    if (request.source != nullptr) return WriteInPieces(request, url);
    wire::request<wire::span_body<const char>> message;
    SetHead(message, request, url);
    message.body() = {request.body.data(), request.body.size()};
    const bool empty_post = request.body.empty() && request.method != "GET" &&
                            request.method != "HEAD" && request.method != "DELETE";
    if (!request.body.empty() || empty_post) message.content_length(request.body.size());
    const error_code error = Step(
        limits_.write, [&](auto done) { wire::async_write(stream_, message, std::move(done)); });
    return error ? Failed("sending to", error) : absl::OkStatus();
  }

  absl::Status WriteInPieces(const Request& request, const Url& url) {
    wire::request<wire::empty_body> message;
    SetHead(message, request, url);
    const int64_t size = request.source->size();
    message.content_length(static_cast<uint64_t>(size));
    wire::request_serializer<wire::empty_body> head(message);
    error_code error = Step(limits_.write, [&](auto done) {
      wire::async_write_header(stream_, head, std::move(done));
    });
    if (error) return Failed("sending to", error);
    int64_t sent = 0;
    RETURN_IF_ERROR(request.source->ReadInto([&](absl::string_view piece) {
      error = Step(limits_.write, [&](auto done) {
        asio::async_write(stream_, asio::buffer(piece.data(), piece.size()), std::move(done));
      });
      sent += static_cast<int64_t>(piece.size());
      return error ? Failed("sending to", error) : absl::OkStatus();
    }));
    if (sent == size) return absl::OkStatus();
    return absl::InternalError(absl::StrCat("the body is ", sent, " bytes long, not ", size));
  }

  absl::StatusOr<Response> ReadAnswer(wire::response_parser<wire::buffer_body>& parser,
                                      const Request& request, const Sink& sink) {
    Response response;
    response.status = static_cast<int>(parser.get().result_int());
    for (const auto& field : parser.get().base())
      response.headers.Add(
          absl::string_view(field.name_string().data(), field.name_string().size()),
          absl::string_view(field.value().data(), field.value().size()));
    const bool success = response.status / 100 == 2;
    if (success && request.on_head) request.on_head(response);
    const Sink keep = [&](absl::string_view piece) {
      if (response.body.size() + piece.size() > kLargestBody)
        return absl::Status(base::NetworkError("the answer is larger than 1 GiB"));
      response.body.append(piece.data(), piece.size());
      return absl::OkStatus();
    };
    RETURN_IF_ERROR(ReadBody(parser, response.headers, sink && success ? sink : keep));
    keep_alive_ = parser.get().keep_alive();
    return response;
  }

  absl::Status ReadBody(wire::response_parser<wire::buffer_body>& parser, const Headers& headers,
                        const Sink& sink) {
    std::optional<Inflater> inflater;
    const std::string encoding = headers.Get("Content-Encoding");
    if (absl::EqualsIgnoreCase(encoding, "gzip") || absl::EqualsIgnoreCase(encoding, "deflate"))
      inflater.emplace(sink);
    char chunk[16384];
    bool any = false;
    while (!parser.is_done()) {
      parser.get().body() = {chunk, sizeof chunk, true};
      const error_code error = Step(limits_.idle, [&](auto done) {
        wire::async_read_some(stream_, buffer_, parser, std::move(done));
      });
      if (error && error != wire::error::need_buffer) return Failed("reading the answer of", error);
      const absl::string_view got(chunk, sizeof chunk - parser.get().body().size);
      if (got.empty()) continue;
      any = true;
      RETURN_IF_ERROR(inflater.has_value() ? inflater->Write(got) : sink(got));
    }
    return inflater.has_value() && any ? inflater->Finish() : absl::OkStatus();
  }

  const TimeLimits limits_;
  absl::Time deadline_ = absl::InfiniteFuture();
  asio::io_context io_{1};
  asio::ssl::context tls_;
  asio::ssl::stream<tcp::socket> stream_;
  beast::flat_buffer buffer_;
  std::string host_;
  bool keep_alive_ = false;
};

class BeastClient final : public Client {
 public:
  BeastClient(const base::Environment& environment, TimeLimits limits)
      : environment_(environment), limits_(limits) {}

  using Client::Send;
  absl::StatusOr<Response> Send(const Request& request, const Sink& sink) override {
    Target target;
    ASSIGN_OR_RETURN(target.url, ParseUrl(request.url));
    if (target.url.scheme != "https")
      return absl::InvalidArgumentError(absl::StrCat("'", request.url, "' is not an https URL"));
    ASSIGN_OR_RETURN(target.proxy, ProxyFor(environment_, target.url));
    const absl::Time deadline = absl::Now() + limits_.total;

    std::unique_ptr<Connection> connection = TakeIdle(target.PoolKey());
    if (connection == nullptr) {
      ASSIGN_OR_RETURN(SSL_CTX * context, Context());
      connection = std::make_unique<Connection>(context, limits_);
      connection->set_deadline(deadline);
      RETURN_IF_ERROR(connection->Open(target));
    }
    connection->set_deadline(deadline);
    ASSIGN_OR_RETURN(Response response, connection->Exchange(request, target.url, sink));
    if (connection->keep_alive()) {
      const std::lock_guard lock(mutex_);
      idle_[target.PoolKey()].push_back(std::move(connection));
    }
    return response;
  }

 private:
  absl::StatusOr<SSL_CTX*> Context() {
    const std::lock_guard lock(mutex_);
    if (context_ == nullptr) {
      ASSIGN_OR_RETURN(context_, MakeClientContext(environment_));
    }
    return context_.get();
  }

  std::unique_ptr<Connection> TakeIdle(const std::string& key) {
    const std::lock_guard lock(mutex_);
    std::vector<std::unique_ptr<Connection>>& idle = idle_[key];
    while (!idle.empty()) {
      std::unique_ptr<Connection> connection = std::move(idle.back());
      idle.pop_back();
      if (connection->Usable()) return connection;
    }
    return nullptr;
  }

  const base::Environment& environment_;
  const TimeLimits limits_;
  std::mutex mutex_;
  SslContext context_;
  std::map<std::string, std::vector<std::unique_ptr<Connection>>> idle_;
};

// Asio and Beast throw where there is no memory or descriptor left; no exception leaves here.
class CatchingClient final : public Client {
 public:
  CatchingClient(const base::Environment& environment, TimeLimits limits)
      : inner_(environment, limits) {}

  using Client::Send;
  absl::StatusOr<Response> Send(const Request& request, const Sink& sink) override {
    try {
      return inner_.Send(request, sink);
    } catch (const std::exception& error) {
      return base::NetworkError(absl::StrCat("cannot send the request: ", error.what()));
    }
  }

 private:
  BeastClient inner_;
};

}  // namespace

std::unique_ptr<Client> NewBeastClient(const base::Environment& environment, TimeLimits limits) {
  return std::make_unique<CatchingClient>(environment, limits);
}

}  // namespace o365::http
