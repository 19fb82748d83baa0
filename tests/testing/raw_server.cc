#include "tests/testing/raw_server.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <utility>

#include "absl/strings/match.h"
#include "gtest/gtest.h"

namespace o365::testing {
namespace {

using Bio = std::unique_ptr<BIO, decltype(&::BIO_free_all)>;

Bio ForReading(const std::string& text) {
  return {BIO_new_mem_buf(text.data(), static_cast<int>(text.size())), &::BIO_free_all};
}

void UsePair(SSL_CTX* context, const http::KeyPair& pair) {
  const std::unique_ptr<X509, decltype(&::X509_free)> certificate(
      PEM_read_bio_X509(ForReading(pair.certificate).get(), nullptr, nullptr, nullptr),
      &::X509_free);
  const std::unique_ptr<EVP_PKEY, decltype(&::EVP_PKEY_free)> key(
      PEM_read_bio_PrivateKey(ForReading(pair.private_key).get(), nullptr, nullptr, nullptr),
      &::EVP_PKEY_free);
  EXPECT_EQ(SSL_CTX_use_certificate(context, certificate.get()), 1);
  EXPECT_EQ(SSL_CTX_use_PrivateKey(context, key.get()), 1);
}

}  // namespace

RawServer::Peer::~Peer() {
  SSL_free(tls_);
  SSL_CTX_free(context_);
  ::close(fd_);
}

bool RawServer::Peer::StartTls(int newest_version) {
  context_ = SSL_CTX_new(TLS_server_method());
  SSL_CTX_set_max_proto_version(context_, newest_version);
  SSL_CTX_set_options(context_, SSL_OP_NO_TICKET);
  UsePair(context_, pair_);
  tls_ = SSL_new(context_);
  SSL_set_fd(tls_, fd_);
  return SSL_accept(tls_) == 1;
}

void RawServer::Peer::EndTls() { SSL_shutdown(tls_); }

bool RawServer::Peer::Renegotiate() {
  if (SSL_renegotiate(tls_) != 1 || SSL_do_handshake(tls_) != 1) return false;
  // The new handshake happens inside of reads, which return after each of its records.
  SSL_clear_mode(tls_, SSL_MODE_AUTO_RETRY);
  while (SSL_renegotiate_pending(tls_)) {
    char byte;
    const int n = SSL_peek(tls_, &byte, 1);
    if (n <= 0 && SSL_get_error(tls_, n) != SSL_ERROR_WANT_READ) return false;
  }
  return true;
}

bool RawServer::Peer::ReadByte(char& byte) {
  return (tls_ != nullptr ? SSL_read(tls_, &byte, 1) : ::recv(fd_, &byte, 1, 0)) == 1;
}

std::string RawServer::Peer::ReadRequest() {
  std::string head;
  char byte;
  while (!absl::EndsWith(head, "\r\n\r\n") && ReadByte(byte)) head += byte;
  return head;
}

bool RawServer::Peer::Write(absl::string_view bytes) {
  while (!bytes.empty()) {
    const int n = tls_ != nullptr
                      ? SSL_write(tls_, bytes.data(), static_cast<int>(bytes.size()))
                      : static_cast<int>(::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL));
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  return true;
}

void RawServer::Peer::WaitForEnd() {
  char buffer[4096];
  while (::recv(fd_, buffer, sizeof buffer, 0) > 0) {
  }
}

RawServer::RawServer(http::KeyPair pair, std::vector<Script> scripts)
    : pair_(std::move(pair)), scripts_(std::move(scripts)) {
  std::signal(SIGPIPE, SIG_IGN);  // OpenSSL writes to connections that the client has closed
  listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* any = reinterpret_cast<sockaddr*>(&address);
  EXPECT_EQ(::bind(listener_, any, size), 0);
  EXPECT_EQ(::listen(listener_, 16), 0);
  EXPECT_EQ(::getsockname(listener_, any, &size), 0);
  port_ = ntohs(address.sin_port);
  thread_ = std::thread([this] { AcceptLoop(); });
}

RawServer::~RawServer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    ::shutdown(listener_, SHUT_RDWR);
    if (open_ >= 0) ::shutdown(open_, SHUT_RDWR);
  }
  thread_.join();
  ::close(listener_);
}

void RawServer::AcceptLoop() {
  for (;;) {
    const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    {
      const std::lock_guard lock(mutex_);
      if (stopping_) {
        if (fd >= 0) ::close(fd);
        return;
      }
      open_ = fd;
    }
    if (fd < 0) continue;
    // Else a last word may still be waiting for its turn when the connection is closed.
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const auto number = static_cast<size_t>(connections_++);
    {
      Peer peer(fd, pair_);
      if (number < scripts_.size()) scripts_[number](peer);
      ERR_clear_error();
      const std::lock_guard lock(mutex_);
      open_ = -1;  // before the descriptor's number can be given to somebody else
    }
    over_ = static_cast<int>(number) + 1;
    over_.notify_all();
  }
}

void RawServer::WaitForScripts(int count) {
  for (int over = over_; over < count; over = over_) over_.wait(over);
}

}  // namespace o365::testing
