#include "common/http/beast_client.h"

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/base/error.h"
#include "common/base/status_macros.h"
#include "common/http/proxy.h"
#include "common/http/request_check.h"
#include "common/http/tls.h"
#include "common/http/url.h"

namespace o365::http {
namespace {

std::string PoolKey(const Target& target) {
  return absl::StrCat(
      target.url.Origin(), " ",
      target.proxy.has_value() ? absl::StrCat(target.proxy->host, ":", target.proxy->port) : "");
}

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
    RETURN_IF_ERROR(CheckRequest(request, target.url.Target()));
    const absl::Time deadline = absl::Now() + limits_.total;

    std::unique_ptr<Connection> connection = TakeIdle(PoolKey(target));
    if (connection == nullptr) {
      ASSIGN_OR_RETURN(SSL_CTX * context, Context());
      connection = std::make_unique<Connection>(context, limits_);
      connection->set_deadline(deadline);
      RETURN_IF_ERROR(connection->Open(target));
    }
    connection->set_deadline(deadline);
    if (request.may_begin && !request.may_begin()) {
      Keep(PoolKey(target), std::move(connection));
      return NotBegunError();
    }
    ASSIGN_OR_RETURN(Response response, connection->Exchange(request, target.url, sink));
    if (connection->reusable()) Keep(PoolKey(target), std::move(connection));
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

  void Keep(const std::string& key, std::unique_ptr<Connection> connection) {
    const std::lock_guard lock(mutex_);
    idle_[key].push_back(std::move(connection));
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
