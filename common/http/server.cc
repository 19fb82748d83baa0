#include "common/http/server.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "common/base/status_macros.h"
#include "common/http/gzip.h"
#include "common/http/url.h"

namespace o365::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace ssl = asio::ssl;
using beast::error_code;
using tcp = asio::ip::tcp;
using Message = beast::http::request<beast::http::string_body>;
using TlsStream = ssl::stream<tcp::socket&>;

constexpr uint64_t kBodyLimit = uint64_t{64} << 20;
constexpr size_t kDrain = 16 << 20;  // of a body that is not wanted
constexpr absl::Duration kDrainTime = absl::Seconds(2);
constexpr uint32_t kHeaderLimit = 64u << 10;
constexpr size_t kWorthPacking = 512;  // smaller answers grow under gzip, or hardly shrink
constexpr char kTlsHandshake = 0x16;   // content type of the first record, RFC 8446, section 5.1
constexpr absl::string_view kLocalhost = "localhost";

std::string ToString(beast::string_view text) { return std::string(text.data(), text.size()); }

// RFC 9110, section 12.5.3, as far as it says that gzip is welcome.
bool AcceptsGzip(const Headers& headers) {
  for (absl::string_view coding : absl::StrSplit(headers.Get("Accept-Encoding"), ',')) {
    const std::vector<absl::string_view> parts = absl::StrSplit(coding, ';');
    if (!absl::EqualsIgnoreCase(absl::StripAsciiWhitespace(parts[0]), "gzip")) continue;
    return parts.size() < 2 || absl::StripAsciiWhitespace(parts[1]) != "q=0";
  }
  return false;
}

// Services do not pack files, which mostly are packed already.
bool IsWorthPacking(const Response& response) {
  return response.body.size() >= kWorthPacking &&
         response.headers.Get("Content-Type") != "application/octet-stream" &&
         !response.headers.Has("Content-Encoding");
}

bool HasBody(int status) { return status != 204 && status != 304; }

// An answer as it goes out, in two pieces because bodies may be large.
struct Bytes {
  std::string head, body;

  // Leaves the first half.
  void Halve() {
    const size_t half = (head.size() + body.size()) / 2;
    body.resize(half > head.size() ? half - head.size() : 0);
    head.resize(std::min(half, head.size()));
  }
};

// The bytes of the answer to `request`.
Bytes Serialize(Response response, const Incoming& request, bool keep_alive) {
  if (IsWorthPacking(response) && AcceptsGzip(request.headers)) {
    response.body = Gzip(response.body);
    response.headers.Set("Content-Encoding", "gzip");
    response.headers.Add("Vary", "Accept-Encoding");
  }
  if (HasBody(response.status)) {
    response.headers.Set("Content-Length", absl::StrCat(response.body.size()));
  }
  response.headers.Set("Connection", keep_alive ? "keep-alive" : "close");
  std::string head = absl::StrCat("HTTP/1.1 ", response.status, " ",
                                  ToString(beast::http::obsolete_reason(beast::http::int_to_status(
                                      static_cast<unsigned>(response.status)))),
                                  "\r\n");
  for (const auto& [name, value] : response.headers)
    absl::StrAppend(&head, name, ": ", value, "\r\n");
  absl::StrAppend(&head, "\r\n");
  if (request.method == "HEAD" || !HasBody(response.status)) response.body.clear();
  return {.head = std::move(head), .body = std::move(response.body)};
}

// The request without its body.
Incoming HeadOf(const Message& message, absl::string_view scheme, absl::string_view host) {
  Incoming incoming{.scheme = std::string(scheme),
                    .host = std::string(host),
                    .method = ToString(message.method_string()),
                    .target = ToString(message.target())};
  for (const auto& field : message.base()) {
    incoming.headers.Add(absl::string_view(field.name_string().data(), field.name_string().size()),
                         absl::string_view(field.value().data(), field.value().size()));
  }
  return incoming;
}

// "host:443" or "[::1]:443" without the port, in lower case.
std::string HostOfAuthority(absl::string_view authority) {
  const size_t colon = authority.rfind(':');
  absl::string_view host =
      colon == absl::string_view::npos ? authority : authority.substr(0, colon);
  if (absl::ConsumePrefix(&host, "[")) absl::ConsumeSuffix(&host, "]");
  return absl::AsciiStrToLower(host);
}

// A reset instead of an orderly end: RFC 9293, section 3.10.7, by way of SO_LINGER.
void Reset(tcp::socket& socket) {
  error_code ignored;
  socket.set_option(asio::socket_base::linger(true, 0), ignored);
  socket.close(ignored);
}

}  // namespace

class Server::Impl {
 public:
  Impl(Options options, Mint mint, Handler handler)
      : options_(std::move(options)), mint_(std::move(mint)), handler_(std::move(handler)) {}
  ~Impl() { Stop(); }

  absl::Status Listen();
  int port() const { return port_; }

 private:
  void Stop();
  void AcceptLoop();
  // Cuts the connections that take too long.
  void WatchLoop();
  // From now on the connection has so much time, until this is called again.
  void GiveTime(tcp::socket& socket, absl::Duration time);
  void JoinFinished();
  void Serve(tcp::socket& socket);
  void ServePlain(tcp::socket& socket, const std::string& host);
  void ServeTls(tcp::socket& socket, std::string host);
  // Reads a request and answers it. False when the connection is over.
  template <class Stream>
  bool Exchange(Stream& stream, tcp::socket& socket, beast::flat_buffer& buffer,
                const std::function<Outgoing(Incoming&)>& answer, absl::string_view scheme,
                absl::string_view host);
  bool MayConnect(const Incoming& request) const;
  uint64_t LimitFor(const Incoming& head) const {
    return options_.body_limit ? options_.body_limit(head) : kBodyLimit;
  }
  // Answers that the body is too large, and ends the connection without losing the answer.
  template <class Stream>
  void RefuseBody(Stream& stream, tcp::socket& socket);
  // Waits; false when the server is stopped meanwhile.
  bool Pause(absl::Duration duration);
  std::shared_ptr<ssl::context> ContextFor(const std::string& host);
  static int OnServerName(SSL* tls, int* alert, void* self);

  const Options options_;
  const Mint mint_;
  const Handler handler_;
  asio::io_context io_;
  tcp::acceptor acceptor_{io_};
  int port_ = 0;

  std::mutex mutex_;
  std::condition_variable stopped_;
  bool stopping_ = false;
  std::map<std::string, std::shared_ptr<ssl::context>> contexts_;
  std::map<tcp::socket*, absl::Time> open_;  // with the time at which each is cut
  std::map<std::thread::id, std::thread> threads_;
  std::vector<std::thread::id> finished_;
  std::thread accept_thread_, watch_thread_;
};

absl::Status Server::Impl::Listen() {
  error_code ec;
  const tcp::endpoint endpoint(asio::ip::address_v4::loopback(),
                               static_cast<unsigned short>(options_.port));
  acceptor_.open(endpoint.protocol(), ec);
  if (!ec) acceptor_.set_option(tcp::acceptor::reuse_address(true), ec);
  if (!ec) acceptor_.bind(endpoint, ec);
  if (!ec) acceptor_.listen(asio::socket_base::max_listen_connections, ec);
  if (ec) {
    return absl::UnavailableError(
        absl::StrCat("cannot listen on 127.0.0.1:", options_.port, ": ", ec.message()));
  }
  port_ = acceptor_.local_endpoint(ec).port();
  accept_thread_ = std::thread([this] { AcceptLoop(); });
  watch_thread_ = std::thread([this] { WatchLoop(); });
  return absl::OkStatus();
}

void Server::Impl::Stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    if (acceptor_.is_open()) ::shutdown(acceptor_.native_handle(), SHUT_RDWR);  // wakes accept()
    for (const auto& [socket, time] : open_) ::shutdown(socket->native_handle(), SHUT_RDWR);
  }
  stopped_.notify_all();
  if (accept_thread_.joinable()) accept_thread_.join();
  if (watch_thread_.joinable()) watch_thread_.join();
  // No thread is added from here on, and each one removes nothing but itself from `open_`.
  for (auto& [id, thread] : threads_) thread.join();
  threads_.clear();
}

void Server::Impl::JoinFinished() {
  std::vector<std::thread> done;
  {
    const std::lock_guard lock(mutex_);
    for (const std::thread::id id : finished_) {
      done.push_back(std::move(threads_.extract(id).mapped()));
    }
    finished_.clear();
  }
  for (std::thread& thread : done) thread.join();
}

void Server::Impl::WatchLoop() {
  const absl::Duration pause = std::min(options_.head_time, absl::Seconds(1));
  while (Pause(pause)) {
    const std::lock_guard lock(mutex_);
    for (auto& [socket, time] : open_) {
      if (time > absl::Now()) continue;
      ::shutdown(socket->native_handle(), SHUT_RDWR);
      time = absl::InfiniteFuture();
    }
  }
}

void Server::Impl::GiveTime(tcp::socket& socket, absl::Duration time) {
  const std::lock_guard lock(mutex_);
  open_[&socket] = absl::Now() + time;
}

void Server::Impl::AcceptLoop() {
  for (;;) {
    auto socket = std::make_shared<tcp::socket>(io_);
    error_code ec;
    acceptor_.accept(*socket, ec);
    JoinFinished();
    const std::lock_guard lock(mutex_);
    if (stopping_) return;
    if (ec) continue;  // the client was gone before it was accepted
    socket->set_option(tcp::no_delay(true), ec);
    open_[socket.get()] = absl::Now() + options_.head_time;
    std::thread thread([this, socket] {
      Serve(*socket);
      const std::lock_guard inner(mutex_);
      open_.erase(socket.get());
      error_code ignored;
      socket->close(ignored);
      finished_.push_back(std::this_thread::get_id());
    });
    const std::thread::id id = thread.get_id();
    threads_.emplace(id, std::move(thread));
  }
}

void Server::Impl::Serve(tcp::socket& socket) {
  char first = 0;
  error_code ec;
  if (socket.receive(asio::buffer(&first, 1), tcp::socket::message_peek, ec) != 1 || ec) return;
  if (first == kTlsHandshake) return ServeTls(socket, "");
  ServePlain(socket, "");
}

bool Server::Impl::MayConnect(const Incoming& request) const {
  return options_.proxy_credentials.empty() ||
         request.headers.Get("Proxy-Authorization") ==
             absl::StrCat("Basic ", absl::Base64Escape(options_.proxy_credentials));
}

// `host` is that of the tunnel we are in, or "".
void Server::Impl::ServePlain(tcp::socket& socket, const std::string& host) {
  std::string tunnel_to;
  const auto answer = [&](Incoming& request) -> Outgoing {
    if (request.method == "CONNECT") {
      if (!MayConnect(request)) {
        return {.response = {.status = 407,
                             .headers = {{"Proxy-Authenticate", "Basic realm=\"o365-tenant\""}},
                             .body = ""}};
      }
      tunnel_to = HostOfAuthority(request.target);
      return {.response = {.status = 200, .headers = {}, .body = ""}};
    }
    // The absolute form is what proxies get, RFC 9112, section 3.2.2.
    if (absl::StatusOr<Url> url = ParseUrl(request.target); url.ok()) {
      request.target = url->Target();
      if (url->host != kLocalhost && url->host != "127.0.0.1") request.host = url->host;
    }
    return handler_(request);
  };
  beast::flat_buffer buffer;
  while (tunnel_to.empty()) {
    if (!Exchange(socket, socket, buffer, answer, "http", host)) return;
  }
  // A client may send its first bytes only after our answer, so nothing of them is in `buffer`.
  char first = 0;
  error_code ec;
  if (socket.receive(asio::buffer(&first, 1), tcp::socket::message_peek, ec) != 1 || ec) return;
  if (first == kTlsHandshake) return ServeTls(socket, tunnel_to);
  ServePlain(socket, tunnel_to);
}

void Server::Impl::ServeTls(tcp::socket& socket, std::string host) {
  const std::shared_ptr<ssl::context> context =
      ContextFor(host.empty() ? std::string(kLocalhost) : host);
  if (context == nullptr) return;
  TlsStream stream(socket, *context);
  error_code ec;
  stream.handshake(ssl::stream_base::server, ec);
  if (ec) return;  // a client that does not trust us, or speaks something else
  const char* name = SSL_get_servername(stream.native_handle(), TLSEXT_NAMETYPE_host_name);
  if (name != nullptr) host = absl::AsciiStrToLower(name);
  if (host == kLocalhost || host == "127.0.0.1") host.clear();
  beast::flat_buffer buffer;
  const auto answer = [this](Incoming& request) { return handler_(request); };
  while (Exchange(stream, socket, buffer, answer, "https", host)) {
  }
  if (socket.is_open()) stream.shutdown(ec);
}

template <class Stream>
bool Server::Impl::Exchange(Stream& stream, tcp::socket& socket, beast::flat_buffer& buffer,
                            const std::function<Outgoing(Incoming&)>& answer,
                            absl::string_view scheme, absl::string_view host) {
  beast::http::request_parser<beast::http::string_body> parser;
  parser.body_limit(boost::none);
  parser.header_limit(kHeaderLimit);
  error_code ec;
  GiveTime(socket, options_.head_time);
  beast::http::read_header(stream, buffer, parser, ec);
  if (ec) return false;
  Incoming request = HeadOf(parser.get(), scheme, host);
  const uint64_t limit = LimitFor(request);
  parser.body_limit(limit);
  GiveTime(socket, options_.body_time);
  if (parser.content_length().value_or(0) > limit) {
    RefuseBody(stream, socket);
    return false;
  }
  const beast::string_view expect = parser.get()[beast::http::field::expect];
  if (beast::iequals(expect, "100-continue")) {
    asio::write(stream, asio::buffer(std::string("HTTP/1.1 100 Continue\r\n\r\n")), ec);
  }
  if (!ec) beast::http::read(stream, buffer, parser, ec);
  if (ec == beast::http::error::body_limit) RefuseBody(stream, socket);
  if (ec) return false;
  GiveTime(socket, absl::InfiniteDuration());  // what comes now is our own time
  bool keep_alive = parser.get().keep_alive();
  request.body = std::move(parser.get().body());
  Outgoing out = answer(request);
  if (!Pause(out.delay)) return false;
  if (out.cut == Outgoing::Cut::kBefore) {
    Reset(socket);
    return false;
  }
  if (request.method == "CONNECT" && out.response.status == 200) {
    // RFC 9110, section 9.3.6: no Content-Length here.
    asio::write(stream, asio::buffer(std::string("HTTP/1.1 200 Connection established\r\n\r\n")),
                ec);
    return !ec;
  }
  if (absl::EqualsIgnoreCase(out.response.headers.Get("Connection"), "close")) keep_alive = false;
  Bytes bytes = Serialize(std::move(out.response), request, keep_alive);
  if (out.cut == Outgoing::Cut::kMiddle) bytes.Halve();
  asio::write(stream, std::array{asio::buffer(bytes.head), asio::buffer(bytes.body)}, ec);
  if (out.cut == Outgoing::Cut::kMiddle) {
    Reset(socket);
    return false;
  }
  return !ec && keep_alive;
}

template <class Stream>
void Server::Impl::RefuseBody(Stream& stream, tcp::socket& socket) {
  error_code ec;
  asio::write(stream,
              asio::buffer(std::string("HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\n"
                                       "Connection: close\r\n\r\n")),
              ec);
  // A connection that is closed with something unread is reset, and the answer lost.
  socket.shutdown(tcp::socket::shutdown_send, ec);
  GiveTime(socket, kDrainTime);
  std::vector<char> unread(64 << 10);
  for (size_t drained = 0; !ec && drained < kDrain;)
    drained += socket.read_some(asio::buffer(unread), ec);
}

bool Server::Impl::Pause(absl::Duration duration) {
  if (duration <= absl::ZeroDuration()) return true;
  std::unique_lock lock(mutex_);
  return !stopped_.wait_for(lock, absl::ToChronoMilliseconds(duration),
                            [this] { return stopping_; });
}

std::shared_ptr<ssl::context> Server::Impl::ContextFor(const std::string& host) {
  const std::lock_guard lock(mutex_);
  std::shared_ptr<ssl::context>& slot = contexts_[host];
  if (slot != nullptr) return slot;
  const absl::StatusOr<KeyPair> pair = mint_(host);
  if (!pair.ok()) return nullptr;
  auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
  error_code ec;
  context->use_certificate(asio::buffer(pair->certificate), ssl::context::pem, ec);
  if (!ec) context->use_private_key(asio::buffer(pair->private_key), ssl::context::pem, ec);
  if (ec) return nullptr;
  SSL_CTX_set_min_proto_version(context->native_handle(), TLS1_2_VERSION);
  // A session resumed under another host name would skip the certificate of that name.
  SSL_CTX_set_session_cache_mode(context->native_handle(), SSL_SESS_CACHE_OFF);
  SSL_CTX_set_options(context->native_handle(), SSL_OP_NO_TICKET);
  SSL_CTX_set_tlsext_servername_callback(context->native_handle(), &OnServerName);
  SSL_CTX_set_tlsext_servername_arg(context->native_handle(), this);
  slot = std::move(context);
  return slot;
}

int Server::Impl::OnServerName(SSL* tls, int*, void* self) {
  const char* name = SSL_get_servername(tls, TLSEXT_NAMETYPE_host_name);
  if (name == nullptr) return SSL_TLSEXT_ERR_NOACK;
  const auto context = static_cast<Impl*>(self)->ContextFor(absl::AsciiStrToLower(name));
  if (context == nullptr) return SSL_TLSEXT_ERR_ALERT_FATAL;
  SSL_set_SSL_CTX(tls, context->native_handle());
  return SSL_TLSEXT_ERR_OK;
}

Server::Server(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Server::~Server() = default;

absl::StatusOr<std::unique_ptr<Server>> Server::Start(Options options, Mint mint, Handler handler) {
  auto impl = std::make_unique<Impl>(std::move(options), std::move(mint), std::move(handler));
  RETURN_IF_ERROR(impl->Listen());
  return std::unique_ptr<Server>(new Server(std::move(impl)));
}

int Server::port() const { return impl_->port(); }

}  // namespace o365::http
