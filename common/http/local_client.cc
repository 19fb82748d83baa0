#include "common/http/local_client.h"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <exception>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/http/request_check.h"
#include "common/http/url.h"

namespace o365::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace wire = boost::beast::http;
using boost::system::error_code;

constexpr uint64_t kLargestAnswer = 1 << 20;

// The addresses that `host` stands for, all of them on this machine or its link.
absl::StatusOr<std::vector<asio::ip::address>> AddressesOf(const std::string& host) {
  if (host == "localhost")
    return std::vector<asio::ip::address>{asio::ip::address_v4::loopback(),
                                          asio::ip::address_v6::loopback()};
  error_code error;
  const asio::ip::address address = asio::ip::make_address(host, error);
  const bool link_local =
      !error && (address.is_v4() ? (address.to_v4().to_uint() >> 16) == 0xA9FE  // 169.254.0.0/16
                                 : address.to_v6().is_link_local());
  if (!error && (address.is_loopback() || link_local))
    return std::vector<asio::ip::address>{address};
  return absl::InvalidArgumentError(
      absl::StrCat("'", host, "' is neither this machine nor its link-local address"));
}

class Exchange {
 public:
  explicit Exchange(const LocalLimits& limits) : limits_(limits), stream_(io_) {}

  absl::StatusOr<Response> Run(const Request& request, const Url& url) {
    ASSIGN_OR_RETURN(const std::vector<asio::ip::address> addresses, AddressesOf(url.host));
    error_code error = asio::error::host_not_found;
    for (const asio::ip::address& address : addresses) {
      if (!error) break;
      stream_.close();
      error = Step(limits_.connect, [&](auto done) {
        stream_.async_connect(asio::ip::tcp::endpoint(address, static_cast<uint16_t>(url.port)),
                              done);
      });
    }
    if (error) return Failed("connect to", url, error);
    return Talk(request, url);
  }

 private:
  template <class Start>
  error_code Step(absl::Duration limit, Start start) {
    std::optional<error_code> result;
    stream_.expires_after(absl::ToChronoMilliseconds(limit));
    start([&result](error_code error, const auto&...) { result = error; });
    io_.restart();
    io_.run();
    return result.value_or(beast::error::timeout);
  }

  static absl::Status Failed(absl::string_view what, const Url& url, const error_code& error) {
    return base::NetworkError(
        absl::StrCat("cannot ", what, " '", url.Origin(), "': ", error.message()));
  }

  absl::StatusOr<Response> Talk(const Request& request, const Url& url) {
    wire::request<wire::string_body> message;
    message.method_string(request.method);
    message.target(url.Target());
    message.version(11);
    for (const auto& [name, value] : request.headers) message.insert(name, value);
    message.set(wire::field::host,
                url.default_port ? url.host : absl::StrCat(url.host, ":", url.port));
    message.set(wire::field::connection, "close");
    message.body() = request.body;
    message.prepare_payload();
    error_code error = Step(
        limits_.answer, [&](auto done) { wire::async_write(stream_, message, std::move(done)); });
    if (error) return Failed("send to", url, error);
    beast::flat_buffer buffer(kLargestAnswer);
    wire::response_parser<wire::string_body> parser;
    parser.body_limit(kLargestAnswer);
    error = Step(limits_.answer,
                 [&](auto done) { wire::async_read(stream_, buffer, parser, std::move(done)); });
    if (error) return Failed("read the answer of", url, error);
    Response response;
    response.status = static_cast<int>(parser.get().result_int());
    for (const auto& field : parser.get().base())
      response.headers.Add(
          absl::string_view(field.name_string().data(), field.name_string().size()),
          absl::string_view(field.value().data(), field.value().size()));
    response.body = std::move(parser.get().body());
    return response;
  }

  const LocalLimits& limits_;
  asio::io_context io_;
  beast::tcp_stream stream_;
};

}  // namespace

absl::StatusOr<Response> SendLocally(const Request& request, const LocalLimits& limits) {
  ASSIGN_OR_RETURN(const Url url, ParseUrl(request.url));
  if (url.scheme != "http")
    return absl::InvalidArgumentError(absl::StrCat("'", request.url, "' is no http URL"));
  RETURN_IF_ERROR(CheckRequest(request, url.Target()));
  // Asio throws where there is no memory or descriptor left; no exception leaves here.
  try {
    return Exchange(limits).Run(request, url);
  } catch (const std::exception& error) {
    return base::NetworkError(absl::StrCat("cannot send the request: ", error.what()));
  }
}

}  // namespace o365::http
