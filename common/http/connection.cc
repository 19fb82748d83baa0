// Asio's operations are started asynchronously and run to their end or their time limit one by one
// (Impl::Step), which gives blocking code with a limit for each step.

#include "common/http/connection.h"

#include <sys/socket.h>

#include <algorithm>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <cerrno>
#include <cstring>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/http/coding.h"
#include "common/http/inflate.h"
#include "common/http/pace.h"
#include "common/http/resolve.h"
#include "common/http/tls.h"

namespace o365::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace wire = boost::beast::http;
using boost::beast::error_code;
using tcp = asio::ip::tcp;

constexpr uint32_t kLargestHeader = 64 << 10;  // tokens make long headers; Beast's default is 8 KB
// What is read ahead, and so the longest line of a chunk and the longest trailer.
constexpr size_t kLargestBuffer = 64 << 10;
constexpr size_t kLargestHeldBody = 64 << 20;  // without a sink
constexpr size_t kLargestErrorBody = 1 << 20;
constexpr int kMostInterimAnswers = 100;
constexpr size_t kLeastProgress = 1024;  // bytes of a body in each TimeLimits::idle

// What went wrong, in the words of a message.
std::string Reason(const error_code& error) {
  return error == beast::error::timeout ? "no answer in time" : error.message();
}

// Whether the other side sent something else than HTTP, rather than too little of it.
bool IsMalformed(const error_code& error) {
  if (error == wire::error::buffer_overflow) return true;
  return error.category() == make_error_code(wire::error::end_of_stream).category() &&
         error != wire::error::end_of_stream && error != wire::error::partial_message;
}

std::string HostAndPort(absl::string_view host, int port) {
  const bool v6 = absl::StrContains(host, ':');
  return absl::StrCat(v6 ? "[" : "", host, v6 ? "]" : "", ":", port);
}

}  // namespace

class Connection::Impl {
 public:
  Impl(SSL_CTX* context, const TimeLimits& limits)
      : limits_(limits), tls_(ShareContext(context)), stream_(io_, tls_) {}

  void set_deadline(absl::Time deadline) { deadline_ = deadline; }

  absl::Status Open(const Target& target) {
    host_ = target.url.host;
    RETURN_IF_ERROR(Connect(target));
    if (target.proxy.has_value()) RETURN_IF_ERROR(OpenTunnel(target));
    return Handshake();
  }

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
    reusable_ = false;
    return refusal.ok() && refusal->status / 100 != 2 ? refusal : written;
  }

  bool reusable() const { return reusable_; }

 private:
  static asio::ssl::context ShareContext(SSL_CTX* context) {
    SSL_CTX_up_ref(context);
    return asio::ssl::context(context);
  }

  tcp::socket& Socket() { return stream_.next_layer(); }

  absl::StatusOr<Response> ReadResponse(const Request& request, const Sink& sink) {
    reusable_ = false;
    const absl::Time latest = absl::Now() + limits_.answer;
    for (int interim = 0; interim <= kMostInterimAnswers; ++interim) {
      wire::response_parser<wire::buffer_body> parser;
      parser.header_limit(kLargestHeader);
      parser.body_limit(boost::none);
      if (request.method == "HEAD") parser.skip(true);
      const error_code error = Step(latest - absl::Now(), [&](auto done) {
        wire::async_read_header(stream_, buffer_, parser, std::move(done));
      });
      if (error) return Failed("waiting for an answer from", error);
      if (parser.get().result_int() < 200) continue;  // 1xx come before the answer
      return ReadAnswer(parser, request, sink);
    }
    return NotHttp(absl::StrCat("more than ", kMostInterimAnswers, " interim answers"));
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

  absl::Status NotHttp(absl::string_view why) const {
    return base::WithHint(
        base::NetworkError(absl::StrCat("the answer of '", host_, "' is no proper HTTP: ", why)),
        "check the proxy, if there is one: this is not how the service answers");
  }

  absl::Status Failed(absl::string_view doing, const error_code& error) const {
    if (error == beast::error::timeout)
      return base::WithHint(
          base::NetworkError(absl::StrCat("no answer in time while ", doing, " '", host_, "'")),
          "try again later; the service or the network is slow");
    // Not a cut connection, which would be tried again: the next answer will be no better.
    if (IsMalformed(error)) return NotHttp(error.message());
    return Cut(doing, error.message());
  }

  absl::Status Cut(absl::string_view doing, absl::string_view why) const {
    return base::WithHint(CutConnectionError(absl::StrCat("the connection was cut while ", doing,
                                                          " '", host_, "': ", why)),
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
    // The server's answers are read from another buffer: nothing the proxy says gets there.
    beast::flat_buffer said(kLargestBuffer);
    if (!error) {
      error = Step(limits_.handshake, [&](auto done) {
        wire::async_read_header(Socket(), said, answer, std::move(done));
      });
    }
    if (error)
      return base::WithHint(base::NetworkError(absl::StrCat("the proxy '", proxy,
                                                            "' gave no answer: ", Reason(error))),
                            "check HTTPS_PROXY and that the proxy takes CONNECT requests");
    // RFC 9110, section 9.3.6: any 2xx opens the tunnel.
    if (answer.get().result_int() / 100 == 2) {
      if (said.size() == 0) return absl::OkStatus();
      return base::WithHint(
          base::NetworkError(absl::StrCat("the proxy '", proxy,
                                          "' sent more than its answer to "
                                          "CONNECT; nothing was sent to '",
                                          to, "'")),
          "somebody may be forging answers; check HTTPS_PROXY and the network to the proxy");
    }
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
    const absl::Status readable = CheckCoding(response, request);
    const bool success = response.status / 100 == 2;
    if (!success && !readable.ok()) return response;  // its status says enough
    RETURN_IF_ERROR(readable);
    if (success && request.on_head) request.on_head(response);
    const size_t limit = success ? kLargestHeldBody : kLargestErrorBody;
    const Sink keep = [&](absl::string_view piece) -> absl::Status {
      if (response.body.size() + piece.size() > limit) return TooLarge(response.status, limit);
      response.body.append(piece.data(), piece.size());
      return absl::OkStatus();
    };
    RETURN_IF_ERROR(ReadBody(parser, response.headers, sink && success ? sink : keep));
    reusable_ = parser.keep_alive() && !AnythingLeft();
    return response;
  }

  // Whether the body is what was asked for, and can be read.
  absl::Status CheckCoding(const Response& response, const Request& request) const {
    if (response.status == 206 && !request.headers.Has("Range"))
      return absl::DataLossError(absl::StrCat(
          "'", host_, "' answered with a part of the content (HTTP 206) instead of all of it"));
    return base::Annotate(CodingOf(response.headers).status(),
                          absl::StrCat("cannot read the answer of '", host_, "'"));
  }

  absl::Status TooLarge(int status, size_t limit) const {
    return base::WithHint(
        absl::OutOfRangeError(absl::StrCat("the answer of '", host_, "' (HTTP ", status,
                                           ") is larger than ", limit >> 20, " MB")),
        "ask for less at once, or save it to a file");
  }

  // Whether the server sent more than its answer. It must not pass for the next one.
  bool AnythingLeft() {
    SSL* const ssl = stream_.native_handle();
    return buffer_.size() > 0 || SSL_has_pending(ssl) == 1 || BIO_pending(SSL_get_rbio(ssl)) > 0;
  }

  absl::Status ReadBody(wire::response_parser<wire::buffer_body>& parser, const Headers& headers,
                        const Sink& sink) {
    std::optional<Inflater> inflater;
    ASSIGN_OR_RETURN(const Coding coding, CodingOf(headers));
    if (coding == Coding::kCompressed) inflater.emplace(sink);
    Pace pace(limits_.idle, kLeastProgress);
    char chunk[16384];
    bool any = false;
    while (!parser.is_done()) {
      parser.get().body() = {chunk, sizeof chunk, true};
      const absl::Time start = absl::Now();
      const error_code error = Step(pace.Left(), [&](auto done) {
        wire::async_read_some(stream_, buffer_, parser, std::move(done));
      });
      if (error && error != wire::error::need_buffer) return Failed("reading the answer of", error);
      const absl::string_view got(chunk, sizeof chunk - parser.get().body().size);
      pace.Arrived(got.size(), absl::Now() - start);
      if (got.empty()) continue;
      any = true;
      RETURN_IF_ERROR(inflater.has_value() ? inflater->Write(got) : sink(got));
    }
    if (!inflater.has_value() || !any) return absl::OkStatus();
    const absl::Status finished = inflater->Finish();
    return finished.ok() ? finished : Cut("reading the answer of", finished.message());
  }

  const TimeLimits limits_;
  absl::Time deadline_ = absl::InfiniteFuture();
  asio::io_context io_{1};
  asio::ssl::context tls_;
  asio::ssl::stream<tcp::socket> stream_;
  beast::flat_buffer buffer_{kLargestBuffer};  // of what came through TLS
  std::string host_;
  bool reusable_ = false;
};

Connection::Connection(SSL_CTX* context, const TimeLimits& limits)
    : impl_(std::make_unique<Impl>(context, limits)) {}
Connection::~Connection() = default;

void Connection::set_deadline(absl::Time deadline) { impl_->set_deadline(deadline); }
absl::Status Connection::Open(const Target& target) { return impl_->Open(target); }
absl::StatusOr<Response> Connection::Exchange(const Request& request, const Url& url,
                                              const Sink& sink) {
  return impl_->Exchange(request, url, sink);
}
bool Connection::reusable() const { return impl_->reusable(); }
bool Connection::Usable() { return impl_->Usable(); }

}  // namespace o365::http
